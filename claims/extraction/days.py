"""Days as they are printed: weekdays, yesterday, dates; and words for a time that is no day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from claims.extraction.words.en_time import COUNTS, MONTHS, WEEKDAYS

_MONTHS = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_WEEKDAYS = "|".join(name.capitalize() for name in WEEKDAYS)
_COUNT = rf"(?i:\d{{1,2}}|{'|'.join(COUNTS)})"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_PATTERN = re.compile(
    rf"\b(?P<month>{_MONTHS})\b\.? (?P<day>{_DAY})(?:st|nd|rd|th)?\b(?:,? (?P<year>{_YEAR})\b)?"
    r"(?!\s?(?:percent|per cent|%|million|billion|people))"
    rf"|\b(?P<day2>{_DAY})(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTHS})\b\.?(?:,? (?P<year2>{_YEAR})\b)?"
    rf"|\b(?P<last>[Ll]ast |[Tt]his |[Pp]ast )?(?P<weekday>{_WEEKDAYS})\b(?!s\b)"
    r"|\b(?P<relative>[Yy]esterday|[Tt]oday|the day before yesterday)\b"
    rf"|\b(?P<ago>{_COUNT}) (?P<unit>day|week)s? ago\b"
    rf"|\b(?P<vague>(?:[Ll]ast|[Tt]his|[Pp]revious|[Pp]ast) (?:week|weekend|month|year|spring|summer|autumn|fall"
    rf"|winter)|(?:{_MONTHS})\b\.?(?:,? {_YEAR})?|{_YEAR}|{_COUNT} (?:month|year|decade)s? ago)\b"
)
_ANY = re.compile(rf"\d|day\b|[Ll]ast |[Tt]his |[Pp]ast |[Pp]revious | ago\b|\b(?:{_MONTHS})\b")
"""Every such word has one of these."""
_NOT_BEFORE = re.compile(r"(?:[Nn]ext|[Ee]very|[Ee]ach|[Cc]oming|[Bb]lack|[Gg]ood|[Aa]sh|[Oo]n from|[Bb]etween) $")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """`day` is None for a time that is no day ("last week", "2015"), or that no day of publication fixes."""

    start: int
    end: int
    day: date | None
    weekday: bool


def days_in(sentence: str, published: date | None) -> Iterator[FoundDay]:
    """All such words of a sentence, relative ones read from the day of publication."""
    if not _ANY.search(sentence):
        return
    for match in _PATTERN.finditer(sentence):
        if not _NOT_BEFORE.search(sentence, max(0, match.start() - 12), match.start()):
            yield FoundDay(match.start(), match.end(), _day(match, published), match["weekday"] is not None)


def _day(match: re.Match[str], published: date | None) -> date | None:
    if match["vague"]:
        return None
    month = match["month"] or match["month2"]
    if month:
        return _dated(int(match["day"] or match["day2"]), month, match["year"] or match["year2"], published)
    return _relative(match, published) if published is not None else None


def _dated(day: int, month: str, year: str | None, published: date | None) -> date | None:
    """Without a year the last such day by the day of publication."""
    number = MONTHS[month.casefold()]
    if year is None and published is None:
        return None
    of_year = int(year) if year else published.year if published else 0
    if published and not year and (number, day) > (published.month, published.day):
        of_year -= 1
    return date(of_year, number, day) if of_year and day <= monthrange(of_year, number)[1] else None


def _relative(match: re.Match[str], published: date) -> date | None:
    if match["weekday"]:
        back = (published.weekday() - WEEKDAYS[match["weekday"].casefold()]) % 7
        back = back or (7 if (match["last"] or "").strip().casefold() in {"last", "past"} else 0)
    elif match["relative"]:
        back = {"today": 0, "yesterday": 1}.get(match["relative"].casefold(), 2)
    else:
        count = match["ago"].casefold()
        back = (int(count) if count.isdigit() else COUNTS[count]) * (7 if match["unit"] == "week" else 1)
    return published - timedelta(days=back) if published.toordinal() > back else None
