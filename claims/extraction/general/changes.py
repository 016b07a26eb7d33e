"""Which number of a sentence is the measure's, and whether it is a level or an amount of change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.general.phrases import distance
from claims.extraction.general.tokens import Token
from claims.extraction.general.words import Words
from claims.extraction.units import fits
from claims.values import Direction, IndicatorEntry, Move, Quantity, QuantityKind

REACH = 6  # tokens from a verb to its number
FARTHER = 12  # tokens from "went from" to the number that was reached
_MOVES = {Direction.UP: Move.UP, Direction.DOWN: Move.DOWN}
_OF_LEVEL = {Move.UP: Move.LEVEL_UP, Move.DOWN: Move.LEVEL_DOWN}


@dataclass(frozen=True, slots=True)
class Placed:
    """A quantity with its tokens, and what a change has to do with it: `left` is where one began, `reached` where it
    arrived; a `ratio` is no figure but how many times another's ("twice")."""

    quantity: Quantity
    first: int
    last: int
    left: bool
    reached: bool
    ratio: bool


def placed(tokens: Sequence[Token], quantity: Quantity, span: tuple[int, int], words: Words) -> Placed:
    before = _lead(tokens, span[0], words)
    move, moved = _move(tokens, span[0], words)
    lead = {tokens[span[0]].low, before}
    reached = moved and bool(lead & words.change.reached)
    left = moved and not reached and _begins(tokens, span[0], before, words) and _goes_on(tokens, span[1], words)
    by_so_much = move is not Move.NONE and not (reached or left) and quantity.kind is not QuantityKind.DURATION
    quantity = replace(quantity, move=move) if by_so_much and quantity.kind is not QuantityKind.CHANGE else quantity
    return Placed(quantity, *span, left, reached, _is_ratio(tokens, span, words))


def _begins(tokens: Sequence[Token], first: int, lead: str, words: Words) -> bool:
    """ "From 5 percent", not "some 5 percent" where that is told by the same small word."""
    if lead in words.change.left:
        return True
    return (
        first > 1 and tokens[first - 1].low in words.change.left and tokens[first - 2].low not in words.change.between
    )


def _is_ratio(tokens: Sequence[Token], span: tuple[int, int], words: Words) -> bool:
    return tokens[span[1] - 1].low in words.numbers.times or words.numbers.ratios.at(tokens, span[0]) is not None


def _lead(tokens: Sequence[Token], first: int, words: Words) -> str:
    """The small word that leads to a number: "to" in "to nearly the 7 percent"."""
    at = first - 1
    while at > 0 and tokens[at].low in words.change.between - words.change.reached:
        at -= 1
    return tokens[at].low if at >= 0 else ""


def _move(tokens: Sequence[Token], first: int, words: Words) -> tuple[Move, bool]:
    """What is told of a number by the verb or noun of change before it, and whether there is any."""
    for at in range(first - 1, max(-1, first - 1 - FARTHER), -1):
        token = tokens[at]
        if token.low in words.change.passed:
            return Move.NONE, True
        direction = words.change.moves.get(token.low)
        if direction:
            near = first - at <= REACH and all(each.number is None for each in tokens[at + 1 : first])
            return (_MOVES[direction] if near else Move.NONE), True
        if token.text in ';:.\u00bb\u201d"' or token.low in words.clause - words.numbers.joiners:
            break
    return Move.NONE, False


def _goes_on(tokens: Sequence[Token], last: int, words: Words) -> bool:
    """Whether another number, that was reached, follows the one where a change began."""
    behind = tokens[last : last + FARTHER]
    return any(
        token.low in words.change.reached and any(each.number is not None for each in behind[at + 1 : at + 4])
        for at, token in enumerate(behind)
    )


def is_yearly(tokens: Sequence[Token], span: tuple[int, int], words: Words) -> bool:
    around = tokens[max(0, span[0] - 2) : span[1] + 3]
    return any(True for _ in words.change.yearly.everywhere(around))


def is_goal(tokens: Sequence[Token], span: tuple[int, int], words: Words) -> bool:
    """ "Its target of 2 percent", "the forecast was 3 percent": nothing that was measured."""
    return any(token.low in words.change.goals for token in tokens[max(0, span[0] - 5) : span[0]])


def of_measure(
    tokens: Sequence[Token], numbers: Sequence[Placed], entry: IndicatorEntry, phrase: tuple[int, int], words: Words
) -> tuple[Quantity, ...]:
    """The quantities, each with its move, the measure's marked: one that fits its unit, where a change arrived or a
    level before an amount of change, the nearest to the phrase."""
    found = [at for at, each in enumerate(numbers) if fits(each.quantity, entry) and not each.ratio]

    def order(at: int) -> tuple[bool, bool, bool, int, int]:
        each = numbers[at]
        span = (each.first, each.last)
        changed = not entry.is_change and each.quantity.move is not Move.NONE
        away = 0 if phrase[0] <= each.first < phrase[1] else distance(tokens, phrase, span)
        duration = each.quantity.kind is QuantityKind.DURATION and _is_a_time(tokens, each.first, words)
        aside = each.left or duration or is_goal(tokens, span, words)
        return aside, changed, not each.reached, away, at

    chosen = min(found, key=order, default=None)
    marked = []
    for at, each in enumerate(numbers):
        quantity = each.quantity if entry.is_change else _of_level(each.quantity)
        if at == chosen:
            quantity = replace(quantity, of_measure=True, yearly=is_yearly(tokens, (each.first, each.last), words))
        marked.append(quantity)
    return tuple(marked)


def _of_level(quantity: Quantity) -> Quantity:
    return replace(quantity, move=_OF_LEVEL.get(quantity.move, quantity.move))


def _is_a_time(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """ "In ten years": how long it took."""
    return first > 0 and tokens[first - 1].low in words.places.inside
