"""Places that are taken for one another: their figures are asked for beside a claim's own, so that a finding that
differs can say of which place its number would be fair; and what differs is explained again when later figures
make it possible.

Only what stands on the desk's open claims is explained again. A finding whose readings come out otherwise supersedes
the one before it and says the rest as that did, from the same run; one whose readings stay is not written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q
from django.db.models.functions import Now

from claims.comparison.readings import other_direction
from claims.models import Claim, ClaimState, Fetch, Finding, Series
from claims.packs import places_alike
from claims.queries.findings import compared_of
from claims.queries.observations import observed_of
from claims.services.steps.explaining import explained, reading_as_kept
from claims.services.steps.findings import observations_of
from claims.services.steps.readings import statement_of
from claims.sources.registry import connector
from claims.values import Query, Relation

OPEN = (ClaimState.DETECTED, ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED)
AT_MOST = 100  # findings that one run has explained again; the newest first


def with_neighbours(series: Series, query: Query) -> Query:
    """The query with places of like names as far as its requests have room for them."""
    together = connector(series.source.connector).places_together
    if not together or not query.places:
        return query
    room = -len(query.places) % together
    alike = {other for place in query.places for other in places_alike(place)} - set(query.places)
    return replace(query, places=tuple(sorted((*query.places, *sorted(alike)[:room]))))


def claims_to_explain(series: Series, fetch: Fetch, places: Iterable[str]) -> list[int]:
    """Open claims with a finding, older than this run, that differs and that the series' figures of these places may
    explain: of the same series for a place alike or the other way round, or of a measure that the words could have
    meant."""
    places = set(places)
    near = places | {other for place in places for other in places_alike(place)}
    of_series = Q(series=series) & (Q(place__in=near) | Q(counterpart__in=places))
    rows = Finding.objects.filter(superseded_at__isnull=True, relation=Relation.DIFFERS, claim__state__in=OPEN)
    rows = rows.filter(of_series | Q(place__in=places) & ~Q(series=series), fetch_id__lt=fetch.pk)
    found = rows.select_related("reading", "series__indicator").order_by("-pk")[:AT_MOST]
    return sorted({each.claim_id for each in found if each.series_id == series.pk or _may_mean(each, series)})


def _may_mean(finding: Finding, series: Series) -> bool:
    """Whether the claim's words could have meant the measure of a series, or its other direction."""
    slug = series.indicator.slug
    if slug == other_direction(finding.series.indicator.slug):
        return True
    return any(each["slug"] == slug for each in finding.reading.structure.get("candidates", ()))


def explain_again(claim: Claim) -> None:
    """The readings of what differs, from all that is stored now. The claim's row is locked by the caller."""
    rows = claim.findings.filter(superseded_at__isnull=True, relation=Relation.DIFFERS)
    joined = rows.select_related("series__source", "series__indicator", "observation", "reading")
    for finding in joined.filter(series__indicator__takes_person=False):
        readings = _readings(finding)
        if readings != finding.other_readings:
            _supersede(finding, readings)


def _readings(finding: Finding) -> list[dict[str, object]]:
    series = finding.series
    statement = statement_of(finding.reading.structure, series.indicator.unit)
    own = [observed_of(row) for row in observations_of(series, statement).filter(gone_in__isnull=True)]
    (result,) = explained([compared_of(finding)], finding.reading, series, statement, own)
    return [reading_as_kept(each, series.unit) for each in result.readings]


def _supersede(finding: Finding, readings: list[dict[str, object]]) -> None:
    Finding.objects.filter(pk=finding.pk).update(superseded_at=Now())
    finding.pk, finding.other_readings, finding._state.adding = None, readings, True
    finding.save(force_insert=True)
