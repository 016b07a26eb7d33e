"""Two checks of one claim: when they are asked for, how they come in, and how often they agree."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import override_settings

from claims.models import AuditEvent, Check, CheckState, Claim, ClaimState, OpinionPair
from claims.queries.second_opinion import hidden_claims, sees_others
from claims.services import checks, desk, editing
from claims.services.refusal import Refused
from claims.services.steps.second_checks import second_check_is_off
from claims.services.steps.triage import queue_columns
from claims.workflow import WrongState
from tests.builders import (
    FAIR,
    make_claim,
    make_claimant,
    make_draft,
    make_finding,
    make_queue,
    make_scale,
    make_submitted,
    make_two_checks,
    make_user,
)

pytestmark = pytest.mark.django_db


# --- when two are asked for -----------------------------------------------------------------------------


def test_a_queue_that_asks_for_two_gets_them_where_the_desk_has_two_checkers() -> None:
    queue = make_queue(checks_required=2)
    editor = make_user("editor")
    editor.groups.add(make_user("checker").groups.get())
    off = queue_columns(queue, 0.5)["checks_required"]
    make_user("checker")

    assert (off, queue_columns(queue, 0.5)["checks_required"]) == (1, 2)


def test_the_lowest_step_on_somebody_named_asks_for_a_second_check() -> None:
    make_user()
    make_user()

    check = make_submitted(make_claim(claimant=make_claimant()), rating=make_scale()["contradicted"])

    claim = Claim.objects.get(pk=check.claim_id)
    assert (claim.state, claim.checks_in, claim.checks_required) == (ClaimState.QUEUED, 1, 2)
    assert desk.next_claim(make_user()).claim_id == claim.pk


@pytest.mark.parametrize(
    ("slug", "kind"), [("supported", "person"), ("unproven", "person"), ("contradicted", "unnamed")]
)
def test_any_other_rating_and_a_voice_without_a_name_ask_for_none(slug: str, kind: str) -> None:
    make_user()
    make_user()

    check = make_submitted(make_claim(claimant=make_claimant(kind=kind)), rating=make_scale()[slug])

    assert Claim.objects.get(pk=check.claim_id).state == ClaimState.SUBMITTED


def test_with_one_checker_the_second_is_off_and_the_desk_says_so() -> None:
    check = make_submitted(make_claim(claimant=make_claimant()), rating=make_scale()["contradicted"])

    claim = Claim.objects.get(pk=check.claim_id)
    assert claim.state == ClaimState.SUBMITTED
    assert second_check_is_off(claim, check.rating)
    assert not second_check_is_off(make_claim())


def test_a_check_that_comes_back_with_the_lowest_step_waits_for_a_second_in_the_queue() -> None:
    make_user()
    make_user()
    ratings = make_scale()
    claim = make_claim(claimant=make_claimant())
    check = make_submitted(claim, rating=ratings["supported"])
    editing.return_check(make_user("editor"), check.pk, comment="Look at 2015.")

    checks.submit_check(check.checker, make_draft(claim, check.checker, ratings["contradicted"]).pk)

    claim.refresh_from_db()
    assert (claim.state, claim.checks_in, claim.checks_required) == (ClaimState.QUEUED, 1, 2)


# --- both come in ---------------------------------------------------------------------------------------


def test_the_pair_is_kept_once_with_the_ratings_that_came_in_first() -> None:
    first, second = make_two_checks(second="contradicted")
    editing.return_both(make_user("editor"), first.pk, comment="You cannot both be right.")
    for check in (first, second):
        draft = checks.open_check(check.checker, check.claim_id)
        content = checks.DraftContent("W", first.rating_id, None, "", "R", answers=FAIR)
        checks.save_draft(draft.checker, draft.pk, content, typed_on=0)
        checks.submit_check(draft.checker, draft.pk)

    pair = OpinionPair.objects.get()
    assert (pair.first, pair.second) == (first, second)
    assert (pair.first_rating.slug, pair.second_rating.slug) == ("supported", "contradicted")


def test_one_check_makes_no_pair() -> None:
    make_submitted()

    assert not OpinionPair.objects.exists()


def test_both_are_returned_by_one_step_with_the_same_comment() -> None:
    first, second = make_two_checks()

    editing.return_both(make_user("editor"), second.pk, comment=" Both: name the year. ")

    claim = Claim.objects.get(pk=first.claim_id)
    assert (claim.state, claim.checks_in) == (ClaimState.RETURNED, 0)
    assert {(check.state, check.return_comment) for check in claim.checks.all()} == {
        (CheckState.RETURNED, "Both: name the year.")
    }
    with pytest.raises(WrongState):
        editing.return_both(make_user("editor"), second.pk, comment="Again.")


def test_one_is_signed_and_the_other_set_aside() -> None:
    first, second = make_two_checks()

    editing.sign_check(make_user("editor"), second.pk, record_sha256=second.record_sha256)

    states = dict(Check.objects.values_list("pk", "state"))
    assert states == {first.pk: CheckState.WITHDRAWN, second.pk: CheckState.SIGNED}


def _submit(check: Check, start: Barrier) -> None:
    try:
        start.wait()
        checks.submit_check(check.checker, check.pk)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_two_checks_that_come_in_at_once_are_counted_both_and_go_on_once(turn: int) -> None:
    claim = make_claim(checks_required=2)
    make_finding(claim)
    rating = make_scale()["supported"]
    drafts = [make_draft(claim, make_user(), rating) for _ in range(2)]
    start = Barrier(2)

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(lambda draft: _submit(draft, start), drafts))

    claim.refresh_from_db()
    assert (claim.state, claim.checks_in) == (ClaimState.SUBMITTED, 2)
    assert AuditEvent.objects.filter(action="claim.submit", object_id=claim.pk).count() == 1
    assert AuditEvent.objects.filter(action="claim.check_in", object_id=claim.pk).count() == 1
    assert OpinionPair.objects.count() == 1


# --- who sees what --------------------------------------------------------------------------------------


def test_nobody_sees_another_s_check_before_both_are_in() -> None:
    claim = make_claim(checks_required=2)
    check = make_submitted(claim)
    claim.refresh_from_db()

    for group in ("checker", "editor"):
        user = make_user(group)
        assert not sees_others(user, claim)
        assert list(hidden_claims(user)) == [claim]
    assert not sees_others(check.checker, claim)


def test_when_both_are_in_an_editor_sees_them_unless_one_is_theirs() -> None:
    claim = make_claim(checks_required=2)
    make_finding(claim)
    rating, checking_editor = make_scale()["supported"], make_user("editor")
    for user in (make_user(), checking_editor):
        checks.submit_check(user, make_draft(claim, user, rating).pk)
    claim.refresh_from_db()

    assert sees_others(make_user("editor"), claim)
    assert not sees_others(checking_editor, claim)
    assert not sees_others(make_user("checker"), claim)
    assert not hidden_claims(make_user("editor")).exists()
    assert list(hidden_claims(checking_editor)) == [claim]
    assert not hidden_claims(make_user("curator")).exists()
    with override_settings(ONE_PERSON_DESK=True):
        assert sees_others(checking_editor, claim)


def test_a_claim_with_one_check_hides_nothing() -> None:
    claim = make_claim()
    make_submitted(claim)
    claim.refresh_from_db()

    assert sees_others(make_user(), claim)


def test_who_holds_a_claim_that_is_checked_twice_is_not_named() -> None:
    claim = make_claim(checks_required=2)
    desk.take_claim(make_user(username="adaobi", first_name="Adaobi", last_name="Eze"), claim.pk)

    with pytest.raises(Refused) as refusal:
        desk.take_claim(make_user(), claim.pk)

    assert dict(refusal.value.numbers)["holder"] == "Another checker"
