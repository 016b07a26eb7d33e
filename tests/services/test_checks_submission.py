"""Submitting: every problem at once, the record, and where the claim goes."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from claims.models import Check, CheckState, Claim, ClaimState, Reading, User
from claims.publishing.record import parse_record, record_sha256
from claims.services import checks, desk
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
    make_user,
    structure,
)

pytestmark = pytest.mark.django_db


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
