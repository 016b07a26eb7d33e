"""An extracted claim as comparison takes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claims.values import ExtractedClaim, IndicatorCandidate, PlaceRole, PlaceSource, Quantity, Statement

NEAR_RIVAL = 0.75  # a second indicator whose score is this share of the first's makes the reading uncertain


def statement_of(claim: ExtractedClaim, *, unit: str, said_on: date | None) -> Statement:
    """What a claim states of an indicator that is measured in `unit`."""
    subject = claim.place(PlaceRole.SUBJECT)
    counterpart = claim.place(PlaceRole.COUNTERPART)
    chosen, rival = _candidates_in_order(claim)
    return Statement(
        quantity=quantity_of_measure(claim.quantities, unit),
        place=subject.code if subject else "",
        counterpart=counterpart.code if counterpart else "",
        period=claim.period,
        said_on=said_on,
        place_carried=subject is not None and subject.source is PlaceSource.CARRIED,
        uncovered=chosen.uncovered if chosen else (),
        near_rival=rival,
        person=claim.person,
        comparative=claim.comparative,
    )


def quantity_of_measure(quantities: Sequence[Quantity], unit: str) -> Quantity | None:
    """The number that the indicator is about: the one that extraction marked, else the first in the
    indicator's unit, else the first with a value, else the first."""
    marked = [quantity for quantity in quantities if quantity.of_measure]
    fitting = [quantity for quantity in quantities if quantity.unit == unit]
    valued = [quantity for quantity in quantities if quantity.value is not None]
    return next(iter([*marked, *fitting, *valued, *quantities]), None)


def _candidates_in_order(claim: ExtractedClaim) -> tuple[IndicatorCandidate | None, str]:
    """The candidate of the indicator in force, and the slug of one that came near it or ''."""
    chosen = next((each for each in claim.candidates if each.slug == claim.indicator), None)
    if chosen is None:
        return None, ""
    rivals = [each for each in claim.candidates if each.slug != chosen.slug and each.score >= NEAR_RIVAL * chosen.score]
    return chosen, max(rivals, key=lambda each: each.score).slug if rivals else ""
