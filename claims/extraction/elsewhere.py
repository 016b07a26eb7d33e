"""Signs that a measure is of a part of a country, or of a place that the table does not have.

"In Lagos, ...", "the state's rate", "the capital of X": no country's figure answers these, so they take no country
from the context, and only one that stands right beside the measure from their own sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.lexemes import Token
from claims.extraction.places import FoundPlace
from claims.extraction.words import en_places as words
from claims.extraction.words.en_forms import TIME_WORDS
from claims.values import PlaceNameKind

BESIDE_PHRASE = 3  # tokens between a place and the words of a measure that stand together


def is_a_part(tokens: Sequence[Token], place: FoundPlace) -> bool:
    """ "the capital of X", "X's capital", "the northern province of X": not X itself."""
    before = place.first - 1
    if before >= 0 and tokens[before].text in words.PART_OF_IT:
        return True
    if before > 0 and tokens[before].low == "the":
        before -= 1
    if before > 0 and tokens[before].low in ("of", "in") and tokens[before - 1].low in words.PARTS:
        return True
    return _has_a_part(tokens, place)


def _has_a_part(tokens: Sequence[Token], place: FoundPlace) -> bool:
    behind = place.last
    if behind + 1 < len(tokens) and tokens[behind].low == "'":
        behind += 1 + (tokens[behind + 1].low == "s")
    elif place.kind is not PlaceNameKind.ADJECTIVE:
        return False
    for position in range(behind, min(behind + 3, len(tokens))):
        low = tokens[position].low
        if low in words.PARTS or (low == "state" and _low(tokens, position + 1) == "of"):
            return True
        if not tokens[position].is_word or low in words.NO_PART_BEHIND:
            return False
    return False


def measure_is_elsewhere(tokens: Sequence[Token], named: frozenset[int], first: int, last: int) -> bool:
    """Whether the measure, at tokens `first` to `last`, is said to be of such a part or unknown place."""
    if any(_is_part_owner(tokens, position) for position in range(len(tokens)) if position not in named):
        return True
    if _is_unknown(tokens, named, 1) and tokens[0].low in words.IN_A_PLACE:
        return True
    behind = range(last, min(last + BESIDE_PHRASE, len(tokens)))
    if any(tokens[at].low in ("in", "across") and _is_unknown(tokens, named, at + 1) for at in behind):
        return True
    before = range(max(1, first - 2 * BESIDE_PHRASE), first)
    return any(tokens[at].low == "'" and _owns(tokens, named, at, first) for at in before)


def _low(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].low if 0 <= position < len(tokens) else ""


def _is_part_owner(tokens: Sequence[Token], position: int) -> bool:
    """ "the state's rate", "in the province", "in the euro zone"."""
    if tokens[position].low not in words.PARTS_ALONE:
        return False
    start = next((at for at in (position - 1, position - 2) if _low(tokens, at) in ("the", "that", "this")), None)
    if start is None:
        return False
    if any(_compares(token) for token in tokens[max(0, start - BESIDE_PHRASE) : start]):
        return False
    inside = _low(tokens, start - 1) in ("in", "across", "throughout") and _low(tokens, position + 1) != "of"
    return inside or _low(tokens, position + 1) == "'"


def _compares(token: Token) -> bool:
    """ "above the bloc's average", "the highest in the union": only what it is held against."""
    return token.low in words.COMPARED or token.low in words.SUPERLATIVES or token.low.endswith("est")


def _is_unknown(tokens: Sequence[Token], named: frozenset[int], position: int) -> bool:
    """A name with a capital that is no place of the table, no time and no abbreviation."""
    position += _low(tokens, position) == "the"
    if position >= len(tokens) or position in named or not tokens[position].is_capital:
        return False
    if position + 1 in named:
        return _low(tokens, position) in words.COMPASS_AND_NEW
    return tokens[position].low not in TIME_WORDS and not tokens[position].text[0].isdigit()


def _owns(tokens: Sequence[Token], named: frozenset[int], mark: int, first: int) -> bool:
    owner = mark - 1
    if owner in named:
        longer = owner - 1 not in named and _low(tokens, owner - 1) in words.COMPASS_AND_NEW
        return longer and tokens[owner - 1].is_capital
    between = tokens[mark + 2 : first]
    return _is_unknown(tokens, named, owner) and all(token.is_word and token.text.islower() for token in between)
