"""Counts over time as lines, and counts side by side as bars: drawn in ink alone, told apart by their dashes and their
filling, so that they are read in black and white and in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.charts.axes import ValueAxis, value_axis
from claims.charts.marks import INK
from claims.charts.placing import text_width
from claims.charts.plane import WIDE, ChartSize
from claims.charts.svg import escaped, points, tag
from claims.values import Chart

DASHES = ("none", "7 3", "2 3", "10 3 2 3", "1 4")
FILLINGS = ("0.75", "0.2", "0.45", "0.08")
BAR = 11
GAP = 14
_NO_ID = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """What one line or one filling of bars shows: a number for each period or name."""

    name: str
    values: Sequence[float]


def draw_lines(
    *, title: str, said: str, periods: Sequence[str], rows: Sequence[Row], size: ChartSize = WIDE, prefix: str = "count"
) -> Chart:
    """Counts of each period as a line per row. `said` is the drawing in words; the table stands beside it."""
    axis = value_axis([_decimal(value) for row in rows for value in row.values] + [Decimal(0), Decimal(4)])
    left = max(text_width(str(tick), size.font) for tick in axis.ticks) + 12
    frame = _Frame(left, Decimal(size.font), size.width - left - size.right, Decimal(size.plot_height), size)
    drawn = [*_grid(frame, axis), *_ticks(frame, periods), *_lines(frame, axis, rows)]
    key, bottom = _key(rows, frame, lines=True)
    return _chart(title, said, "".join((*drawn, *key)), bottom, size, prefix)


def draw_bars(
    *,
    title: str,
    said: str,
    names: Sequence[str],
    rows: Sequence[Row],
    words: Sequence[Sequence[str]],
    size: ChartSize = WIDE,
    prefix: str = "bars",
) -> Chart:
    """Numbers of each name as bars, one below the other, a bar per row; `words` are how each number is told."""
    highest = max((value for row in rows for value in row.values), default=0) or 1
    line = Decimal(size.font + 6 + BAR * len(rows) + GAP)
    height = line * len(names)
    frame = _Frame(Decimal(4), Decimal(size.font), Decimal(size.width - 70), height, size)
    drawn: list[str] = []
    for place, name in enumerate(names):
        top = frame.top + line * place
        drawn.append(_text(frame.left, top, _cut(name, size), size))
        for number, row in enumerate(rows):
            y = top + 6 + BAR * number
            width = frame.width * _decimal(row.values[place] / highest)
            drawn.append(_bar(frame.left, y, width, number))
            drawn.append(_text(frame.left + width + 6, y + BAR - 1, words[number][place], size, small=True))
    key, bottom = _key(rows, frame, lines=False)
    return _chart(title, said, "".join((*drawn, *key)), bottom, size, prefix)


@dataclass(frozen=True, slots=True)
class _Frame:
    left: Decimal
    top: Decimal
    width: Decimal
    height: Decimal
    size: ChartSize

    @property
    def bottom(self) -> Decimal:
        return self.top + self.height

    def x(self, place: int, of: int) -> Decimal:
        return self.left + (self.width * place / (of - 1) if of > 1 else self.width / 2)

    def y(self, value: Decimal, axis: ValueAxis) -> Decimal:
        return self.bottom - self.height * (value - axis.low) / (axis.high - axis.low)


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 4)))


def _cut(name: str, size: ChartSize) -> str:
    longest = size.width // (size.font // 2 + 1)
    return name if len(name) <= longest else name[: longest - 1] + "\u2026"


def _text(x: Decimal, y: Decimal, text: str, size: ChartSize, *, anchor: str = "start", small: bool = False) -> str:
    font = size.font - 2 if small else None
    return tag("text", escaped(text), class_="chart-tick", x=x, y=y, text_anchor=anchor, font_size=font)


def _grid(frame: _Frame, axis: ValueAxis) -> Iterator[str]:
    for tick in axis.ticks:
        y = frame.y(tick, axis)
        weight = "0.7" if tick == axis.low else "0.18"
        right = frame.left + frame.width
        yield tag("line", class_="chart-grid", x1=frame.left, x2=right, y1=y, y2=y, stroke=INK, stroke_opacity=weight)
        yield _text(frame.left - 8, y + frame.size.font // 3, format(tick, "f"), frame.size, anchor="end")


def _ticks(frame: _Frame, periods: Sequence[str]) -> Iterator[str]:
    """As many of the periods as have room, the first and the last among them where there are several."""
    widest = max((text_width(each, frame.size.font) for each in periods), default=Decimal(1)) + 14
    room = max(int(frame.width / widest), 2)
    step = max(-(-(len(periods) - 1) // (room - 1)), 1)
    for place in range(len(periods) - 1, -1, -step):
        x, half = frame.x(place, len(periods)), text_width(periods[place], frame.size.font) / 2
        middle = min(max(x, half + 2), frame.size.width - half - 2)
        yield _text(middle, frame.bottom + frame.size.line, periods[place], frame.size, anchor="middle")


def _lines(frame: _Frame, axis: ValueAxis, rows: Sequence[Row]) -> Iterator[str]:
    for number, row in enumerate(rows):
        places = [(frame.x(at, len(row.values)), frame.y(_decimal(value), axis)) for at, value in enumerate(row.values)]
        yield _line(points(places), number)


def _line(places: str, number: int) -> str:
    return tag(
        "polyline",
        class_=f"count-line count-{number}",
        points=places,
        fill="none",
        stroke=INK,
        stroke_width="2",
        stroke_dasharray=DASHES[number % len(DASHES)],
    )


def _bar(x: Decimal, y: Decimal, width: Decimal, number: int) -> str:
    return tag(
        "rect",
        class_=f"count-bar count-{number}",
        x=x,
        y=y,
        width=max(width, Decimal(1)),
        height=BAR - 2,
        fill=INK,
        fill_opacity=FILLINGS[number % len(FILLINGS)],
        stroke=INK,
        stroke_width="1",
    )


def _key(rows: Sequence[Row], frame: _Frame, *, lines: bool) -> tuple[list[str], Decimal]:
    """The names of the rows with their signs, one below the other where they do not fit beside each other; and where
    the drawing ends."""
    size, drawn = frame.size, []
    x, y = Decimal(4), frame.bottom + Decimal(size.line * 2 if lines else 4) + size.font
    for number, row in enumerate(rows):
        width = 34 + text_width(row.name, size.font) + 18
        if x > 4 and x + width > size.width:
            x, y = Decimal(4), y + size.line
        middle = y - size.font // 3
        sign = (
            _line(points([(x, middle), (x + 28, middle)]), number)
            if lines
            else _bar(x, y - BAR + 1, Decimal(28), number)
        )
        drawn += [sign, _text(x + 34, y, row.name, size)]
        x += width
    return drawn, y + 8


def _chart(title: str, said: str, drawn: str, bottom: Decimal, size: ChartSize, prefix: str) -> Chart:
    name = f"{_NO_ID.sub('-', prefix)}-{size.name}"
    words = tag("title", escaped(title), id=f"{name}-title") + tag("desc", escaped(said), id=f"{name}-desc")
    svg = tag(
        "svg",
        words + drawn,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart chart-{size.name}",
        viewBox=f"0 0 {size.width} {bottom}",
        width="100%",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_size=size.font,
        fill=INK,
    )
    return Chart(svg, title, said, ())
