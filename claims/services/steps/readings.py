"""Readings as rows keep them, and back: numbers as texts, days as ISO texts.

A reading's structure is the whole of what was read from a sentence. The claim's own columns are a copy of
what lists and rules ask for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from claims.comparison import statement as comparison
from claims.comparison.statement import quantity_of_measure
from claims.models import Claim, Indicator, Reading
from claims.values import (
    Attribution,
    ClaimantKind,
    Comparative,
    ComparativeKind,
    Comparator,
    Direction,
    ExtractedClaim,
    IndicatorCandidate,
    Move,
    Period,
    Person,
    PlaceMention,
    PlaceRole,
    PlaceSource,
    Quantity,
    QuantityKind,
    Reason,
    SaidOnSource,
    Statement,
)

Structure = Mapping[str, Any]
Placed = TypeVar("Placed", Quantity, PlaceMention, IndicatorCandidate, Person, Comparative)


def structure_of(claim: ExtractedClaim) -> dict[str, Any]:
    """What a `Reading` keeps of an extracted claim. `start` is where the sentence begins in the text that was
    read: the offsets count from the same text, and the sentence may stand elsewhere in a later one."""
    return {
        "start": claim.start,
        "claimant": claim.claimant,
        "claimant_kind": claim.claimant_kind.value,
        "attribution": claim.attribution.value,
        "quantities": [_plain(asdict(quantity)) for quantity in claim.quantities],
        "places": [_plain(asdict(place)) for place in claim.places],
        "indicator": claim.indicator,
        "candidates": [_plain(asdict(candidate)) for candidate in claim.candidates],
        "period": _plain(asdict(claim.period)) if claim.period else None,
        "denominator": claim.denominator,
        "person": _plain(asdict(claim.person)) if claim.person else None,
        "comparative": _comparative_as_kept(claim.comparative) if claim.comparative else None,
        "said_on": claim.said_on.isoformat() if claim.said_on else None,
        "said_on_source": claim.said_on_source.value,
        "worthiness": claim.worthiness,
        "reasons": [[reason.code, [list(pair) for pair in reason.numbers]] for reason in claim.reasons],
        "confirmed": False,
    }


def _plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _text(value) for name, value in columns.items()}


def _comparative_as_kept(comparative: Comparative) -> dict[str, Any]:
    since = _plain(asdict(comparative.since)) if comparative.since else None
    return {**asdict(comparative), "since": since}


def _text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def extracted_of(reading: Reading, *, sentence: str, start: int, end: int) -> ExtractedClaim:
    """The extracted claim that a structure was made of, with the offsets of the text where it stands now; start
    and end are those of its appearance."""
    claim = _claim(reading.structure)
    shift = start - begins_at(reading.structure, start)
    return replace(
        claim,
        sentence=sentence,
        start=start,
        end=end,
        quantities=tuple(_shifted(each, shift) for each in claim.quantities),
        places=tuple(_shifted(each, shift) for each in claim.places),
        candidates=tuple(_shifted(each, shift) for each in claim.candidates),
        person=_shifted(claim.person, shift) if claim.person else None,
        comparative=_shifted(claim.comparative, shift) if claim.comparative else None,
    )


def begins_at(structure: Structure, otherwise: int) -> int:
    """Where the sentence begins that the offsets of a structure count in."""
    return int(structure.get("start", otherwise))


def _shifted(part: Placed, shift: int) -> Placed:
    return replace(part, start=part.start + shift, end=part.end + shift) if part.start >= 0 else part


def _claim(structure: Structure) -> ExtractedClaim:
    """The extracted claim of a structure, which does not know where it stands."""
    return ExtractedClaim(
        sentence="",
        start=0,
        end=0,
        worthiness=structure["worthiness"],
        reasons=tuple(Reason(code, tuple(map(tuple, numbers))) for code, numbers in structure["reasons"]),
        claimant=structure["claimant"],
        attribution=Attribution(structure["attribution"]),
        quantities=quantities_of(structure),
        places=places_of(structure),
        indicator=structure["indicator"],
        candidates=candidates_of(structure),
        period=period_of(structure),
        denominator=structure.get("denominator"),
        claimant_kind=_claimant_kind(structure),
        said_on=said_on_of(structure),
        said_on_source=_said_on_source(structure),
        person=person_of(structure),
        comparative=comparative_of(structure),
    )


def _claimant_kind(structure: Structure) -> ClaimantKind:
    """Of a reading from before kinds were read: the outlet's own voice where nobody is said to say it."""
    told = structure.get("claimant_kind")
    if told is None:
        told = "outlet" if structure["attribution"] == Attribution.NONE else "unnamed"
    return ClaimantKind(told)


def _said_on_source(structure: Structure) -> SaidOnSource:
    """Of a reading from before sources were kept: a day was the article's."""
    return SaidOnSource(structure.get("said_on_source") or ("article" if structure["said_on"] else "unknown"))


def quantities_of(structure: Structure) -> tuple[Quantity, ...]:
    return tuple(_quantity(columns) for columns in structure["quantities"])


def _quantity(columns: Mapping[str, Any]) -> Quantity:
    read = {
        **columns,
        "low": _number(columns["low"]),
        "high": _number(columns["high"]),
        "scale": Decimal(columns["scale"]),
        "comparator": Comparator(columns["comparator"]),
        "kind": QuantityKind(columns["kind"]),
        "move": Move(columns.get("move", "")),
    }
    return Quantity(**read)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def places_of(structure: Structure) -> tuple[PlaceMention, ...]:
    return tuple(
        PlaceMention(**{**place, "role": PlaceRole(place["role"]), "source": PlaceSource(place["source"])})
        for place in structure["places"]
    )


def candidates_of(structure: Structure) -> tuple[IndicatorCandidate, ...]:
    return tuple(
        IndicatorCandidate(**{**candidate, "uncovered": tuple(candidate["uncovered"])})
        for candidate in structure["candidates"]
    )


def period_of(structure: Structure) -> Period | None:
    return _period(structure["period"])


def _period(span: Mapping[str, str] | None) -> Period | None:
    if span is None:
        return None
    return Period(date.fromisoformat(span["start"]), date.fromisoformat(span["end"]), span["label"])


def person_of(structure: Structure) -> Person | None:
    """Whom the number is about; of a reading from before people were read, nobody."""
    columns = structure.get("person")
    if not columns:
        return None
    return Person(**{**columns, "source": PlaceSource(columns["source"]), "offices": tuple(columns["offices"])})


def comparative_of(structure: Structure) -> Comparative | None:
    """With what the statement compares; of a reading from before that was read, nothing."""
    columns = structure.get("comparative")
    if not columns:
        return None
    kinds = {"kind": ComparativeKind(columns["kind"]), "direction": Direction(columns["direction"])}
    return Comparative(**{**columns, **kinds, "since": _period(columns["since"])})


def said_on_of(structure: Structure) -> date | None:
    return date.fromisoformat(structure["said_on"]) if structure["said_on"] else None


def place_in_role(structure: Structure, role: PlaceRole) -> PlaceMention | None:
    return next((place for place in places_of(structure) if place.role == role), None)


def main_quantity(structure: Structure, unit: str) -> Quantity | None:
    """The number that the reading's indicator, measured in `unit`, is about."""
    return quantity_of_measure(quantities_of(structure), unit)


def statement_of(structure: Structure, unit: str) -> Statement:
    """A reading as comparison takes it, for an indicator measured in `unit`."""
    return comparison.statement_of(_claim(structure), unit=unit, said_on=said_on_of(structure))


def reading_in_force(claim: Claim) -> Reading:
    return claim.readings.order_by("-number")[0]


def claim_columns(structure: Structure, indicator: Indicator | None) -> dict[str, Any]:
    """The columns of a claim that copy its reading, besides the claimant."""
    unit = indicator.unit if indicator else ""
    quantity = main_quantity(structure, unit)
    subject = place_in_role(structure, PlaceRole.SUBJECT)
    counterpart = place_in_role(structure, PlaceRole.COUNTERPART)
    period = period_of(structure)
    return {
        "said_on": said_on_of(structure),
        "attribution": structure["attribution"],
        "indicator": indicator,
        "place": subject.code if subject else "",
        "counterpart": counterpart.code if counterpart else "",
        "unit": quantity.unit if quantity else "",
        "low": quantity.low if quantity else None,
        "high": quantity.high if quantity else None,
        "comparator": quantity.comparator.value if quantity else "",
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "worthiness": structure["worthiness"],
    }
