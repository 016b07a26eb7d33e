"""The dates of somebody's life as bars on one axis of years, one for each pair of dates that is told: from the first
day to the last, with where the last day would lie if the number of the claim were so. What is disputed is several bars.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from claims.charts import marks
from claims.charts.axes import TimeAxis, time_axis
from claims.charts.key import ORIGIN, Row, band_rect, key_marks
from claims.charts.labels import ChartLabels
from claims.charts.placing import LETTER
from claims.charts.plane import ChartSize
from claims.charts.svg import escaped, path, tag
from claims.values import Chart, Observed

_NO_ID = re.compile(r"[^A-Za-z0-9_-]+")
BAR = Decimal(6)  # half of a band's height
SIDE = 12
Days = tuple[date, date]
Ends = tuple[Decimal | None, Decimal | None]  # fewest and most completed years that a band holds, None for no end


@dataclass(frozen=True, slots=True)
class YearsTold:
    """Two dates, each with the first and last day that it may be, and the words of what they make."""

    start: Days
    end: Days
    words: str
    dates: str
    years: str


@dataclass(frozen=True, slots=True)
class YearsClaimed:
    """The words of the claim's number, and its bands in years."""

    words: str
    agrees: Ends = (None, None)
    close: Ends = (None, None)


def draw_lives(
    *,
    title: str,
    told: Sequence[YearsTold],
    claim: YearsClaimed,
    said_on: date | None,
    vintage: str,
    labels: ChartLabels,
    size: ChartSize,
    prefix: str = "chart",
) -> Chart:
    """`told` has at least one pair of dates; `vintage` is the release that they are from."""
    drawing = _Lives(told, claim, said_on, labels, size)
    name = f"{_NO_ID.sub('-', prefix) or 'chart'}-{size.name}"
    said = drawing.description()
    return Chart(drawing.svg(name, title, said), title, said, tuple((one.dates, vintage, one.years) for one in told))


@dataclass(frozen=True, slots=True)
class _Lives:
    told: Sequence[YearsTold]
    claim: YearsClaimed
    said_on: date | None
    labels: ChartLabels
    size: ChartSize

    def description(self) -> str:
        parts = [one.words for one in self.told]
        parts += [self.labels.claimed % {"claimed": self.claim.words}] if self.claim.words else []
        parts += [self.labels.said % {"day": self.labels.day(self.said_on)}] if self.said_on else []
        return " ".join(each if each.endswith(".") else f"{each[:1].upper()}{each[1:]}." for each in parts)

    def svg(self, name: str, title: str, said: str) -> str:
        rows, foot = self._rows()
        axis = self._axis(foot)
        key, bottom = key_marks(self._key(), left=SIDE, top=foot + 2 * self.size.line + 8, size=self.size)
        words = tag("title", escaped(title), id=f"{name}-title") + tag("desc", escaped(said), id=f"{name}-desc")
        return tag(
            "svg",
            words + "".join((*axis, *rows, *key)),
            xmlns="http://www.w3.org/2000/svg",
            class_=f"chart chart-{self.size.name}",
            viewBox=f"0 0 {self.size.width} {bottom - self.size.font + 4}",
            width="100%",
            role="img",
            aria_labelledby=f"{name}-title {name}-desc",
            font_size=self.size.font,
            fill=marks.INK,
        )

    # --- places -----------------------------------------------------------------------------------------

    def _days(self) -> TimeAxis:
        spans = [_spanning(one) for one in self.told]
        reach = [day for one in self.told for day in self._band_days(one, self.claim.close) if day is not None]
        latest = max([*reach, *([self.said_on] if self.said_on else [])], default=None)
        counts = self.size.year_ticks, self.size.month_ticks
        axis = time_axis(spans, latest, counts=counts, month=self.labels.month)
        assert axis is not None  # there is at least one pair of dates
        return axis

    def _x(self, day: date) -> Decimal:
        axis, width = self._days(), Decimal(self.size.width - 2 * SIDE)
        share = Decimal(day.toordinal() - axis.low) / (axis.high - axis.low)
        return SIDE + width * min(max(share, Decimal(0)), Decimal(1))

    def _band_days(self, one: YearsTold, ends: Ends) -> tuple[date | None, date | None]:
        """Where the last day lies if the completed years lie within a band."""
        low, high = ends
        first = None if low is None else _years_after(one.start[0], int(low.to_integral_value(ROUND_CEILING)))
        last = None if high is None else _years_after(one.start[1], int(high.to_integral_value(ROUND_FLOOR)) + 1)
        return first, last

    # --- shapes -----------------------------------------------------------------------------------------

    def _rows(self) -> tuple[list[str], int]:
        """The bars under their words, and the y beneath the last."""
        room = int((self.size.width - 2 * SIDE) / (LETTER * self.size.font))
        drawn: list[str] = []
        y = self.size.top
        for one in self.told:
            for line in textwrap.wrap(one.words, room):
                drawn.append(tag("text", escaped(line), class_="chart-label", x=SIDE, y=y))
                y += self.size.line
            drawn += self._bar(one, Decimal(y))
            y += self.size.line + 10
        return drawn, y

    def _bar(self, one: YearsTold, y: Decimal) -> Iterator[str]:
        for ends in (self.claim.close, self.claim.agrees):
            first, last = self._band_days(one, ends)
            if first or last:
                left = self._x(first) if first else self._x(one.start[0])
                right = self._x(last) if last else Decimal(self.size.width - SIDE)
                yield band_rect(left, y - 2 * BAR, right - left, 4 * BAR)
        begun, ended = self._x(one.start[0]), self._x(one.end[1])
        yield _line(begun, ended, y)
        yield marks.dot(begun, y, "vintage-0")
        yield _diamond(ended, y)
        yield from (
            marks.span_bar(self._x(days[0]), self._x(days[1]), y) for days in (one.start, one.end) if _open(days)
        )

    def _axis(self, foot: int) -> Iterator[str]:
        y = Decimal(foot)
        yield tag(
            "line",
            class_="chart-axis",
            x1=SIDE,
            x2=self.size.width - SIDE,
            y1=y,
            y2=y,
            stroke=marks.INK,
            stroke_opacity="0.7",
        )
        for day, text in self._days().ticks:
            x = self._x(date.fromordinal(day))
            yield tag("line", class_="chart-axis", x1=x, x2=x, y1=y, y2=y + 4, stroke=marks.INK)
            place = min(max(x, Decimal(2 * SIDE)), Decimal(self.size.width - 2 * SIDE))
            yield tag("text", text, class_="chart-tick", x=place, y=y + self.size.line, text_anchor="middle")
        if self.said_on:
            yield from self._said(self.said_on, y)

    def _said(self, day: date, foot: Decimal) -> Iterator[str]:
        x, late = self._x(day), self._x(day) > Decimal(self.size.width) / 2
        yield tag(
            "line",
            class_="chart-said",
            x1=x,
            x2=x,
            y1=self.size.font + 6,
            y2=foot,
            stroke=marks.INK,
            stroke_width="1.5",
            stroke_dasharray="2 3",
        )
        words = escaped(self.labels.said % {"day": self.labels.day(day)})
        anchor = "end" if late else "start"
        yield tag("text", words, class_="chart-label", x=x, y=self.size.font, text_anchor=anchor)

    def _key(self) -> list[Row]:
        rows = [Row(_line(Decimal(-11), Decimal(11), ORIGIN) + _diamond(Decimal(11), ORIGIN), self.labels.between)]
        if self.claim.words and self.claim.close != (None, None):
            band = band_rect(Decimal(-11), -BAR, Decimal(22), 2 * BAR)
            inner = band_rect(Decimal(-5), -BAR, Decimal(10), 2 * BAR)
            rows.append(Row(band + inner, self.labels.would_end % {"claimed": self.claim.words}))
        if any(_open(days) for one in self.told for days in (one.start, one.end)):
            rows.append(Row(marks.span_bar(Decimal(-11), Decimal(11), ORIGIN), self.labels.not_exact))
        return rows


def _spanning(one: YearsTold) -> Observed:
    """The two dates as a span that an axis can hold."""
    return Observed(
        series="",
        place="",
        period_start=one.start[0],
        period_end=one.end[1],
        label="",
        vintage_on=one.end[1],
        vintage_label="",
        raw="",
        value=None,
    )


def _open(days: Days) -> bool:
    return days[0] != days[1]


def _years_after(day: date, years: int) -> date | None:
    """The same day in another year, the 1st of March where it has no 29th of February; None beyond all calendars."""
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        return None
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _line(left: Decimal, right: Decimal, y: Decimal) -> str:
    return tag(
        "line", class_="chart-line vintage-0", x1=left, x2=right, y1=y, y2=y, stroke=marks.INK, stroke_width="2.25"
    )


def _diamond(x: Decimal, y: Decimal) -> str:
    size = marks.DIAMOND
    corners = (("M", x, y - size), ("L", x + size, y), ("L", x, y + size), ("L", x - size, y))
    return tag("path", class_="chart-now", d=f"{path(*corners)} Z", fill=marks.INK)
