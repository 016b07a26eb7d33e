"""A signed record as editors and readers see it: the words stand as they were signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from claims.models import Finding, Publication, Source
from claims.publishing.record import parse_record
from claims.values import AsOf, Attribution
from claims.views.rows.answers import Answer, gap_words, relation_shown, unknown_words
from claims.views.rows.figures import figure_of
from claims.views.rows.origins import Definition, also_cited, definitions_of
from claims.wording.confirming import QUESTIONS
from claims.wording.findings import figure_words
from claims.wording.places import place_name

CONFIRMED = "confirmed"
OWN = frozenset({"document", "quotation", "upload", "phone"})
Cited = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CitedSeries:
    """What one origin says in a record, under the series that leads now: its answers then and now, and what a
    reader must know of it."""

    source: str
    series: str
    definition: str
    licence: str
    place: str
    about: Source | None
    answers: Sequence[Answer]
    figure: str
    withheld: bool = False
    unknown: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        return self.series

    @property
    def served_by(self) -> str:
        return self.source

    @property
    def pair(self) -> Sequence[tuple[str, Answer | None, str]]:
        """When, what is known, and the words where nothing is; none for what was looked at and not used."""
        by_as_of = {answer.as_of: answer for answer in self.answers}
        rows = ((_("As known when it was said"), AsOf.THEN), (_("As known now"), AsOf.NOW))
        return [(when, by_as_of.get(side), unknown_words(side) if side in self.unknown else "") for when, side in rows]


@dataclass(frozen=True, slots=True)
class RecordShown:
    """`used`, `documents` and `fact_checks` were confirmed, `unused` was looked at and rejected, with the note why.
    `numbers` are those of all of them, as the reasoning refers to them, `questions` those that were answered."""

    record: Mapping[str, Any]
    claimed: str
    used: Sequence[CitedSeries]
    definitions: Sequence[Definition]
    documents: Sequence[Mapping[str, Any]]
    fact_checks: Sequence[Mapping[str, Any]]
    unused: Sequence[Mapping[str, Any]]
    claimant: str
    place: str
    numbers: frozenset[int]
    questions: Sequence[tuple[str, Mapping[str, Any]]]

    @property
    def attributed(self) -> bool:
        return self.record["attribution_rating"] is not None


def record_shown(record: Mapping[str, Any], findings: Mapping[int, Finding]) -> RecordShown:
    """`findings` are the rows that the record cites, by id: a chart is drawn where they still exist."""
    decisions = record["decisions"]
    confirmed = [each for each in decisions if each["decided"] == CONFIRMED]
    reading = record["reading"]
    looked_at = [each for each in decisions if each["kind"] == "finding"]
    used = list(_series([each for each in confirmed if each["kind"] == "finding"], findings, looked_at))
    return RecordShown(
        record=record,
        claimed=", ".join(each["text"] for each in reading["quantities"]),
        used=used,
        definitions=definitions_of(used),
        documents=[each for each in confirmed if each["kind"] in OWN],
        fact_checks=[each for each in confirmed if each["kind"] == "fact_check"],
        unused=[_unused(each) for each in decisions if each["decided"] != CONFIRMED],
        claimant=_claimant(reading),
        place=_place(reading),
        numbers=frozenset(int(each["number"]) for each in decisions),
        questions=[(str(QUESTIONS[each["question"]]), each) for each in record.get("questions", ())],
    )


def _claimant(reading: Mapping[str, Any]) -> str:
    """Who said it; a private person is not named."""
    if reading["claimant_private"]:
        return _("a private person")
    how = {Attribution.QUOTED: _("%(name)s, quoted"), Attribution.REPORTED: _("%(name)s, as reported")}
    words = how.get(Attribution(reading["attribution"]), "%(name)s")
    return words % {"name": reading["claimant"]} if reading["claimant"] else ""


def _place(cited: Mapping[str, Any]) -> str:
    if not cited["counterpart"]:
        return place_name(cited["place"])
    pair = {"place": place_name(cited["place"]), "other": place_name(cited["counterpart"])}
    return _("%(place)s with %(other)s") % pair


def _series(
    decisions: Sequence[Mapping[str, Any]], findings: Mapping[int, Finding], looked_at: Sequence[Mapping[str, Any]]
) -> Iterable[CitedSeries]:
    for key, group in groupby(sorted(decisions, key=_series_key), key=_series_key):
        pieces = sorted(group, key=_now_last)
        cited = pieces[-1]["cited"]
        shown = [piece["cited"] for piece in pieces if "withheld" not in piece["cited"]]
        rows = [findings[pk] for each in shown if (pk := int(each["identifier"])) in findings]
        about = findings.get(int(cited["identifier"]))
        yield CitedSeries(
            source=cited["source"],
            series=cited["series"],
            definition=cited["definition"],
            licence=cited["licence"],
            place=_place(cited),
            about=about.series.source if about else None,
            answers=[_answer(piece, under=cited) for piece in pieces],
            figure=figure_of(rows, prefix=f"series-{pieces[0]['number']}"),
            withheld="withheld" in cited,
            unknown=frozenset(AsOf) - {each["cited"]["as_of"] for each in looked_at if _series_key(each) == key},
        )


def _series_key(decision: Mapping[str, Any]) -> tuple[str, ...]:
    """By origin; records of before sources were grouped have each series for itself."""
    cited = decision["cited"]
    named = (cited["origin"], cited["variant"]) if cited["origin"] and "variant" in cited else _name(cited)
    return (*named, f"{cited['place']}/{cited['counterpart']}")


def _name(cited: Cited) -> tuple[str, str]:
    return cited["source"], cited["series"]


def _now_last(decision: Mapping[str, Any]) -> bool:
    return bool(decision["cited"]["as_of"] == AsOf.NOW)


def _answer(decision: Mapping[str, Any], *, under: Cited) -> Answer:
    cited = decision["cited"]
    retrieved = cited["retrieved_at"]
    source, series = ("", "") if _name(cited) == _name(under) else _name(cited)
    return Answer(
        number=int(decision["number"]),
        as_of=cited["as_of"],
        relation=relation_shown(cited["relation"]),
        figure=_figure(cited),
        gap=gap_words(cited["gap"], "", cited["unit"]),
        period=cited["period"],
        vintage=cited["vintage"],
        reasons=cited["reasons"],
        address=cited["address"],
        sha256=cited["snapshot_sha256"],
        retrieved_at=datetime.fromisoformat(retrieved) if retrieved else None,
        identifier=cited["identifier"],
        note=decision["note"],
        source=source,
        series=series,
        also=also_cited(cited),
    )


def _figure(cited: Cited) -> str:
    if "withheld" in cited:
        return _("not printed here")
    return figure_words(cited["value"], cited["unit"]) if cited["value"] else _("no figure")


def _unused(decision: Mapping[str, Any]) -> dict[str, Any]:
    cited = decision["cited"]
    is_finding = decision["kind"] == "finding"
    words = (
        f"{cited['source']}, {cited['series']}: {_figure(cited)}, {cited['period']}"
        if is_finding
        else cited["title"] or _("Phone note")
    )
    return {"number": decision["number"], "words": words, "address": cited["address"], "note": decision["note"]}


@dataclass(frozen=True, slots=True)
class Card:
    """A publication in a list: its claim, rating and summary as they were signed."""

    publication: Publication
    wording: str
    rating: str
    summary: str
    outlet: str
    claimant: str


def card_of(publication: Publication) -> Card:
    verdict = publication.verdict
    assert verdict is not None  # a publication that is live has one
    record = parse_record(verdict.record)
    return Card(
        publication=publication,
        wording=record["wording"] or record["sentence"],
        rating=record["rating"]["label"] if record["rating"] else "",
        summary=record["summary"],
        outlet=record["article"]["outlet"],
        claimant=_claimant(record["reading"]),
    )
