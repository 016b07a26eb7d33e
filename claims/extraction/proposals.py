"""What a language model offered, held against the text: an ordered table of rules, the first that fails refuses.

A sentence has to stand in the text word for word, and every number of its wording in the sentence. Where it
stands is found here: what a model says of places is not asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.extraction.lexemes import tokens_of
from claims.extraction.numbers import NumeralRow, read_numeral
from claims.extraction.quantities import find_quantities
from claims.extraction.sentences import Sentence
from claims.values import Judged, Offer, Proposed, Quantity

MOST_KEPT = 40
MOST_LOOKED_AT = 200  # offers of one answer; what comes after them is a model out of hand
LONGEST_WORDING = 300
LONGEST_PASSAGE = 1_200
LEAST_SHARE = 2  # a passage is that part of a sentence at least: half
TELLING = 4  # letters of a word that says what a sentence is about

_LIKE = str.maketrans("\u2018\u2019\u02bc\u201c\u201d\u201e\u2010\u2011\u2012\u2013\u2014\u2212", "'''\"\"\"------")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence of the text in the form in which an offer is compared with it."""

    sentence: Sentence
    folded: str
    known: bool


@dataclass(frozen=True, slots=True)
class _Case:
    """An offer beside the sentence in which it was found, None where it was found in none."""

    place: _Place | None
    wording: str
    taken: Collection[int]

    @property
    def text(self) -> str:
        return self.place.sentence.text if self.place else ""


def judge(sentences: Sequence[Sentence], known: Collection[tuple[int, int]], offers: Sequence[Offer]) -> Judged:
    """The offers that hold against these sentences of a text; `known` are spans that are claims already."""
    places = [_Place(each, _folded(each.text), (each.start, each.end) in known) for each in sentences]
    kept: dict[int, Proposed] = {}
    refused: Counter[str] = Counter()
    for offer in offers[:MOST_LOOKED_AT]:
        case = _Case(_found(places, _folded(offer.sentence), kept), " ".join(offer.wording.split()), kept)
        code = next((code for code, fails in RULES if fails(case)), None)
        if code is not None or case.place is None:
            refused[code or "proposal_not_in_text"] += 1
        else:
            sentence = case.place.sentence
            kept[sentence.start] = Proposed(sentence.text, sentence.start, sentence.end, case.wording)
    if len(offers) > MOST_LOOKED_AT:
        refused["proposal_too_many"] += len(offers) - MOST_LOOKED_AT
    return Judged(tuple(kept[start] for start in sorted(kept)), tuple(sorted(refused.items())))


def _folded(text: str) -> str:
    """White space single, quotation marks and dashes of one kind each: models copy these as they like."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_LIKE).split())


def _found(places: Sequence[_Place], passage: str, taken: Collection[int]) -> _Place | None:
    """The sentence that the passage is, or most of which it is; of several the first that is free."""
    if not passage or len(passage) > LONGEST_PASSAGE:
        return None
    inside = [place for place in places if passage in place.folded and len(passage) * LEAST_SHARE >= len(place.folded)]
    free = (place for place in inside if not place.known and place.sentence.start not in taken)
    return next(free, inside[0] if inside else None)


# --- the rules ------------------------------------------------------------------------------------------


def _not_in_text(case: _Case) -> bool:
    return case.place is None


def _known(case: _Case) -> bool:
    return case.place is not None and case.place.known


def _repeated(case: _Case) -> bool:
    return case.place is not None and case.place.sentence.start in case.taken


def _unreadable(case: _Case) -> bool:
    """Empty, longer than a wording is, or with signs that turn or hide what stands around them."""
    if not 0 < len(case.wording) <= LONGEST_WORDING:
        return True
    return any(unicodedata.category(sign).startswith("C") for sign in case.wording)


def _of_something_else(case: _Case) -> bool:
    return not _telling(case.wording) & _telling(case.text)


def _telling(text: str) -> set[str]:
    return {token.stem for token in tokens_of(text) if len(token.low) >= TELLING or token.low[:1].isdigit()}


def _number_invented(case: _Case) -> bool:
    return not numbers_stand(case.wording, case.text)


def _too_many(case: _Case) -> bool:
    return len(case.taken) >= MOST_KEPT


RULES: Sequence[tuple[str, Callable[[_Case], bool]]] = (
    ("proposal_not_in_text", _not_in_text),
    ("proposal_known", _known),
    ("proposal_repeated", _repeated),
    ("proposal_wording", _unreadable),
    ("proposal_number", _number_invented),
    ("proposal_other", _of_something_else),
    ("proposal_too_many", _too_many),
)


# --- numbers --------------------------------------------------------------------------------------------


def numbers_stand(wording: str, sentence: str) -> bool:
    """Whether every number of the wording is one of the sentence, in digits or in words ("half", "50 percent")."""
    have = find_quantities(sentence)
    read = find_quantities(wording)
    if not all(any(_same(each, other) for other in have) for each in read):
        return False
    values, digits = _numerals(sentence), _digits(sentence)
    spans = [(each.start, each.end) for each in read]
    loose = "".join(" " if any(low <= at < high for low, high in spans) else sign for at, sign in enumerate(wording))
    return _digits(loose) <= digits | {format(each, "f") for each in values} and _numerals(loose) <= values


def _same(wanted: Quantity, found: Quantity) -> bool:
    """The same ends in the same unit; how they are hedged is for people to weigh."""
    if wanted.unit and found.unit and wanted.unit != found.unit:
        return False
    ends = {wanted.low, wanted.high} - {None}
    if not ends:
        return (wanted.kind, wanted.scale) == (found.kind, found.scale)
    return ends <= {found.low, found.high}


def _numerals(text: str) -> set[Decimal]:
    row, index = NumeralRow(text), 0
    found: set[Decimal] = set()
    while index < row.count:
        numeral = read_numeral(row, index)
        if numeral is not None:
            found.add(numeral.total)
        index = max(numeral.last, index + 1) if numeral else index + 1
    return found


def _digits(text: str) -> set[str]:
    """Every run of digits, those within names and years too ("G20", "2018-19"), and signs such as a half's."""
    signs = {sign for sign in text if unicodedata.category(sign) in ("No", "Nl")}
    return signs | {match.replace(",", "") for match in _DIGITS.findall(text)}
