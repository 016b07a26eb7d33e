"""The curated words as the curators have them now."""

from __future__ import annotations

from functools import lru_cache

from claims.extraction.languages import ENGLISH, base_of
from claims.models import Indicator, Phrase
from claims.packs import load_places
from claims.values import IndicatorEntry, Lexicon


def lexicon_of_the_desk(code: str = "") -> Lexicon:
    """The words of the language of a code, of English where there is none. Places are a standard's and stand in the
    pack."""
    language = base_of(code or ENGLISH)
    phrases: dict[int, list[str]] = {}
    for phrase in Phrase.objects.filter(language=language).order_by("pk"):
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
    return _lexicon(language, entries)


@lru_cache(maxsize=4)
def _lexicon(language: str, entries: tuple[IndicatorEntry, ...]) -> Lexicon:
    return Lexicon(places=load_places(language), indicators=entries, language=language)
