"""The times that a sentence names, as spans of days; relative ones are read from the day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claims.extraction.general.tokens import folded_line
from claims.extraction.general.words import TimeKind, TimeWords
from claims.values import Period

Span = tuple[date, date]
CENTURY = 1900  # of a decade that is told without one: "the nineties"
ANOTHER_CLAUSE = 80  # code points of distance that a sign between adds
DAYS = frozenset({TimeKind.DAY, TimeKind.WEEKDAY, TimeKind.DAYS_AGO})
SPANNING = frozenset({TimeKind.SPAN, TimeKind.SINCE, TimeKind.LAST_YEARS})


@dataclass(frozen=True, slots=True)
class FoundTime:
    """`start` and `end` are code points of the sentence. `period` is None where no day of publication fixes it."""

    start: int
    end: int
    kind: TimeKind
    period: Period | None


def find_times(sentence: str, words: TimeWords, published: date | None) -> tuple[FoundTime, ...]:
    """In their order; where two would overlap, the one whose pattern comes first."""
    line = folded_line(sentence)
    found: list[FoundTime] = []
    for kind, pattern in words.patterns:
        for match in pattern.finditer(line):
            if all(match.end() <= each.start or each.end <= match.start() for each in found):
                found.append(_time(kind, match, sentence, words, published))
    return tuple(sorted(found, key=lambda each: each.start))


def _time(kind: TimeKind, match: re.Match[str], sentence: str, words: TimeWords, published: date | None) -> FoundTime:
    given = {name: value for name, value in match.groupdict().items() if value}
    span = _READERS[kind](_Given(given, words, published))
    label = sentence[match.start() : match.end()].strip(" ,")
    return FoundTime(match.start(), match.end(), kind, Period(*span, label) if span and span[0] <= span[1] else None)


def time_of(
    sentence: str, found: Sequence[FoundTime], near: int | None, without: Sequence[tuple[int, int]] = ()
) -> FoundTime | None:
    """The time nearest to a number (or the first), none of the stretches `without`; another clause's is far away."""
    kept = [
        each
        for each in found
        if each.period and not any(start < each.end and each.start < end for start, end in without)
    ]
    if near is None:
        return kept[0] if kept else None

    def away(each: FoundTime) -> int:
        between = sentence[min(each.end, near) : max(each.start, near)]
        return max(each.start - near, near - each.end, 0) + ANOTHER_CLAUSE * any(sign in between for sign in ";:")

    return min(kept, key=away, default=None)


def reached(time: FoundTime) -> Period | None:
    """Of a span over which a figure changed its end: the year, or the last day where it goes up to the present."""
    period = time.period
    if period is None or time.kind not in SPANNING:
        return period
    first = date(period.end.year, 1, 1)
    start = first if time.kind is TimeKind.SPAN else period.end
    return Period(start, period.end, period.label)


# --- one kind of time after the other ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Given:
    groups: Mapping[str, str]
    words: TimeWords
    published: date | None

    def year(self, name: str = "year") -> int | None:
        return int(self.groups[name]) if name in self.groups else None

    def month(self) -> int:
        return self.words.months[self.groups["month"]]

    def count(self) -> int:
        text = self.groups["count"]
        return int(text) if text.isdigit() else self.words.counts[text]

    def latest(self, month: int, day: int = 1) -> int | None:
        """The last year in which that day had come by the day of publication."""
        if self.published is None:
            return None
        return self.published.year - ((month, day) > (self.published.month, self.published.day))


def _months(year: int | None, first: int, last: int) -> Span | None:
    if year is None:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _year(year: int | None) -> Span | None:
    return _months(year, 1, 12)


def _day(given: _Given) -> Span | None:
    month, day = given.month(), int(given.groups["day"])
    year = given.year() or given.latest(month, day)
    if year is None or day > monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day)


def _weekday(given: _Given) -> Span | None:
    if given.published is None:
        return None
    back = (given.published.weekday() - given.words.weekdays[given.groups["weekday"]]) % 7
    day = given.published - timedelta(days=back)
    return day, day


def _days_ago(given: _Given) -> Span | None:
    if given.published is None:
        return None
    day = given.published - timedelta(days=given.words.days_ago[given.groups["ago"]])
    return day, day


def _month(given: _Given) -> Span | None:
    month = given.month()
    return _months(given.year() or given.latest(month), month, month)


def _quarter(given: _Given) -> Span | None:
    number = given.words.parts[given.groups["quarter"]]
    return _months(given.year() or given.latest(3 * number), 3 * number - 2, 3 * number)


def _half(given: _Given) -> Span | None:
    number = given.words.parts[given.groups["half"]]
    return _months(given.year() or given.latest(6 * number), 6 * number - 5, 6 * number)


def _months_between(given: _Given) -> Span | None:
    last = given.words.months[given.groups["to_month"]]
    return _months(given.year() or given.latest(last), given.month(), last) if given.month() <= last else None


def _years_back(given: _Given, back: int) -> Span | None:
    return _year(given.published.year - back) if given.published and given.published.year > back else None


def _last_month(given: _Given) -> Span | None:
    if given.published is None:
        return None
    end = given.published.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def _last_years(given: _Given) -> Span | None:
    back = _years_back(given, given.count())
    return (back[0], given.published) if back and given.published else None


def _since(given: _Given) -> Span | None:
    month = given.month() if "month" in given.groups else 1
    year = given.year() or given.latest(month)
    return (date(year, month, 1), given.published) if year and given.published else None


def _span(given: _Given) -> Span | None:
    first, last = given.year(), given.year("until")
    return (date(first, 1, 1), date(last, 12, 31)) if first and last and first <= last else None


def _decade(given: _Given) -> Span | None:
    if "century" in given.groups:
        first = int(given.groups["century"] + given.groups["tens"])
    else:
        first = CENTURY + given.words.decades[given.groups["decade"]]
    return date(first, 1, 1), date(first + 9, 12, 31)


_READERS: Mapping[TimeKind, Callable[[_Given], Span | None]] = {
    TimeKind.DAY: _day,
    TimeKind.WEEKDAY: _weekday,
    TimeKind.DAYS_AGO: _days_ago,
    TimeKind.MONTH: _month,
    TimeKind.MONTHS: _months_between,
    TimeKind.LAST_MONTH: _last_month,
    TimeKind.QUARTER: _quarter,
    TimeKind.HALF: _half,
    TimeKind.YEAR: lambda given: _year(given.year()),
    TimeKind.THIS_YEAR: lambda given: _years_back(given, 0),
    TimeKind.LAST_YEAR: lambda given: _years_back(given, 1),
    TimeKind.YEARS_AGO: lambda given: _years_back(given, given.count()),
    TimeKind.LAST_YEARS: _last_years,
    TimeKind.SPAN: _span,
    TimeKind.SINCE: _since,
    TimeKind.DECADE: _decade,
}


def day_of(found: Sequence[FoundTime], start: int, end: int) -> Iterator[FoundTime]:
    """The days that are named in a stretch."""
    return (each for each in found if each.kind in DAYS and start <= each.start and each.end <= end)
