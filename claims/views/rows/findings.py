"""The findings of a claim's page, origin by origin: answers, chart, and the form to decide on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims.forms import DecisionForm
from claims.models import Comment, Decision, Evidence, Finding, Series, Source
from claims.queries import ClaimView, EvidenceView
from claims.values import AsOf
from claims.views.keeping import DECISION_PREFIX
from claims.views.rows.answers import Answer, figure_alone, gap_words, relation_shown, unknown_words
from claims.views.rows.drawn import blank_part
from claims.views.rows.figures import figure_of
from claims.views.rows.origins import also_of
from claims.wording.findings import figure_words, reading_sentences, reason_sentences, relation_of, years_words
from claims.wording.places import place_name

OPEN_CHARTS = 2  # of more origins the other charts are folded: a page of six would be ten screens long
DECIDE = "claim/_decide_fields.html"


@dataclass(frozen=True, slots=True)
class Decided:
    """An answer, or a document, with the form to decide on it."""

    evidence_id: int
    number: int
    fields: str
    answer: Answer | None
    view: EvidenceView
    problems: Sequence[str] = ()
    comments: Sequence[Comment] = ()


@dataclass(frozen=True, slots=True)
class SeriesFindings:
    """What one origin says, under the name of the series that leads now. `folded` closes its chart. `token` begins
    with `key` and changes when its findings do: the page asks with it what is new."""

    key: str
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
    figure: str
    folded: bool = False

    @property
    def title(self) -> str:
        return self.name

    @property
    def served_by(self) -> str:
        return self.source.name

    @property
    def answers(self) -> Sequence[Answer]:
        return [each.answer for each in (self.then, self.now) if each is not None and each.answer is not None]

    @property
    def pair(self) -> Sequence[tuple[str, Decided | None, str]]:
        """When, what is known, and the words where nothing is."""
        return (
            (_("As known when it was said"), self.then, unknown_words(AsOf.THEN)),
            (_("As known now"), self.now, unknown_words(AsOf.NOW)),
        )


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted where the page is drawn again, what stands against it, and what an editor said of it, both
    by the part's anchor."""

    posted: QueryDict | None = None
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    comments: Mapping[str, Sequence[Comment]] = field(default_factory=dict)


def series_findings(view: ClaimView, typed: Typed) -> list[SeriesFindings]:
    """Findings grouped by origin, in the order of the sources' names."""
    groups = [list(group) for _key, group in groupby(sorted(view.findings, key=_key), key=_key)]
    shown = [_series(view, sorted(group, key=_now_last), typed) for group in groups]
    ordered = sorted(shown, key=lambda each: (each.source.name, each.name))
    return [replace(each, folded=place >= OPEN_CHARTS) for place, each in enumerate(ordered)]


def _key(view: EvidenceView) -> str:
    return slugify(" ".join(view.origin[1:]))


def _now_last(view: EvidenceView) -> bool:
    return _finding(view).as_of == AsOf.NOW


def _finding(view: EvidenceView) -> Finding:
    finding = view.piece.finding
    assert finding is not None  # the list holds findings alone
    return finding


def _series(view: ClaimView, pieces: Sequence[EvidenceView], typed: Typed) -> SeriesFindings:
    """`pieces` are what one origin answers then and now, in this order; the last one names the whole."""
    key, finding = _key(pieces[-1]), _finding(pieces[-1])
    series = finding.series
    hidden = view.proposal_hidden
    by_as_of = {_finding(piece).as_of: decided(piece, typed, under=series, hidden=hidden) for piece in pieces}
    drawn = [_drawn(view, piece) for piece in pieces]
    snapshot = pieces[-1].snapshot
    return SeriesFindings(
        key=key,
        token=f"{key}:{'-'.join(str(each.pk) for piece in pieces for each in _served(piece))}",
        name=series.name,
        code=series.code,
        indicator=series.indicator.name,
        definition=series.definition,
        place=_places(finding),
        source=series.source,
        licence=(snapshot.licence if snapshot else "") or series.source.licence,
        then=by_as_of.get(AsOf.THEN),
        now=by_as_of.get(AsOf.NOW),
        figure=figure_of(drawn, prefix=f"origin-{key}", band=not hidden),
    )


def _served(view: EvidenceView) -> list[Finding]:
    return [_finding(view), *(each.finding for each in view.also)]


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


def decided(view: EvidenceView, typed: Typed, *, under: Series | None = None, hidden: bool = False) -> Decided:
    """`under` is the series under whose name a finding stands; `hidden` leaves out what the program makes of a
    figure."""
    piece = view.piece
    answer = _answer(view, piece.finding, under) if piece.finding is not None else None
    return Decided(
        evidence_id=piece.pk,
        number=piece.number,
        fields=_fields(piece, view.decision, typed.posted),
        answer=figure_alone(answer) if answer is not None and hidden else answer,
        view=view,
        problems=typed.problems.get(f"evidence-{piece.number}", ()),
        comments=typed.comments.get(f"evidence-{piece.number}", ()),
    )


def _fields(piece: Evidence, decision: Decision | None, posted: QueryDict | None) -> str:
    """The form with the decision as it was typed where the page is drawn again, else as it was kept."""
    prefix = f"{DECISION_PREFIX}{piece.pk}"
    if posted is not None:
        form = DecisionForm(posted, prefix=prefix, number=piece.number)
        return render_to_string(DECIDE, {"form": form})
    kept = (("decided", decision.decided), ("stance", decision.stance), ("note", decision.note)) if decision else ()
    return blank_part(DecisionForm, DECIDE, initial=kept, prefix=prefix, number=piece.number)


def _answer(view: EvidenceView, finding: Finding, under: Series | None) -> Answer:
    observation, snapshot = finding.observation, view.snapshot
    elsewhere = finding.series != under
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
        source=finding.series.source.name if elsewhere else "",
        series=finding.series.name if elsewhere else "",
        also=also_of(finding, view.also),
    )


def tokens_of(findings: Iterable[SeriesFindings]) -> str:
    return ",".join(each.token for each in findings)
