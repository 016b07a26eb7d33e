"""Which number of a sentence is the measure's, and whether it is a level or an amount of change.

"Unemployment rose from 5.4 to 5.7 percent" is about 5.7; "fell 3 percent" is a change, not a level of 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from claims.extraction.compared import found_of, ratio_starts
from claims.extraction.lexemes import Token, stem_of
from claims.extraction.narrowing import SentenceParts
from claims.extraction.units import are_points, fits
from claims.extraction.words import en_changes as words
from claims.extraction.words.en_forms import OF_A_WHOLE
from claims.values import IndicatorCandidate, IndicatorEntry, Move, Period, Quantity, QuantityKind

YEARLY_REACH = 5  # tokens before a number: "annual growth in X averaged 3 percent"
ANOTHER_CLAUSE = 60  # characters of distance that a clause between adds
SEVERAL_YEARS = timedelta(days=550)
FURTHEST = 6  # tokens that are looked at on either side of a number
Measure = tuple[IndicatorCandidate, IndicatorEntry]

_RISES = frozenset(map(stem_of, words.RISES))
LIVES = frozenset([stem_of("live")])
MAKES = frozenset(map(stem_of, ("make", "take", "end")))
_FALLS = frozenset(map(stem_of, words.FALLS))
_CHANGES = frozenset(map(stem_of, words.MULTIPLIES))
_LEVEL_MOVES = {Move.UP: Move.LEVEL_UP, Move.DOWN: Move.LEVEL_DOWN}


def mark_quantities(parts: SentenceParts, measure: Measure | None) -> tuple[Quantity, ...]:
    """The sentence's quantities, each with its move; the one that the measure is about is marked."""
    of_level = measure is not None and _changes_a_level(measure)
    moved = [
        replace(quantity, move=_move_of(parts.tokens, span, of_level))
        for quantity, span in zip(parts.quantities, parts.quantity_spans, strict=True)
    ]
    chosen = _of_measure(parts, moved, measure) if measure else None
    if measure and chosen is None:
        compared = found_of(parts, measure)
        chosen = compared.number if compared else None
        if chosen is not None and moved[chosen].kind is QuantityKind.COUNT:
            moved[chosen] = replace(moved[chosen], kind=QuantityKind.CHANGE, unit="times")
    if chosen is not None:
        moved[chosen] = _marked(moved[chosen], yearly=is_yearly(parts.tokens, parts.quantity_spans[chosen]))
    return tuple(moved)


def _marked(quantity: Quantity, *, yearly: bool) -> Quantity:
    """The measure's number; bare points that fit it are percentage points."""
    if are_points(quantity):
        quantity = replace(quantity, unit="points", kind=QuantityKind.MEASURE)
    return replace(quantity, of_measure=True, yearly=yearly)


def is_yearly(tokens: Sequence[Token], span: tuple[int, int]) -> bool:
    """ "3 percent a year", "an average of 3 percent", "annual growth averaged 3 percent"."""
    behind = [token.low for token in tokens[span[1] : span[1] + 3]]
    if behind[:1] and behind[0] in words.EACH and behind[1:2] and behind[1] in words.YEARS:
        return True
    around = tokens[max(0, span[0] - YEARLY_REACH) : span[1] + 2]
    return any(token.low in words.YEARLY for token in around)


def _changes_a_level(measure: Measure) -> bool:
    """Whether a change that the sentence tells is one of the measure's level: the measure is no change
    itself, or the verb stands apart from its phrase ("inflation fell 2 percent")."""
    candidate, entry = measure
    return not entry.is_change or any(stem_of(word.casefold()) in _RISES | _FALLS for word in candidate.uncovered)


def _move_of(tokens: Sequence[Token], span: tuple[int, int], of_level: bool) -> Move:
    move = move_told(tokens, span)
    return _LEVEL_MOVES.get(move, move) if of_level else move


def move_told(tokens: Sequence[Token], span: tuple[int, int]) -> Move:
    """What the words around a number tell of it, whatever it measures: it rose or fell by so much, or it is the
    distance of two figures."""
    return Move.OF_LEVEL if is_difference(tokens, span[1]) else _move(tokens, span)


def over_years(
    candidates: tuple[IndicatorCandidate, ...],
    entries: Mapping[str, IndicatorEntry],
    parts: SentenceParts,
    period: Period | None,
) -> tuple[IndicatorCandidate, ...]:
    """ "The population grew by 27 percent between 2000 and 2010": over several years what grew comes before its
    yearly growth, where it is measured by itself and the number is not one of each year. Money at the prices of
    its day tells of no growth."""
    if not candidates or not entries[candidates[0].slug].is_change or period is None:
        return candidates
    if period.end - period.start < SEVERAL_YEARS or any(is_yearly(parts.tokens, span) for span in parts.quantity_spans):
        return candidates
    growth = candidates[0]
    for level in candidates[1:]:
        entry = entries[level.slug]
        if growth.start <= level.start and level.end < growth.end and not entry.is_change and entry.unit != "USD":
            rest = (each for each in candidates[1:] if each is not level)
            return replace(level, score=growth.score), replace(growth, score=level.score), *rest
    return candidates


def counted_by_the_change(candidate: IndicatorCandidate, number: Quantity | None) -> IndicatorCandidate:
    """The candidate without the verb among its uncovered words that its number is the change of: "fell"."""
    if number is None or number.move not in (Move.LEVEL_UP, Move.LEVEL_DOWN):
        return candidate
    rest = (word for word in candidate.uncovered if stem_of(word.casefold()) not in _RISES | _FALLS)
    return replace(candidate, uncovered=tuple(rest))


def is_difference(tokens: Sequence[Token], last: int) -> bool:
    """ "12 years longer than", "3 percent lower than": the distance of two figures, no figure itself."""
    if last + 1 >= len(tokens) or tokens[last].low not in words.DIFFERENCES:
        return False
    than = tokens[last + 1].low in words.THAN
    return tokens[last].low in ("above", "below") or (than and not _is_a_year_earlier(tokens, last + 2))


def _is_a_year_earlier(tokens: Sequence[Token], position: int) -> bool:
    """ "3 percent higher than a year ago" is the change on the year."""
    return [token.low for token in tokens[position : position + 2]] in (
        ["a", "year"],
        ["last", "year"],
        ["one", "year"],
    )


def is_goal(tokens: Sequence[Token], span: tuple[int, int]) -> bool:
    """ "its 2 percent target", "a goal of 2 percent": nothing that was measured."""
    first, last = span
    behind = last < len(tokens) and tokens[last].low in words.GOALS
    before = first > 1 and tokens[first - 1].low == "of" and tokens[first - 2].low in words.GOALS
    return behind or before or _is_expected(tokens, first) or _is_of_another(tokens, last)


def _is_of_another(tokens: Sequence[Token], last: int) -> bool:
    return _is_of_the_world(tokens, last) or _is_of_its_past(tokens, last)


def _is_of_its_past(tokens: Sequence[Token], last: int) -> bool:
    """ "half of what it was in 2005", "two thirds of its 2013 level": a part of an earlier figure."""
    following = [token.low for token in tokens[last : last + 5]]
    if following[:1] != ["of"]:
        return False
    return following[1:2] == ["what"] or (
        following[1:2] in (["its"], ["the"]) and not words.LEVELS.isdisjoint(following)
    )


def _is_of_the_world(tokens: Sequence[Token], last: int) -> bool:
    """ "35 percent of the world total": a country's part of the whole world's, which no measure here is."""
    following = [token.low for token in tokens[last : last + 6] if token.low not in ("the", "all", "'", "s")]
    return following[:1] == ["of"] and following[1:2] in (["world"], ["global"]) and "population" not in following


def _is_expected(tokens: Sequence[Token], first: int) -> bool:
    """ "was expected to grow 2 percent": not what was measured."""
    for position in range(first - 1, max(0, first - 1 - FURTHEST), -1):
        if tokens[position].low == "to" and tokens[position - 1].low in words.EXPECTED:
            return tokens[position + 1].stem not in LIVES
        if not tokens[position].is_word or tokens[position].low in words.CLAUSE_OPENERS:
            return False
    return False


def _move(tokens: Sequence[Token], span: tuple[int, int]) -> Move:
    first, last = span
    if tokens[first].low in words.PASSED:
        return Move.NONE
    for position in range(first - 1, max(-1, first - 1 - FURTHEST), -1):
        move = _told(tokens[position])
        if move is not Move.NONE and not _makes_up(tokens, position):
            return move
        if tokens[position].low not in words.BETWEEN:
            move = _changed_by(tokens, position, first)
            if move is not Move.NONE:
                return move
            break
    for position in range(last, min(len(tokens), last + 3)):
        move = _told(tokens[position])
        if move is not Move.NONE and not _before_from(tokens, position):
            return move
        if tokens[position].low not in words.BETWEEN:
            break
    return Move.NONE


def _changed_by(tokens: Sequence[Token], position: int, first: int) -> Move:
    """ "cut the budget by $15 billion": what changed stands between the verb and its amount."""
    if all(token.low != "by" for token in tokens[position + 1 : first]):
        return Move.NONE
    for token in reversed(tokens[max(0, position - FURTHEST) : position + 1]):
        if not token.is_word or token.low in words.CLAUSE_OPENERS:
            return Move.NONE
        if _told(token) is not Move.NONE:
            return _told(token)
    return Move.NONE


def _makes_up(tokens: Sequence[Token], position: int) -> bool:
    """ "makes up 25 percent of": a share, no rise."""
    return tokens[position].low == "up" and position > 0 and tokens[position - 1].stem in MAKES


def _told(token: Token) -> Move:
    if token.stem in _RISES:
        return Move.UP
    return Move.DOWN if token.stem in _FALLS else Move.NONE


def _before_from(tokens: Sequence[Token], position: int) -> bool:
    """In "7.8 percent, down from 11.8" the number before the word is a level."""
    return position + 1 < len(tokens) and tokens[position + 1].low in words.EARLIER


def _of_measure(parts: SentenceParts, moved: Sequence[Quantity], measure: Measure) -> int | None:
    """The number in the measure's unit that is nearest to its phrase, a level before an amount of change, and
    the earlier of two last: "fell by 430,000 to 126 million", "up from 5 percent"."""
    candidate, entry = measure
    ratios = ratio_starts(parts)
    fitting = [
        index
        for index, quantity in enumerate(parts.quantities)
        if fits(quantity, entry) and parts.quantity_spans[index][0] not in ratios
    ]

    def order(index: int) -> tuple[bool, bool, int, int]:
        quantity = parts.quantities[index]
        away = max(quantity.start - candidate.end, candidate.start - quantity.end, 0)
        away = 0 if _is_part_of(parts, index, candidate) else away
        away += ANOTHER_CLAUSE * _in_another_clause(parts.tokens, candidate, quantity)
        changed = moved[index].move.of_level or quantity.kind is QuantityKind.CHANGE
        span = parts.quantity_spans[index]
        time = quantity.kind is QuantityKind.DURATION and _is_a_time(parts.tokens, span)
        aside = time or _is_earlier(parts.tokens, span[0]) or is_goal(parts.tokens, span)
        return aside, changed, away, index

    return min(fitting, key=order, default=None)


def _is_a_time(tokens: Sequence[Token], span: tuple[int, int]) -> bool:
    """ "over the past ten years", "in ten years", "in the ten years to 2010": how long it took."""
    before = tokens[span[0] - 1].low if span[0] else ""
    behind = tokens[span[1]].low if span[1] < len(tokens) else ""
    return before in words.IN_A_TIME or behind in words.TIME_FROM_NOW or (before == "the" and behind in words.UNTIL)


def _is_part_of(parts: SentenceParts, index: int, candidate: IndicatorCandidate) -> bool:
    """ "32 percent of X's imports": what the measure's words are the whole of, with nothing between but a place."""
    last = parts.quantity_spans[index][1]
    if last >= len(parts.tokens) or parts.tokens[last].low != "of":
        return False
    between = (at for at in range(last + 1, len(parts.tokens)) if parts.tokens[at].start < candidate.start)
    return parts.tokens[last].start < candidate.start and all(
        at in parts.named or parts.tokens[at].low in OF_A_WHOLE for at in between
    )


def _in_another_clause(tokens: Sequence[Token], candidate: IndicatorCandidate, quantity: Quantity) -> bool:
    """ "kept its rate at 6 percent as inflation was 2.9": a small word that opens a clause stands between."""
    low, high = min(candidate.end, quantity.end), max(candidate.start, quantity.start)
    return any(token.low in words.CLAUSE_OPENERS for token in tokens if low <= token.start < high)


def is_reached(tokens: Sequence[Token], span: tuple[int, int]) -> bool:
    """ "rose from 54.9 to 62 years", "fell to 8 percent": what a change arrived at."""
    at = span[0] - 1
    while at > 0 and tokens[at].low in words.BETWEEN:
        at -= 1
    if at < 1 or tokens[at].low != "to":
        return False
    return any(
        _told(token) is not Move.NONE or token.stem in _CHANGES or token.low == "from"
        for token in tokens[max(0, at - FURTHEST) : at]
    )


def told_of_earlier(parts: SentenceParts) -> tuple[tuple[int, int], ...]:
    """Where the text tells of an earlier figure, from that figure to the end of its clause: a period there
    ("up from 5 percent in 2015") is not the statement's."""
    spans: list[tuple[int, int]] = []
    for number, (first, _) in enumerate(parts.quantity_spans):
        if not _is_earlier(parts.tokens, first):
            continue
        following = parts.quantity_spans[number + 1 :]
        stop = following[0][0] if following else len(parts.tokens)
        end = next((at for at in range(first, stop) if parts.tokens[at].text in ",;:" and at > first + 1), stop)
        spans.append((parts.tokens[first].start, parts.tokens[end - 1].end))
    return tuple(spans)


def _is_earlier(tokens: Sequence[Token], first: int) -> bool:
    """ "from 5.4 percent", "than the 7 percent", "compared with 12 percent" """
    for position in range(first - 1, max(-1, first - 1 - FURTHEST), -1):
        low = tokens[position].low
        if low in words.EARLIER and not _is_comparator(tokens, position):
            return True
        if low in words.WITH and position and tokens[position - 1].low in words.COMPARED:
            return True
        if low not in words.BETWEEN:
            return False
    return False


def _is_comparator(tokens: Sequence[Token], position: int) -> bool:
    """ "more than 5 percent" is no comparison with an earlier figure."""
    return tokens[position].low == "than" and position > 0 and tokens[position - 1].low in ("more", "less", "fewer")
