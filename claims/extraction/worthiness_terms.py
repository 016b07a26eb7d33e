"""What the model of check-worthiness sees of a sentence's wording: words, phrases, pieces of words, word order.

Words are in lower case, with signs that tell (%, $, ?, !) and numbers with every digit a 0, so that "700,000" and
"900,000" are one. Phrases are two words side by side. Pieces are runs of two to five characters of a word. Shapes
tell how a sentence is built and not of what: two or three words side by side where all but the small words are
put down as their kind, and two or three kinds that follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from claims.extraction.words import en_features as words

_TOKEN = re.compile(r"\d[\d.,]{0,30}\d|\d|[^\W\d_]+(?:'[^\W\d_]+)*|[$\u00a3\u20ac%?!,;:.\"]")
_UNREAD = frozenset(',;:."')
_STRAIGHT = str.maketrans("\u2019\u2018\u201c\u201d", "''\"\"")
_ZEROS = str.maketrans("123456789", "000000000")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST, _LONGEST = 2, 5
_REACH = 8
"""So many words apart two kinds are still a pair."""
_LONG_WORD = 30
"""No longer word is read to its end."""
EDGE = "^"


class Terms(NamedTuple):
    """Each without repeats, in the order of the sentence; `length` counts the words with repeats."""

    words: Sequence[str]
    phrases: Sequence[str]
    shapes: Sequence[str]
    length: int


class _Kinds(NamedTuple):
    """A token as term, as shape and as kind; "" where it is none. A capital tells nothing on a first word."""

    term: str
    in_phrase: str
    shape: str
    shape_first: str
    kind: str
    kind_first: str


def terms_of(sentence: str) -> Terms:
    tokens = [_kinds(token) for token in _TOKEN.findall(sentence.translate(_STRAIGHT))]
    terms = [token.term for token in tokens if token.term]
    phrases = [EDGE, *(token.in_phrase for token in tokens if token.term), EDGE]
    shapes = [EDGE, *(token.shape for token in tokens), EDGE]
    kinds = [token.kind for token in tokens]
    if tokens:
        shapes[1], kinds[0] = tokens[0].shape_first, tokens[0].kind_first
    return Terms(
        tuple(dict.fromkeys(terms)),
        tuple(dict.fromkeys(f"{first} {second}" for first, second in pairwise(phrases))),
        tuple(dict.fromkeys((*_side_by_side(shapes), *_following(kinds)))),
        len(terms),
    )


def pieces_of(word: str) -> frozenset[str]:
    edged = f" {word[:_LONG_WORD]} "
    lengths = range(_SHORTEST, _LONGEST + 1)
    return frozenset(edged[at : at + length] for length in lengths for at in range(len(edged) - length + 1))


def _side_by_side(shapes: Sequence[str]) -> Iterator[str]:
    yield from (f"{first} {second}" for first, second in pairwise(shapes))
    yield from (
        f"{first} {second} {third}" for first, second, third in zip(shapes, shapes[1:], shapes[2:], strict=False)
    )


def _following(kinds: Sequence[str]) -> Iterator[str]:
    told = [(at, kind) for at, kind in enumerate(kinds) if kind]
    for number, (at, kind) in enumerate(told):
        for later, other in told[number + 1 : number + 1 + _REACH]:
            if later - at > _REACH:
                break
            yield f"{kind}>{other}"
    for (_, first), (_, second), (_, third) in zip(told, told[1:], told[2:], strict=False):
        yield f"{first}>{second}>{third}"


# --- one token ------------------------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def _kinds(token: str) -> _Kinds:
    low = token.lower()
    if token[0].isdigit():
        shape = _number_shape(token)
        return _Kinds(low.translate(_ZEROS), "0", shape, shape, *("year" if shape == "year" else "0",) * 2)
    if low in _UNREAD:
        return _Kinds("", "", low, low, "", "")
    if not token[0].isalpha():
        return _Kinds(low, low, low, low, low, low)
    kind = words.KINDS.get(low, "")
    name, small = token[0].isupper(), low in words.SMALL
    ending = _ending(low)
    told = ending if ending in words.TELLING_ENDINGS else ""
    return _Kinds(
        low,
        low,
        low if small else "Name" if name else ending,
        low if small else ending,
        kind or ("Name" if name else told),
        kind or told,
    )


def _number_shape(token: str) -> str:
    if _YEAR.fullmatch(token):
        return "year"
    return "0" if len(token) < 4 else "000"


def _ending(low: str) -> str:
    ends = (ending for ending in words.ENDINGS if low.endswith(ending) and len(low) > len(ending) + 1)
    return f"-{next(ends, '')}"
