"""Computing a finding again from stored bytes, to see whether it comes out the same.

Every run that gave an observation to the finding's series and place, up to the finding's own run, is fed
to the connector again from its snapshots; what it gives is held against the stored rows, and the claim's
reading is compared with it anew, with the bands and the series as the version has them that the finding names.
The network is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from claims import fetching
from claims.comparison.compare import COMPARER_VERSION, compare
from claims.models import Fetch, Finding, Observation, Series
from claims.queries.findings import series_info
from claims.queries.observations import observed_of
from claims.services.steps.curated import series_as_then
from claims.services.steps.findings import SAYS, finding_columns, observations_of
from claims.services.steps.readings import statement_of
from claims.values import Compared, Observed, SourceError


@dataclass(frozen=True, slots=True)
class Replayed:
    """`same` with no `differences`; each difference is one line that says what is not as stored."""

    finding_id: int
    same: bool
    differences: tuple[str, ...]


def replay_finding(finding_id: int) -> Replayed:
    """Raises Finding.DoesNotExist."""
    finding = Finding.objects.select_related(
        "series__source", "series__indicator", "reading", "fetch__source", "observation", "claim", "curated"
    ).get(pk=finding_id)
    series = series_as_then(finding)
    if series is None:
        return Replayed(finding.pk, False, (f"version {finding.curated} of its indicator has not its series",))
    stored = _stored(finding, series)
    differences: list[str] = []
    observed = _again(stored, finding, differences)
    differences += _compare_again(finding, series, observed)
    return Replayed(finding.pk, not differences, tuple(differences))


def _stored(finding: Finding, series: Series) -> list[Observation]:
    statement = statement_of(finding.reading.structure, series.indicator.unit)
    rows = observations_of(series, statement).filter(
        Q(gone_in__isnull=True) | Q(gone_in_id__gt=finding.fetch_id), fetch_id__lte=finding.fetch_id
    )
    return list(rows.select_related("fetch__source"))


def _again(stored: Iterable[Observation], finding: Finding, differences: list[str]) -> list[Observed]:
    """The observations as the stored runs give them now; a row that comes out otherwise is a difference."""
    runs: dict[int, dict[int, Observed]] = {}
    result: list[Observed] = []
    for row in stored:
        if row.fetch_id not in runs:
            runs[row.fetch_id] = _run_again(row.fetch, differences)
        found = runs[row.fetch_id].get(row.place_in_fetch)
        kept = observed_of(row)
        if found is None or _figure(found) != _figure(kept):
            differences.append(f"run {row.fetch_id}: {row.label} is stored as {row.raw}, comes out otherwise")
            continue
        result.append(replace(kept, raw=found.raw, value=found.value, read_on=_read_on(row, finding)))
    if finding.fetch_id not in runs:
        _run_again(finding.fetch, differences)
    return result


def _run_again(fetch: Fetch, differences: list[str]) -> dict[int, Observed]:
    try:
        return dict(enumerate(fetching.replay(fetch)))
    except SourceError as error:
        differences.append(f"run {fetch.pk}: its bytes give no answer any more ({error.code})")
        return {}


def _figure(observed: Observed) -> tuple[object, ...]:
    return (observed.place, observed.fact, observed.period_start, observed.period_end, observed.raw, observed.qualifier)


def _read_on(row: Observation, finding: Finding) -> date | None:
    """A later run may have read the publisher again; the finding knew its own day at most."""
    if row.read_on is None:
        return None
    return min(row.read_on, finding.fetch.at.date())


def _compare_again(finding: Finding, series: Series, observed: list[Observed]) -> list[str]:
    if finding.comparer_version != COMPARER_VERSION:
        return [f"compared by version {finding.comparer_version}, this is {COMPARER_VERSION}"]
    statement = statement_of(finding.reading.structure, series.indicator.unit)
    results = compare(statement, series_info(series), observed)
    again = next((each for each in results if each.as_of.value == finding.as_of), None)
    if again is None:
        return [f"nothing is said any more as known {finding.as_of}"]
    return _differences(finding, series, again)


def _differences(finding: Finding, series: Series, again: Compared) -> list[str]:
    columns = finding_columns(again, series.unit)
    if finding.reading.structure.get("confirmed"):
        columns["check_reading"] = False
    return [
        f"{name}: stored {getattr(finding, name)!r}, again {columns[name]!r}"
        for name in SAYS
        if name in columns and columns[name] != getattr(finding, name)
    ]
