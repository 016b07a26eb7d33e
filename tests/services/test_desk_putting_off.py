"""Postponing, handing over, undo, interests: what Next passes over and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import AuditEvent, Claim, Claimant, ClaimState, Deferral, DeskAction, DismissReason, HandOver, User
from claims.queries import handed_to, held_by, last_claim_of, queues_of, undoable
from claims.queries.offered import interests_of, waiting
from claims.services import checks, desk
from claims.services.handing import pass_on_claim
from claims.services.interests import declare_interest, drop_interest
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.interests import interest_in
from claims.services.undoing import undo_action
from claims.workflow import NotAllowed, WrongState
from tests.builders import (
    make_article,
    make_claim,
    make_claims,
    make_draft,
    make_finding,
    make_outlet,
    make_queue,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


def _postpone(user: User, claim: Claim, *, for_everybody: bool, **time: int) -> None:
    until = timezone.now() + timedelta(**(time or {"hours": 2}))
    desk.postpone_claim(user, claim.pk, reason="data", until=until, for_everybody=for_everybody)


def _undo(user: User) -> int:
    action = undoable(user)
    assert action is not None
    return undo_action(user, action.pk)


def _run_out(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(lease_until=timezone.now() - timedelta(minutes=1))


def test_what_one_postpones_is_offered_to_others_and_what_is_postponed_for_all_to_nobody() -> None:
    queue = make_queue()
    mine, everybodys = make_claims(2, queue)
    one, other = make_user(), make_user()
    desk.take_claim(one, mine.pk)

    _postpone(one, mine, for_everybody=False)
    _postpone(one, everybodys, for_everybody=True)

    assert desk.next_claim(one) == desk.NextClaim(None, not_for_you=True)
    assert desk.next_claim(other).claim_id == mine.pk
    assert desk.next_claim(make_user()) == desk.NextClaim(None, held_by_others=True)


def test_what_was_postponed_comes_back_at_its_time_or_when_somebody_takes_it_by_hand() -> None:
    claim, late = make_claims(2, make_queue())
    one, other = make_user(), make_user()
    _postpone(one, claim, for_everybody=True)
    _postpone(one, late, for_everybody=True)
    Deferral.objects.filter(claim=late).update(until=timezone.now() - timedelta(seconds=1))

    assert desk.next_claim(other).claim_id == late.pk
    desk.take_claim(other, claim.pk)
    desk.release_lease(other, claim.pk)

    assert desk.next_claim(one).claim_id == claim.pk


@pytest.mark.parametrize("days", [-1, 0, 32])
def test_a_claim_is_postponed_ahead_and_not_for_ever(days: int) -> None:
    with pytest.raises(Refused, match="postpone_until"):
        _postpone(make_user(), make_claim(), for_everybody=False, days=days)


def test_what_others_hold_is_not_postponed() -> None:
    claim = make_claim()
    desk.take_claim(make_user(), claim.pk)

    with pytest.raises(Refused, match="held"):
        _postpone(make_user(), claim, for_everybody=True)


def test_the_queues_tell_empty_held_and_put_off_apart_and_a_stale_lease_is_no_empty_queue() -> None:
    empty, held, put_off, stale = (make_queue() for _ in range(4))
    user, other = make_user(), make_user()
    desk.take_claim(other, make_claim(queue=held).pk)
    _postpone(other, make_claim(queue=put_off), for_everybody=True)
    ended = make_claim(queue=stale)
    desk.take_claim(other, ended.pk)
    _run_out(ended)

    rows = {row.queue: (row.waiting, row.held, row.passed) for row in queues_of(user)}

    assert rows == {empty: (0, 0, 0), held: (0, 1, 0), put_off: (0, 0, 1), stale: (1, 0, 0)}
    assert desk.next_claim(user).claim_id == ended.pk


def test_counts_stop_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.queries.queue_counts.COUNTED", 3)
    full, short = make_queue(), make_queue()
    make_claims(5, full)
    make_claims(3, short)

    rows = {row.queue: (row.waiting, row.more) for row in queues_of(make_user())}

    assert rows == {full: (3, True), short: (3, False)}


def test_a_page_that_is_left_keeps_its_claim_for_a_moment_and_one_that_comes_back_for_good() -> None:
    claim = make_claim()
    user, other = make_user(), make_user()
    desk.take_claim(user, claim.pk)

    desk.leave_claim(other, claim.pk)
    claim.refresh_from_db()
    assert claim.lease_until and claim.lease_until > timezone.now() + timedelta(minutes=20)
    desk.leave_claim(user, claim.pk)
    claim.refresh_from_db()
    assert claim.lease_until < timezone.now() + timedelta(seconds=leases.LEFT_SECONDS + 1)
    assert desk.next_claim(other).held_by_others
    desk.renew_lease(user, claim.pk)
    claim.refresh_from_db()
    assert claim.lease_until > timezone.now() + timedelta(minutes=20)


def test_an_editor_ends_the_lease_of_somebody_else_and_a_checker_cannot() -> None:
    claim = make_claim()
    holder, editor = make_user(), make_user("editor")
    desk.take_claim(holder, claim.pk)

    with pytest.raises(NotAllowed):
        desk.release_for_others(make_user(), claim.pk)
    desk.release_for_others(editor, claim.pk)

    assert desk.renew_lease(holder, claim.pk) is None
    assert AuditEvent.objects.filter(action="claim.release", actor_id=editor.pk).exists()
    with pytest.raises(Refused, match="not_held"):
        desk.release_for_others(editor, claim.pk)


def test_a_claim_that_was_handed_over_is_on_top_for_the_colleague_and_next_for_nobody_else() -> None:
    first, handed = make_claims(2, make_queue())
    one, colleague = make_user(), make_user()
    desk.take_claim(one, handed.pk)

    pass_on_claim(one, handed.pk, to=colleague, note="You know trade.")

    assert [(each.claim_id, each.note) for each in handed_to(colleague)] == [(handed.pk, "You know trade.")]
    assert desk.next_claim(make_user()).claim_id == first.pk
    assert desk.next_claim(one) == desk.NextClaim(None, held_by_others=True)
    assert desk.next_claim(colleague).claim_id == handed.pk
    assert handed_to(colleague) == []
    assert [claim.pk for claim in held_by(colleague)] == [handed.pk]


def test_a_hand_over_outlives_its_lease_until_somebody_takes_the_claim() -> None:
    claim = make_claim()
    one, colleague, other = make_user(), make_user(), make_user()
    pass_on_claim(one, claim.pk, to=colleague)
    _run_out(claim)

    assert len(handed_to(colleague)) == 1
    desk.take_claim(other, claim.pk)

    assert handed_to(colleague) == []
    assert HandOver.objects.get().ended_at is not None


def test_a_claim_is_handed_to_somebody_who_can_check_it() -> None:
    one, member = make_user(), make_user()
    claim = make_claim(queue=make_queue(one, member))
    declare_interest(member, kind="family", name="Freedonia", since=None)

    for other in (one, make_user(), make_user("curator"), member):
        with pytest.raises(Refused, match="hand_to_whom"):
            pass_on_claim(one, claim.pk, to=other)
    with pytest.raises(NotAllowed):
        pass_on_claim(make_user(), claim.pk, to=one)


def test_back_to_the_last_one_finds_the_claim_before() -> None:
    first, second = make_claims(2, make_queue())
    user = make_user()
    assert last_claim_of(user) is None
    desk.next_claim(user)
    desk.skip_claim(user, first.pk, reason="later")
    desk.next_claim(user)

    assert last_claim_of(user, but=second.pk) == first.pk
    assert last_claim_of(user) == second.pk


@pytest.mark.parametrize("step", ["skip", "postpone", "release", "dismiss", "submit", "hand over"])
def test_undo_gives_back_the_claim_as_it_was(step: str) -> None:
    claim = make_claim()
    make_finding(claim)
    user, colleague = make_user(), make_user()
    desk.take_claim(user, claim.pk)
    draft = make_draft(claim, user)
    before = Claim.objects.filter(pk=claim.pk).values("state", "rank_at", "due_at", "reason", "repeat_of").get()
    steps: dict[str, Callable[[], object]] = {
        "skip": lambda: desk.skip_claim(user, claim.pk, reason="later"),
        "postpone": lambda: _postpone(user, claim, for_everybody=True),
        "release": lambda: desk.release_lease(user, claim.pk),
        "dismiss": lambda: desk.dismiss_claim(user, claim.pk, reason=DismissReason.OUT_OF_SCOPE),
        "submit": lambda: checks.submit_check(user, draft.pk),
        "hand over": lambda: pass_on_claim(user, claim.pk, to=colleague),
    }
    steps[step]()

    assert _undo(user) == claim.pk

    assert Claim.objects.filter(pk=claim.pk).values(*before).get() == before
    assert [held.pk for held in held_by(user)] == [claim.pk]
    assert undoable(user) is None
    assert AuditEvent.objects.filter(action="claim.undo", object_id=claim.pk, actor_id=user.pk).count() == 1
    desk.release_lease(user, claim.pk)
    assert desk.next_claim(user).claim_id == claim.pk


def test_undo_of_taking_lets_go() -> None:
    claim = make_claim()
    user = make_user()
    desk.next_claim(user)

    _undo(user)

    claim.refresh_from_db()
    assert claim.lease_holder is None


@pytest.mark.parametrize("state", [ClaimState.RETURNED, ClaimState.REOPENED, ClaimState.DETECTED])
def test_undo_of_putting_aside_returns_to_the_state_before(state: str) -> None:
    claim = make_claim(state=state)
    user = make_user()
    desk.dismiss_claim(user, claim.pk, reason=DismissReason.MISREAD)

    _undo(user)

    claim.refresh_from_db()
    assert (claim.state, claim.reason) == (state, "")


def test_only_the_last_action_is_undone_once_and_by_its_own_person() -> None:
    first, second = make_claims(2, make_queue())
    user = make_user()
    desk.skip_claim(user, first.pk, reason="later")
    early = DeskAction.objects.get()
    desk.skip_claim(user, second.pk, reason="later")
    late = DeskAction.objects.order_by("pk").last()
    assert late is not None

    for person, action in ((user, early), (make_user(), late)):
        with pytest.raises(Refused, match="undo_too_late"):
            undo_action(person, action.pk)
    undo_action(user, late.pk)
    with pytest.raises(Refused, match="undo_too_late"):
        undo_action(user, late.pk)


def test_a_claim_that_was_offered_by_itself_does_not_hide_what_one_did() -> None:
    first, _second = make_claims(2, make_queue())
    user = make_user()
    desk.skip_claim(user, first.pk, reason="later")
    desk.next_claim(user, noted=DeskAction.Kind.OFFERED)

    assert _undo(user) == first.pk


def test_undo_stops_where_somebody_else_has_gone_on() -> None:
    released, aside = make_claims(2, make_queue())
    user, other = make_user(), make_user()
    desk.take_claim(user, released.pk)
    desk.release_lease(user, released.pk)
    desk.take_claim(other, released.pk)
    with pytest.raises(Refused, match="held"):
        _undo(user)
    desk.dismiss_claim(user, aside.pk, reason=DismissReason.LOW)
    desk.take_up_claim(other, aside.pk)

    with pytest.raises(WrongState):
        _undo(user)


def test_undo_of_a_skip_leaves_the_claim_to_who_took_it_since() -> None:
    claim = make_claim()
    user, other = make_user(), make_user()
    desk.take_claim(user, claim.pk)
    desk.skip_claim(user, claim.pk, reason="later")
    desk.take_claim(other, claim.pk)

    _undo(user)

    claim.refresh_from_db()
    assert claim.lease_holder == other
    assert not Deferral.objects.filter(until__gt=timezone.now()).exists()


def test_a_check_that_an_editor_has_is_taken_back_by_undo_and_not_once_it_is_signed() -> None:
    user = make_user()
    check = make_submitted(checker=user)
    _undo(user)
    check.refresh_from_db()

    assert check.state == "withdrawn"


def _interested(name: str) -> tuple[User, list[bool]]:
    """Who declared this name, and whether it touches: said by Ann Example, published by The Paper, on Freedonia
    alone, and none of these."""
    queue = make_queue()
    said = make_claim(queue=queue, claimant=Claimant.objects.create(name="Ann Example"), sentence="7 percent.")
    paper = make_article(outlet=make_outlet(name="The Paper"))
    published = make_claim(version=paper, queue=queue, sentence="8 percent.")
    named = make_claim(queue=queue, sentence="Freedonia has 9 percent.")
    other = make_claim(queue=queue, sentence="The papers said 10 percent.")
    user = make_user()
    declare_interest(user, kind="party", name=name, since=None)
    offered = set(waiting(queue, user, interests_of(user)).values_list("pk", flat=True))
    touched = [interest_in(user, claim) is not None for claim in (said, published, named, other)]
    assert touched == [claim.pk not in offered for claim in (said, published, named, other)]
    return user, touched


@pytest.mark.parametrize(
    ("name", "touched"),
    [
        ("Ann Example", [True, False, False, False]),
        ("example", [True, False, False, False]),
        ("the paper", [False, True, False, False]),
        ("Freedonia", [False, False, True, False]),
        ("Free", [False, False, False, False]),
        ("Paper", [False, True, False, False]),
        ("7 percent. (x|y)*", [False, False, False, False]),
    ],
)
def test_an_interest_touches_whole_names_for_next_and_for_the_signature_alike(name: str, touched: list[bool]) -> None:
    assert _interested(name)[1] == touched


def test_a_claimant_of_that_name_is_meant_by_it_under_each_of_its_names() -> None:
    claimant = Claimant.objects.create(name="World Health Organization")
    claimant.names.create(name="WHO")
    user = make_user()

    interest = declare_interest(user, kind="employer", name="who", since=None)

    assert interest.claimant == claimant
    assert interest_in(user, make_claim(claimant=claimant)) == interest
    assert interest_in(user, make_claim(sentence="Who has 7 percent?")) is None


def test_a_claim_of_an_interest_is_not_taken_by_hand_until_the_interest_is_gone() -> None:
    claim = make_claim()
    user = make_user()
    interest = declare_interest(user, kind="family", name="Freedonia", since=None)

    assert desk.next_claim(user) == desk.NextClaim(None, not_for_you=True)
    with pytest.raises(Refused, match="interest_declared"):
        desk.take_claim(user, claim.pk)
    drop_interest(user, interest.pk)

    assert desk.next_claim(user).claim_id == claim.pk


@pytest.mark.parametrize(("kind", "name", "days"), [("friend", "X Y", 0), ("party", " . ", 0), ("party", "X Y", 1)])
def test_an_interest_has_a_kind_a_name_and_no_day_to_come(kind: str, name: str, days: int) -> None:
    with pytest.raises(Refused):
        declare_interest(make_user(), kind=kind, name=name, since=timezone.localdate() + timedelta(days=days))
