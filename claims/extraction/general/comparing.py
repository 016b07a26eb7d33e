"""What a sentence says of a measure by comparing it: that it rose, a record, a rank, more than another place's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.general.places import FoundPlace
from claims.extraction.general.times import FoundTime
from claims.extraction.general.tokens import Token
from claims.extraction.general.words import Words
from claims.values import Comparative, ComparativeKind, Direction, IndicatorEntry, PlaceNameKind, Quantity

REACH = 8  # tokens from the comparative to what it is compared with
NEAR = 9  # tokens between a measure and its comparison
RANKING = frozenset({ComparativeKind.RANK, ComparativeKind.PLACE})
BESIDE = frozenset({ComparativeKind.RANK, ComparativeKind.RECORD, ComparativeKind.PLACE})
"""What is worth saying of a statement that gives a number too."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The tokens of a comparison, and the other place and time in it."""

    kind: ComparativeKind
    first: int
    last: int
    direction: Direction
    rank: int = 1
    group: str = ""
    place: FoundPlace | None = None
    time: FoundTime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence in which comparisons are looked for."""

    tokens: Sequence[Token]
    offset: int
    places: Sequence[FoundPlace]
    times: Sequence[FoundTime]
    words: Words

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def said(self, first: int, last: int) -> str:
        return " ".join(token.text for token in self.tokens[first:last])


def find_comparisons(case: Case) -> tuple[Compared, ...]:
    """The telling ones first: a record or a rank says more than that something rose."""
    return (*_records(case), *_superlatives(case), *_ordinals(case), *_than(case), *_moved(case))


def comparative_of(
    case: Case,
    found: Sequence[Compared],
    entry: IndicatorEntry,
    phrase: tuple[int, int],
    quantities: Sequence[Quantity],
) -> Comparative | None:
    """The comparison of the measure; where it has a number, only what is said beside that."""
    numbered = any(each.of_measure for each in quantities)
    for each in found:
        away = max(each.first - phrase[1], phrase[0] - each.last, 0)
        if away > NEAR or (numbered and each.kind not in BESIDE) or entry.takes_person:
            continue
        if entry.unit == "rank" and each.kind is ComparativeKind.MOVED:
            continue  # "fell to place 163": up or down, the ranks do not say
        if entry.takes_counterpart and each.kind is not ComparativeKind.RECORD:
            continue
        return _comparative(case, each, entry, numbered)
    return None


def _comparative(case: Case, each: Compared, entry: IndicatorEntry, numbered: bool) -> Comparative:
    own_change = entry.is_change and each.kind is ComparativeKind.MOVED
    return Comparative(
        ComparativeKind.SIGN if own_change else each.kind,
        case.said(each.first, each.last),
        case.tokens[each.first].start,
        case.tokens[each.last - 1].end,
        each.direction,
        rank=each.rank,
        group=each.group,
        place=each.place.code if each.place else "",
        since=each.time.period if each.time else None,
        beside=numbered,
    )


def apart(case: Case, found: Sequence[Compared]) -> frozenset[int]:
    """The places, by their first tokens, that the measure is only compared with."""
    own = {each.place.first for each in found if each.place is not None}
    grouped = [(each.first, each.last) for each in found if each.group]
    inside = {place.first for place in case.places for first, last in grouped if first <= place.first < last}
    return frozenset(own | inside | {place.first for place in case.places if _is_beside(case, place)})


def _is_beside(case: Case, place: FoundPlace) -> bool:
    """ "Behind India", "unlike in Peru": an article or a preposition may stand between."""
    first = place.first - (case.low(place.first - 1) in case.words.articles | case.words.places.inside)
    told = (case.words.comparing.beside.before(case.tokens, at) for at in (place.first, first))
    return any(told)


# --- one kind after the other -----------------------------------------------------------------------------


def _records(case: Case) -> Iterator[Compared]:
    own = case.words.comparing
    for direction, first, last in own.records.everywhere(case.tokens):
        yield Compared(ComparativeKind.RECORD, first, last, direction)
    for _, first, last in own.never.everywhere(case.tokens):
        told = own.adjectives.get(case.low(last))
        if told is not None:
            yield Compared(ComparativeKind.RECORD, first, last + 1, told, time=_since(case, last + 1))


def _superlatives(case: Case) -> Iterator[Compared]:
    """ "The highest in Europe", "the second largest in the world", "the highest since 1991"."""
    for first, last, direction in _more(case):
        if not _has_article(case, first):
            continue
        group = _group_behind(case, last)
        if group:
            rank = case.words.comparing.ordinals.get(case.low(first - 1), 1)
            yield Compared(ComparativeKind.RANK, first, group[1], direction, rank=rank, group=group[0])
            continue
        time = _since(case, last)
        ever = any(case.words.comparing.ever.at(case.tokens, at) for at in range(last, last + REACH))
        if time or ever:
            yield Compared(ComparativeKind.RECORD, first, last, direction, time=time)


def _ordinals(case: Case) -> Iterator[Compared]:
    """ "The second exporter of the world": without a word for "largest"."""
    named = {at for time in case.times for at in _tokens_of(case, time)}
    for at, token in enumerate(case.tokens):
        rank = case.words.comparing.ordinals.get(token.low)
        if rank is None or at in named or case.low(at - 1) not in case.words.articles:
            continue
        group = _group_behind(case, at + 1)
        if group:
            yield Compared(ComparativeKind.RANK, at, group[1], Direction.UP, rank=rank, group=group[0])


def _tokens_of(case: Case, time: FoundTime) -> Iterator[int]:
    start, end = time.start + case.offset, time.end + case.offset
    return (at for at, token in enumerate(case.tokens) if start <= token.start < end)


def _more(case: Case) -> Iterator[tuple[int, int, Direction]]:
    """Comparatives of one word or of two: their tokens and direction."""
    own = case.words.comparing
    for at, token in enumerate(case.tokens):
        alone = own.single.get(token.low)
        if alone:
            yield at, at + 1, alone
        direction = own.adjectives.get(case.low(at + 1))
        if direction and token.low in own.more | own.less:
            turned = token.low in own.less
            yield at, at + 2, _opposite(direction) if turned else direction
        elif token.low in own.more | own.less and case.low(at + 1) in own.than:
            yield at, at + 1, Direction.DOWN if token.low in own.less else Direction.UP


def _opposite(direction: Direction) -> Direction:
    return Direction.DOWN if direction is Direction.UP else Direction.UP


def _has_article(case: Case, first: int) -> bool:
    """ "The highest": an article before it, or before the noun that it follows."""
    return any(case.low(at) in case.words.articles for at in range(max(0, first - 6), first))


def _group_behind(case: Case, last: int) -> tuple[str, int] | None:
    for at in range(last, min(last + REACH, len(case.tokens))):
        found = case.words.comparing.groups.at(case.tokens, at)
        if found:
            return found
        if case.tokens[at].text in ",;:." or case.low(at) in case.words.comparing.than:
            return None
    return None


def _since(case: Case, last: int) -> FoundTime | None:
    """The time behind the comparison's words for it: "since 2011"."""
    for time in case.times:
        at = next((at for at, token in enumerate(case.tokens) if token.start - case.offset >= time.start), None)
        if at is not None and last <= at <= last + REACH and case.low(at) in case.words.comparing.since:
            return time
    return None


def _than(case: Case) -> Iterator[Compared]:
    """ "Higher than in Peru", "lower than in 2010"."""
    for first, last, direction in _more(case):
        than = next((at for at in range(last, last + REACH) if case.low(at) in case.words.comparing.than), None)
        if than is None:
            continue
        place = next((each for each in case.places if than < each.first <= than + 4 and _is_whole(each)), None)
        if place is not None:
            yield Compared(ComparativeKind.PLACE, first, place.last, direction, place=place)
            continue
        time = _since(case, than)
        if time is not None:
            yield Compared(ComparativeKind.MOVED, first, than + 1, direction, time=time)


def _is_whole(place: FoundPlace) -> bool:
    return place.kind is not PlaceNameKind.ADJECTIVE


def _moved(case: Case) -> Iterator[Compared]:
    denied = case.words.change.denials
    for at, token in enumerate(case.tokens):
        direction = case.words.change.moves.get(token.low)
        if direction and case.low(at - 1) not in denied and case.low(at - 2) not in denied:
            yield Compared(ComparativeKind.MOVED, at, at + 1, direction)
    for _, first, last in case.words.change.kept.everywhere(case.tokens):
        yield Compared(ComparativeKind.MOVED, first, last, Direction.UNCHANGED)
