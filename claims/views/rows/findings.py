"""The findings of a claim's page, series by series: answers, chart, and the form to decide on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.forms import DecisionForm
from claims.models import Decision, Finding, Source
from claims.queries import ClaimView, EvidenceView
from claims.values import AsOf, Chart
from claims.views.keeping import DECISION_PREFIX
from claims.views.rows.answers import Answer, gap_words, relation_shown
from claims.views.rows.charts import charts_of
from claims.views.rows.reading import place_name
from claims.wording.findings import figure_words, reading_sentences, reason_sentences, relation_of, years_words


@dataclass(frozen=True, slots=True)
class Decided:
    """An answer, or a document, with the form to decide on it."""

    evidence_id: int
    number: int
    form: DecisionForm
    answer: Answer | None
    view: EvidenceView
    problems: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SeriesFindings:
    """What one series says. `token` changes when its findings do: the page asks with it what is new."""

    series_id: int
    token: str
    name: str
    code: str
    indicator: str
    definition: str
    place: str
    source: Source
    licence: str
    then: Decided | None
    now: Decided | None
    chart: Chart | None
    small_chart: Chart | None

    @property
    def pair(self) -> Sequence[tuple[str, Decided | None]]:
        return ((_("As known when it was said"), self.then), (_("As known now"), self.now))


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted where the page is drawn again, and what stands against it, by the part's anchor."""

    posted: QueryDict | None = None
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)


def series_findings(view: ClaimView, typed: Typed) -> list[SeriesFindings]:
    """Findings grouped by series, in the order of the sources' names."""
    ordered = sorted(view.findings, key=lambda each: (_source(each).name, _finding(each).series_id))
    return [
        _series(view, list(group), typed) for _key, group in groupby(ordered, key=lambda each: _finding(each).series_id)
    ]


def _finding(view: EvidenceView) -> Finding:
    finding = view.piece.finding
    assert finding is not None  # the list holds findings alone
    return finding


def _source(view: EvidenceView) -> Source:
    return _finding(view).series.source


def _series(view: ClaimView, pieces: Sequence[EvidenceView], typed: Typed) -> SeriesFindings:
    finding = _finding(pieces[0])
    series = finding.series
    by_as_of = {_finding(piece).as_of: decided(piece, typed) for piece in pieces}
    chart, small = charts_of([_drawn(view, piece) for piece in pieces], prefix=f"series-{series.pk}")
    return SeriesFindings(
        series_id=series.pk,
        token=f"{series.pk}:{'-'.join(str(_finding(piece).pk) for piece in pieces)}",
        name=series.name,
        code=series.code,
        indicator=series.indicator.name,
        definition=series.definition,
        place=_places(finding),
        source=series.source,
        licence=(pieces[0].snapshot.licence if pieces[0].snapshot else "") or series.source.licence,
        then=by_as_of.get(AsOf.THEN),
        now=by_as_of.get(AsOf.NOW),
        chart=chart,
        small_chart=small,
    )


def _drawn(view: ClaimView, piece: EvidenceView) -> Finding:
    """The finding with the claim and the reading that are loaded already."""
    finding = _finding(piece)
    finding.claim, finding.reading = view.claim, view.reading
    return finding


def _places(finding: Finding) -> str:
    if finding.observation is not None and finding.observation.subject:
        return finding.observation.subject
    if not finding.counterpart:
        return place_name(finding.place)
    pair = {"place": place_name(finding.place), "other": place_name(finding.counterpart)}
    return _("%(place)s with %(other)s") % pair


def decided(view: EvidenceView, typed: Typed) -> Decided:
    piece = view.piece
    return Decided(
        evidence_id=piece.pk,
        number=piece.number,
        form=_form(piece.pk, view.decision, typed.posted),
        answer=_answer(view, piece.finding) if piece.finding is not None else None,
        view=view,
        problems=typed.problems.get(f"evidence-{piece.number}", ()),
    )


def _form(evidence_id: int, decision: Decision | None, posted: QueryDict | None) -> DecisionForm:
    """The decision as it was typed where the page is drawn again, else as it was kept."""
    initial: Mapping[str, str] = (
        {"decided": decision.decided, "stance": decision.stance, "note": decision.note} if decision else {}
    )
    return DecisionForm(posted, initial=initial, prefix=f"{DECISION_PREFIX}{evidence_id}")


def _answer(view: EvidenceView, finding: Finding) -> Answer:
    observation, snapshot = finding.observation, view.snapshot
    unit = (observation.unit if observation else "") or finding.series.unit
    return Answer(
        number=view.piece.number,
        as_of=finding.as_of,
        relation=replace(relation_shown(finding.relation), words=relation_of(finding)),
        figure=years_words(finding) or (figure_words(observation.raw, unit) if observation else _("no figure")),
        gap=gap_words(finding.gap, finding.gap_relative, unit),
        period=observation.label if observation and not observation.subject else "",
        vintage=observation.vintage_label if observation else "",
        reasons=reason_sentences(finding.reasons),
        readings=reading_sentences(finding.other_readings),
        address=observation.address if observation else "",
        sha256=snapshot.sha256 if snapshot else "",
        retrieved_at=snapshot.first_at if snapshot else None,
        identifier=str(finding.pk),
        note=observation.note if observation else "",
    )


def tokens_of(findings: Iterable[SeriesFindings]) -> str:
    return ",".join(each.token for each in findings)
