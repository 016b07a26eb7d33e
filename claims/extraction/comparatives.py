"""What a sentence compares its measure with, where it gives no number of its own: "the highest in the world",
"twice that of X", "rose in 2019", "has never been higher".

The sentence is read as a line of small words in which places and numbers are signs of their own, so that what goes
together is one pattern. All repetitions in the patterns are bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.lexemes import Token
from claims.extraction.places import FoundPlace
from claims.extraction.words import en_comparatives as words
from claims.values import ComparativeKind, Direction, PlaceNameKind, Quantity, QuantityKind

Span = tuple[int, int]
MULTIPLES = ("times", "twice", "fold", "as many", "as much", "double", "triple", "treble", "quadruple")
MULTIPLE_KINDS = frozenset({QuantityKind.CHANGE, QuantityKind.COUNT})
SHARES = frozenset({QuantityKind.SHARE, QuantityKind.PERCENT})


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison by its tokens: `first` to `last` is all of it, `head` the words that carry it. `other` is the
    position of the other place among the sentence's, `time` the tokens of the earlier time, `number` the position of
    the quantity that tells how many times as much."""

    kind: ComparativeKind
    first: int
    last: int
    head: Span
    direction: Direction = Direction.UP
    rank: int = 1
    within: bool = False
    group: str = ""
    other: int | None = None
    time: Span | None = None
    number: int | None = None


def find_comparatives(
    tokens: Sequence[Token],
    places: Sequence[FoundPlace],
    quantities: Sequence[Quantity],
    spans: Sequence[Span],
) -> tuple[Found, ...]:
    """In the order of the readers: of two that share words the first is kept."""
    if _KEYS.isdisjoint(token.low for token in tokens) and not any(_is_a_ratio(each) for each in quantities):
        return ()
    line = _Line.of(tokens, places, quantities, spans)
    kept: list[Found] = []
    for read in _READERS:
        kept += [each for each in read(line) if not any(_overlap(each, other) for other in kept)]
    return tuple(kept)


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.last and other.first < one.last


def _is_a_ratio(quantity: Quantity) -> bool:
    """ "twice", "three times", "half": of what, other words have to say."""
    multiple = quantity.kind in MULTIPLE_KINDS and quantity.text.casefold().endswith(MULTIPLES)
    return multiple or (quantity.kind in SHARES and quantity.value is not None and not quantity.whole)


# --- the sentence as a line ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """`starts` are where the words of `text` begin, `at` which token each stands for."""

    text: str
    starts: Sequence[int]
    at: Sequence[Span]
    tokens: Sequence[Token]
    places: Sequence[FoundPlace]
    quantities: Sequence[Quantity]

    @classmethod
    def of(
        cls,
        tokens: Sequence[Token],
        places: Sequence[FoundPlace],
        quantities: Sequence[Quantity],
        spans: Sequence[Span],
    ) -> _Line:
        signs = {each.first: (f"P{number}", each.last) for number, each in enumerate(places)}
        for number, (quantity, span) in enumerate(zip(quantities, spans, strict=True)):
            if _is_a_ratio(quantity) and span[0] < span[1]:
                signs.setdefault(span[0], (f"Q{number}", span[1]))
        text, starts, at, position = "", list[int](), list[Span](), 0
        while position < len(tokens):
            word, last = signs.get(position, (tokens[position].low, position + 1))
            starts.append(len(text))
            at.append((position, last))
            text += word + " "
            position = last
        return cls(text, starts, at, tokens, places, quantities)

    def span(self, start: int, end: int) -> Span:
        """The tokens of a stretch of the line."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end) - 1
        return self.at[first][0], self.at[max(first, last)][1]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.text)

    def group(self, words_of_group: str) -> str | None:
        """The code of a group as it stands in the line; None of one country, "" of a group that is not known."""
        name = words_of_group.strip()
        if name.startswith("P") and name[1:].isdigit():
            place = self.places[int(name[1:])]
            return place.code if place.kind is PlaceNameKind.REGION or place.code in ("WLD", "EUU") else None
        if name in words.UNKNOWN_GROUPS:
            return ""
        return words.GROUPS.get(name) or words.OF_A_GROUP.get(name)

    def before(self, start: int, count: int) -> list[str]:
        return self.text[:start].split()[-count:]


def _any(listed: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(listed, key=len, reverse=True))


_PLACE = r"P\d{1,3}"
_GROUP = rf"{_PLACE}|{_any([*words.GROUPS, *words.UNKNOWN_GROUPS])}"
_ORDINAL = rf"{_any(words.ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th)"
_MOST = _any([*words.MOST, *words.LEAST])
_MORE = _any([*words.MORE, *words.LESS])
_COUNT = rf"{_any(words.NUMBERS)}|\d{{1,2}}"
_WORD = r"[^\s,;:.()]{1,40} "
_IN_GROUP = (
    r"(?:(?:anywhere |the )?(?:in|of|among|across|on|within) )?(?:any |all |all of |the other )?"
    rf"(?P<group>{_GROUP})(?= )"
)
_KIND = rf"{_any(words.OF_A_GROUP)}|{_PLACE}"
_COUNTRIES = _any(words.COUNTRIES)
_OF_COUNTRIES = rf"(?:of|among) (?:all |the )?(?P<kind>{_KIND}) (?:member )?(?:{_COUNTRIES})(?= )"
_AGO = (
    r"(?:(?:19|20)\d\d|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|twenty|thirty) "
    r"(?:years?|decades?) (?:ago|earlier|before)|last year|the (?:previous year|year before)|a generation ago)"
)
_ANOTHER = (
    r"(?P<way>(?:(?:it|they|that|those|what|in|at|of|for|the|a|an|was|were|is|are|did|had|has|been|its|their|level|"
    r"levels|rate|figure|average|same|neighbouring|neighboring|people|time|back|all|to|with) ){0,8}?)"
    rf"(?:(?P<place>{_PLACE})|(?P<time>{_AGO}))(?= )"
)


# --- the readers ------------------------------------------------------------------------------------------


def _ranks_by_superlative(line: _Line) -> Iterator[Found]:
    """ "the second-largest ... in X", "X's largest", "one of the five lowest in X", "among the highest in X"."""
    for match in line.matches(_SUPERLATIVE):
        group = line.group(match["owner"]) if match["owner"] else None
        behind = None
        if group is None:
            behind = _GROUP_BEHIND.match(line.text, match.end())
            group = _group_named(line, behind)
        if group is None:
            continue
        start = match.start("owner") if match["owner"] and behind is None else match.start("head")
        first, last = line.span(start, behind.end() if behind else match.end())
        rank, within = _rank_of(match, line.before(match.start(), 6))
        head = line.span(match.start("head"), match.end())
        yield Found(
            ComparativeKind.RANK, first, last, head, _direction(match["most"]), rank=rank, within=within, group=group
        )


def _rank_of(match: re.Match[str], before: Sequence[str]) -> tuple[int, bool]:
    if match["ordinal"]:
        return _ordinal(match["ordinal"]), False
    count = match["count"]
    if count:
        return words.NUMBERS.get(count) or int(count), True
    said = " ".join(before) + " "
    return (0, True) if _AMONG.search(said) else (1, False)


def _ordinal(text: str) -> int:
    return words.ORDINALS.get(text) or int(re.sub(r"\D", "", text))


def _direction(word: str) -> Direction:
    return Direction.DOWN if word in _DOWNWARD else Direction.UP


def _group_named(line: _Line, match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    return line.group(match["group"] or match["kind"])


def _ranks_by_number(line: _Line) -> Iterator[Found]:
    """ "ranks third in X", "is last in X", "in the top ten in X"."""
    for match in line.matches(_RANKED):
        group = _group_named(line, match)
        if group is None:
            continue
        first, last = line.span(match.start("head"), match.end())
        direction = Direction.DOWN if match["place_in"] == words.LAST else Direction.UP
        rank = 1 if match["place_in"] == words.LAST else _ordinal(match["place_in"])
        yield Found(ComparativeKind.RANK, first, last, (first, last), direction, rank=rank, group=group)


def _ranks_by_any_other(line: _Line) -> Iterator[Found]:
    """ "more ... than any other country in X", "higher than anywhere else in X"."""
    for match in (*line.matches(_THAN_ANY_OTHER), *line.matches(_NO_OTHER)):
        group = _group_named(line, match)
        if group is not None:
            first, last = line.span(match.start(), match.end())
            head = line.span(match.start("more"), match.end("more"))
            yield Found(ComparativeKind.RANK, first, last, head, _direction(match["more"]), group=group)


def _ratios(line: _Line) -> Iterator[Found]:
    for match in line.matches(_RATIO):
        number = int(match["number"])
        quantity = line.quantities[number]
        if quantity.kind in SHARES and not _is_of_another(line, match):
            continue
        first, last = line.span(match.start(), match.end())
        head = line.span(match.start(), match.start() + 1)
        other, time = _other_side(line, match)
        yield Found(ComparativeKind.RATIO, first, last, head, other=other, time=time, number=number)


def _is_of_another(line: _Line, match: re.Match[str]) -> bool:
    """Whether "half of X" is half of X's figure and no part of X: it says whose figure or as of when."""
    if match["time"]:
        return any(word in match[0].split() for word in ("what", "its", "their", "level", "levels", "it"))
    behind = line.text[match.end() :].split()[:3]
    owned = behind[:1] == ["'"] or (behind[:1] and behind[0] in ("average", "level", "rate", "figure"))
    return bool(owned) or not {"that", "average", "rate", "level", "figure", "those"}.isdisjoint(match[0].split())


def _other_side(line: _Line, match: re.Match[str]) -> tuple[int | None, Span | None]:
    """The position of the other place, or the tokens of the earlier time."""
    if match["place"]:
        return int(match["place"][1:]), None
    return None, line.span(match.start("time"), match.end("time"))


def _records(line: _Line) -> Iterator[Found]:
    for pattern in _RECORDS:
        for match in line.matches(pattern):
            parts = match.groupdict()
            first, last = line.span(match.start(), match.end())
            time = line.span(match.start("since"), match.end("since")) if parts.get("since") else None
            yield Found(ComparativeKind.RECORD, first, last, (first, last), _direction(match["most"]), time=time)


def _compared(line: _Line) -> Iterator[Found]:
    """ "higher than in 2010", "larger than that of X", "a lower rate than X"."""
    for match in (*line.matches(_THAN), *line.matches(_BEYOND)):
        kind = ComparativeKind.PLACE if match["place"] else ComparativeKind.MOVED
        first, last = line.span(match.start(), match.end())
        head = line.span(match.start("more"), match.end("more"))
        other, time = _other_side(line, match)
        yield Found(kind, first, last, head, _direction(match["more"]), other=other, time=time)


def _moved(line: _Line) -> Iterator[Found]:
    for direction, pattern in _MOVES:
        for match in line.matches(pattern):
            if _is_unsaid(line.before(match.start(), 4)):
                continue
            first, last = line.span(match.start(), match.end())
            time = line.span(match.start("time"), match.end("time")) if match["time"] else None
            yield Found(ComparativeKind.MOVED, first, last, (first, last), direction, time=time)


def _is_unsaid(before: Sequence[str]) -> bool:
    """ "did not rise", "could rise", "to rise": not told to have happened; "continued to rise" is."""
    if not words.DENIED.isdisjoint(before):
        return True
    return not words.SUPPOSED.isdisjoint(before[-3:]) and words.STILL_TO.isdisjoint(before)


_SUPERLATIVE = re.compile(
    rf"(?:(?<!\S)(?P<owner>{_GROUP}) (?:' s |' )?)?"
    rf"(?<!\S)(?P<head>(?:(?:the |top )?(?P<count>{_COUNT}) |(?P<ordinal>{_ORDINAL}) (?:- )?)?(?P<most>{_MOST}))(?= )"
)
_GROUP_BEHIND = re.compile(rf" (?:{_WORD}){{0,8}}?(?:{_OF_COUNTRIES}|{_IN_GROUP})")
_AMONG = re.compile(r"(?:among|amongst|one of|some of) (?:\S+ ){0,3}$")
_RANKED = re.compile(
    r"(?<!\S)(?P<head>(?:ranks|rank|ranked|placed|stands|stood|came|comes|is|was) )"
    rf"(?P<place_in>{_ORDINAL}|{words.LAST}) (?!-)(?:{_WORD}){{0,6}}?(?:{_OF_COUNTRIES}|{_IN_GROUP})"
)
_THAN_ANY_OTHER = re.compile(
    rf"(?<!\S)(?P<more>{_MORE}) (?:{_WORD}){{0,8}}?than (?:in |at |that of |those of )?"
    rf"(?:any other|anywhere else|every other|all other|any)(?: {_WORD[:-1]}){{0,3}}? "
    rf"(?:(?:(?:of|among) (?:all |the )?)?(?P<kind>{_KIND}) (?:member )?(?:{_COUNTRIES})(?= )|{_IN_GROUP})"
)
_NO_OTHER = re.compile(
    rf"(?<!\S)no other (?:country|nation|state|economy|member) {_IN_GROUP} (?:has|have|had|is|was) (?:an? |as |so )?"
    rf"(?P<more>{_MORE}|{_any((*words.MUCH, *words.LITTLE))})(?= )(?P<kind>)"
)
_AS_MUCH = rf"as (?:{_WORD}){{1,6}}?as |(?:{_WORD}){{0,5}}?than |the (?:{_WORD}){{0,5}}?of "
_RATIO = re.compile(rf"(?<!\S)Q(?P<number>\d{{1,3}}) (?:{_AS_MUCH})?{_ANOTHER}")
_SINCE = (
    r"(?P<since>since (?:the )?(?:(?:19|20)\d\ds?)|in a generation|"
    r"in (?:more than |over |at least |about |nearly |almost )?(?:a|\w{1,9}) (?:years?|decades?))"
)
_EVER = r"on record|ever|in its history|in history|of all time|since records began|since measurements began"
_RECORDS = (
    re.compile(
        rf"(?<!\S)never (?:before )?(?:been|had|stood|reached) (?:an? |so |as |this )?(?P<most>{_MORE}|high|low)(?= )"
    ),
    re.compile(r"(?<!\S)(?:record|all - time|historic) (?:- )?(?P<most>high|low)(?= )"),
    re.compile(
        rf"(?<!\S)(?P<most>{_MOST}) (?:(?:{_WORD}){{0,3}}?)(?:{_SINCE}|{_EVER}|(?:it has|they have) ever been)(?= )"
    ),
)
_THAN = re.compile(rf"(?<!\S)(?P<more>{_MORE}) (?:{_WORD}){{0,8}}?than {_ANOTHER}")
_BEYOND = re.compile(rf"(?<!\S)(?P<more>above|below) {_ANOTHER}")
_AGAINST = (
    r"(?: (?:compared (?:with|to)|from|on) (?:the )?(?:in )?(?:levels? in )?"
    rf"(?P<time>{_AGO})(?= )(?! (?:to|through|until) ))?"
)
_MOVES: Sequence[tuple[Direction, re.Pattern[str]]] = tuple(
    (direction, re.compile(rf"(?<!\S)(?:{verbs})(?= ){_AGAINST}"))
    for direction, verbs in (
        (Direction.UP, rf"{_any(words.ROSE)}|(?:{_any(words.WENT)}) up"),
        (Direction.DOWN, rf"{_any(words.FELL)}|(?:{_any(words.WENT)}) down"),
        (
            Direction.UNCHANGED,
            rf"(?:{_any(words.STAYED)}) (?:(?:{_any(words.HARDLY)}) ){{0,2}}(?:{_any(words.SAME)})|"
            rf"{_any(words.NOT_CHANGED)}",
        ),
    )
)
_DOWNWARD = frozenset([*words.LEAST, *words.LESS, *words.LITTLE, "below"])
_KEYS = frozenset(
    [
        *words.MOST,
        *words.LEAST,
        *words.MORE,
        *words.LESS,
        *words.ROSE,
        *words.FELL,
        *words.SAME,
        "no",
        "above",
        "below",
        "up",
        "down",
        "change",
        "changed",
        "stagnated",
        "record",
        "time",
        "historic",
        "never",
        "ranks",
        "rank",
        "ranked",
        "last",
    ]
) | frozenset(words.ORDINALS)

_READERS: Sequence[Callable[[_Line], Iterator[Found]]] = (
    _records,
    _ranks_by_any_other,
    _ranks_by_superlative,
    _ranks_by_number,
    _ratios,
    _compared,
    _moved,
)
