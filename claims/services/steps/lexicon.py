"""The curated words as the curators have them now."""

from __future__ import annotations

from functools import lru_cache

from claims.models import Indicator, Phrase
from claims.packs import load_places
from claims.values import IndicatorEntry, Lexicon


def lexicon_of_the_desk() -> Lexicon:
    """Places are a standard's and stand in the pack."""
    phrases: dict[int, list[str]] = {}
    for phrase in Phrase.objects.filter(language="en").order_by("pk"):
        phrases.setdefault(phrase.indicator_id, []).append(phrase.text)
    entries = tuple(
        IndicatorEntry(
            slug=each.slug,
            name=each.name,
            unit=each.unit,
            phrases=tuple(phrases.get(each.pk, ())),
            denominator=each.denominator,
            takes_counterpart=each.takes_counterpart,
            is_change=each.is_change,
            takes_person=each.takes_person,
        )
        for each in Indicator.objects.order_by("pk")
    )
    return _lexicon(entries)


@lru_cache(maxsize=2)
def _lexicon(entries: tuple[IndicatorEntry, ...]) -> Lexicon:
    return Lexicon(places=load_places(), indicators=entries)
