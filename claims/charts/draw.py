"""The drawing itself, from back to front: grid, band, day, releases, claim, the figures compared, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from claims.charts import marks
from claims.charts.axes import time_axis, value_axis
from claims.charts.describe import description, table
from claims.charts.key import band_rect, claim_line, key_marks, key_rows
from claims.charts.labels import ChartLabels
from claims.charts.placing import Ground, Spot, box_of, sampled, spots_around, text_width
from claims.charts.plane import WIDE, ChartSize, Plane
from claims.charts.runs import runs_of
from claims.charts.story import ClaimMark, Story, scale_of, used_marks
from claims.charts.svg import escaped, tag
from claims.values import AsOf, Chart, Observed

_NO_ID = re.compile(r"[^A-Za-z0-9_-]+")


def draw_series(  # noqa: PLR0913 - all that one drawing shows, each by its name
    *,
    title: str,
    unit: str,
    observations: Sequence[Observed],
    low: Decimal | None,
    high: Decimal | None,
    claimed: str,
    said_on: date | None,
    used: Sequence[tuple[AsOf, Observed]],
    labels: ChartLabels,
    value: Decimal | None = None,
    stated: tuple[Decimal, Decimal] | None = None,
    size: ChartSize = WIDE,
    prefix: str = "chart",
) -> Chart:
    """A series of one place (and counterpart) with a claim marked on it.

    `low` and `high` are the ends of the wider band of the claim in the series' unit (None: no end on that
    side), `stated` those of the narrower one, `value` the number that it names, `claimed` that number's
    words. `used` are the figures that the findings rest on. `prefix` makes the drawing's ids its own: two
    on a page need two. All of it may be
    missing: then the drawing says so.
    """
    story = Story(
        title=title,
        unit=unit,
        runs=runs_of(observations, [observed for _, observed in used]),
        observations=tuple(observations),
        claim=ClaimMark(claimed, value, low, high, stated),
        said_on=said_on,
        used=used_marks(used),
        labels=labels,
    )
    drawing = _Drawing(story, size)
    name = f"{_NO_ID.sub('-', prefix) or 'chart'}-{size.name}"
    said = description(story, drawing.plane.values)
    return Chart(drawing.svg(name, said), title, said, table(story))


class _Drawing:
    """One story on one size. Labels that were placed, and the points of lines, keep the next label off."""

    def __init__(self, story: Story, size: ChartSize) -> None:
        self.story, self.size, self.labels = story, size, story.labels
        axis = value_axis(story.numbers)
        self.scale = scale_of((axis.low, axis.high), story.unit, story.labels)
        self.ticks = [(tick, self.labels.number(tick / self.scale.factor)) for tick in axis.ticks]
        left = max((text_width(text, size.font) for _, text in self.ticks), default=Decimal(0)) + 12
        ticks = size.year_ticks, size.month_ticks
        self.plane = Plane(
            left=left,
            top=Decimal(size.top),
            width=size.width - left - size.right,
            height=Decimal(size.plot_height),
            values=axis,
            days=time_axis(story.figures, story.said_on, counts=ticks, month=self.labels.month),
        )
        plane = self.plane
        self.ground = Ground(box_of(plane.left, plane.top, plane.right, plane.bottom))

    def svg(self, name: str, said: str) -> str:
        plot = [
            *self._grid(),
            *self._band(),
            *self._day(),
            *self._ranges(),
            *self._runs(),
            *self._claim(),
            *self._used(),
        ]
        foot = self.size.top + self.size.plot_height + 2 * self.size.line + 8
        rows = key_rows(self.story, self.plane.values)
        key, bottom = key_marks(rows, left=4, top=foot, size=self.size)
        words = tag("title", escaped(self.story.title), id=f"{name}-title")
        words += tag("desc", escaped(said), id=f"{name}-desc")
        return tag(
            "svg",
            words + "".join((*plot, *key)),
            xmlns="http://www.w3.org/2000/svg",
            class_=f"chart chart-{self.size.name}",
            viewBox=f"0 0 {self.size.width} {bottom - self.size.font + 4}",
            width="100%",
            role="img",
            aria_labelledby=f"{name}-title {name}-desc",
            font_size=self.size.font,
            fill=marks.INK,
        )

    def _grid(self) -> Iterator[str]:
        plane = self.plane
        yield self._text(Decimal(4), Decimal(self.size.font), self.scale.unit, "chart-unit")
        for tick, text in self.ticks:
            y = plane.y(tick)
            yield self._grid_line(y, solid=tick == plane.values.low and not plane.values.broken)
            yield self._text(plane.left - 8, y + self.size.font // 3, text, "chart-tick", anchor="end")
        if plane.values.broken:
            yield marks.break_mark(plane.left, plane.bottom)
        for day, text in plane.days.ticks if plane.days else ():
            yield from self._day_tick(plane.x(day), text)
        if not self.story.figures:
            middle = plane.left + plane.width / 2, plane.top + Decimal(2 * self.size.font)
            yield self._text(*middle, self.labels.no_figures, "chart-empty", anchor="middle")

    def _grid_line(self, y: Decimal, *, solid: bool) -> str:
        plane = self.plane
        name, weight = ("chart-axis", "0.7") if solid else ("chart-grid", "0.18")
        return tag(
            "line",
            class_=name,
            x1=plane.left,
            x2=plane.right,
            y1=y,
            y2=y,
            stroke=marks.INK,
            stroke_opacity=weight,
        )

    def _day_tick(self, x: Decimal, text: str) -> Iterator[str]:
        bottom, half = self.plane.bottom, text_width(text, self.size.font) / 2
        yield tag("line", class_="chart-axis", x1=x, x2=x, y1=bottom, y2=bottom + 4, stroke=marks.INK)
        middle = min(max(x, half + 2), self.size.width - half - 2)
        yield self._text(middle, bottom + self.size.line, text, "chart-tick", anchor="middle")

    def _band(self) -> Iterator[str]:
        claim, plane = self.story.claim, self.plane
        if claim.banded:
            top = plane.top if claim.high is None else plane.y(claim.high)
            bottom = plane.bottom if claim.low is None else plane.y(claim.low)
            yield band_rect(plane.left, top, plane.width, bottom - top)
        if claim.stated:
            bottom, top = map(plane.y, claim.stated)
            yield band_rect(plane.left, top, plane.width, bottom - top)

    def _ranges(self) -> Iterator[str]:
        for one in self.story.ranged:
            yield from marks.whisker(self.plane, one)

    def _day(self) -> Iterator[str]:
        if self.story.said_on is None:
            return
        x, top = self.plane.x(self.story.said_on.toordinal()), Decimal(self.size.top)
        yield tag(
            "line",
            class_="chart-said",
            x1=x,
            x2=x,
            y1=top - 8,
            y2=self.plane.bottom,
            stroke=marks.INK,
            stroke_width="1.5",
            stroke_dasharray="2 3",
        )
        self.ground.ink += sampled([(x, top), (x, self.plane.bottom)])
        late = x > Decimal(self.size.width) / 2
        text = self.labels.said % {"day": self.labels.day(self.story.said_on)}
        yield self._text(x + (6 if late else -6), top - 12, text, "chart-label", anchor="end" if late else "start")

    def _runs(self) -> Iterator[str]:
        for run in reversed(self.story.runs.drawn):
            for line in marks.lines_of(self.plane, run):
                self.ground.ink += sampled(line)
            yield from marks.run_marks(self.plane, run)

    def _claim(self) -> Iterator[str]:
        claim, plane = self.story.claim, self.plane
        ends = [end for end in (claim.value, claim.high, claim.low) if end is not None]
        if not ends:
            return
        y = plane.y(ends[0])
        if claim.value is not None:
            yield claim_line(plane.left, plane.right, y)
            self.ground.ink += sampled([(plane.left, y), (plane.right, y)])
        spots = [
            Spot(x, y + drop, anchor)
            for drop in (Decimal(-5), Decimal(self.size.font + 2))
            for x, anchor in ((plane.left + 4, "start"), (plane.right - 4, "end"))
        ]
        yield self._label(claim.words, spots, "chart-label chart-claim-label")

    def _used(self) -> Iterator[str]:
        places = [marks.place_of(self.plane, mark.observed) for mark in self.story.used]
        compared = [mark.observed for mark in self.story.used]
        yield from marks.spans(self.plane, self.story.figures, compared)
        for mark, (x, y) in zip(self.story.used, places, strict=True):
            self.ground.taken.append(box_of(x - 7, y - 7, x + 7, y + 7))
            yield from marks.used_shapes(self.plane, mark)
        lowest = max((y for _, y in places), default=Decimal(0))
        for mark, (x, y) in zip(self.story.used, places, strict=True):
            text = f"{mark.role(self.labels)} {self.scale.short(mark.observed, self.labels)}"
            spots = spots_around(x, y, self.size.font, way=1 if y == lowest and len(places) > 1 else -1)
            name = "chart-then-label" if mark.then else "chart-now-label"
            yield self._label(text, spots, f"chart-label {name}")

    def _label(self, text: str, spots: Sequence[Spot], name: str) -> str:
        spot = self.ground.take(text, self.size.font, spots)
        return self._text(spot.x, spot.y, text, name, anchor=spot.anchor)

    def _text(self, x: Decimal, y: Decimal, text: str, name: str, *, anchor: str = "start") -> str:
        return tag("text", escaped(text), class_=name, x=x, y=y, text_anchor=anchor)
