"""Sources that serve the number of a finding too, and definitions set beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from claims.models import Finding
from claims.queries import AlsoServed
from claims.queries.findings import beside
from claims.values import Reason
from claims.views.rows.answers import AlsoShown, Answer
from claims.wording import sentence
from claims.wording.findings import figure_words


def also_of(leader: Finding, served: Iterable[AlsoServed]) -> list[AlsoShown]:
    return [_also(leader, each) for each in served]


def _also(leader: Finding, served: AlsoServed) -> AlsoShown:
    finding, observation = served.finding, served.finding.observation
    says = beside(leader, finding)
    unit = (observation.unit if observation else "") or finding.series.unit
    return AlsoShown(
        source=finding.series.source.name,
        series=finding.series.name,
        words=_words(
            says,
            figure_words(observation.raw, unit) if observation else "",
            observation.label if observation else "",
            (observation.vintage_label or observation.vintage_on.isoformat()) if observation else "",
        ),
        differs=says == "other_figure",
        address=observation.address if observation else "",
        sha256=served.snapshot.sha256 if served.snapshot else "",
        identifier=str(finding.pk),
        note=observation.note if observation else "",
    )


def _words(says: str, figure: str, period: str, vintage: str) -> str:
    return sentence(Reason(f"also_{says}", (("figure", figure), ("period", period), ("vintage", vintage))))


def also_cited(cited: Mapping[str, Any]) -> list[AlsoShown]:
    """As a record has them; those of before sources were grouped have none."""
    return [_cited(each) for each in cited.get("also", ())]


def _cited(also: Mapping[str, Any]) -> AlsoShown:
    says = "withheld" if "withheld" in also else also["says"]
    figure = figure_words(also["value"], also["unit"])
    return AlsoShown(
        source=also["source"],
        series=also["series"],
        words=_words(says, figure, also["period"], also["vintage"]),
        differs=also["says"] == "other_figure",
        address=also["address"],
        sha256=also["snapshot_sha256"],
        identifier=also["identifier"],
    )


class _Series(Protocol):
    """What a page shows of one origin, from the rows or from a record."""

    @property
    def title(self) -> str: ...
    @property
    def definition(self) -> str: ...
    @property
    def served_by(self) -> str: ...
    @property
    def answers(self) -> Sequence[Answer]: ...


@dataclass(frozen=True, slots=True)
class Definition:
    """One row of the table: what is counted, by whom, and what it gives then and now."""

    title: str
    definition: str
    source: str
    then: Answer | None
    now: Answer | None


def definitions_of(shown: Iterable[_Series]) -> list[Definition]:
    """Of several origins each with its definition and its figures; none where there is but one."""
    rows = [_definition(each) for each in shown if each.answers]
    return rows if len(rows) > 1 else []


def _definition(series: _Series) -> Definition:
    by_as_of = {answer.as_of: answer for answer in series.answers}
    return Definition(series.title, series.definition, series.served_by, by_as_of.get("then"), by_as_of.get("now"))
