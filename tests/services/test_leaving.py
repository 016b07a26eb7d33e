"""What goes back, and what ends, when somebody's time at the desk does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from claims.models import Check, CheckState, Claim, ClaimState, HandOver, Invitation, User
from claims.services import desk, editing, inviting, leaving, reassigning
from claims.services.handing import pass_on_claim
from claims.services.notices import words_of
from claims.services.refusal import Refused
from claims.services.tokens import MOST, make_token, owner_of, tokens_of
from tests.builders import make_claim, make_queue, make_submitted, make_third_look, make_two_checks, make_user
from tests.proving import make_invitation

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return [words_of(each) for each in user.notices.order_by("pk")]


def test_every_kind_of_open_work_goes_back_and_every_way_in_ends() -> None:
    curator, leaver, colleague = make_user("curator"), make_user("editor", first_name="Lea"), make_user()
    queue = make_queue()
    held, handed, freed = (make_claim(queue=queue) for _number in range(3))
    desk.take_claim(leaver, held.pk)
    pass_on_claim(colleague, handed.pk, to=leaver)
    HandOver.objects.create(claim=freed, by=None, to=leaver)  # as a rule does
    returned, given = make_submitted(checker=leaver), make_submitted()
    editing.return_check(make_user("editor"), returned.pk, comment="Which year?")
    draft = reassigning.reassign_check(make_user("editor"), given.pk, checker_id=leaver.pk, comment="Please.")
    look, answered = make_third_look(person=leaver), make_third_look(person=leaver)
    type(answered).objects.filter(pk=answered.pk).update(answer="Yes.", answered_at=timezone.now())
    token = make_token(leaver, "scraper")
    make_invitation(leaver)

    back = leaving.deactivate(curator, leaver.pk)

    assert (back.leases, back.handed, back.returned, back.looks) == (2, 2, 2, 1)
    assert (back.invitations, back.tokens, back.queues) == (1, 1, ())
    claims = Claim.objects.filter(pk__in=[held.pk, handed.pk, freed.pk, returned.claim_id, given.claim_id])
    assert {(each.state, each.lease_holder_id) for each in claims} == {(ClaimState.QUEUED, None)}
    assert [(each.claim_id, each.to) for each in HandOver.objects.filter(ended_at=None)] == [(handed.pk, colleague)]
    look.refresh_from_db()
    answered.refresh_from_db()
    assert (look.person, answered.person) == (look.asked_by, leaver)
    assert told(colleague) == [f"Lea has left, and the claim that you handed them is yours again: {handed.sentence}"]
    assert told(look.asked_by)[0].startswith("Lea has left without the third look")
    assert Check.objects.get(pk=draft.pk).state == CheckState.DRAFT
    leaving.reactivate(curator, leaver.pk)
    assert owner_of(token) is None
    assert inviting.open_invitation("token") is None


def test_a_third_look_whose_asker_is_gone_too_is_with_who_ends_the_other_s_time() -> None:
    curator, look = make_user("curator"), make_third_look()
    User.objects.filter(pk=look.asked_by_id).update(is_active=False)

    leaving.deactivate(curator, look.person_id)

    look.refresh_from_db()
    assert look.person == curator


def test_a_check_that_comes_back_after_its_checker_has_left_waits_for_another() -> None:
    editor, curator = make_user("editor"), make_user("curator")
    check, (first, second) = make_submitted(), make_two_checks()
    for each in (check, first):
        leaving.deactivate(curator, each.checker_id)

    editing.return_check(editor, check.pk, comment="Which year?")
    editing.return_both(editor, second.pk, comment="Which year?")

    states = dict(Claim.objects.values_list("pk", "state"))
    assert states == {check.claim_id: ClaimState.QUEUED, first.claim_id: ClaimState.RETURNED}


def test_a_person_has_so_many_tokens_and_no_more() -> None:
    user = make_user()
    for number in range(MOST):
        make_token(user, f"scraper {number}")

    with pytest.raises(Refused, match="tokens_many"):
        make_token(user, "one more")
    assert len(tokens_of(user)) == MOST
    make_token(make_user(), "another person's")


def test_an_invitation_of_who_is_here_by_now_lets_nobody_in_twice() -> None:
    make_invitation(make_user("curator"), email="eve@example.org", expires_at=timezone.now() + timedelta(days=1))
    make_user(email="Eve@example.org")

    with pytest.raises(Refused, match="invited_is_here"):
        inviting.join("token", username="eve", password="something else")
    assert Group.objects.filter(user__username="eve").count() == 0
    assert Invitation.objects.filter(ended_at=None).exists()
