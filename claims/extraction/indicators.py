"""Which measure a sentence is about, by the phrases that curators keep.

A phrase's words are matched by stems, in their order, with small words, quantities and place names allowed between
them. "[place]" and "[number]" in a phrase stand for a place name and a number: "[place] has people", "[rank]" for a
superlative: "[rank] exporter". A candidate needs a quantity in its unit, or something that it is compared with; what
the sentence says of the measure beyond the phrase is kept as `uncovered`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from claims.extraction import stemmed
from claims.extraction.changes import is_goal
from claims.extraction.compared import bound_to, is_whole_of, ratio_starts
from claims.extraction.lexemes import stems_of
from claims.extraction.narrowing import (
    SentenceParts,
    is_reached_by_a_verb,
    makes_a_compound,
    qualifies_a_bare_change,
    told_change,
    uncovered_words,
)
from claims.extraction.phrases import PLACE, Match, PhraseTree
from claims.extraction.units import fits
from claims.extraction.wholes import is_of_another_whole, is_part_of_another_kind
from claims.extraction.words import en_forms as words
from claims.values import IndicatorCandidate, Lexicon

COUNTED = frozenset(stems_of("people")) | words.OF_A_PEOPLE
HANDFUL = 100  # people: fewer are some who are told of, not all of a country's
LEAST_SCORE = 0.2
CONTAINED = 0.6  # of the score, where a longer phrase of another measure stands around this one
WITHOUT_NUMBER = 0.5  # where it is only told how the measure moved, or with what it is compared
COMPOUND = 0.3  # where the phrase only begins the name of something else: "trade fairs"
BREAK, CLAUSE = 5, 10  # tokens of distance that a sign and a clause of its own between phrase and number add
SHARE_REACH = 6  # tokens in which "share of" stands before what it is a share of
CHANGED = 0.5  # where the number is a change of the measure: "rose 5 percent"


class IndicatorFinder:
    """Compiled once per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._tree = PhraseTree(lexicon.indicators)

    def find(self, parts: SentenceParts) -> tuple[IndicatorCandidate, ...]:
        """Candidates, best first, at most one for each indicator."""
        matches = list(self._tree.matches(parts))
        best: dict[str, IndicatorCandidate] = {}
        for match in matches:
            score = _score(match, parts, matches)
            known = best.get(match.phrase.entry.slug)
            if score >= LEAST_SCORE and (known is None or score > known.score):
                best[match.phrase.entry.slug] = _candidate(match, score, parts)
        return tuple(sorted(best.values(), key=lambda each: -each.score))


# --- how well it fits -----------------------------------------------------------------------------------


def _score(match: Match, parts: SentenceParts, matches: Sequence[Match]) -> float:
    entry = match.phrase.entry
    score = 0.5 + 0.1 * min(len(match.phrase.stems), 4)
    near = _nearness(match, parts)
    if near is None or (near == WITHOUT_NUMBER and _is_whole(match, parts, matches)):
        return 0.0
    score *= near
    if _counts_some_only(match, parts) or _is_per_person(match, parts):
        return 0.0
    if any(_is_with_a_partner(other, parts) for other in matches if other.surrounds(match)):
        return 0.0
    if any(other.covers(match) and _is_nearer(other, near, parts) for other in matches):
        score *= CONTAINED
    if entry.takes_counterpart and not parts.places:
        return 0.0
    if makes_a_compound(parts, entry, match.last):
        score *= COMPOUND
    if qualifies_a_bare_change(parts, entry, match.first):
        return 0.0
    if is_reached_by_a_verb(parts, entry, match.last):
        return 0.0
    if told_change(parts, entry, match.first, match.last):
        score *= 0 if entry.takes_counterpart and not _says_share(match, parts) else CHANGED
    return round(score, 3)


def _is_nearer(other: Match, near: float, parts: SentenceParts) -> bool:
    """A phrase around this one counts for more, but for a yearly change where nothing but the movement is told:
    "the population has grown since 2000"."""
    moved = other.phrase.entry.is_change and near == WITHOUT_NUMBER
    return not moved and bool(_nearness(other, parts))


def _is_whole(match: Match, parts: SentenceParts, matches: Sequence[Match]) -> bool:
    """ "The urban share of the population rose": what the other measure is a share of did not."""
    return any(
        other.last < match.first and other.phrase.entry is not match.phrase.entry and _is_of(other, match, parts)
        for other in matches
    )


def _is_of(part: Match, match: Match, parts: SentenceParts) -> bool:
    return is_whole_of(parts, part.last, match.first) and _nearness(part, parts) is not None


def _says_share(match: Match, parts: SentenceParts) -> bool:
    """ "X's share of Y's trade rose": what rose is the share."""
    return any(
        token.low in words.SHARE_WORDS for token in parts.tokens[max(0, match.first - SHARE_REACH) : match.first]
    )


def _nearness(match: Match, parts: SentenceParts) -> float | None:
    """From 0 to 1 by the distance of the nearest number in the measure's unit; None where there is none."""
    if any(_is_inside(match, whole) for whole in parts.wholes):
        return None
    if not parts.quantities:
        return _nearness_without_number(match, parts)
    ratios = ratio_starts(parts)
    distances = [
        _distance(match, parts, first, last)
        for quantity, (first, last), whole in zip(parts.quantities, parts.quantity_spans, parts.wholes, strict=True)
        if fits(quantity, match.phrase.entry)
        and first not in ratios
        and not is_goal(parts.tokens, (first, last))
        and not _contradicts(match, parts, first, whole)
    ]
    return max(0.4, 1 - 0.02 * min(distances)) if distances else _nearness_compared(match, parts)


def _distance(match: Match, parts: SentenceParts, first: int, last: int) -> int:
    gap = first - match.last if first >= match.last else match.first - last
    between = parts.tokens[min(last, match.last) : max(first, match.first)]
    breaks = sum(token.text in ",;:\u2014\u2013" for token in between)
    joined = any(one.text == "," and two.low in words.JOINING_CLAUSES for one, two in pairwise(between))
    return max(gap, 0) + BREAK * breaks + CLAUSE * joined


def _is_inside(match: Match, whole: tuple[int, int] | None) -> bool:
    """ "40 percent of the population", "half of its unemployed": the phrase names a whole, not a number of
    its own. Shares of partners in a whole are the exception."""
    if match.phrase.entry.takes_counterpart or whole is None:
        return False
    return whole[0] <= match.first and match.last <= whole[1]


def _contradicts(match: Match, parts: SentenceParts, number: int, whole: tuple[int, int] | None) -> bool:
    """A share of a whole of another kind, or the part in it of another kind: "exports are a tenth of imports"."""
    entry = match.phrase.entry
    if not _overlaps(match, whole):
        return is_of_another_whole(parts, whole, entry)
    return entry.takes_counterpart and is_part_of_another_kind(parts, number, entry)


def _overlaps(match: Match, whole: tuple[int, int] | None) -> bool:
    return whole is not None and match.first < whole[1] and whole[0] < match.last


def _counts_some_only(match: Match, parts: SentenceParts) -> bool:
    """ "home to 3 million people who ...", "has 5 million people in need": some of the people, not all."""
    if match.phrase.entry.unit != "people" or match.phrase.stems[-1] not in COUNTED or match.last >= len(parts.tokens):
        return False
    token = parts.tokens[match.last]
    if _is_handful(parts):
        return True
    if token.low in words.PLACED:
        return match.last + 1 not in parts.named and match.last + 2 not in parts.named
    return token.low in words.SOME_ONLY or token.low.endswith(("ing", "ed"))


def _is_handful(parts: SentenceParts) -> bool:
    values = [quantity.value for quantity in parts.quantities if quantity.unit == "people"]
    return bool(values) and all(value is not None and value < HANDFUL for value in values)


def _is_per_person(match: Match, parts: SentenceParts) -> bool:
    """ "37 tonnes of carbon dioxide per person": another measure than the whole country's."""
    entry = match.phrase.entry
    if entry.unit not in words.WHOLE_AMOUNTS or entry.denominator:
        return False
    following = zip(parts.tokens, parts.tokens[1:], strict=False)
    return any(one.low in words.EACH_ONE and two.low in words.PERSONS for one, two in following)


def _is_with_a_partner(match: Match, parts: SentenceParts) -> bool:
    """ "exports to X", "remittances from X": a part of a country's whole that no measure of one place has."""
    if match.phrase.entry.takes_counterpart or PLACE in match.phrase.stems:
        return False
    bringing = {words.TO_A_PARTNER.get(stem, "") for stem in match.phrase.stems} - {""}
    around = range(match.first, min(match.last + 1, len(parts.tokens)))
    return bool(bringing) and any(_brings_a_partner(parts, at, bringing) for at in around)


def _brings_a_partner(parts: SentenceParts, at: int, bringing: set[str]) -> bool:
    """ "to X" behind exports, "X refugees" inside a phrase."""
    if parts.tokens[at].low in bringing:
        return _names_a_place(parts, at + 1)
    return at in parts.named and at + 1 < len(parts.tokens) and parts.tokens[at + 1].stem in words.OF_A_PEOPLE


def _names_a_place(parts: SentenceParts, position: int) -> bool:
    return not parts.named.isdisjoint((position, position + 1))


def _nearness_without_number(match: Match, parts: SentenceParts) -> float | None:
    """A change that is told in words, a place in a ranking."""
    if match.phrase.entry.unit == "rank":
        return 1.0 if any(_is_ordinal(token.low) for token in parts.tokens) else None
    return WITHOUT_NUMBER if _is_told_to_change(match, parts) else _nearness_compared(match, parts)


def _nearness_compared(match: Match, parts: SentenceParts) -> float | None:
    """Of a measure whose number is not told, but with what it is compared."""
    return WITHOUT_NUMBER if bound_to(parts, match.phrase.entry, match.first, match.last) else None


def _is_ordinal(low: str) -> bool:
    return low[0].isdigit() and low.endswith(words.ORDINAL_ENDINGS)


def _is_told_to_change(match: Match, parts: SentenceParts) -> bool:
    around = parts.tokens[match.first : match.last + 4]
    return any(token.stem in stemmed.CHANGES for token in around)


def _candidate(match: Match, score: float, parts: SentenceParts) -> IndicatorCandidate:
    entry = match.phrase.entry
    uncovered = uncovered_words(parts, entry, match.first, match.last)
    return replace(
        IndicatorCandidate(
            slug=entry.slug,
            score=max(LEAST_SCORE, round(score - 0.04 * min(len(uncovered), 3), 3)),
            phrase=match.phrase.text,
            start=parts.tokens[match.first].start,
            end=parts.tokens[match.last - 1].end,
        ),
        uncovered=uncovered,
    )
