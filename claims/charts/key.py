"""The key beneath a chart: one row for each thing that is drawn, told in words beside its shape."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.charts import marks
from claims.charts.axes import ValueAxis
from claims.charts.describe import band_words, broken_words, used_words
from claims.charts.placing import LETTER
from claims.charts.plane import ChartSize
from claims.charts.runs import Run
from claims.charts.story import Story
from claims.charts.svg import escaped, points, tag

SHAPE_WIDTH = 32
MOST_NAMED = 3  # of more releases the older ones are counted, not named
HALF = Decimal(11)
ORIGIN = Decimal(0)


@dataclass(frozen=True, slots=True)
class Row:
    """Shapes drawn about (0, 0), and the words for them."""

    shapes: str
    words: str


def key_rows(story: Story, axis: ValueAxis) -> list[Row]:
    return [
        *_used(story),
        *_claim(story),
        *_releases(story),
        *_arrows(story),
        *_spans(story),
        *_ranges(story),
        *_broken(story, axis),
    ]


def key_marks(rows: Sequence[Row], *, left: int, top: int, size: ChartSize) -> tuple[list[str], int]:
    """The rows drawn, and the y beneath the last of them."""
    room = int((size.width - left - SHAPE_WIDTH - size.right) / (LETTER * size.font))
    drawn: list[str] = []
    y = top
    for row in rows:
        place = f"translate({left + 12} {y - size.font // 3})"
        drawn.append(tag("g", row.shapes, transform=place) if row.shapes else "")
        for line in textwrap.wrap(row.words, room):
            drawn.append(tag("text", escaped(line), class_="chart-key", x=left + SHAPE_WIDTH, y=y))
            y += size.line
    return drawn, y


def band_rect(left: Decimal, top: Decimal, width: Decimal, height: Decimal) -> str:
    return tag(
        "rect",
        class_="chart-band",
        x=left,
        y=top,
        width=width,
        height=max(height, Decimal(1)),
        fill=marks.INK,
        fill_opacity="0.13",
    )


def claim_line(left: Decimal, right: Decimal, y: Decimal) -> str:
    return tag(
        "line",
        class_="chart-claim",
        x1=left,
        x2=right,
        y1=y,
        y2=y,
        stroke=marks.INK,
        stroke_width="1.5",
        stroke_dasharray="7 4",
    )


def _used(story: Story) -> Iterator[Row]:
    for mark in story.used:
        yield Row("".join(marks.role_shapes(ORIGIN, ORIGIN, mark)), used_words(mark, story.labels))


def _claim(story: Story) -> Iterator[Row]:
    claim, labels = story.claim, story.labels
    parts = [labels.claimed % {"claimed": claim.words}] if claim.words else []
    parts += [band_words(claim, labels)] if claim.banded else []
    band = band_rect(-HALF, Decimal(-6), HALF * 2, Decimal(12)) if claim.banded else ""
    if claim.stated:
        band += band_rect(-HALF, Decimal(-2), HALF * 2, Decimal(4))
    line = claim_line(-HALF, HALF, ORIGIN) if claim.value is not None else ""
    if parts:
        yield Row(band + line, "; ".join(parts))


def _releases(story: Story) -> Iterator[Row]:
    labels = story.labels
    whole = [run for run in story.runs.drawn if not run.loose]
    if len(whole) < len(story.runs.drawn):
        yield Row(_line(story.runs.drawn[0]), labels.loose)
    for run in whole if len(whole) <= MOST_NAMED else whole[:1]:
        words = labels.newest if run.newest else labels.release
        yield Row(_line(run), words % {"vintage": run.label})
    if len(whole) > MOST_NAMED:
        yield Row(_line(whole[2]), labels.older % {"count": len(whole) - 1})
    if story.runs.left_out:
        yield Row("", labels.left_out % {"count": story.runs.left_out})


def _line(run: Run) -> str:
    shade = f"vintage-{run.rank}"
    line = marks.run_line(points(((-HALF, ORIGIN), (HALF, ORIGIN))), replace(run, figures=()), shade)
    dotted = run.loose or run.rank == 0
    return line + (marks.dot(ORIGIN, ORIGIN, shade) if dotted else "")


def _arrows(story: Story) -> Iterator[Row]:
    qualifiers = {one.qualifier[:1] for one in story.figures}
    for qualifier, words in (("<", story.labels.below), (">", story.labels.above)):
        if qualifier in qualifiers:
            top = Decimal(-7) if qualifier == "<" else Decimal(7)
            yield Row(marks.arrow(ORIGIN, top, qualifier), words)


def _spans(story: Story) -> Iterator[Row]:
    if any(marks.is_long(mark.observed) for mark in story.used):
        yield Row(marks.span_bar(-HALF, HALF, ORIGIN), story.labels.span)


def _ranges(story: Story) -> Iterator[Row]:
    if story.ranged:
        yield Row(marks.whisker_bar(ORIGIN, Decimal(-7), Decimal(7)), story.labels.range)


def _broken(story: Story, axis: ValueAxis) -> Iterator[Row]:
    if axis.broken:
        yield Row(marks.break_mark(ORIGIN, Decimal(5)), broken_words(axis, story.labels))
