"""Drafts, decisions, documents and submission."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Check, CheckState, Claim, ClaimState, Decision, DraftVersion, Reading, User
from claims.publishing.record import parse_record, record_sha256
from claims.services import checks, desk, editing
from claims.services.checks import DraftContent
from claims.services.refusal import Refused
from claims.values import AsOf, Attribution, Relation
from claims.workflow import NotAllowed, WrongState
from tests.builders import (
    SENTENCE,
    make_article,
    make_claim,
    make_document,
    make_draft,
    make_finding,
    make_outlet,
    make_scale,
    make_submitted,
    make_user,
    structure,
)

pytestmark = pytest.mark.django_db

EMPTY = DraftContent("", None, None, "", "")


def _problems(user: User, check: Check) -> set[str]:
    with pytest.raises(Refused) as refusal:
        checks.submit_check(user, check.pk)
    return {problem.code for problem in refusal.value.problems}


def _ready(**changes: Any) -> tuple[User, Check]:
    """A draft on a claim with one confirmed finding as known now."""
    claim = make_claim()
    make_finding(claim)
    user = make_user()
    return user, make_draft(claim, user, **changes)


def _mended(claim: Claim, user: User) -> Reading:
    return Reading.objects.create(claim=claim, number=2, by=user, structure=structure(confirmed=True))


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


# --- submission -----------------------------------------------------------------------------------------


def test_a_ready_check_is_submitted_with_its_record_and_the_claim_goes_to_the_editor() -> None:
    user, check = _ready()
    desk.take_claim(user, check.claim_id)

    submitted = checks.submit_check(user, check.pk)

    claim = Claim.objects.get(pk=check.claim_id)
    assert submitted.state == CheckState.SUBMITTED
    assert submitted.record_sha256 == record_sha256(submitted.record)
    assert submitted.submitted_at is not None
    assert (claim.state, claim.checks_in, claim.lease_holder) == (ClaimState.SUBMITTED, 1, None)


def test_the_record_holds_all_that_the_verdict_rests_on() -> None:
    before, after = "It had rained for weeks.", "The government denies it."
    version = make_article(f"{before} {SENTENCE} {after}", outlet=make_outlet(name="The Bugle"))
    claim = make_claim(version=version)
    piece = make_finding(claim, raw="41.60")
    rejected = make_finding(claim, as_of=AsOf.THEN, relation=Relation.NO_DATA)
    user = make_user()
    document = make_document(claim, user)
    check = make_draft(claim, user)
    checks.decide(user, check.pk, rejected.pk, decided="rejected", stance="", note="Another region.")

    submitted = checks.submit_check(user, check.pk)

    record = parse_record(submitted.record)
    assert piece.finding is not None
    assert record["sentence"] == SENTENCE
    assert record["quotation"] == f"{before} {SENTENCE} {after}"
    assert record["article"]["outlet"] == "The Bugle"
    assert record["article"]["sha256"] == version.text_sha256
    start, end = int(record["article"]["start"]), int(record["article"]["end"])
    assert version.text[start:end] == SENTENCE
    assert record["reading"]["quantities"][0]["low"] == "40"
    assert record["rating"]["label"] == "Supported"
    assert record["reasoning"] == check.reasoning
    by_number = {decision["number"]: decision for decision in record["decisions"]}
    finding = by_number[str(piece.number)]["cited"]
    step = piece.finding.fetch.steps.get()
    assert finding["value"] == "41.60"
    assert finding["snapshot_sha256"] == step.snapshot.sha256
    assert by_number[str(rejected.number)]["note"] == "Another region."
    assert by_number[str(document.number)]["cited"]["passage"] == "forty percent of the people"
    assert len(record["sentences"]) == 2


def test_an_empty_draft_learns_of_every_problem_at_once() -> None:
    make_scale()
    claim = make_claim(attribution=Attribution.REPORTED)
    make_finding(claim)
    user = make_user()
    check = checks.open_check(user, claim.pk)
    _mended(claim, user)
    desk.take_claim(make_user(), claim.pk)

    codes = _problems(user, check)

    assert codes == {
        "held",
        "reading_changed",
        "wording_missing",
        "rating_missing",
        "attribution_missing",
        "evidence_undecided",
        "reasoning_missing",
    }
    check.refresh_from_db()
    assert (check.state, check.record) == (CheckState.DRAFT, "")


def test_a_wording_of_more_than_150_characters_is_kept_and_refused_at_submission() -> None:
    user, check = _ready(wording="x" * 151)

    assert _problems(user, check) == {"wording_long"}
    latest = check.drafts.order_by("-number")[0]
    assert len(latest.content["wording"]) == 151


def test_every_finding_that_stands_is_decided_before_submission() -> None:
    user, check = _ready()
    make_finding(check.claim, as_of=AsOf.THEN)

    assert _problems(user, check) == {"evidence_undecided"}


def test_a_finding_that_was_superseded_needs_no_decision_and_is_not_in_the_record() -> None:
    user, check = _ready()
    old = make_finding(check.claim, as_of=AsOf.THEN)
    checks.decide(user, check.pk, old.pk, decided="confirmed", stance="supports", note="")
    check.claim.findings.filter(as_of=AsOf.THEN).update(superseded_at=timezone.now())

    submitted = checks.submit_check(user, check.pk)

    numbers = {decision["number"] for decision in parse_record(submitted.record)["decisions"]}
    assert numbers == {"1"}


def test_a_rating_that_rests_on_evidence_needs_one_confirmed_piece() -> None:
    ratings = make_scale()
    user, check = _ready(rating=ratings["contradicted"])
    piece = check.claim.evidence.get()
    checks.decide(user, check.pk, piece.pk, decided="rejected", stance="", note="Another place.")

    assert _problems(user, check) == {"nothing_confirmed"}
    latest = DraftContent("Words", ratings["unproven"].pk, None, "", "No figure fits.")
    checks.save_draft(user, check.pk, latest, typed_on=1)
    assert checks.submit_check(user, check.pk).state == CheckState.SUBMITTED


@pytest.mark.parametrize(
    ("as_of", "relation", "missing"),
    [
        (AsOf.NOW, Relation.CLOSE, {"rating_needs_then"}),
        (AsOf.THEN, Relation.CLOSE, {"rating_needs_now"}),
        (AsOf.NOW, Relation.NO_DATA, {"rating_needs_then", "rating_needs_now"}),
    ],
)
def test_a_rating_that_needs_then_and_now_is_refused_without_a_figure_for_each(
    as_of: AsOf, relation: Relation, missing: set[str]
) -> None:
    claim = make_claim()
    make_finding(claim, as_of=as_of, relation=relation)
    user = make_user()
    check = make_draft(claim, user, make_scale()["right-when-said"])

    assert _problems(user, check) == missing


def test_a_rating_that_needs_then_and_now_goes_through_with_both() -> None:
    claim = make_claim()
    make_finding(claim, as_of=AsOf.THEN)
    make_finding(claim, as_of=AsOf.NOW)
    user = make_user()

    check = make_draft(claim, user, make_scale()["right-when-said"])

    assert checks.submit_check(user, check.pk).state == CheckState.SUBMITTED


def test_a_rating_of_a_scale_that_went_out_of_force_is_refused() -> None:
    user, check = _ready()
    make_scale()

    assert _problems(user, check) == {"rating_not_in_force"}


def test_a_rating_of_an_older_version_of_the_scale_is_refused() -> None:
    user, check = _ready()
    assert check.rating is not None
    scale = check.rating.version.scale
    scale.versions.create(number=2)

    assert _problems(user, check) == {"rating_not_in_force"}


def _attributed() -> tuple[User, Claim, dict[str, Any]]:
    claim = make_claim(attribution=Attribution.REPORTED)
    make_finding(claim)
    return make_user(), claim, make_scale("attribution")


def test_who_said_it_is_rated_from_a_confirmed_document_only() -> None:
    user, claim, attribution = _attributed()
    check = make_draft(claim, user, attribution_rating_id=attribution["said-so"].pk)

    assert _problems(user, check) == {"document_missing"}
    document = make_document(claim, user)
    assert _problems(user, check) == {"document_missing"}
    checks.decide(user, check.pk, document.pk, decided="confirmed", stance="supports", note="")
    assert checks.submit_check(user, check.pk).state == CheckState.SUBMITTED


def test_without_a_document_it_cannot_be_established_whatever_the_substance_says() -> None:
    user, claim, attribution = _attributed()
    check = make_draft(claim, user, attribution_rating_id=attribution["cannot-be-established"].pk)

    submitted = checks.submit_check(user, check.pk)

    record = parse_record(submitted.record)
    assert record["attribution_rating"]["slug"] == "cannot-be-established"
    assert record["rating"]["slug"] == "supported"


def test_an_attribution_is_left_out_where_nobody_is_said_to_have_said_it() -> None:
    attribution = make_scale("attribution")["cannot-be-established"]
    user, check = _ready(attribution_rating_id=attribution.pk)

    submitted = checks.submit_check(user, check.pk)

    assert submitted.attribution_rating is None
    assert parse_record(submitted.record)["attribution_rating"] is None


def test_a_draft_that_was_overtaken_by_another_reading_takes_it_over() -> None:
    user, check = _ready()
    reading = _mended(check.claim, make_user())

    assert _problems(user, check) == {"reading_changed"}
    checks.follow_reading(user, check.pk)

    assert checks.submit_check(user, check.pk).reading == reading


def test_submitting_needs_no_lease_where_nobody_holds_the_claim() -> None:
    user, check = _ready()

    assert checks.submit_check(user, check.pk).state == CheckState.SUBMITTED


def test_a_check_cannot_be_submitted_by_others_or_twice_or_on_a_claim_that_is_gone() -> None:
    user, check = _ready()

    with pytest.raises(NotAllowed):
        checks.submit_check(make_user(), check.pk)
    checks.submit_check(user, check.pk)
    with pytest.raises(WrongState):
        checks.submit_check(user, check.pk)
    other, aside = _ready()
    Claim.objects.filter(pk=aside.claim_id).update(state=ClaimState.WITHDRAWN)
    with pytest.raises(WrongState):
        checks.submit_check(other, aside.pk)


def test_a_claim_that_needs_two_checks_stays_queued_after_the_first_and_its_lease_is_freed() -> None:
    claim = make_claim(checks_required=2)
    first, second = make_user(), make_user()
    make_finding(claim)
    desk.take_claim(first, claim.pk)
    rating = make_scale()["supported"]
    checks.submit_check(first, make_draft(claim, first, rating).pk)
    claim.refresh_from_db()

    assert (claim.state, claim.checks_in, claim.lease_holder) == (ClaimState.QUEUED, 1, None)
    checks.submit_check(second, make_draft(claim, second, rating).pk)
    claim.refresh_from_db()
    assert (claim.state, claim.checks_in) == (ClaimState.SUBMITTED, 2)


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
