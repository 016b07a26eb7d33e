"""Going on with one check of a claim that needs two, where nobody is left for the second."""

from __future__ import annotations

import pytest

from claims.models import AuditEvent, Check, Claim, ClaimState, SingleCheck, User, Verdict
from claims.queries import check_for_review
from claims.queries.board import Filters, board
from claims.services import checks, corrections, desk, editing
from claims.services.refusal import Refused
from claims.services.single_checks import go_on_with_one
from claims.workflow import NotAllowed, WrongState
from tests.builders import make_claim, make_draft, make_queue, make_submitted, make_user

pytestmark = pytest.mark.django_db
REASON = "Bea is away until May."


def _half_checked(*, members: tuple[User, ...] = (), checker: User | None = None) -> Check:
    """One of two checks is in."""
    return make_submitted(make_claim(checks_required=2, queue=make_queue(*members, checks_required=2)), checker)


def _claim(check: Check) -> Claim:
    return Claim.objects.get(pk=check.claim_id)


def test_a_claim_whose_second_checker_left_goes_on_with_the_check_that_is_in() -> None:
    editor, bea = make_user("editor"), make_user()
    check = _half_checked()
    draft = make_draft(_claim(check), bea)
    with pytest.raises(Refused, match="single_check_needless"):
        go_on_with_one(editor, check.claim_id, reason=REASON)
    bea.is_active = False
    bea.save()

    single = go_on_with_one(editor, check.claim_id, reason=f" {REASON} ")

    claim = _claim(check)
    assert (claim.state, claim.checks_in, claim.checks_required) == (ClaimState.SUBMITTED, 1, 1)
    assert (single.reason, single.by, single.verdicts) == (REASON, editor, 0)
    assert AuditEvent.objects.filter(action="claim.go_on_with_one", object_id=claim.pk, actor_id=editor.pk).exists()
    assert "Bea" not in AuditEvent.objects.get(action="claim.single_check").payload
    assert Check.objects.get(pk=draft.pk).state == "draft"
    view = check_for_review(editor, check.pk)
    assert view is not None and view.may_sign and view.single_check == single
    editing.sign_check(editor, check.pk, record_sha256=check.record_sha256)
    assert _claim(check).state == ClaimState.PUBLISHED
    with pytest.raises(WrongState):
        go_on_with_one(editor, check.claim_id, reason=REASON)


def test_it_holds_for_the_verdict_that_it_was_for_and_for_no_later_one() -> None:
    editor = make_user("editor")
    first = _half_checked()
    go_on_with_one(editor, first.claim_id, reason=REASON)
    verdict = editing.sign_check(editor, first.pk, record_sha256=first.record_sha256)
    corrections.reopen_claim(editor, verdict.publication_id, reason="correction", note="We look at it again.")

    again = checks.submit_check(first.checker, checks.open_check(first.checker, first.claim_id).pk)

    told = [check_for_review(editor, pk) for pk in (first.pk, again.pk)]
    assert [view.single_check is not None for view in told if view] == [True, False]


def test_checkers_of_another_queue_are_nobody_for_the_second_check() -> None:
    member = make_user()
    make_user()
    make_user()

    check = _half_checked(members=(member,), checker=member)

    go_on_with_one(make_user("editor"), check.claim_id, reason=REASON)
    assert _claim(check).state == ClaimState.SUBMITTED


def test_it_is_refused_without_a_reason_to_a_checker_to_who_checked_and_while_somebody_holds_the_claim() -> None:
    checking_editor, colleague = make_user("editor"), make_user("editor")
    check = _half_checked(checker=checking_editor)

    with pytest.raises(NotAllowed):
        go_on_with_one(make_user(), check.claim_id, reason=REASON)
    with pytest.raises(NotAllowed, match="own_check"):
        go_on_with_one(checking_editor, check.claim_id, reason=REASON)
    with pytest.raises(Refused, match="single_check_reason"):
        go_on_with_one(colleague, check.claim_id, reason=" ")
    desk.take_claim(make_user("editor"), check.claim_id)
    with pytest.raises(Refused, match="held"):
        go_on_with_one(colleague, check.claim_id, reason=REASON)
    assert not SingleCheck.objects.exists() and not Verdict.objects.exists()


@pytest.mark.parametrize("number", [0, 2])
def test_a_claim_that_waits_for_no_second_check_cannot_go_on(number: int) -> None:
    claim = make_claim(checks_required=number or 1)

    with pytest.raises(WrongState):
        go_on_with_one(make_user("editor"), claim.pk, reason=REASON)


def test_the_board_marks_claims_of_which_one_of_two_checks_is_in() -> None:
    check = _half_checked()
    make_claim(checks_required=2)

    rows = board(make_user("editor"), "waiting", Filters()).page.rows

    assert {row.claim.pk: row.half for row in rows}[check.claim_id] is True
    assert sum(row.half for row in rows) == 1
