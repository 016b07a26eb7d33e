"""A claim, and what was left aside, as programs are told it: the fields of `extract --json`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from claims.values import (
    AsideSentence,
    Comparative,
    ComparativeKind,
    ExtractedClaim,
    IndicatorCandidate,
    Period,
    Person,
    PlaceRole,
    Quantity,
    Reason,
)

ROLES = (PlaceRole.SUBJECT, PlaceRole.COUNTERPART, PlaceRole.MENTION)


def claim_as_json(claim: ExtractedClaim, words: Callable[[Reason], str]) -> dict[str, Any]:
    """Plain values: offsets in code points of the text as given, days as ISO texts, whole numbers as int."""
    return {
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "worthiness": claim.worthiness,
        "reasons": [words(reason) for reason in claim.reasons],
        "claimant": claim.claimant,
        "claimant_kind": claim.claimant_kind.value,
        "attribution": claim.attribution.value,
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "places": _places(claim),
        "place_source": _place_source(claim),
        "indicator": claim.indicator,
        "indicators": [_candidate(candidate) for candidate in claim.candidates],
        "denominator": claim.denominator,
        "person": _person(claim.person),
        "comparison": _comparison(claim.comparative),
        "period": _period(claim.period),
        "said_on": claim.said_on.isoformat() if claim.said_on else None,
        "said_on_source": claim.said_on_source.value,
    }


def aside_as_json(aside: AsideSentence, words: Callable[[Reason], str]) -> dict[str, Any]:
    return {
        "sentence": aside.sentence,
        "start": aside.start,
        "end": aside.end,
        "reason": words(aside.reason),
        "rule": aside.reason.code,
    }


def _candidate(candidate: IndicatorCandidate) -> dict[str, Any]:
    return {"indicator": candidate.slug, "score": candidate.score, "phrase": candidate.phrase}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "text": quantity.text,
        "start": quantity.start,
        "end": quantity.end,
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit,
        "comparator": quantity.comparator.value,
        "vague": quantity.is_vague,
        "counts": quantity.counts or None,
        "denominator": quantity.denominator or quantity.whole or None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _places(claim: ExtractedClaim) -> list[str]:
    """Codes without repeats: the subject first, then the counterpart, then the rest as they stand."""
    in_order = (place.code for role in ROLES for place in claim.places if place.role is role)
    return list(dict.fromkeys(in_order))


def _place_source(claim: ExtractedClaim) -> str | None:
    subject = claim.place(PlaceRole.SUBJECT)
    return subject.source.value if subject else None


def _person(person: Person | None) -> dict[str, str] | None:
    return {"name": person.name, "source": person.source.value} if person else None


def _comparison(told: Comparative | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "kind": told.kind.value,
        "text": told.text,
        "direction": told.direction.value,
        "rank": told.rank if told.kind is ComparativeKind.RANK else None,
        "group": told.group or None,
        "place": told.place or None,
        "since": _period(told.since),
        "beside": told.beside,
    }


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "label": period.label}
