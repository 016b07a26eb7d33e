"""People who come, and people who go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone

from claims.models import (
    AuditEvent,
    Check,
    CheckState,
    Claim,
    ClaimState,
    DeskSession,
    HandOver,
    Invitation,
    Mail,
    User,
)
from claims.services import checks, desk, editing, factors, inviting, leaving
from claims.services.handing import pass_on_claim
from claims.services.mailing import send_mail
from claims.services.refusal import Refused
from claims.services.steps.joining import free_username
from claims.workflow import NotAllowed
from tests.builders import make_claim, make_claims, make_queue, make_submitted, make_user
from tests.proving import make_app

pytestmark = pytest.mark.django_db


def invite(
    email: str = "Eve@Example.org", group: str = "editor", by: User | None = None
) -> tuple[inviting.Invited, str]:
    """What came of it, and the token."""
    links: list[str] = []

    def link(token: str) -> str:
        links.append(token)
        return f"https://desk.example/join/{token}/"

    who = by or make_user("curator")
    done = inviting.invite(who, name="Eve {link} Field", email=email, group=Group.objects.get(name=group), link=link)
    return done, links[0]


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=code)


def test_an_invitation_lets_one_person_in_once(settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example", "django.core.mail.backends.locmem.EmailBackend"
    done, token = invite()
    row = Mail.objects.get()
    send_mail(row.pk)
    row.refresh_from_db()

    assert done.link == ""
    assert token not in row.body
    assert row.secret == ""
    assert mail.outbox[0].body.count(f"https://desk.example/join/{token}/") == 1
    assert token not in str(Invitation.objects.values())
    user = inviting.join(token, username="eve", password="something else")
    assert (user.email, user.get_full_name(), user.groups.get().name) == (
        "eve@example.org",
        "Eve {link} Field",
        "editor",
    )
    assert not user.is_staff
    with refused("link_spent"):
        inviting.join(token, username="mallory", password="something else")


def test_without_mail_the_link_is_told_once(settings: Any) -> None:
    settings.EMAIL_HOST = ""

    done, token = invite(group="curator")

    assert token in done.link
    assert not Mail.objects.exists()
    assert inviting.join(token, username="cora", password="something else").is_staff


def test_an_invitation_runs_out_is_taken_back_or_replaced() -> None:
    first, gone = invite()
    second, old = invite()
    _third, revoked = invite("f@example.org")

    Invitation.objects.filter(pk=second.invitation.pk).update(expires_at=timezone.now())
    inviting.revoke(make_user("curator"), Invitation.objects.get(email="f@example.org").pk)

    assert [inviting.open_invitation(token) for token in (gone, old, revoked, "")] == [None] * 4
    with refused("invitation_ended"):
        inviting.revoke(make_user("curator"), first.invitation.pk)


def test_who_may_not_manage_people_invites_and_ends_nothing() -> None:
    done, token = invite()
    editor = make_user("editor")

    for use_case in (
        lambda: invite(by=editor),
        lambda: inviting.revoke(editor, done.invitation.pk),
        lambda: leaving.deactivate(editor, make_user().pk),
        lambda: leaving.reactivate(editor, make_user(is_active=False).pk),
        lambda: factors.take_factors_away(editor, make_user()),
    ):
        with pytest.raises(NotAllowed):
            use_case()
    assert inviting.open_invitation(token)


def test_a_username_and_an_address_that_are_taken_are_refused() -> None:
    make_user(username="Eve")
    make_user(email="there@example.org")
    _done, token = invite()

    with refused("username_taken"):
        inviting.join(token, username="eve", password="something else")
    with refused("invited_is_here"):
        invite("THERE@example.org")
    assert inviting.open_invitation(token)  # it can be tried again
    assert free_username("eve@example.org") == "eve-2"
    assert free_username("@") == "person"


def test_who_leaves_hands_back_what_is_open_and_keeps_what_is_done() -> None:
    curator, leaver, colleague, editor = make_user("curator"), make_user(), make_user(), make_user("editor")
    queue = make_queue()
    held, drafted, given, passed = make_claims(4, queue)
    desk.take_claim(leaver, held.pk)
    desk.take_claim(leaver, drafted.pk)
    draft = checks.open_check(leaver, drafted.pk)
    pass_on_claim(colleague, given.pk, to=leaver, note="You know wells.")
    pass_on_claim(leaver, passed.pk, to=colleague)
    submitted = make_submitted(make_claim(queue=queue), leaver)
    returned = make_submitted(make_claim(queue=queue), leaver)
    editing.return_check(editor, returned.pk, comment="Which year?")
    DeskSession.objects.create(session_key="a", user_id=leaver.pk, expire_date=timezone.now() + timedelta(days=1))

    back = leaving.deactivate(curator, leaver.pk)

    assert (back.leases, back.handed, back.returned, back.sessions) == (3, 1, 1, 1)
    assert not Claim.objects.filter(lease_holder=leaver).exists()
    assert Check.objects.get(pk=draft.pk).state == CheckState.DRAFT
    assert Check.objects.get(pk=submitted.pk).state == CheckState.SUBMITTED
    assert Claim.objects.get(pk=submitted.claim_id).state == ClaimState.SUBMITTED
    assert Claim.objects.get(pk=returned.claim_id).state == ClaimState.QUEUED
    waiting = HandOver.objects.filter(ended_at__isnull=True)
    assert {(each.claim_id, each.to) for each in waiting} == {(given.pk, colleague), (passed.pk, colleague)}
    assert AuditEvent.objects.filter(action="user.deactivate", object_id=leaver.pk, actor_id=curator.pk).exists()
    with refused("person_inactive"):
        leaving.deactivate(curator, leaver.pk)
    leaving.reactivate(curator, leaver.pk)
    leaver.refresh_from_db()
    assert leaver.is_active


def test_nobody_deactivates_themselves_or_a_superuser() -> None:
    curator, chief = make_user("curator"), make_user("", is_superuser=True)

    for person in (curator, chief):
        with pytest.raises(NotAllowed):
            leaving.deactivate(curator, person.pk)
        with pytest.raises(NotAllowed):
            factors.take_factors_away(curator, person)
    leaving.deactivate(chief, curator.pk)


def test_who_lost_every_factor_is_let_in_again() -> None:
    person = make_user()
    make_app(person)

    factors.take_factors_away(make_user("curator"), person)

    assert not person.factors.exists()
    assert AuditEvent.objects.filter(action="user.factors_taken_away", object_id=person.pk).exists()
