"""How a number that differs could have come about: readings under which it would be fair.

Each candidate is weighed like the figure itself, with the bands of the same statement. At most one of a kind
and three in all are kept, the likeliest slips first; within a kind the nearest period, then the nearest number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.comparison.choose import NEAREST_DAYS, known_by
from claims.values import (
    AsOf,
    Compared,
    Observed,
    OtherReading,
    QuantityKind,
    ReadingKind,
    Relation,
    SeriesInfo,
    Statement,
)

MOST = 3
FAIR = frozenset({Relation.AGREES, Relation.CLOSE})
TENFOLD = (Decimal(10), Decimal("0.1"))
THOUSANDFOLD = (Decimal(1000), Decimal("0.001"))
PERCENT = Decimal(100)
LEVELS = frozenset({QuantityKind.PERCENT, QuantityKind.SHARE})

Known = Sequence[tuple[SeriesInfo, Sequence[Observed]]]
Weigh = Callable[[SeriesInfo, Observed], Compared]


@dataclass(frozen=True, slots=True)
class Differing:
    """A finding that differs, with what is needed to look for how it came about. `rows` are all figures of its
    series, other places among them; `others` those of other series. `weigh` compares the statement with one
    figure."""

    compared: Compared
    observed: Observed
    statement: Statement
    series: SeriesInfo
    rows: Sequence[Observed]
    others: Known
    weigh: Weigh

    @property
    def known(self) -> list[Observed]:
        """The series' figures for the statement's place, as of the finding."""
        own = (each for each in self.rows if _pair(each) == _pair(self.observed))
        return self.as_of(own)

    def as_of(self, rows: Iterable[Observed]) -> list[Observed]:
        day = self.statement.said_on if self.compared.as_of is AsOf.THEN else None
        by_pair: dict[tuple[str, str], list[Observed]] = {}
        for each in rows:
            by_pair.setdefault(_pair(each), []).append(each)
        return [each for own in by_pair.values() for each in known_by(own, day).values()]

    def fair(self, kind: ReadingKind, observed: Observed, *, series: SeriesInfo | None = None) -> list[OtherReading]:
        """The reading, where the statement would be fair of that figure."""
        info = series or self.series
        relation = self.weigh(info, observed).relation
        return [OtherReading(kind, relation, observed, info.source, info.code)] if relation in FAIR else []

    def days(self, observed: Observed) -> int:
        """How far a figure's period lies from the one compared with."""
        return abs((observed.period_end - self.observed.period_end).days)

    def gap(self, observed: Observed) -> Decimal:
        """How far a figure lies from the one compared with, as numbers."""
        return abs((observed.value or Decimal(0)) - (self.observed.value or Decimal(0)))


def other_readings(differing: Differing) -> tuple[OtherReading, ...]:
    """At most three readings, the likeliest first; none where nothing that is known bears the number out."""
    found: list[OtherReading] = []
    for look in LOOKS:
        found += list(look(differing))[:1]
    return tuple(found[:MOST])


def _pair(observed: Observed) -> tuple[str, str]:
    return observed.place, observed.counterpart


def _within_range(differing: Differing) -> Iterator[OtherReading]:
    """Outside the bands, inside the range that the source itself gives."""
    observed, quantity = differing.observed, differing.statement.quantity
    if observed.range_low is None or observed.range_high is None or quantity is None:
        return
    ends = (replace(observed, value=end, raw=str(end)) for end in (observed.range_low, observed.range_high))
    gaps = [differing.weigh(differing.series, end) for end in ends]
    signs = {each.gap is not None and each.gap >= 0 for each in gaps}
    if len(signs) == 2 or any(each.relation in FAIR for each in gaps):
        yield OtherReading(
            ReadingKind.WITHIN_RANGE, Relation.CLOSE, observed, differing.series.source, differing.series.code
        )


def _other_period(differing: Differing) -> Iterator[OtherReading]:
    span = (differing.observed.period_start, differing.observed.period_end)
    rows = [each for each in differing.known if (each.period_start, each.period_end) != span]
    for each in sorted(rows, key=lambda row: (differing.days(row), -row.period_end.toordinal())):
        yield from differing.fair(ReadingKind.OTHER_PERIOD, each)


def _scale(differing: Differing) -> Iterator[OtherReading]:
    """A factor of ten, or a thousand for a million; of shares a factor of ten alone."""
    observed, quantity = differing.observed, differing.statement.quantity
    if quantity is None or not observed.value:
        return
    factors = TENFOLD if quantity.unit == "percent" else (*TENFOLD, *THOUSANDFOLD)
    for factor in factors:
        scaled = replace(observed, value=observed.value * factor)
        for reading in differing.fair(ReadingKind.SCALE, scaled):
            yield replace(reading, observed=observed, factor=factor)


def _reversed(differing: Differing) -> Iterator[OtherReading]:
    """Part and counterpart exchanged, or exports for imports."""
    place, counterpart = _pair(differing.observed)
    if not counterpart:
        return
    exchanged = (each for each in differing.rows if _pair(each) == (counterpart, place))
    for each in _beside(differing, exchanged):
        yield from differing.fair(ReadingKind.REVERSED, each)
    for info, rows in differing.others:
        if info.indicator == other_direction(differing.series.indicator):
            for each in _beside(differing, (row for row in rows if _pair(row) == (place, counterpart))):
                yield from differing.fair(ReadingKind.REVERSED, each, series=info)


def other_direction(indicator: str) -> str:
    """The measure of the other way: "import-partner-share" for "export-partner-share"; empty for neither."""
    for one, other in (("export", "import"), ("import", "export")):
        if one in indicator:
            return indicator.replace(one, other)
    return ""


def _other_place(differing: Differing) -> Iterator[OtherReading]:
    place, counterpart = _pair(differing.observed)
    elsewhere = [each for each in differing.rows if each.place != place and each.counterpart == counterpart]
    for each in _beside(differing, elsewhere):
        yield from differing.fair(ReadingKind.OTHER_PLACE, each)


def _other_measure(differing: Differing) -> Iterator[OtherReading]:
    for info, rows in differing.others:
        if info.indicator in (differing.series.indicator, other_direction(differing.series.indicator)):
            continue
        kind = _kind_of(info, differing.series)
        for each in _beside(differing, (row for row in rows if _pair(row) == _pair(differing.observed))):
            yield from differing.fair(kind, each, series=info)


def _kind_of(info: SeriesInfo, own: SeriesInfo) -> ReadingKind:
    """A share of another whole, where both measures begin alike and say what they are shares of."""
    same_part = info.indicator.split("-")[:1] == own.indicator.split("-")[:1]
    other_whole = info.denominator and own.denominator and info.denominator != own.denominator
    return ReadingKind.OTHER_DENOMINATOR if same_part and other_whole else ReadingKind.OTHER_MEASURE


def _beside(differing: Differing, rows: Iterable[Observed]) -> list[Observed]:
    """Figures of about the period compared with, per place the nearest one; the nearest numbers first."""
    nearest: dict[tuple[str, str], Observed] = {}
    for each in sorted(differing.as_of(rows), key=differing.days):
        if differing.days(each) <= NEAREST_DAYS:
            nearest.setdefault(_pair(each), each)
    return sorted(nearest.values(), key=lambda each: (differing.days(each), differing.gap(each)))


def _change_for_level(differing: Differing) -> Iterator[OtherReading]:
    """The number is by how much the figure changed, in percent or in points, on the period before."""
    observed, quantity = differing.observed, differing.statement.quantity
    if quantity is None or quantity.kind not in LEVELS or observed.value is None:
        return
    before = [each for each in differing.known if each.period_end < observed.period_start and each.value]
    last = max(before, key=lambda each: each.period_end, default=None)
    if last is None or last.value is None:
        return
    points = observed.value - last.value
    for size in (points, points / last.value * PERCENT):
        changed = replace(observed, value=abs(size), unit="percent")
        for reading in differing.fair(ReadingKind.CHANGE_FOR_LEVEL, changed):
            yield replace(reading, observed=observed, before=last)


LOOKS: tuple[Callable[[Differing], Iterator[OtherReading]], ...] = (
    _within_range,
    _other_period,
    _scale,
    _reversed,
    _other_place,
    _other_measure,
    _change_for_level,
)
"""In the order in which such slips are likely; at most one reading of each is kept."""
