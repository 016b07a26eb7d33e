"""The period that a sentence names, as a span of days.

An ordered table of wordings: each has a pattern and a reading of what it matched. Of all that fit, the one nearest
to the number is taken, of those at one place the longest; a single day that is told from the day of publication
("on Monday") counts where nothing else is named. A period that is only implied is not made up here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from claims.extraction.days import days_in
from claims.extraction.words.en_time import COUNTS, MONTHS, ORDINALS, RECORDS
from claims.values import Period

Span = tuple[date, date]
Stretch = tuple[int, int]
RECORD_REACH, RECORD_WORDS = 60, 4  # characters and words before "since" that may name a record
Read = Callable[[re.Match[str], date | None], Span | None]

_NAMES = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_MONTH = rf"(?P<month>{_NAMES})\b\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DASH = r"\s?[-\u2010-\u2014/]\s?"
_BRINGS = (
    r"\b(?:IN|SINCE|[Ii]n|[Dd]uring|[Ff]or|[Bb]y|[Oo]f|[Ss]ince|[Uu]ntil|[Ff]rom|[Ll]ast|[Tt]his|[Tt]o"
    r"|[Ll]ate|[Ee]arly)"
)
_QUARTER = rf"(?P<ordinal>{'|'.join(ORDINALS)})(?:[ -]quarter)"
_HALF = r"(?P<half>first|second|last|latter|1st|2nd)[ -]half"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(COUNTS)})"


def month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(first: int, last: int) -> Span | None:
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def months_span(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), month_span(year, last)[1]


# --- readings of what a wording matched -----------------------------------------------------------------


def _years(match: re.Match[str], published: date | None) -> Span | None:
    first, last = int(match["year"]), match["last"]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return year_span(first, end if end > first else end + 100 if len(last) == 2 and end < first - 50 else end)


def _year(match: re.Match[str], published: date | None) -> Span | None:
    return year_span(int(match["year"]), int(match["year"]))


def _end_of_year(match: re.Match[str], published: date | None) -> Span | None:
    last = date(int(match["year"]), 12, 31)
    return last, last


def _decade(match: re.Match[str], published: date | None) -> Span | None:
    first = int(match["decade"])
    return year_span(first, first + 9) if first % 10 == 0 else None


def _since_year(match: re.Match[str], published: date | None) -> Span | None:
    first = date(int(match["year"]), 1, 1)
    return (first, published) if published and first <= published else None


def _since_month(match: re.Match[str], published: date | None) -> Span | None:
    span = _month(match, published)
    return (span[0], published) if span and published and span[0] <= published else None


def _year_of(match: re.Match[str], published: date | None, last_month: int) -> int | None:
    """The year that is written, else the one in which that month was last begun by the day of publication."""
    if match["year"]:
        return int(match["year"])
    if published is None:
        return None
    if match.groupdict().get("which"):
        return published.year - (match["which"] == "last")
    return published.year - (1 if last_month > published.month else 0)


def _month(match: re.Match[str], published: date | None) -> Span | None:
    month = MONTHS[match["month"].casefold()]
    year = _year_of(match, published, month)
    return month_span(year, month) if year else None


def _last_day_of_month(match: re.Match[str], published: date | None) -> Span | None:
    span = _month(match, published)
    return (span[1], span[1]) if span else None


def _day(match: re.Match[str], published: date | None) -> Span | None:
    month = MONTHS[match["month"].casefold()]
    year = _year_of(match, published, month)
    if year is None or int(match["day"]) > monthrange(year, month)[1]:
        return None
    day = date(year, month, int(match["day"]))
    return day, day


def _months(match: re.Match[str], published: date | None) -> Span | None:
    first, last = MONTHS[match["month"].casefold()], MONTHS[match["until"].casefold()]
    year = _year_of(match, published, last)
    if year is None:
        return None
    start = year if first <= last else year - 1
    return date(start, first, 1), month_span(year, last)[1]


def _quarter(match: re.Match[str], published: date | None) -> Span | None:
    number = ORDINALS.get(match["ordinal"].casefold()) or int(match["ordinal"][-1])
    year = _year_of(match, published, 3 * number - 2)
    return months_span(year, 3 * number - 2, 3 * number) if year else None


def _months_until(match: re.Match[str], published: date | None) -> Span | None:
    """ "the year to March", "the three months to April"."""
    span = _month(match, published)
    word = (match["count"] or "12").casefold()
    months = int(word) if word.isdigit() else COUNTS[word]
    if span is None:
        return None
    index = span[0].year * 12 + span[0].month - months
    return (date(index // 12, index % 12 + 1, 1), span[1]) if index >= 12 else None


def _month_quarter(match: re.Match[str], published: date | None) -> Span | None:
    """The quarter that ends with the month."""
    last = MONTHS[match["month"].casefold()]
    year = _year_of(match, published, last)
    if year is None:
        return None
    first = last - 2
    return (date(year, first, 1) if first > 0 else date(year - 1, first + 12, 1)), month_span(year, last)[1]


def _half(match: re.Match[str], published: date | None) -> Span | None:
    second = match["half"].casefold() not in {"first", "1st"}
    year = _year_of(match, published, 7 if second else 1)
    return months_span(year, 7, 12) if year and second else months_span(year, 1, 6) if year else None


def _relative_year(match: re.Match[str], published: date | None) -> Span | None:
    if published is None:
        return None
    word = match["which"].casefold()
    year = published.year - (1 if word in {"last", "previous"} else 0)
    return year_span(year, year)


def _relative_month(match: re.Match[str], published: date | None) -> Span | None:
    if published is None:
        return None
    last = match["which"].casefold() != "this"
    day = published.replace(day=1) - timedelta(days=1) if last else published
    return month_span(day.year, day.month)


def _relative_quarter(match: re.Match[str], published: date | None) -> Span | None:
    if published is None:
        return None
    number, year = (published.month - 1) // 3, published.year
    if match["which"].casefold() != "this":
        number, year = (number - 1, year) if number else (3, year - 1)
    return months_span(year, 3 * number + 1, 3 * number + 3)


def _past(match: re.Match[str], published: date | None) -> Span | None:
    """ "over the past five years": back from the day of publication."""
    if published is None:
        return None
    word = (match["count"] or "one").casefold()
    count = int(word) if word.isdigit() else COUNTS[word]
    months = {"decade": 120, "year": 12, "quarter": 3, "month": 1}[match["unit"].casefold()] * count
    index = published.year * 12 + published.month - 1 - months
    year, month = index // 12, index % 12 + 1
    if year < 1:
        return None
    return date(year, month, min(published.day, monthrange(year, month)[1])) + timedelta(days=1), published


def _ago(match: re.Match[str], published: date | None) -> Span | None:
    if published is None:
        return None
    word = match["count"].casefold()
    if "month" in match["label"]:
        index = published.year * 12 + published.month - 1 - (int(word) if word.isdigit() else COUNTS[word])
        return month_span(index // 12, index % 12 + 1) if index >= 12 else None
    count = (int(word) if word.isdigit() else COUNTS[word]) * (10 if "decade" in match.group() else 1)
    return year_span(published.year - count, published.year - count) if count < published.year else None


def _week_until(match: re.Match[str], published: date | None) -> Span | None:
    span = _day(match, published)
    return (span[1] - timedelta(days=6), span[1]) if span else None


def _first_months(match: re.Match[str], published: date | None) -> Span | None:
    word = match["count"].casefold()
    months = int(word) if word.isdigit() else COUNTS[word]
    year = int(match["year"]) if match["year"] else published.year if published else None
    return months_span(year, 1, months) if year and 1 <= months <= 12 else None


def _so_far(match: re.Match[str], published: date | None) -> Span | None:
    return (date(published.year, 1, 1), published) if published else None


# --- the table ------------------------------------------------------------------------------------------

_FISCAL = r"(?:(?:fiscal|financial)(?: year)?|FY) ?"
_WEEK = r"(?:week|7 days|seven days) (?:to|through|end(?:ing|ed))(?: on)?"
_OPTIONAL_YEAR = rf"(?:,? (?:of )?{_YEAR})?"

WORDINGS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"\b(?P<label>(?:[Bb]etween|[Ff]rom) {_YEAR} (?:and|to|through|until) (?P<last>\d{{4}}))\b", _years),
        (
            rf"\b(?P<label>(?:year|{_COUNT} months?) (?:to|through|end(?:ing|ed))(?: in)? {_MONTH}{_OPTIONAL_YEAR})\b",
            _months_until,
        ),
        (rf"\b(?P<label>{_WEEK} {_DAY} {_MONTH}{_OPTIONAL_YEAR})\b", _week_until),
        (rf"\b(?P<label>{_WEEK} {_MONTH} {_DAY}{_OPTIONAL_YEAR})\b", _week_until),
        (rf"\b(?P<label>[Ff]irst {_COUNT} months of (?:{_YEAR}|(?:the|this) year(?P<none>)))\b", _first_months),
        (
            rf"\b(?P<label>(?:[Bb]etween|[Ff]rom) {_MONTH} (?:and|to|through|until) (?P<until>{_NAMES})"
            rf"{_OPTIONAL_YEAR})\b",
            _months,
        ),
        (r"\b(?P<label>(?:so far this year|year to date|since the (?:start|beginning|turn) of the year))\b", _so_far),
        (rf"(?<![\d$,.])(?P<label>(?:{_FISCAL})?{_YEAR}{_DASH}(?P<last>\d{{4}}|\d{{2}}))(?![\d%]|[.,]\d)", _years),
        (rf"\b(?P<label>{_FISCAL}{_YEAR})\b", _year),
        (rf"\b(?P<label>(?:(?:end|close) of|year-end) {_YEAR})\b", _end_of_year),
        (r"\b(?P<label>(?:(?:early|mid|late)[ -])?(?P<decade>1[5-9]\d0|20\d0)s)\b", _decade),
        (rf"\b(?P<label>[Ss]ince (?:the (?:start|beginning|end) of )?{_YEAR})\b", _since_year),
        (
            rf"\b(?P<label>{_MONTH}(?:{_DASH}| to | through )(?P<until>{_NAMES})"
            rf"(?:[ -]quarter| period)?{_OPTIONAL_YEAR})",
            _months,
        ),
        (rf"\b(?P<label>{_QUARTER} of (?P<which>last|this) year)\b(?P<year>(?!))?", _quarter),
        (rf"\b(?P<label>{_HALF} of (?P<which>last|this) year)\b(?P<year>(?!))?", _half),
        (rf"\b(?P<label>{_QUARTER}{_OPTIONAL_YEAR})\b", _quarter),
        (rf"\b(?P<label>(?P<ordinal>Q[1-4]){_OPTIONAL_YEAR})\b", _quarter),
        (rf"\b(?P<label>{_MONTH}[ -]quarter{_OPTIONAL_YEAR})", _month_quarter),
        (rf"\b(?P<label>{_HALF} of (?:{_YEAR}|(?:the|this) year(?P<none>)))\b", _half),
        (rf"\b(?P<label>(?:end|close) of {_MONTH}{_OPTIONAL_YEAR})", _last_day_of_month),
        (rf"\b(?P<label>[Ss]ince {_MONTH}{_OPTIONAL_YEAR})(?! {_DAY}\b)", _since_month),
        (rf"\b(?P<label>{_MONTH} {_DAY}(?:,? {_YEAR})?)\b(?!\s?(?:percent|per cent|%|million|billion))", _day),
        (rf"\b(?P<label>{_DAY} {_MONTH}(?:,? {_YEAR})?)", _day),
        (rf"\b(?P<label>{_MONTH},? (?:of )?{_YEAR})\b", _month),
        (rf"{_BRINGS} (?P<label>{_MONTH})(?P<year>(?!))?", _month),
        (rf"(?:{_BRINGS}|\b[Tt]he) (?P<label>(?:(?:early|mid|late)[ -])?{_YEAR})\b(?!s|-)", _year),
        (r"\b(?P<label>(?P<which>[Ll]ast|[Pp]revious|[Tt]his) year)\b", _relative_year),
        (r"\b(?P<label>(?P<which>[Ll]ast|[Pp]revious|[Tt]his) month)\b", _relative_month),
        (r"\b(?P<label>(?P<which>[Ll]ast|[Pp]revious|[Tt]his) quarter)\b", _relative_quarter),
        (rf"\b(?P<label>(?:past|last|previous) (?:{_COUNT} )?(?P<unit>decade|year|quarter|month)s?)\b", _past),
        (
            rf"\b(?:has|have|['\u2019]ve)\b[^.;:]{{1,80}}? (?P<label>in (?:just |only |under )?{_COUNT}"
            r" (?P<unit>decade|year|month)s?)\b(?! (?:of|to)\b)",
            _past,
        ),
        (rf"\b(?P<label>(?i:{_COUNT}) (?:years?|decades?|months?) ago)\b", _ago),
    )
)


_BASE = re.compile(
    r"\b(?:than|compared (?:with|to)|relative to|versus|against)(?: (?:in|at|on|during|for))?"
    r"(?: the (?:start|end) of)? $"
)
"""Before a time it is what a figure is measured against: "eleven times higher than in 2019"."""


def find_period(
    sentence: str, published: date | None, near: int | None = None, without: Sequence[Stretch] = ()
) -> Period | None:
    """The period that the sentence states, or None. `near` is the position of the number that it is about;
    without it the first period counts. Relative words are read from `published`, and not at all without.
    Periods that lie in the stretches `without` are another figure's."""
    found = [
        each
        for each in _found(sentence, published)
        if not _is_record(sentence, each[0])
        and not _BASE.search(sentence, max(0, each[0] - RECORD_REACH), each[0])
        and not any(first <= each[0] < last for first, last in without)
    ]
    anchor = 0 if near is None else near
    if near is not None:
        others = tuple(_other_clauses(sentence, near))
        without = (*without, *others)
        found = [each for each in found if not any(first <= each[0] < last for first, last in others)]
    if not found:
        return _single_day(sentence, published, anchor, without)
    start, end, period = min(found, key=lambda each: (_distance(each[0], each[1], anchor), each[0] - each[1]))
    return period


_RELATIVE = re.compile(r", (?:which|where|who|whose)\b[^,;]*")


def _other_clauses(sentence: str, near: int) -> Iterator[Stretch]:
    """What is told in a relative clause has its own time, and what is told around it another."""
    for match in _RELATIVE.finditer(sentence):
        if match.start() <= near < match.end():
            yield 0, match.start()
            yield match.end(), len(sentence)
        else:
            yield match.span()


def _single_day(sentence: str, published: date | None, anchor: int, without: Sequence[Stretch]) -> Period | None:
    """ "on Monday", "yesterday", "three weeks ago": one day."""
    days = [
        (_distance(each.start, each.end, anchor), Period(each.day, each.day, sentence[each.start : each.end]))
        for each in days_in(sentence, published)
        if each.day is not None
        and sentence[each.start : each.end].casefold() != "today"  # in speech it is "nowadays"
        and not any(first <= each.start < last for first, last in without)
    ]
    return min(days, key=lambda each: each[0])[1] if days else None


_ANY_TIME = re.compile(rf"\d{{4}}|[Yy]ear|[Mm]onth|[Qq]uarter|[Dd]ecade|Q[1-4]|\b(?:{_NAMES})\b")
"""Every wording of the table has one of these."""


def _found(sentence: str, published: date | None) -> Iterator[tuple[int, int, Period]]:
    if not _ANY_TIME.search(sentence):
        return
    taken: list[tuple[int, int]] = []
    for pattern, read in WORDINGS:
        for match in pattern.finditer(sentence):
            start, end = match.span("label")
            if any(start < last and first < end for first, last in taken):
                continue
            span = read(match, published)
            if span is not None and span[0] <= span[1]:
                taken.append((start, end))
                yield start, end, Period(span[0], span[1], match["label"].rstrip(" ."))


def _is_record(sentence: str, start: int) -> bool:
    """ "the lowest since 1969": how long there was no other, not when this was measured."""
    if not sentence[start : start + len("since ")].casefold().startswith(("since ", "in ")):
        return False
    before = sentence[max(0, start - RECORD_REACH) : start].casefold().split()[-RECORD_WORDS:]
    return any(word.endswith("est") or word in RECORDS for word in before)


def _distance(start: int, end: int, anchor: int) -> int:
    """A period that follows the number is nearer to it than one before: "3 percent in 2015"."""
    return start - anchor if start >= anchor else 2 * (anchor - end)
