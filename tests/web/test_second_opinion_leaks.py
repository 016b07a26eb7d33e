"""Who gives a second opinion reads nothing of the first, on any page of the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from claims.admin.bulk import BulkAdmin
from claims.models import Check, Claim, ClaimState, Evidence, User
from claims.services import checks, concerned, desk, editing, fact_checks, mending
from tests.builders import (
    asked,
    make_article,
    make_claim,
    make_claimant,
    make_document,
    make_draft,
    make_finding,
    make_outlet,
    make_prior,
    make_queue,
    make_scale,
    make_user,
)
from tests.web.test_permissions import MATRIX

pytestmark = pytest.mark.django_db

NAMES = ("zuberi", "Zuberiname", "Quartzfirst")
WORDS = ("Wordingword", "Summaryword", "Reasoningword", "Noteword", "Harmword")
RATING = "Ratingword"  # a rating of the scale that is not in force any more: no option of the form has its name
COMMENT = "Commentword"


@dataclass
class Apart:
    claim: Claim
    first: Check
    document: Evidence
    prior_id: int


def people(*groups: str, **columns: Any) -> User:
    user = make_user(groups[0], **columns)
    user.groups.add(*Group.objects.filter(name__in=groups[1:]))
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def apart() -> Apart:
    """A claim that the first checker has read, mended, documented, asked about and submitted, and that waits for
    the second."""
    first = make_user(username=NAMES[0], first_name=NAMES[1], last_name=NAMES[2], shown_name=NAMES[1])
    version = make_article(outlet=make_outlet())
    claim = make_claim(
        version=version,
        queue=make_queue(checks_required=2),
        checks_required=2,
        claimant=make_claimant(private_person=True),
    )
    mending.confirm_reading(first, claim.pk)
    finding = make_finding(claim)
    document = make_document(claim, first, title="A paper that both may read")
    prior = make_prior()
    fact_checks.dismiss(first, claim.pk, prior.pk)
    concerned.log_contact(first, claim.pk, asked(name="The minister's office"))
    rating = make_scale(ratings=[{"slug": "this", "label": RATING, "value": 1}])["this"]
    draft = make_draft(
        claim, first, rating, wording=WORDS[0], summary=WORDS[1], reasoning=WORDS[2], harm="more", harm_note=WORDS[4]
    )
    checks.decide(first, draft.pk, finding.pk, decided="rejected", stance="", note=WORDS[3])
    check = checks.submit_check(first, draft.pk)
    make_scale()
    claim.refresh_from_db()
    return Apart(claim, check, document, prior.pk)


def rows(apart: Apart) -> dict[str, dict[str, Any]]:
    claim = apart.claim
    assert claim.queue is not None
    return {
        "": {},
        "queue": {"slug": claim.queue.slug},
        "article": {"article_id": claim.article_id},
        "version": {"version_id": claim.article.versions.get().pk},
        "claim": {"claim_id": claim.pk},
        "contact": {"claim_id": claim.pk, "kind": "asked"},
        "prior": {"claim_id": claim.pk, "prior_id": apart.prior_id},
        "check": {"check_id": apart.first.pk},
    }


OPTION = re.compile(r"<option[^>]*>.*?</option>", re.DOTALL)
SEARCHES = ("", "?q=Reasoningword", "?q=zuberi", "?correct=1", "?after=2026-01-01T00:00:00+00:00_1")
ELSEWHERE = frozenset({"logout", "proposal", "publication", "source", "lookup"})


def answers(client: Client, apart: Apart, *, posts: bool) -> Iterator[tuple[str, str]]:
    """What every address of the desk answers: (address, all that it says)."""
    kwargs = rows(apart)
    for name, row in MATRIX.items():
        if row.on not in kwargs or name in ELSEWHERE or (row.method == "post") != posts:
            continue
        address = reverse(f"claims:{name}", kwargs=kwargs[row.on])
        for query in ("",) if posts else SEARCHES:
            sent = getattr(client, row.method)(address + query, follow=True)
            if sent.request["PATH_INFO"] == reverse("claims:people"):
                continue  # it lists the members of the desk, and nothing that they did
            yield address + query, sent.getvalue().decode()  # a table is streamed
        if posts:
            yield address + " as JSON", client.post(address, headers={"accept": "application/json"}).content.decode()


def leaks(said: Iterator[tuple[str, str]], words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(address, word) for address, page in said for word in words if _holds(address, page, word)]


def _holds(address: str, page: str, word: str) -> bool:
    """A page repeats what was searched for; a choice among all people or ratings tells nothing of a claim."""
    return word in OPTION.sub("", page) and f"q={word}" not in address


EVERYTHING = (*NAMES, *WORDS, RATING)


@pytest.mark.parametrize("groups", [("checker",), ("editor",), ("checker", "editor"), ("curator", "checker")])
@pytest.mark.parametrize("drafting", [False, True], ids=["looking", "drafting"])
def test_no_page_of_the_desk_tells_who_comes_second_of_the_first(
    groups: tuple[str, ...], drafting: bool, apart: Apart
) -> None:
    second = people(*groups)
    if drafting:
        desk.take_claim(second, apart.claim.pk)
        checks.open_check(second, apart.claim.pk)
    client = browser(second)

    assert leaks(answers(client, apart, posts=False), EVERYTHING) == []
    assert leaks(answers(client, apart, posts=True), EVERYTHING) == []


def test_the_evidence_of_the_first_is_there_without_a_name(apart: Apart) -> None:
    page = browser(make_user()).get(reverse("claims:claim", args=[apart.claim.pk])).content.decode()

    assert "A paper that both may read" in page
    assert "The minister&#x27;s office" in page
    assert "mended or confirmed by a person" in page
    assert 'value="confirmed" checked' not in page
    assert "Half of the people of Freedonia" in page.split("Put away")[0]


def test_while_the_first_holds_the_claim_nobody_is_told_who_does() -> None:
    claim = make_claim(queue=make_queue(checks_required=2), checks_required=2)
    first = make_user(username=NAMES[0], first_name=NAMES[1], last_name=NAMES[2])
    desk.take_claim(first, claim.pk)
    client = browser(make_user())

    for name, args in (("claim", [claim.pk]), ("queue", [claim.queue.slug if claim.queue else ""]), ("desk", [])):
        page = client.get(reverse(f"claims:{name}", args=args)).content.decode()
        assert not [word for word in NAMES if word in page]
    refused = client.post(reverse("claims:take", args=[claim.pk]), follow=True).content.decode()
    assert not [word for word in NAMES if word in refused]


def test_an_editor_who_checks_second_reads_nothing_of_the_first_after_both_are_in(apart: Apart) -> None:
    second = make_user("editor")
    checks.submit_check(second, make_draft(apart.claim, second, wording="Mine", harm="less").pk)
    assert Claim.objects.get(pk=apart.claim.pk).state == ClaimState.SUBMITTED

    assert leaks(answers(browser(second), apart, posts=False), EVERYTHING) == []


def test_what_an_editor_wrote_to_the_first_is_not_for_the_second(apart: Apart) -> None:
    second = make_user()
    checks.submit_check(second, make_draft(apart.claim, second, wording="Mine", harm="less").pk)
    editing.return_check(make_user("editor"), apart.first.pk, comment=COMMENT)

    assert leaks(answers(browser(second), apart, posts=False), (*EVERYTHING, COMMENT)) == []


def test_an_editor_who_checked_nothing_reads_both_when_both_are_in(apart: Apart) -> None:
    second = make_user()
    own = checks.submit_check(second, make_draft(apart.claim, second, wording="Mine", harm="less").pk)

    page = browser(make_user("editor")).get(reverse("claims:review", args=[own.pk])).content.decode()

    assert "Two checkers differ" in page
    assert all(word in page for word in (*WORDS[:4], RATING, "Mine"))


def test_two_checks_stand_as_one_in_the_list_of_the_editor(apart: Apart) -> None:
    second = make_user()
    checks.submit_check(second, make_draft(apart.claim, second, wording="Mine", harm="less").pk)

    page = browser(make_user("editor")).get(reverse("claims:editor")).content.decode()

    assert page.count("two checkers differ") == 1
    assert page.count('<p class="list-title">') == 2
    assert page.count("Mine") == 1


def test_a_curator_who_checks_finds_nothing_of_the_first_in_the_tables(apart: Apart) -> None:
    second = people("curator", "checker", is_staff=True)
    client = browser(second)
    said = []
    for model in admin.site._registry:
        if model._meta.model_name in ("user", "group"):
            continue
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"admin:{name}_changelist")]
        pages += [reverse(f"admin:{name}_change", args=[row.pk]) for row in model._default_manager.all()[:30]]
        pages += [f"{pages[0]}?q=Reasoningword", reverse("admin:index"), reverse("admin:claims_to_do")]
        pages += (
            [reverse(f"admin:{name}_take", args=["csv"])] if isinstance(admin.site._registry[model], BulkAdmin) else []
        )
        said += [(page, client.get(page).getvalue().decode()) for page in pages]

    found = [(page, word) for page, word in leaks(iter(said), EVERYTHING) if word != RATING]
    assert found == []
    assert len(said) > 60
