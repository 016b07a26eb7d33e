"""Ratings as options: what each means, and why one cannot be given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.models import Rating
from claims.queries import RatingChoice
from claims.values import AsOf


@dataclass(frozen=True, slots=True)
class Option:
    """`top` marks the best step of the scale. `why_not` is empty where the rating can be given. What was chosen
    before stays chosen even where it cannot be given any more: the submission says so. `key` is the digit that
    chooses it."""

    rating_id: int
    label: str
    meaning: str
    step: bool
    why_not: str
    chosen: bool
    top: bool = False
    key: str = ""


def options_of(choices: Iterable[RatingChoice], chosen: int | None, top: Rating | None = None) -> list[Option]:
    """In the order in which the page shows them: the steps of the scale, then what is beside it."""
    ordered = sorted(choices, key=lambda choice: not choice.rating.step)
    return [
        Option(
            rating_id=choice.rating.pk,
            label=choice.rating.label,
            meaning=choice.rating.meaning,
            step=choice.rating.step,
            why_not=why_not(choice.missing),
            chosen=choice.rating.pk == chosen,
            top=choice.rating == top,
            key=str(number) if number < 10 else "",
        )
        for number, choice in enumerate(ordered, 1)
    ]


def why_not(missing: Sequence[str]) -> str:
    if len(missing) > 1:
        return _("Needs a figure known then and one known now; the desk has neither.")
    if AsOf.THEN in missing:
        return _("Needs a figure that was known when it was said; the desk has none.")
    if AsOf.NOW in missing:
        return _("Needs a figure that is known now; the desk has none.")
    return ""
