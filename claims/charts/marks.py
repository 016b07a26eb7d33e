"""The shapes of a chart. Shape and weight carry the meaning, so that it reads in black and white; colours
come from the page's stylesheet by class, and `currentColor` stands in where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claims.charts.axes import middle
from claims.charts.plane import Plane
from claims.charts.runs import Run, segments
from claims.charts.story import UsedMark
from claims.charts.svg import Point, path, points, tag
from claims.values import Observed

INK = "currentColor"
FAINTEST = Decimal("0.25")
FADE = Decimal("0.6")
MOST_DOTS = 40  # a run of more figures is a line alone
MOST_SPANS = 8
LONG_SPAN = 400  # days: longer than a year of any calendar
RING, DIAMOND, ARROW = Decimal(7), Decimal(5), Decimal(14)


def place_of(plane: Plane, observed: Observed) -> Point:
    return plane.x(middle(observed)), plane.y(observed.value or Decimal(0))


def lines_of(plane: Plane, run: Run) -> list[list[Point]]:
    """The run as places, one list for each unbroken part."""
    return [[place_of(plane, one) for one in part] for part in segments(run)]


def run_marks(plane: Plane, run: Run) -> Iterator[str]:
    """The line of a release, its points and its arrows."""
    shade = f"vintage-{run.rank}"
    fade = strength(run.rank)
    dotted = run.loose or (run.rank == 0 and len(run.figures) <= MOST_DOTS)
    for part in segments(run):
        line = [place_of(plane, one) for one in part]
        if len(part) > 1:
            yield run_line(points(line), run, shade)
        if part[0].qualifier:
            yield arrow(*line[0], part[0].qualifier, shade)
        elif dotted or len(part) == 1:
            yield from (dot(x, y, shade, fade) for x, y in line)


def strength(rank: int) -> Decimal:
    """How strongly a release is drawn: the newest in full, older ones fainter."""
    return Decimal(1) if rank == 0 else max(FADE - Decimal(rank - 1) / 10, FAINTEST)


def run_line(line: str, run: Run, shade: str) -> str:
    return tag(
        "polyline",
        class_=f"chart-line {'chart-loose' if run.loose else shade}",
        points=line,
        fill="none",
        stroke=INK,
        stroke_width="2.25" if run.rank == 0 and not run.loose else "1.5",
        stroke_opacity=strength(run.rank),
        stroke_dasharray="2 4" if run.loose else None,
        stroke_linejoin="round",
    )


def dot(x: Decimal, y: Decimal, shade: str, fade: Decimal = Decimal(1)) -> str:
    return tag("circle", class_=f"chart-point {shade}", cx=x, cy=y, r="2.75", fill=INK, fill_opacity=fade)


def arrow(x: Decimal, y: Decimal, qualifier: str, shade: str = "vintage-0") -> str:
    """A bar at the value that the source names, and an arrow to the side on which the figure lies."""
    way = -1 if qualifier.startswith(">") else 1
    tip, barb = y + ARROW * way, y + (ARROW - 4) * way
    bar = path(("M", x - 5, y), ("L", x + 5, y), ("M", x, y), ("L", x, tip))
    head = path(("M", x - 4, barb), ("L", x, tip), ("L", x + 4, barb))
    name = "chart-above" if way < 0 else "chart-below"
    return tag("path", class_=f"{name} {shade}", d=f"{bar} {head}", fill="none", stroke=INK, stroke_width="1.5")


def whisker(plane: Plane, observed: Observed) -> Iterator[str]:
    """How sure the source says that it is of a figure: from the least to the most that it may be."""
    if observed.range_low is not None and observed.range_high is not None:
        x = plane.x(middle(observed))
        yield whisker_bar(x, plane.y(observed.range_high), plane.y(observed.range_low))


def whisker_bar(x: Decimal, top: Decimal, bottom: Decimal) -> str:
    ends = path(("M", x - 3, top), ("L", x + 3, top), ("M", x - 3, bottom), ("L", x + 3, bottom))
    bar = path(("M", x, top), ("L", x, bottom))
    return tag("path", class_="chart-range", d=f"{bar} {ends}", fill="none", stroke=INK, stroke_opacity="0.55")


def spans(plane: Plane, figures: Sequence[Observed], compared: Sequence[Observed]) -> Iterator[str]:
    """The spans of all figures where they are few enough to be told apart, else of those compared."""
    for one in dict.fromkeys(figures if len(figures) <= MOST_SPANS else compared):
        if is_long(one):
            yield span(plane, one)


def span(plane: Plane, observed: Observed) -> str:
    """The days that a figure stands for, where they are more than a year."""
    y = plane.y(observed.value or Decimal(0))
    first, last = plane.x(observed.period_start.toordinal()), plane.x(observed.period_end.toordinal() + 1)
    return span_bar(first, last, y)


def span_bar(first: Decimal, last: Decimal, y: Decimal) -> str:
    ends = path(("M", first, y - 3), ("L", first, y + 3), ("M", last, y - 3), ("L", last, y + 3))
    bar = path(("M", first, y), ("L", last, y))
    return tag("path", class_="chart-span", d=f"{bar} {ends}", fill="none", stroke=INK, stroke_width="1.5")


def used_shapes(plane: Plane, mark: UsedMark) -> Iterator[str]:
    """The ring of then, the diamond of now, one in the other where they are the same figure."""
    x, y = place_of(plane, mark.observed)
    if mark.observed.qualifier:
        yield arrow(x, y, mark.observed.qualifier)
    yield from role_shapes(x, y, mark)


def role_shapes(x: Decimal, y: Decimal, mark: UsedMark) -> Iterator[str]:
    if mark.then:
        yield tag("circle", class_="chart-then", cx=x, cy=y, r=RING, fill="none", stroke=INK, stroke_width="2")
    if mark.now:
        corners = (("M", x, y - DIAMOND), ("L", x + DIAMOND, y), ("L", x, y + DIAMOND), ("L", x - DIAMOND, y))
        yield tag("path", class_="chart-now", d=f"{path(*corners)} Z", fill=INK)


def break_mark(x: Decimal, bottom: Decimal) -> str:
    """The zigzag at the foot of an axis that does not begin at zero."""
    turns = (("M", x, bottom), ("L", x - 3, bottom - 3), ("L", x + 3, bottom - 7), ("L", x, bottom - 10))
    return tag("path", class_="chart-break", d=path(*turns), fill="none", stroke=INK, stroke_width="1.5")


def is_long(observed: Observed) -> bool:
    """Whether a figure stands for more than a year."""
    return (observed.period_end - observed.period_start).days > LONG_SPAN
