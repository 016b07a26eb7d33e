"""Labels beside what they name, put where they cover the least."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from claims.charts.svg import Point

LETTER = Decimal("0.54")  # mean width of a letter, as a share of the font size
DROPS = ("0.7", "0", "1.4", "2.2", "3.2", "4.4", "5.6", "7")  # lines from mark to label
STEP = 6  # pixels between two points of a sampled line
ON_A_LABEL, OUTSIDE = 1000, 5000


@dataclass(frozen=True, slots=True)
class Box:
    """In floats, as are the points of lines: a label is held against a thousand of them."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, points: Iterable[tuple[float, float]]) -> int:
        """How many of the points are in it."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        return sum(1 for x, y in points if left <= x <= right and top <= y <= bottom)

    def meets(self, other: Box) -> bool:
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.bottom < other.top or other.bottom < self.top)

    def within(self, other: Box) -> bool:
        wide = other.left <= self.left and self.right <= other.right
        return wide and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a text: its baseline, and which end of it stands at `x` ("start" or "end")."""

    x: Decimal
    y: Decimal
    anchor: str

    def box(self, text: str, font: int) -> Box:
        width = text_width(text, font)
        left = self.x - width if self.anchor == "end" else self.x
        return box_of(left, self.y - font, left + width, self.y + font / Decimal(4))


def box_of(left: Decimal, top: Decimal, right: Decimal, bottom: Decimal) -> Box:
    return Box(float(left), float(top), float(right), float(bottom))


def text_width(text: str, font: int) -> Decimal:
    return LETTER * font * len(text)


@dataclass(slots=True)
class Ground:
    """What labels stand on: the frame that holds them, the boxes that are taken, the points of lines."""

    frame: Box
    taken: list[Box] = field(default_factory=list)
    ink: list[tuple[float, float]] = field(default_factory=list)

    def take(self, text: str, font: int, spots: Sequence[Spot]) -> Spot:
        """The spot where the text covers the least, of equal ones the first; it is taken from then on."""
        moved = [self._inside(spot, text, font) for spot in spots]
        spot = min(moved, key=lambda spot: self._cost(spot.box(text, font)))
        self.taken.append(spot.box(text, font))
        return spot

    def _inside(self, spot: Spot, text: str, font: int) -> Spot:
        """The spot moved aside as far as its text would run out of the frame; its beginning stays within."""
        box = spot.box(text, font)
        aside = max(min(0.0, self.frame.right - box.right), self.frame.left - box.left)
        return replace(spot, x=spot.x + Decimal(aside)) if aside else spot

    def _cost(self, box: Box) -> int:
        covered = box.holds(self.ink)
        labels = sum(box.meets(other) for other in self.taken)
        return covered + ON_A_LABEL * labels + OUTSIDE * (not box.within(self.frame))


def spots_around(x: Decimal, y: Decimal, font: int, *, way: int) -> list[Spot]:
    """Beside a mark and then farther off, near ones first: upwards where `way` is -1, downwards where it
    is 1."""
    aside, level = Decimal(11), Decimal(font) / 3
    drops = [level + way * font * Decimal(step) for step in DROPS]
    return [Spot(x + side, y + drop, anchor) for drop in drops for side, anchor in ((aside, "start"), (-aside, "end"))]


def sampled(line: Sequence[Point]) -> list[tuple[float, float]]:
    """Points along a line, near enough to one another to tell what a label would cover."""
    places = [(float(x), float(y)) for x, y in line]
    found = places[:1]
    for (x, y), (to_x, to_y) in zip(places, places[1:], strict=False):
        parts = max(int(max(abs(to_x - x), abs(to_y - y)) / STEP), 1)
        found += [(x + (to_x - x) * at / parts, y + (to_y - y) * at / parts) for at in range(1, parts + 1)]
    return found
