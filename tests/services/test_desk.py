"""Leases, letting go, putting aside and taking up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import AuditEvent, Claim, ClaimState, DismissReason, Queue
from claims.services import checks, desk
from claims.services.mending import mend_reading
from claims.services.refusal import Refused
from claims.workflow import NotAllowed, WrongState
from tests.builders import (
    make_claim,
    make_claims,
    make_draft,
    make_finding,
    make_queue,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


def _run_out(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(lease_until=timezone.now() - timedelta(minutes=1))


def test_what_was_skipped_is_not_offered_again_to_the_same_user_for_a_while() -> None:
    claim = make_claim(queue=make_queue(lease_minutes=10))
    user = make_user()
    desk.next_claim(user)

    desk.skip_claim(user, claim.pk, reason="later")

    claim.refresh_from_db()
    assert claim.lease_holder is None
    assert desk.next_claim(user).claim_id is None
    assert desk.next_claim(make_user()).claim_id == claim.pk


def test_what_was_skipped_comes_back_when_the_time_of_a_lease_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = make_claim(queue=make_queue(lease_minutes=10))
    user = make_user()
    past = timezone.now() - timedelta(minutes=11)
    with monkeypatch.context() as earlier:
        earlier.setattr(timezone, "now", lambda: past)
        desk.skip_claim(user, claim.pk, reason="later")

    assert desk.next_claim(user).claim_id == claim.pk


def test_skipping_wants_a_reason_of_the_list() -> None:
    claim = make_claim()

    with pytest.raises(Refused, match="skip_reason"):
        desk.skip_claim(make_user(), claim.pk, reason="because")


def test_a_claim_taken_by_hand_is_refused_to_others_who_learn_who_has_it() -> None:
    claim = make_claim()
    holder = make_user(username="holder")
    desk.take_claim(holder, claim.pk)

    with pytest.raises(Refused) as refusal:
        desk.take_claim(make_user(), claim.pk)

    assert refusal.value.code == "held"
    assert dict(refusal.value.numbers)["holder"] == "holder"
    desk.take_claim(holder, claim.pk)


def test_a_claim_that_is_not_open_or_that_one_has_checked_cannot_be_taken() -> None:
    checker = make_user()
    claim = make_claim(checks_required=2)
    make_submitted(claim, checker)

    with pytest.raises(Refused, match="checked_by_you"):
        desk.take_claim(checker, claim.pk)
    with pytest.raises(WrongState):
        desk.take_claim(checker, make_claim(state=ClaimState.PUBLISHED).pk)


def test_a_lease_is_renewed_from_now_on_and_not_by_others() -> None:
    claim = make_claim()
    holder = make_user()
    desk.take_claim(holder, claim.pk)
    _run_out(claim)

    assert desk.renew_lease(make_user(), claim.pk) is None
    until = desk.renew_lease(holder, claim.pk)

    claim.refresh_from_db()
    assert until is not None
    assert until == claim.lease_until
    assert until > timezone.now() + timedelta(minutes=29)


def test_a_lease_that_somebody_else_took_since_cannot_be_renewed() -> None:
    claim = make_claim()
    holder, other = make_user(), make_user()
    desk.take_claim(holder, claim.pk)
    _run_out(claim)
    desk.take_claim(other, claim.pk)

    assert desk.renew_lease(holder, claim.pk) is None


def test_releasing_frees_one_s_own_lease_alone() -> None:
    claim = make_claim()
    holder = make_user()
    desk.take_claim(holder, claim.pk)

    desk.release_lease(make_user(), claim.pk)
    claim.refresh_from_db()
    assert claim.lease_holder == holder

    desk.release_lease(holder, claim.pk)
    claim.refresh_from_db()
    assert claim.lease_holder is None
    assert claim.lease_token == ""


def test_a_claim_is_put_aside_with_a_reason_and_taken_up_again() -> None:
    claim = make_claim()
    user = make_user()
    desk.take_claim(user, claim.pk)

    desk.dismiss_claim(user, claim.pk, reason=DismissReason.OUT_OF_SCOPE)

    claim.refresh_from_db()
    assert (claim.state, claim.reason, claim.lease_holder) == (ClaimState.DISMISSED, "out_of_scope", None)
    desk.take_up_claim(user, claim.pk)
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == (ClaimState.QUEUED, "")
    assert claim.rank_at is not None


def test_a_claim_that_had_no_queue_is_taken_up_into_the_last_one() -> None:
    make_queue(position=1)
    last = make_queue(position=1000)
    claim = make_claim(state=ClaimState.DISMISSED, reason=DismissReason.LOW, queue=last)
    Claim.objects.filter(pk=claim.pk).update(queue=None, rank_at=None)

    desk.take_up_claim(make_user(), claim.pk)

    claim.refresh_from_db()
    assert claim.queue == last
    assert claim.rank_at is not None


def test_taking_up_without_any_queue_is_refused() -> None:
    claim = make_claim(state=ClaimState.DISMISSED, reason=DismissReason.LOW)
    Queue.objects.update(active=False)
    Claim.objects.update(queue=None)

    with pytest.raises(Refused, match="no_queue"):
        desk.take_up_claim(make_user(), claim.pk)


def test_a_repeat_names_another_claim_that_is_no_repeat() -> None:
    queue = make_queue()
    original, repeat, third = make_claims(3, queue)
    user = make_user()
    for wrong in (None, repeat.pk, 10**9):
        with pytest.raises(Refused, match="repeat_of_what"):
            desk.dismiss_claim(user, repeat.pk, reason=DismissReason.REPEAT, repeat_of=wrong)
    with pytest.raises(Refused, match="repeat_of_what"):
        desk.dismiss_claim(user, repeat.pk, reason=DismissReason.OUT_OF_SCOPE, repeat_of=original.pk)

    desk.dismiss_claim(user, repeat.pk, reason=DismissReason.REPEAT, repeat_of=original.pk)

    repeat.refresh_from_db()
    assert repeat.repeat_of == original
    with pytest.raises(Refused, match="repeat_of_what"):
        desk.dismiss_claim(user, third.pk, reason=DismissReason.REPEAT, repeat_of=repeat.pk)


def test_a_claim_that_somebody_else_holds_is_not_put_aside() -> None:
    claim = make_claim()
    desk.take_claim(make_user(), claim.pk)

    with pytest.raises(Refused, match="held"):
        desk.dismiss_claim(make_user(), claim.pk, reason=DismissReason.NOT_CHECKABLE)


def test_what_happens_at_the_desk_is_in_the_audit() -> None:
    claim = make_claim()
    user = make_user()

    desk.skip_claim(user, claim.pk, reason="unclear")
    desk.dismiss_claim(user, claim.pk, reason=DismissReason.MISREAD)

    actions = AuditEvent.objects.filter(object_type="claim", object_id=claim.pk, actor_id=user.pk)
    assert list(actions.order_by("pk").values_list("action", flat=True)) == ["claim.skip", "claim.dismiss"]


def test_an_own_draft_is_kept_when_the_lease_is_lost() -> None:
    claim = make_claim()
    make_finding(claim)
    user = make_user()
    desk.take_claim(user, claim.pk)
    draft = make_draft(claim, user)
    _run_out(claim)
    desk.take_claim(make_user(), claim.pk)

    saved = checks.save_draft(user, draft.pk, checks.DraftContent("Other words", None, None, "", ""), typed_on=1)

    assert saved == checks.SavedDraft(2, overtaken=False)
    with pytest.raises(Refused) as refusal:
        checks.submit_check(user, draft.pk)
    assert "held" in {problem.code for problem in refusal.value.problems}


def test_a_claim_of_another_queue_is_for_its_members() -> None:
    checker, colleague = make_user(), make_user()
    claim = make_claim(queue=make_queue(colleague))

    for attempt in (
        lambda: desk.take_claim(checker, claim.pk),
        lambda: desk.dismiss_claim(checker, claim.pk, reason=DismissReason.OUT_OF_SCOPE),
        lambda: checks.open_check(checker, claim.pk),
        lambda: mend_reading(checker, claim.pk, changes={"low": "41"}),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    desk.take_claim(colleague, claim.pk)
    assert checks.open_check(colleague, claim.pk).checker == colleague
