"""How a claim is understood: mended, confirmed, and what that does to what was fetched and decided."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from claims.models import AuditEvent, Check, CheckState, Claim, ClaimState, Lookup, Reading, Series, User, WorkState
from claims.services import checks, desk, mending
from claims.services.refusal import Refused
from claims.services.steps.findings import compare_with_series
from claims.services.steps.mends import mend, period_label
from claims.services.steps.readings import reading_in_force, statement_of
from claims.services.steps.settling import settle
from claims.values import Comparator, QuantityKind
from claims.workflow import NotAllowed, WrongState
from tests.builders import (
    make_claim,
    make_fetch,
    make_finding,
    make_indicator,
    make_lookup,
    make_observation,
    make_series,
    make_submitted,
    make_user,
    structure,
)

pytestmark = pytest.mark.django_db


def _quantity(changes: dict[str, str], **old: Any) -> Any:
    """The main quantity of the builders' reading (40 percent, equal) after these changes."""
    kept = structure()
    kept["quantities"] = [{**kept["quantities"][0], **old}]
    mended = mend(kept, changes)
    assert mended.problems == ()
    quantity = statement_of(mended.structure, "percent").quantity
    assert quantity is not None
    return quantity


@pytest.mark.parametrize(
    ("changes", "low", "high"),
    [
        ({"low": "45"}, 45, 45),
        ({"low": "45", "high": "40"}, 45, 45),
        ({"low": "40", "high": "45"}, 45, 45),
        ({"comparator": "more_than"}, 40, None),
        ({"comparator": "up_to"}, None, 40),
        ({"comparator": "less_than", "high": "30"}, None, 30),
        ({"comparator": "between", "low": "35", "high": "45"}, 35, 45),
        ({"low": "1,200,000"}, 1200000, 1200000),
    ],
)
def test_a_number_is_mended_as_its_comparator_reads_it(
    changes: dict[str, str], low: int | None, high: int | None
) -> None:
    quantity = _quantity(changes)

    assert (quantity.low, quantity.high) == (low, high)


def test_a_mended_number_has_the_grain_that_was_typed() -> None:
    quantity = _quantity({"low": "39.80"})

    assert (quantity.written, quantity.scale, quantity.kind) == ("39.80", Decimal(1), QuantityKind.PERCENT)


def test_a_number_that_is_as_it_was_keeps_how_it_was_written() -> None:
    quantity = _quantity({"low": "40", "comparator": "about"}, written="two in five", kind="share")

    assert (quantity.written, quantity.kind, quantity.comparator) == (
        "two in five",
        QuantityKind.SHARE,
        Comparator.ABOUT,
    )


def test_another_unit_makes_another_kind_of_number() -> None:
    kept = mend(structure(), {"unit": "people", "low": "2000000"}).structure

    quantity = statement_of(kept, "people").quantity
    assert quantity is not None
    assert (quantity.kind, quantity.unit, quantity.low) == (QuantityKind.COUNT, "people", Decimal(2000000))


def test_a_claim_without_a_number_is_given_one() -> None:
    kept = mend(structure(quantities=[]), {"low": "12", "unit": "percent"}).structure

    quantity = statement_of(kept, "percent").quantity
    assert quantity is not None
    assert (quantity.low, quantity.text, quantity.start) == (Decimal(12), "12", -1)


def test_places_are_given_in_their_roles_and_taken_away() -> None:
    carried = structure()
    carried["places"][0]["source"] = "carried"

    given = statement_of(mend(carried, {"place": "prk", "counterpart": "CHN"}).structure, "percent")
    taken = statement_of(mend(carried, {"place": ""}).structure, "percent")

    assert (given.place, given.counterpart, given.place_carried) == ("PRK", "CHN", False)
    assert taken.place == ""


def test_a_period_is_two_days_with_a_label() -> None:
    kept = mend(structure(), {"period_start": "2014-01-01", "period_end": "2016-12-31"}).structure

    assert kept["period"] == {"start": "2014-01-01", "end": "2016-12-31", "label": "2014-2016"}
    assert mend(kept, {"period_start": "", "period_end": ""}).structure["period"] is None


def test_labels_of_periods_are_as_short_as_the_span_allows() -> None:
    assert period_label(date(2016, 1, 1), date(2016, 12, 31)) == "2016"
    assert period_label(date(2020, 2, 1), date(2020, 2, 29)) == "2020-02"
    assert period_label(date(2020, 4, 1), date(2020, 6, 30)) == "2020-04-01 to 2020-06-30"


def test_every_field_that_cannot_be_read_is_told_at_once() -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    changes = {
        "place": "XQ9",
        "indicator": "no-such-thing",
        "said_on": tomorrow,
        "period_start": "2020-01-01",
        "low": "many",
        "colour": "red",
    }

    problems = [problem.code for problem in mend(structure(), changes).problems]

    assert problems == [
        "mend_unknown_field",
        "mend_place",
        "mend_indicator",
        "mend_future",
        "mend_period",
        "mend_number",
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"said_on": "11.6.2018"}, "mend_day"),
        ({"low": "NaN"}, "mend_number"),
        ({"low": "1e999999"}, "mend_number"),
        ({"low": "", "high": ""}, "mend_no_number"),
        ({"comparator": "roughly"}, "mend_comparator"),
        ({"comparator": "between", "low": "9", "high": "3"}, "mend_range"),
        ({"period_start": "2020-02-01", "period_end": "2020-01-01"}, "mend_period"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(changes: dict[str, str], code: str) -> None:
    assert [problem.code for problem in mend(structure(), changes).problems] == [code]


# --- the use cases --------------------------------------------------------------------------------------


def _pending(claim: Claim) -> list[tuple[int, int]]:
    rows = Lookup.objects.filter(claim=claim, state=WorkState.PENDING)
    return list(rows.values_list("reading__number", "series_id"))


def test_mending_makes_a_new_reading_asks_again_and_puts_old_findings_out_of_force() -> None:
    series = make_series()
    claim = make_claim(place="PRK")
    old = make_lookup(claim, series)
    make_finding(claim, series=series)
    user = make_user()

    due = mending.mend_reading(user, claim.pk, changes={"low": "45", "place": "PRK"})

    claim.refresh_from_db()
    old.refresh_from_db()
    reading = reading_in_force(claim)
    assert due == [series.pk]
    assert (reading.number, reading.by, reading.program) == (2, user, "")
    assert (claim.low, claim.place, claim.summary) == (Decimal(45), "PRK", "")
    assert old.state == WorkState.DROPPED
    assert _pending(claim) == [(2, series.pk)]
    assert not claim.findings.filter(superseded_at__isnull=True).exists()
    assert AuditEvent.objects.filter(action="claim.mend", object_id=claim.pk, actor_id=user.pk).exists()


def test_mending_the_indicator_asks_the_series_of_the_new_one() -> None:
    make_series()
    other = make_indicator("poverty", name="Poverty headcount")
    series = make_series("SI.POV.DDAY", indicator=other)
    claim = make_claim()

    due = mending.mend_reading(make_user(), claim.pk, changes={"indicator": "poverty"})

    claim.refresh_from_db()
    assert due == [series.pk]
    assert claim.indicator == other


def test_mending_nothing_makes_no_reading() -> None:
    claim = make_claim()

    assert mending.mend_reading(make_user(), claim.pk, changes={"low": "40"}) == []
    assert claim.readings.count() == 1


def test_the_mender_s_own_draft_follows_the_new_reading_and_others_are_told() -> None:
    claim = make_claim()
    user, other = make_user(), make_user()
    mine, theirs = checks.open_check(user, claim.pk), checks.open_check(other, claim.pk)

    mending.mend_reading(user, claim.pk, changes={"low": "45"})

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.reading.number, theirs.reading.number) == (2, 1)


def test_a_reading_is_not_mended_where_another_holds_the_claim_or_the_editor_has_it() -> None:
    held, submitted = make_claim(), make_claim(state=ClaimState.SUBMITTED)
    desk.take_claim(make_user(), held.pk)

    with pytest.raises(Refused, match="held"):
        mending.mend_reading(make_user(), held.pk, changes={"low": "45"})
    with pytest.raises(WrongState):
        mending.mend_reading(make_user(), submitted.pk, changes={"low": "45"})
    with pytest.raises(NotAllowed):
        mending.confirm_reading(make_user("curator"), held.pk)


def test_a_refused_mend_changes_nothing() -> None:
    claim = make_claim()

    with pytest.raises(Refused) as refusal:
        mending.mend_reading(make_user(), claim.pk, changes={"low": "many", "place": "XQ9"})

    assert [problem.code for problem in refusal.value.problems] == ["mend_place", "mend_number"]
    assert claim.readings.count() == 1


def _doubtful() -> tuple[Claim, Series]:
    """A claim whose place was carried, with a finding that is marked "check the reading first"."""
    series = make_series()
    claim = make_claim()
    reading = claim.readings.get()
    reading.structure["places"][0]["source"] = "carried"
    Reading.objects.filter(pk=reading.pk).update(structure=reading.structure)
    fetch = make_fetch(series)
    make_observation(series, "41.6", fetch=fetch)
    compare_with_series(claim, claim.readings.get(), series, fetch)
    settle(claim)
    return claim, series


def _decided(user: User, check: Check, claim: Claim) -> None:
    for piece in claim.evidence.all():
        checks.decide(user, check.pk, piece.pk, decided="confirmed", stance="supports", note="")


def test_confirming_a_reading_clears_the_mark_and_keeps_what_was_fetched_and_decided() -> None:
    claim, series = _doubtful()
    make_lookup(claim, series)
    user = make_user()
    check = checks.open_check(user, claim.pk)
    _decided(user, check, claim)
    before = claim.findings.filter(superseded_at__isnull=True)
    marked = {finding.as_of: (finding.relation, finding.observation_id) for finding in before}
    assert all(finding.check_reading for finding in before)

    mending.confirm_reading(user, claim.pk)

    reading = reading_in_force(claim)
    after = claim.findings.filter(superseded_at__isnull=True)
    assert (reading.number, reading.by, reading.structure["confirmed"]) == (2, user, True)
    assert marked
    assert {each.as_of: (each.relation, each.observation_id) for each in after} == marked
    assert not any(finding.check_reading for finding in after)
    assert _pending(claim) == [(2, series.pk)]
    check.refresh_from_db()
    assert check.reading == reading
    confirmed = set(check.decisions.values_list("evidence__finding_id", flat=True))
    assert {finding.pk for finding in after} <= confirmed


def test_confirming_twice_makes_one_reading() -> None:
    claim = make_claim()
    user = make_user()

    mending.confirm_reading(user, claim.pk)
    mending.confirm_reading(user, claim.pk)

    assert claim.readings.count() == 2


def test_a_check_of_the_older_reading_does_not_count_beside_one_of_the_new() -> None:
    claim = make_claim()
    Claim.objects.filter(pk=claim.pk).update(checks_required=2)
    first = make_submitted(claim)

    mending.mend_reading(make_user("checker"), claim.pk, changes={"place": "DEU"})

    first.refresh_from_db()
    claim.refresh_from_db()
    assert first.state == CheckState.WITHDRAWN
    assert claim.checks_in == 0


def test_who_says_it_and_how_are_mended() -> None:
    claim = make_claim()

    mending.mend_reading(
        make_user(),
        claim.pk,
        changes={"claimant": " The  Bureau of Wells ", "claimant_kind": "body", "attribution": "quoted"},
    )

    claim.refresh_from_db()
    assert claim.claimant is not None
    assert (claim.claimant.name, claim.claimant.kind) == ("The Bureau of Wells", "body")
    assert claim.attribution == "quoted"
    assert reading_in_force(claim).structure["claimant"] == "The Bureau of Wells"


def test_a_claimant_that_is_taken_away_leaves_the_outlet() -> None:
    claim, checker = make_claim(), make_user()
    mending.mend_reading(checker, claim.pk, changes={"claimant": "Ada", "claimant_kind": "person"})

    mending.mend_reading(checker, claim.pk, changes={"claimant": ""})

    claim.refresh_from_db()
    assert claim.claimant is None
    assert reading_in_force(claim).structure["claimant_kind"] == ""


def test_what_curators_know_of_a_claimant_is_not_overwritten() -> None:
    claim, checker = make_claim(), make_user()
    mending.mend_reading(checker, claim.pk, changes={"claimant": "Ada", "claimant_kind": "person"})

    mending.mend_reading(checker, claim.pk, changes={"claimant_kind": "body"})

    claim.refresh_from_db()
    assert claim.claimant is not None and claim.claimant.kind == "person"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"claimant_kind": "planet"}, "mend_kind"),
        ({"claimant": "n" * 201}, "mend_name_long"),
        ({"attribution": "shouted"}, "mend_attribution"),
    ],
)
def test_who_says_it_is_refused_where_it_cannot_be_read(changes: dict[str, str], code: str) -> None:
    assert [problem.code for problem in mend(structure(), changes).problems] == [code]
