"""Starter content of a desk, kept as CSV files beside this module."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from importlib import resources
from io import StringIO

from claims.values import IndicatorEntry, Lexicon, PlaceName, PlaceNameKind

LANGUAGE = "en"
PEOPLE = "people"  # the subject of what is known of somebody


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `<name>.csv` as column -> text, in the order of the file.

    Raises FileNotFoundError for a name without a file and ValueError for a row that has more or fewer
    cells than the heading.
    """
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    read = tuple(csv.DictReader(StringIO(text, newline="")))
    for number, row in enumerate(read, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{name}.csv, row {number}: not as many cells as the heading has")
    return read


PLACES = {LANGUAGE: "places", "es": "places_es"}
"""The file of each language's words for places."""


@cache
def load_places(language: str = LANGUAGE) -> tuple[PlaceName, ...]:
    """Words for places. An empty code marks words that contain a place's name and mean no place of ours
    ("New Mexico"). There are none in a language that the desk does not read."""
    return tuple(
        PlaceName(code=row["code"], text=row["text"], kind=PlaceNameKind(row["kind"]))
        for row in (rows(PLACES[language]) if language in PLACES else ())
    )


@cache
def place_titles(language: str = LANGUAGE) -> dict[str, str]:
    """The first name of every place in a language, by its code: what a reader is shown. English where the
    language has none."""
    titles: dict[str, str] = {}
    for place in (*load_places(language), *load_places()):
        if place.code and place.kind in (PlaceNameKind.NAME, PlaceNameKind.REGION):
            titles.setdefault(place.code, place.text)
    return titles


@cache
def indicator_rows() -> tuple[dict[str, str], ...]:
    """The rows of `indicators.csv`, and behind them those of measures of somebody, which are all in years."""
    years = {"subject": PEOPLE, "unit": "years", "denominator": "", "takes_counterpart": "no", "is_change": "no"}
    factors = {"agrees_factor": "1", "close_factor": "1"}
    return (
        *({**row, "takes_person": "no"} for row in rows("indicators")),
        *({**row, **years, **factors, "takes_person": "yes"} for row in rows("indicators_of_people")),
    )


@cache
def variants() -> dict[tuple[str, str], str]:
    """What sets a series, by its source and code, apart from another of its origin for the same measure."""
    return {(row["source"], row["code"]): row["variant"] for row in rows("variants")}


@cache
def load_indicators(language: str = LANGUAGE) -> tuple[IndicatorEntry, ...]:
    """Indicators with their phrases of one language, in the order of their rows."""
    phrases: dict[str, list[str]] = {}
    for row in rows("phrases"):
        if row["language"] == language:
            phrases.setdefault(row["indicator"], []).append(row["text"])
    return tuple(
        IndicatorEntry(
            slug=row["slug"],
            name=row["name"],
            unit=row["unit"],
            phrases=tuple(phrases.get(row["slug"], ())),
            denominator=row["denominator"],
            takes_counterpart=row["takes_counterpart"] == "yes",
            is_change=row["is_change"] == "yes",
            takes_person=row["takes_person"] == "yes",
        )
        for row in indicator_rows()
    )


@cache
def load_lexicon(language: str = LANGUAGE) -> Lexicon:
    """The curated words of a language as the packs have them."""
    return Lexicon(places=load_places(language), indicators=load_indicators(language), language=language)


@cache
def places_alike(code: str) -> tuple[str, ...]:
    """Places whose names share a telling word with this one's: North and South Korea, the two Congos, Niger and
    Nigeria are taken for one another. A word that many names hold tells nothing."""
    own = _telling_words().get(code, frozenset())
    alike = [other for other, words in _telling_words().items() if other != code and own & words]
    return tuple(sorted(alike))


MANY_NAMES = 6
TELLING = 4  # letters by which a word begins alike: "Nige", "Guin", "Kore"


@cache
def _telling_words() -> dict[str, frozenset[str]]:
    """The beginnings of the words of every place's title, without those that many have."""
    begun = {
        code: {word[:TELLING] for word in title.casefold().replace("-", " ").split() if len(word) >= TELLING}
        for code, title in place_titles().items()
    }
    counted = Counter(word for words in begun.values() for word in words)
    return {code: frozenset(word for word in words if counted[word] < MANY_NAMES) for code, words in begun.items()}
