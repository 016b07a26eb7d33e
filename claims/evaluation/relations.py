"""Statements compared with figures given beside them: from a text to relations, with no database and no network.

A line of the data is a JSON object. `text` names one claim, `published` is its day (or null), `observations` are
figures as sources gave them: `source`, `series` (a code of claims/packs/series.csv), `place`, `counterpart` (or
null), `period`, `vintage`, `value`. `then` and `now` are the relations that a fair editor gives, null for none;
`reading` is the reading that explains a figure that differs, null where none is looked for. Every figure counts as
still given by its publisher today. What is given of other places and of other series is looked at for readings.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from claims.comparison.compare import DECIDED, FAIR, compare, with_readings
from claims.comparison.origins import Weighed
from claims.comparison.statement import statement_of
from claims.comparison.summary import summarise
from claims.extraction.pipeline import extract
from claims.packs import indicator_rows, load_indicators, load_lexicon, rows, variants
from claims.sources.spans import span_of
from claims.sources.tables import number_of, period_of, vintage_of
from claims.values import AsOf, ExtractedClaim, Observed, PlaceRole, ReadingKind, Relation, SeriesInfo

TODAY = date.max
NONE = "none"
FAIREST = (Relation.AGREES, Relation.CLOSE, Relation.DIFFERS, Relation.NOT_COMPARABLE, Relation.NO_DATA)
Known = Sequence[tuple[SeriesInfo, Sequence[Observed]]]


@dataclass(frozen=True, slots=True)
class Line:
    """`series` are the series of the line's figures in their order, each with all of them."""

    id: str
    text: str
    published: date | None
    series: Known
    then: str | None
    now: str | None
    reading: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """What the program says of a line: relations and summary, None for none, and the kinds of readings."""

    id: str
    then: str | None = None
    now: str | None = None
    summary: str | None = None
    readings: tuple[str, ...] = ()


Answered = tuple[Line, Row]


def read_lines(lines: Iterable[str]) -> Iterator[Line]:
    """Raises ValueError that names the line where one is not as the module says; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _line(json.loads(line, parse_float=Decimal))
        except KeyError as error:
            raise ValueError(f"line {number}: {error.args[0]} is missing") from error
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error


def answer(line: Line) -> Row:
    """What the desk would say of the claim in the text, had it these figures."""
    claims = extract(line.text, lexicon=load_lexicon(), published=line.published).claims
    measured = [each for each in claims if any(info.indicator == each.indicator for info, _ in line.series)]
    weighed = _weigh(measured[0], line.series) if measured else []
    summary = summarise(weighed)
    return Row(
        line.id,
        _relation(weighed, AsOf.THEN),
        _relation(weighed, AsOf.NOW),
        summary.value if summary else None,
        tuple(dict.fromkeys(reading.kind.value for _, each in weighed for reading in each.readings)),
    )


def is_right(line: Line, row: Row) -> bool:
    """Both relations as the editor gave them, and the editor's reading, where one is named, among those found."""
    return (row.then, row.now) == (line.then, line.now) and (line.reading is None or line.reading in row.readings)


def fair_called_differs(line: Line, row: Row) -> bool:
    pairs = ((line.then, row.then), (line.now, row.now))
    return any(given in FAIR and found == Relation.DIFFERS for given, found in pairs)


def as_json(answered: Sequence[Answered]) -> dict[str, Any]:
    return {
        "rows": [
            {"id": row.id, "then": row.then, "now": row.now, "summary": row.summary, "readings": list(row.readings)}
            for _, row in answered
        ],
        "right": sum(is_right(*each) for each in answered),
        "of": len(answered),
        "fair_called_differs": sum(fair_called_differs(*each) for each in answered),
    }


def report(answered: Sequence[Answered]) -> Iterator[str]:
    """Lines to print: how often which relation was given and found, and every line that is not right."""
    total = as_json(answered)
    counted = Counter(
        (given or NONE, found or NONE)
        for line, row in answered
        for given, found in ((line.then, row.then), (line.now, row.now))
    )
    names = [*map(str, FAIREST), NONE]
    yield f"{'given | found':<16}" + "".join(f"{name:>16}" for name in names)
    for given in names:
        yield f"{given:<16}" + "".join(f"{counted[given, found]:>16}" for found in names)
    yield f"right                {total['right']}/{total['of']}"
    yield f"fair called differs  {total['fair_called_differs']}"
    for line, row in answered:
        if not is_right(line, row):
            yield f"{line.id}: {_told(line.then, line.now, line.reading)} | {_told(row.then, row.now, *row.readings)}"


def _told(*parts: str | None) -> str:
    return ", ".join(part or NONE for part in parts)


# --- comparing ------------------------------------------------------------------------------------------


def _weigh(claim: ExtractedClaim, known: Known) -> list[Weighed]:
    """A claim with every series of its indicator, those figures that differ with their readings; nothing is
    looked up for a claim of no place."""
    if claim.place(PlaceRole.SUBJECT) is None:
        return []
    weighed: list[Weighed] = []
    for info, observations in known:
        if info.indicator != claim.indicator:
            continue
        statement = statement_of(claim, unit=_indicator_units()[info.indicator], said_on=claim.said_on)
        others = [each for each in known if each[0] is not info]
        weighed += [
            (info, with_readings(compared, statement, info, observations, others))
            for compared in compare(statement, info, observations)
        ]
    return weighed


def _relation(weighed: Sequence[Weighed], as_of: AsOf) -> str | None:
    """The relation of one series; of several the fairest among the headline ones, as the summary takes them."""
    found = [each for each in weighed if each[1].as_of is as_of]
    decided = [each for each in found if each[1].relation in DECIDED] or found
    deciding = [each for each in decided if each[0].headline] or decided
    fairest = min((FAIREST.index(each[1].relation) for each in deciding), default=None)
    return None if fairest is None else FAIREST[fairest].value


@cache
def _indicator_units() -> dict[str, str]:
    return {entry.slug: entry.unit for entry in load_indicators()}


# --- reading the lines ----------------------------------------------------------------------------------


def _line(given: object) -> Line:
    if not isinstance(given, dict):
        raise ValueError("it is no JSON object")
    published = _text(given, "published", optional=True)
    return Line(
        id=str(given["id"]),
        text=_text(given, "text"),
        published=_day(published) if published else None,
        series=_by_series(given["observations"]),
        then=_one_of(given, "then", Relation),
        now=_one_of(given, "now", Relation),
        reading=_one_of(given, "reading", ReadingKind),
    )


def _by_series(given: object) -> Known:
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise ValueError("observations is a list of objects")
    found: dict[tuple[str, str], list[Observed]] = {}
    for each in given:
        key = (_text(each, "source"), _text(each, "series"))
        if key not in _series():
            raise ValueError(f"claims/packs/series.csv has no series {key[1]} of {key[0]}")
        found.setdefault(key, []).append(_observed(each, _series()[key][0][1]))
    return [(info, observations) for key, observations in found.items() for info, _ in _series()[key]]


def _observed(given: Mapping[str, object], period_rule: str) -> Observed:
    written = _text(given, "period")
    start, end, label = span_of(written, period_rule) if written.isdecimal() else period_of(written)
    vintage_on, vintage_label = vintage_of(_text(given, "vintage"))
    qualifier, digits = number_of(_text(given, "value"))
    return Observed(
        series=_text(given, "series"),
        place=_text(given, "place"),
        counterpart=_text(given, "counterpart", optional=True),
        period_start=start,
        period_end=end,
        label=label,
        vintage_on=vintage_on,
        vintage_label=vintage_label,
        raw=qualifier + digits,
        value=Decimal(digits),
        qualifier=qualifier,
        read_on=TODAY,
    )


@cache
def _series() -> Mapping[tuple[str, str], Sequence[tuple[SeriesInfo, str]]]:
    """The series that a desk begins with, with their rule of periods, by source and code; a balance is both a
    surplus and, its sign turned, a deficit."""
    indicators = {row["slug"]: row for row in indicator_rows()}
    found: dict[tuple[str, str], list[tuple[SeriesInfo, str]]] = {}
    for row in rows("series"):
        info = _info(row, indicators[row["indicator"]])
        found.setdefault((row["source"], row["code"]), []).append((info, row["period_rule"]))
    return found


def _info(row: Mapping[str, str], indicator: Mapping[str, str]) -> SeriesInfo:
    return SeriesInfo(
        code=row["code"],
        source=row["source"],
        origin=row["origin"],
        variant=variants().get((row["source"], row["code"]), ""),
        original=row["origin"] == _source_origins()[row["source"]],
        unit=row["unit"],
        definition=row["definition"],
        headline=row["headline"] == "yes",
        factor=Decimal(row["factor"]),
        agrees_factor=Decimal(indicator["agrees_factor"]),
        close_factor=Decimal(indicator["close_factor"]),
        indicator=row["indicator"],
        denominator=indicator["denominator"],
        is_change=indicator["is_change"] == "yes",
    )


@cache
def _source_origins() -> dict[str, str]:
    return {row["slug"]: row["origin"] for row in rows("sources")}


def _text(given: Mapping[str, object], name: str, *, optional: bool = False) -> str:
    value = given.get(name) if optional else given[name]
    if optional and value is None:
        return ""
    if not isinstance(value, str) or not (value or optional):
        raise ValueError(f"{name} is {value!r}: it has to be a text")
    return value


def _one_of(given: Mapping[str, object], name: str, allowed: type[Relation] | type[ReadingKind]) -> str | None:
    value = given.get(name)
    if value is not None and value not in set(allowed):
        raise ValueError(f"{name} is {value!r}: it has to be null or one of {', '.join(allowed)}")
    return value if value is None else str(value)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"published is {text!r}: it has to be a day like 2018-06-11") from error
