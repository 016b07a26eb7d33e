"""Places as people know them, in the language in force."""

from __future__ import annotations

from django.utils.translation import get_language

from claims.matching.terms import folded
from claims.packs import LANGUAGE, place_titles


def place_name(code: str) -> str:
    """The name of a place by its code; a code that no name is known for stays as it is."""
    return _titles().get(code, code)


def places_by_name() -> list[tuple[str, str]]:
    """Every place, code and name, as a list is read: accents and capitals do not part names."""
    return sorted(_titles().items(), key=lambda place: folded(place[1]))


def _titles() -> dict[str, str]:
    return place_titles((get_language() or LANGUAGE).partition("-")[0])
