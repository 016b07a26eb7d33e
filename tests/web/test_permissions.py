"""The permission matrix: every address by every role. An address without a row fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from claims.models import Publication
from claims.services.interests import declare_interest
from tests.builders import (
    make_claim,
    make_comment,
    make_lookup,
    make_prior,
    make_proposal,
    make_published,
    make_queue,
    make_release,
    make_scale,
    make_submitted,
    make_third_look,
    make_translation,
    make_upload,
    make_user,
)
from tests.feeding import make_feed_item
from tests.proving import make_invitation
from tests.web.conftest import LogIn

ROLES = ("anonymous", "stranger", "checker", "editor", "curator")
EVERYBODY = (200, 200, 200, 200, 200)
DESK = (302, 403, 200, 200, 200)
SIGNS = (302, 403, 403, 200, 403)
ANSWERS_FOR_THE_DESK = (302, 403, 403, 200, 200)
MEMBERS = (302, 200, 200, 200, 200)
STEPS_OF_MEMBERS = (302, 302, 302, 302, 302)
MANAGES = (302, 403, 403, 403, 200)
CHECKS = (302, 403, 302, 302, 403)  # a step that ends in a redirect


@dataclass(frozen=True)
class Row:
    """What is asked and what each role is answered, in the order of `ROLES`."""

    answers: tuple[int, int, int, int, int]
    method: str = "get"
    on: str = ""


def steps(answer: int) -> tuple[int, int, int, int, int]:
    """Answers of a step of checking that ends with `answer` for who may take it."""
    return (302, 403, answer, answer, 403)


MATRIX: dict[str, Row] = {
    "home": Row(EVERYBODY),
    "verdict": Row(EVERYBODY, on="publication"),
    "version": Row((302, 302, 302, 302, 302), on="publication_version"),
    "first_use": Row((302, 302, 302, 302, 302)),
    "demo": Row((302, 302, 302, 302, 302), "post"),
    "starter": Row((302, 403, 403, 403, 200)),
    "demo_article": Row((302, 403, 302, 302, 302), "post"),
    "try_all_sources": Row((302, 403, 403, 302, 302), "post"),
    "login": Row((200, 302, 302, 302, 302)),
    "logout": Row((302, 302, 302, 302, 302), "post"),
    "desk": Row(DESK),
    "next": Row(CHECKS, "post"),
    "queue": Row(DESK, on="queue"),
    "next_in_queue": Row(CHECKS, "post", on="queue"),
    "last": Row((302, 403, 302, 302, 302)),
    "undo": Row(CHECKS, "post", on="action"),
    "account": Row(DESK),
    "notices": Row(DESK),
    "notices_seen": Row((302, 403, 302, 302, 302), "post"),
    "rhythms": Row((302, 403, 302, 302, 302), "post"),
    "drop_interest": Row((302, 403, 404, 404, 404), "post", on="interest"),
    "language": Row((302, 403, 302, 302, 302), "post"),
    "keys": Row((302, 403, 302, 302, 302), "post"),
    "postpone": Row(CHECKS, "post", on="claim"),
    "pass_on": Row(CHECKS, "post", on="claim"),
    "leave": Row(steps(204), "post", on="claim"),
    "release_for_others": Row((302, 403, 403, 302, 403), "post", on="claim"),
    "aside": Row(DESK),
    "left_aside": Row(DESK),
    "intake": Row(DESK),
    "insight": Row(DESK),
    "insight_by": Row(DESK, on="dimension"),
    "insight_balance": Row(DESK, on="dimension"),
    "insight_proposals": Row(DESK),
    "insight_sources": Row(DESK),
    "insight_rows": Row((302, 403, 404, 404, 404), on="measure"),
    "insight_overdue": Row(DESK, on="queue"),
    "insight_drawn": Row(DESK),
    "judge_drawn": Row((302, 403, 404, 404, 403), "post", on="drawn"),
    "ways": Row(DESK),
    "end_token": Row((302, 403, 404, 404, 404), "post", on="token"),
    "post_article": Row((401, 401, 401, 401, 401), "post"),
    "intake_log": Row(DESK),
    "retry_item": Row((302, 403, 302, 302, 302), "post", on="feed_item"),
    "poll_feed": Row((302, 403, 403, 302, 302), "post", on="feed"),
    "articles": Row(DESK),
    "article": Row(DESK, on="article"),
    "ask_model": Row(CHECKS, "post", on="article"),
    "take_proposal": Row(CHECKS, "post", on="proposal"),
    "drop_proposal": Row(CHECKS, "post", on="proposal"),
    "outgoing": Row(ANSWERS_FOR_THE_DESK),
    "new_text": Row((302, 403, 422, 422, 422), "post", on="article"),
    "pull_in": Row(CHECKS, "post", on="version"),
    "sources": Row(ANSWERS_FOR_THE_DESK),
    "try_source": Row((302, 403, 403, 302, 302), "post", on="source"),
    "retry": Row(CHECKS, "post", on="lookup"),
    "claim": Row(DESK, on="claim"),
    "tags": Row((302, 403, 200, 200, 403), on="claim"),
    "take": Row(CHECKS, "post", on="claim"),
    "renew": Row(steps(200), "post", on="claim"),
    "release": Row(CHECKS, "post", on="claim"),
    "skip": Row(CHECKS, "post", on="claim"),
    "dismiss": Row(CHECKS, "post", on="claim"),
    "take_up": Row(CHECKS, "post", on="claim"),
    "hand_over": Row(CHECKS, "post", on="claim"),
    "mend": Row(CHECKS, "post", on="claim"),
    "confirm_reading": Row(CHECKS, "post", on="claim"),
    "follow_reading": Row(CHECKS, "post", on="claim"),
    "split": Row(CHECKS, "post", on="claim"),
    "follow_text": Row(CHECKS, "post", on="claim"),
    "evidence": Row(DESK, on="claim"),
    "add_document": Row(steps(422), "post", on="claim"),
    "evidence_file": Row(DESK, on="upload"),
    "translate": Row(CHECKS, "post", on="claim"),
    "confirm_translation": Row(CHECKS, "post", on="translation"),
    "remove_translation": Row(CHECKS, "post", on="translation"),
    "repeat": Row(CHECKS, "post", on="claim"),
    "drafts": Row((302, 403, 404, 404, 403), on="claim"),
    "restore_draft": Row((302, 403, 404, 404, 403), "post", on="draft"),
    "search_prior": Row(CHECKS, "post", on="claim"),
    "take_prior": Row(CHECKS, "post", on="prior"),
    "dismiss_prior": Row(CHECKS, "post", on="prior"),
    "restore_prior": Row(CHECKS, "post", on="prior"),
    "asked": Row(DESK, on="claim"),
    "log_contact": Row(steps(422), "post", on="contact"),
    "private": Row(CHECKS, "post", on="claim"),
    "draft": Row(CHECKS, "post", on="claim"),
    "submit": Row(steps(422), "post", on="claim"),
    "take_back": Row(steps(404), "post", on="claim"),
    "editor": Row(SIGNS),
    "agreement": Row(SIGNS),
    "board_csv": Row(SIGNS),
    "verdicts_csv": Row(DESK),
    "single_check": Row((302, 403, 403, 200, 403), on="half_checked"),
    "review": Row(SIGNS, on="check"),
    "sign": Row((302, 403, 403, 302, 403), "post", on="check"),
    "return": Row((302, 403, 403, 422, 403), "post", on="check"),
    "published": Row(SIGNS, on="kept"),
    "reopen": Row((302, 403, 403, 422, 403), "post", on="kept"),
    "stands": Row((302, 403, 403, 302, 403), "post", on="kept"),
    "withdraw": Row((302, 403, 403, 422, 403), "post", on="kept"),
    "schedule": Row((302, 403, 403, 302, 403), "post", on="check"),
    "stop_release": Row((302, 403, 403, 302, 403), "post", on="release"),
    "embargo": Row((302, 403, 403, 302, 403), "post", on="check"),
    "reassign": Row((302, 403, 403, 422, 403), "post", on="check"),
    "comment": Row((302, 403, 403, 422, 403), "post", on="check"),
    "settle": Row((302, 403, 403, 302, 403), "post", on="comment"),
    "settle_own": Row((302, 403, 403, 302, 403), "post", on="own_comment"),
    "ask_look": Row((302, 403, 403, 422, 403), "post", on="check"),
    "looks": Row(DESK),
    "look": Row(SIGNS, on="look"),
    "appearing": Row((302, 403, 422, 422, 422), "post"),
    # coming in, and how
    "second": Row((302, 302, 302, 302, 302)),
    "house": Row((404, 404, 404, 404, 404)),
    "house_back": Row((404, 404, 404, 404, 404)),
    "reset": Row(EVERYBODY),
    "set_password": Row((410, 410, 410, 410, 410), on="link"),
    "join": Row(EVERYBODY, on="invitation_link"),
    "security": Row(MEMBERS),
    "confirm": Row(MEMBERS),
    "change_password": Row(MEMBERS),
    "add_app": Row(STEPS_OF_MEMBERS),  # to where one shows who one is
    "add_passkey": Row(STEPS_OF_MEMBERS),
    "new_codes": Row(STEPS_OF_MEMBERS, "post"),
    "remove_factor": Row(STEPS_OF_MEMBERS, "post", on="factor"),
    "end_others": Row(STEPS_OF_MEMBERS, "post"),
    "end_session": Row(STEPS_OF_MEMBERS, "post", on="session"),
    "people": Row(MANAGES),
    "groups": Row(DESK),
    "revoke_invitation": Row((302, 403, 403, 403, 302), "post", on="invitation"),
    "deactivate": Row((302, 403, 403, 403, 302), "post", on="person"),
    "reactivate": Row((302, 403, 403, 403, 302), "post", on="person"),
    "take_factors": Row((302, 403, 403, 403, 302), "post", on="person"),
}


@pytest.fixture
def world(db: None) -> dict[str, dict[str, Any]]:
    """One row of each kind that an address names, as the address names it."""
    queue = make_queue()
    claim = make_claim(queue=queue)
    lookup = make_lookup(claim)
    make_published()
    publication = Publication.objects.get()
    check = make_submitted()
    make_scale()
    comment, look = make_comment(check), make_third_look(check)
    release = make_release()
    item = make_feed_item()
    return {
        "": {},
        "feed": {"feed_id": item.feed_id},
        "feed_item": {"item_id": item.pk},
        "publication": {"public_id": publication.public_id, "slug": publication.slug},
        "publication_version": {"public_id": publication.public_id, "slug": publication.slug, "number": 1},
        "kept": {"publication_id": publication.pk},
        "queue": {"slug": queue.slug},
        "article": {"article_id": claim.article_id},
        "version": {"version_id": claim.article.versions.get().pk},
        "source": {"source_id": lookup.series.source_id},
        "lookup": {"lookup_id": lookup.pk},
        "claim": {"claim_id": claim.pk},
        "contact": {"claim_id": claim.pk, "kind": "asked"},
        "prior": {"claim_id": claim.pk, "prior_id": make_prior().pk},
        "upload": {"evidence_id": make_upload(claim).pk},
        "translation": {"claim_id": claim.pk, "translation_id": make_translation(claim).pk},
        "draft": {"claim_id": claim.pk, "number": 1},
        "proposal": {"proposal_id": make_proposal().pk},
        "check": {"check_id": check.pk},
        "half_checked": {"claim_id": make_submitted(make_claim(checks_required=2)).claim_id},
        "release": {"release_id": release.pk},
        "comment": {"check_id": check.pk, "comment_id": comment.pk},
        "own_comment": {"claim_id": check.claim_id, "comment_id": comment.pk},
        "look": {"look_id": look.pk},
        "link": {"uid": "MQ", "token": "none"},
        **make_invited(),
        "factor": {"factor_id": 10**6},
        "session": {"handle": "none"},
        "person": {"person_id": make_user().pk},
        "action": {"action_id": 10**6},
        "dimension": {"dimension": "claimant"},
        "measure": {"measure": "pulled"},
        "drawn": {"drawn_id": 10**6},
        "token": {"token_id": 10**6},
        "interest": {"interest_id": declare_interest(make_user(), kind="party", name="Somebody", since=None).pk},
    }


def make_invited() -> dict[str, dict[str, Any]]:
    """An invitation that is open, by its id and by its link."""
    invitation = make_invitation(make_user("curator"), token="token")
    return {"invitation": {"invitation_id": invitation.pk}, "invitation_link": {"token": "token"}}


def addresses(patterns: list[Any], space: str = "") -> Iterator[tuple[str, str]]:
    """(namespace, name) of every address of the resolver."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, pattern.namespace or space)
        elif isinstance(pattern, URLPattern):
            yield space, pattern.name or str(pattern.pattern)


def test_every_address_of_the_desk_has_a_row() -> None:
    found = {name for space, name in addresses(get_resolver().url_patterns) if space == "claims"}

    assert found == set(MATRIX)


def test_no_address_stands_outside_the_desk_and_the_admin_site() -> None:
    spaces = {space for space, _name in addresses(get_resolver().url_patterns)}

    assert spaces == {"claims", "admin"}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens within did not happen: one world serves every address, and each finds it untouched."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_a_role_as_the_matrix_says(
    role: str, log_in: LogIn, world: dict[str, dict[str, Any]]
) -> None:
    answered = {}
    for name, row in MATRIX.items():
        with undone():
            answered[name] = getattr(log_in(role), row.method)(reverse(f"claims:{name}", kwargs=world[row.on]))

    asked = ROLES.index(role)
    codes = {name: response.status_code for name, response in answered.items()}
    assert {name: code for name, code in codes.items() if code != MATRIX[name].answers[asked]} == {}
    sent_away = {name for name, code in codes.items() if code == 302} - {"logout", "version", "house_back"}
    if role == "anonymous":
        log_in_page = reverse("claims:login")
        assert {name for name in sent_away if not answered[name]["Location"].startswith(log_in_page)} == set()


STEPS = [name for name, row in MATRIX.items() if row.method == "post"]


def test_what_changes_something_is_never_a_get(log_in: LogIn, world: dict[str, dict[str, Any]]) -> None:
    client = log_in("editor")

    codes = {}
    for name in STEPS:
        with undone():
            codes[name] = client.get(reverse(f"claims:{name}", kwargs=world[MATRIX[name].on])).status_code

    assert {name: code for name, code in codes.items() if code != 405} == {}


def test_what_changes_something_is_refused_without_its_token(world: dict[str, dict[str, Any]]) -> None:
    client = Client(enforce_csrf_checks=True)

    codes = {}
    for name in STEPS:
        with undone():
            codes[name] = client.post(reverse(f"claims:{name}", kwargs=world[MATRIX[name].on])).status_code

    # Whoever posts an article shows a token of their own, which no browser sends by itself.
    assert {name: code for name, code in codes.items() if code != 403} == {"post_article": 401}


def admin_paths() -> list[str]:
    """The path of every address of the admin site but its log-in, with a row's id where one is named."""
    resolvers = [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
    admin = next(each for each in resolvers if each.namespace == "admin")
    paths = [f"{admin.pattern}{route}" for route in routes(admin.url_patterns)]
    return [f"/{CONVERTER.sub('1', path)}" for path in paths if "login" not in path and "(?P" not in path]


CONVERTER = re.compile(r"<[^>]+>")


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern)


@pytest.mark.parametrize("role", ["anonymous", "stranger", "checker", "editor"])
def test_the_admin_site_sends_everybody_but_its_staff_to_the_log_in(role: str, log_in: LogIn) -> None:
    client = log_in(role)
    paths = admin_paths()

    answers = {path: client.get(path) for path in paths}

    assert len(paths) > 5
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 302} == {}
    assert all("/admin/" in answer["Location"] for answer in answers.values())


def test_a_curator_opens_the_admin_site(log_in: LogIn) -> None:
    response = log_in("curator").get(reverse("admin:index"))

    assert response.status_code == 200
