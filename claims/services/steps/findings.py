"""From a claim and the stored observations of one series to its findings in force.

A finding that says the same as the one in force is not written again; one that says something else
supersedes it: first the old row's `superseded_at`, then the new row, in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now

from claims.comparison.comparatives import places_of
from claims.comparison.compare import COMPARER_VERSION, compare
from claims.models import Claim, Fetch, Finding, Observation, Reading, Series
from claims.queries.findings import series_info
from claims.queries.observations import observed_of
from claims.services.steps.curated import version_in_force
from claims.services.steps.explaining import explained, reading_as_kept
from claims.services.steps.readings import statement_of
from claims.values import Compared, Relation, Statement
from claims.values import Reason as ReasonValue


def observations_of(series: Series, statement: Statement) -> QuerySet[Observation]:
    """What was ever stored of a series about the place that a statement is of and those that it is compared with, the
    pair, or the person."""
    rows = Observation.objects.filter(series=series).order_by("period_end", "vintage_on", "issue", "pk")
    if series.indicator.takes_person:
        return rows.filter(subject=statement.person.asked if statement.person else "")
    places = places_of(statement)
    rows = rows if places is None else rows.filter(place__in=places)
    return rows.filter(counterpart=statement.counterpart) if series.indicator.takes_counterpart else rows


def compare_with_series(claim: Claim, reading: Reading, series: Series, fetch: Fetch) -> list[Finding]:
    """Compare and write what is new; the findings of that series that are in force afterwards."""
    statement = statement_of(reading.structure, series.indicator.unit)
    rows = observations_of(series, statement).filter(gone_in__isnull=True)
    observed = [observed_of(row) for row in rows]
    results = compare(statement, series_info(series), observed)
    if not series.indicator.takes_person and any(each.relation is Relation.DIFFERS for each in results):
        results = explained(results, reading, series, statement, observed)
    if reading.structure.get("confirmed"):
        results = tuple(_reading_confirmed(each) for each in results)
    in_force = {finding.as_of: finding for finding in claim.findings.filter(series=series, superseded_at__isnull=True)}
    said = {each.as_of.value for each in results}
    _supersede(claim, series, [as_of for as_of in in_force if as_of not in said])
    return [_put(claim, reading, series, fetch, each, in_force.get(each.as_of.value)) for each in results]


def _reading_confirmed(compared: Compared) -> Compared:
    return replace(compared, check_reading=False)


def _supersede(claim: Claim, series: Series, as_of: Sequence[str]) -> None:
    if as_of:
        claim.findings.filter(series=series, as_of__in=as_of, superseded_at__isnull=True).update(superseded_at=Now())


def _put(
    claim: Claim, reading: Reading, series: Series, fetch: Fetch, compared: Compared, old: Finding | None
) -> Finding:
    new = _finding(claim, reading, series, fetch, compared)
    if old is not None and _same(old, new):
        return old
    _supersede(claim, series, [compared.as_of.value])
    new.save(force_insert=True)
    return new


def _finding(claim: Claim, reading: Reading, series: Series, fetch: Fetch, compared: Compared) -> Finding:
    return Finding(
        claim=claim,
        reading=reading,
        series=series,
        place="" if series.indicator.takes_person else claim.place,
        counterpart="" if series.indicator.takes_person else claim.counterpart,
        as_of=compared.as_of.value,
        comparer_version=COMPARER_VERSION,
        curated=version_in_force(series.indicator_id),
        fetch=fetch,
        **finding_columns(compared, series.unit),
    )


def finding_columns(compared: Compared, unit: str) -> dict[str, Any]:
    """What a comparison says, as the columns of a finding; `unit` is the series'."""
    observed = compared.observed
    return {
        "period_start": observed.period_start if observed else None,
        "period_end": observed.period_end if observed else None,
        "observation_id": int(observed.key) if observed else None,
        "relation": compared.relation.value,
        "gap": _text(compared.gap),
        "gap_relative": _text(compared.gap_relative),
        "reasons": reasons_as_kept(compared.reasons),
        "check_reading": compared.check_reading,
        "other_readings": [reading_as_kept(each, unit) for each in compared.readings],
    }


def reasons_as_kept(reasons: Sequence[ReasonValue]) -> list[list[object]]:
    """Code and numbers of each reason, as a row keeps them."""
    return [[reason.code, [list(pair) for pair in reason.numbers]] for reason in reasons]


def _text(number: Decimal | None) -> str:
    """A number as it is kept: the scale of a factor leaves no trailing zeros."""
    if number is None:
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


SAYS = (
    "reading_id",
    "place",
    "counterpart",
    "period_start",
    "period_end",
    "observation_id",
    "relation",
    "gap",
    "reasons",
    "check_reading",
    "comparer_version",
)


def _same(old: Finding, new: Finding) -> bool:
    return all(getattr(old, name) == getattr(new, name) for name in (*SAYS, "other_readings"))
