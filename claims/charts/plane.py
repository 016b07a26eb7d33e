"""The drawing surface: sizes, and the way from days and values to places on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.charts.axes import TimeAxis, ValueAxis


@dataclass(frozen=True, slots=True)
class ChartSize:
    """A drawing's measures in its own units, which are pixels where it is shown as wide as it is drawn."""

    name: str
    width: int
    plot_height: int
    font: int
    year_ticks: int
    month_ticks: int
    top: int = 46
    right: int = 12

    @property
    def line(self) -> int:
        return self.font + 6


WIDE = ChartSize("wide", 640, 240, 13, 9, 7)
COMPACT = ChartSize("compact", 340, 210, 14, 5, 3)


@dataclass(frozen=True, slots=True)
class Plane:
    """A rectangle of the drawing and the axes that span it. Values and days outside are put on its edge."""

    left: Decimal
    top: Decimal
    width: Decimal
    height: Decimal
    values: ValueAxis
    days: TimeAxis | None

    @property
    def right(self) -> Decimal:
        return self.left + self.width

    @property
    def bottom(self) -> Decimal:
        return self.top + self.height

    def x(self, day: Decimal | int) -> Decimal:
        if self.days is None:
            return self.left + self.width / 2
        share = (Decimal(day) - self.days.low) / (self.days.high - self.days.low)
        return self.left + self.width * min(max(share, Decimal(0)), Decimal(1))

    def y(self, value: Decimal) -> Decimal:
        share = (value - self.values.low) / (self.values.high - self.values.low)
        return self.bottom - self.height * min(max(share, Decimal(0)), Decimal(1))
