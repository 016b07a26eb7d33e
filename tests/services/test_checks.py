"""Drafts, decisions, documents, and checks that come back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims.models import CheckState, Claim, ClaimState, Decision, DraftVersion
from claims.services import checks, desk, editing
from claims.services.checks import DraftContent
from claims.services.refusal import Refused
from claims.services.steps.addresses import is_web_address
from claims.values import AsOf
from claims.workflow import NotAllowed, WrongState
from tests.builders import (
    make_claim,
    make_document,
    make_finding,
    make_scale,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db

EMPTY = DraftContent("", None, None, "", "")


# --- drafts ---------------------------------------------------------------------------------------------


def test_opening_a_check_twice_gives_the_same_draft_on_the_reading_in_force() -> None:
    claim = make_claim()
    user = make_user()

    first, second = checks.open_check(user, claim.pk), checks.open_check(user, claim.pk)

    assert first.pk == second.pk
    assert (first.state, first.number, first.reading.number) == (CheckState.DRAFT, 1, 1)


def test_two_checkers_have_a_draft_each() -> None:
    claim = make_claim()

    assert checks.open_check(make_user(), claim.pk).pk != checks.open_check(make_user(), claim.pk).pk


def test_a_check_cannot_be_opened_on_a_claim_that_is_not_open_or_without_permission() -> None:
    with pytest.raises(WrongState):
        checks.open_check(make_user(), make_claim(state=ClaimState.PUBLISHED).pk)
    with pytest.raises(NotAllowed):
        checks.open_check(make_user("curator"), make_claim().pk)


def test_a_submitted_check_is_shown_as_it_stands() -> None:
    check = make_submitted()

    assert checks.open_check(check.checker, check.claim_id).pk == check.pk


def test_a_draft_is_kept_with_its_number_and_reaches_the_check() -> None:
    user, check = make_user(), None
    check = checks.open_check(user, make_claim().pk)

    saved = checks.save_draft(user, check.pk, DraftContent("A wording", None, None, "s", "r"), typed_on=0)

    check.refresh_from_db()
    assert saved == checks.SavedDraft(1, overtaken=False)
    assert (check.wording, check.summary, check.reasoning) == ("A wording", "s", "r")


def test_a_second_window_is_told_that_it_was_overtaken_and_overwrites_nothing() -> None:
    user = make_user()
    check = checks.open_check(user, make_claim().pk)
    checks.save_draft(user, check.pk, DraftContent("First window", None, None, "", ""), typed_on=0)

    saved = checks.save_draft(user, check.pk, DraftContent("Second window", None, None, "", ""), typed_on=0)

    check.refresh_from_db()
    assert saved == checks.SavedDraft(2, overtaken=True)
    assert check.wording == "First window"
    assert DraftVersion.objects.get(draft_of=check, number=2).content["wording"] == "Second window"


def test_the_same_words_again_make_no_new_version() -> None:
    user = make_user()
    check = checks.open_check(user, make_claim().pk)
    content = DraftContent("A wording", None, None, "", "")
    checks.save_draft(user, check.pk, content, typed_on=0)

    saved = checks.save_draft(user, check.pk, content, typed_on=1)

    assert saved == checks.SavedDraft(1, overtaken=False)
    assert check.drafts.count() == 1


def test_only_one_s_own_draft_can_be_saved_and_only_as_long_as_it_is_one() -> None:
    check = make_submitted()

    with pytest.raises(NotAllowed):
        checks.save_draft(make_user(), check.pk, EMPTY, typed_on=0)
    with pytest.raises(WrongState):
        checks.save_draft(check.checker, check.pk, EMPTY, typed_on=1)


def test_a_rating_that_does_not_exist_or_is_of_the_other_kind_is_refused() -> None:
    user = make_user()
    check = checks.open_check(user, make_claim().pk)
    attribution = make_scale("attribution")["said-so"]

    for rating_id in (10**9, attribution.pk):
        with pytest.raises(Refused, match="rating_unknown"):
            checks.save_draft(user, check.pk, DraftContent("", rating_id, None, "", ""), typed_on=0)


# --- evidence -------------------------------------------------------------------------------------------


def test_evidence_is_confirmed_with_a_stance_or_rejected_with_a_note() -> None:
    claim = make_claim()
    piece = make_finding(claim)
    user = make_user()
    check = checks.open_check(user, claim.pk)

    with pytest.raises(Refused, match="stance_missing"):
        checks.decide(user, check.pk, piece.pk, decided="confirmed", stance="", note="")
    with pytest.raises(Refused, match="note_missing"):
        checks.decide(user, check.pk, piece.pk, decided="rejected", stance="", note=" ")
    with pytest.raises(Refused, match="decision_unknown"):
        checks.decide(user, check.pk, piece.pk, decided="perhaps", stance="", note="")
    checks.decide(user, check.pk, piece.pk, decided="confirmed", stance="supports", note="")
    checks.decide(user, check.pk, piece.pk, decided="rejected", stance="", note="Another place.")

    assert [decision.decided for decision in check.decisions.all()] == ["rejected"]
    checks.decide(user, check.pk, piece.pk, decided="", stance="", note="")
    assert not check.decisions.exists()


def test_superseded_evidence_and_that_of_another_claim_cannot_be_decided() -> None:
    claim = make_claim()
    piece = make_finding(claim)
    foreign = make_finding(make_claim())
    user = make_user()
    check = checks.open_check(user, claim.pk)
    claim.findings.update(superseded_at=timezone.now())

    with pytest.raises(Refused, match="evidence_superseded"):
        checks.decide(user, check.pk, piece.pk, decided="confirmed", stance="supports", note="")
    with pytest.raises(foreign.DoesNotExist):
        checks.decide(user, check.pk, foreign.pk, decided="confirmed", stance="supports", note="")


def test_a_document_becomes_the_next_piece_of_evidence_once() -> None:
    claim = make_claim()
    make_finding(claim)
    user = make_user()

    piece, again = make_document(claim, user), make_document(claim, user)

    assert piece.pk == again.pk
    assert (piece.number, piece.kind, piece.added_by) == (2, "document", user)


def test_a_document_tells_all_that_it_lacks_at_once() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused) as refusal:
        make_document(make_claim(), make_user(), address="javascript:alert(1)", passage=" ", dated=tomorrow)

    codes = [problem.code for problem in refusal.value.problems]
    assert codes == ["document_address", "passage_missing", "document_future"]


# --- back again -----------------------------------------------------------------------------------------


def test_a_returned_check_is_copied_into_a_new_draft_with_the_decisions_that_still_stand() -> None:
    claim = make_claim()
    kept, superseded = make_finding(claim), make_finding(claim, as_of=AsOf.THEN)
    check = make_submitted(claim)
    editing.return_check(make_user("editor"), check.pk, comment="Name the year.")
    claim.findings.filter(as_of=AsOf.THEN).update(superseded_at=timezone.now())

    draft = checks.open_check(check.checker, claim.pk)

    assert (draft.number, draft.state, draft.wording) == (2, CheckState.DRAFT, check.wording)
    assert (draft.rating_id, draft.reasoning, draft.record) == (check.rating_id, check.reasoning, "")
    assert [decision.evidence_id for decision in draft.decisions.all()] == [kept.pk]
    assert Decision.objects.filter(check_of=check, evidence=superseded).exists()


def test_a_returned_check_that_was_mended_goes_back_to_the_editor() -> None:
    check = make_submitted()
    editing.return_check(make_user("editor"), check.pk, comment="Name the year.")
    draft = checks.open_check(check.checker, check.claim_id)

    checks.submit_check(check.checker, draft.pk)

    claim = Claim.objects.get(pk=check.claim_id)
    assert (claim.state, claim.checks_in) == (ClaimState.SUBMITTED, 1)


def test_a_submitted_check_can_be_taken_back_by_who_made_it() -> None:
    check = make_submitted()

    with pytest.raises(NotAllowed):
        checks.take_back_check(make_user(), check.pk)
    checks.take_back_check(check.checker, check.pk)

    check.refresh_from_db()
    claim = Claim.objects.get(pk=check.claim_id)
    assert (check.state, claim.state, claim.checks_in) == (CheckState.WITHDRAWN, ClaimState.QUEUED, 0)
    assert checks.open_check(check.checker, claim.pk).wording == check.wording


def test_the_first_of_two_checks_can_be_taken_back_while_the_claim_waits_for_the_second() -> None:
    claim = make_claim(checks_required=2)
    check = make_submitted(claim)

    checks.take_back_check(check.checker, check.pk)

    claim.refresh_from_db()
    assert (claim.state, claim.checks_in) == (ClaimState.QUEUED, 0)


def test_a_claim_whose_check_was_returned_is_handed_over_to_another_checker() -> None:
    check = make_submitted()
    editing.return_check(make_user("editor"), check.pk, comment="I doubt the year.")

    desk.hand_over_claim(check.checker, check.claim_id)

    other = make_user()
    assert desk.next_claim(other).claim_id == check.claim_id
    assert checks.open_check(other, check.claim_id).wording == ""


def test_a_document_of_today_is_accepted() -> None:
    piece = make_document(make_claim(), make_user(), dated=timezone.localdate())

    assert isinstance(piece.dated, date)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a b",
        "https://example.org/a\nb",
        "https://exam ple.org/",
        "https://somebody:secret@example.org/",
        "https://example.org@evil.example/",
        "https://example.org:99999/",
        "https:///a",
        "ftp://example.org/",
        "https://example.org/\u202egpj",
    ],
)
def test_an_address_that_a_reader_cannot_open_is_no_address(address: str) -> None:
    assert not is_web_address(address)


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c@d#e", "http://example.org:8080/", "https://b\u00fccher.de/\u00e4"]
)
def test_an_address_that_a_reader_can_open_is_taken(address: str) -> None:
    assert is_web_address(address)
