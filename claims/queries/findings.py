"""The findings of a claim that are in force, as comparison reads them: those of one origin count as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.comparison.origins import leading, origin_of, same_figure
from claims.models import Claim, Finding, Observation, Series
from claims.queries.observations import observed_of
from claims.values import AsOf, Compared, OtherReading, ReadingKind, Reason, Relation, SeriesInfo


@dataclass(frozen=True, slots=True)
class OneOrigin:
    """What is found of one origin for one `as_of`: the finding that leads, and those of the sources that serve
    the number too."""

    origin: tuple[str, str, str]
    leader: Finding
    also: Sequence[Finding]


def series_info(series: Series) -> SeriesInfo:
    """A series as comparison reads it; its indicator and source are loaded."""
    return SeriesInfo(
        code=series.code,
        source=series.source.slug,
        origin=series.origin,
        unit=series.unit,
        definition=series.definition,
        headline=series.headline,
        factor=series.factor,
        agrees_factor=series.indicator.agrees_factor,
        close_factor=series.indicator.close_factor,
        indicator=series.indicator.slug,
        denominator=series.indicator.denominator,
        is_change=series.indicator.is_change,
        takes_person=series.indicator.takes_person,
        variant=series.variant,
        original=series.origin != "" and series.origin == series.source.origin,
    )


def findings_in_force(claim: Claim) -> list[Finding]:
    rows = claim.findings.filter(superseded_at__isnull=True)
    return list(
        rows.select_related("series__source", "series__indicator", "observation", "fetch").order_by(
            "series__source_id", "series_id", "-as_of"
        )
    )


def by_origin(findings: Iterable[Finding]) -> list[OneOrigin]:
    """The findings of one claim, then before now, each origin once per `as_of`, in their order."""
    found: dict[tuple[str, str, str, str], list[Finding]] = {}
    for each in findings:
        found.setdefault((*origin_of(series_info(each.series)), each.as_of), []).append(each)
    return [_one_origin(key[:3], own) for key, own in found.items()]


def _one_origin(origin: tuple[str, str, str], own: Sequence[Finding]) -> OneOrigin:
    leader = own[leading([(series_info(each.series), compared_of(each)) for each in own])]
    return OneOrigin(origin, leader, [each for each in own if each is not leader])


def gives_same(one: Finding, other: Finding) -> bool:
    """Whether two findings rest on one figure for one period, as far as the coarser was rounded."""
    if one.observation is None or other.observation is None:
        return one.observation is other.observation
    span, other_span = (one.period_start, one.period_end), (other.period_start, other.period_end)
    infos = series_info(one.series), series_info(other.series)
    figures = (infos[0], observed_of(one.observation)), (infos[1], observed_of(other.observation))
    return span == other_span and same_figure(*figures)


def beside(leader: Finding, other: Finding) -> str:
    """What a source that serves the number too says, held against the finding that leads: the same, other_figure
    (beyond rounding), other_period, or nothing."""
    if other.observation is None or other.relation == Relation.NO_DATA:
        return "nothing"
    if leader.observation is None or gives_same(leader, other):
        return "same"
    same_span = (leader.period_start, leader.period_end) == (other.period_start, other.period_end)
    return "other_figure" if same_span else "other_period"


def reasons_of(finding: Finding) -> list[Reason]:
    return [Reason(code, tuple((name, value) for name, value in numbers)) for code, numbers in finding.reasons]


def compared_of(finding: Finding) -> Compared:
    """A stored finding as the summary reads it."""
    observation = finding.observation
    return Compared(
        series=finding.series.code,
        as_of=AsOf(finding.as_of),
        relation=Relation(finding.relation),
        observed=observed_of(observation) if observation else None,
        reasons=tuple(reasons_of(finding)),
        check_reading=finding.check_reading,
        readings=tuple(_reading(finding, observation, kept) for kept in finding.other_readings if observation),
    )


def _reading(finding: Finding, observation: Observation, kept: Mapping[str, Any]) -> OtherReading:
    """As much of a reading as the summary asks for: its kind."""
    relation = Relation(kept["relation"])
    return OtherReading(ReadingKind(kept["kind"]), relation, observed_of(observation), kept["source"], kept["series"])
