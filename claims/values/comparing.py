"""What comparison is given and what it says, and the chart of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from claims.values.reasons import Reason
from claims.values.reference import Observed
from claims.values.text import Comparative, Period, Person, Quantity


class Relation(StrEnum):
    AGREES = "agrees"
    CLOSE = "close"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not_comparable"
    NO_DATA = "no_data"


class AsOf(StrEnum):
    THEN = "then"
    NOW = "now"


class ReadingKind(StrEnum):
    """Under which other reading a number that differs would be fair."""

    OTHER_PERIOD = "other_period"
    OTHER_PLACE = "other_place"
    OTHER_MEASURE = "other_measure"
    OTHER_DENOMINATOR = "other_denominator"
    REVERSED = "reversed"  # part and counterpart, exports for imports
    SCALE = "scale"  # a factor of ten, a thousand for a million
    CHANGE_FOR_LEVEL = "change_for_level"
    WITHIN_RANGE = "within_range"  # outside the bands, inside the range that the source itself gives


class Summary(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    REVISED_SINCE = "revised_since"
    DEPENDS_ON_DEFINITION = "depends_on_definition"
    THEN_UNKNOWN = "then_unknown"
    NOW_UNKNOWN = "now_unknown"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class SeriesInfo:
    """What comparison must know of a series besides its numbers. `factor` turns the series' numbers into
    `unit` (people for "thousand people": 1000). `bands` are a curator's widening or narrowing of the two
    bands, as factors (1 leaves them). `original` says that the source is the origin itself; series of one
    `origin` and `variant` serve one number."""

    code: str
    source: str
    origin: str
    unit: str
    definition: str = ""
    headline: bool = True
    factor: Decimal = Decimal(1)
    agrees_factor: Decimal = Decimal(1)
    close_factor: Decimal = Decimal(1)
    indicator: str = ""
    denominator: str = ""
    is_change: bool = False
    takes_person: bool = False
    variant: str = ""
    original: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as comparison reads it: one quantity of one measure at one place, said on one day.

    `said_on` is None where no day is known: `then` is unknown then, never today.
    """

    quantity: Quantity | None
    place: str
    counterpart: str = ""
    period: Period | None = None
    said_on: date | None = None
    place_carried: bool = False
    uncovered: tuple[str, ...] = ()
    near_rival: str = ""
    person: Person | None = None
    comparative: Comparative | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A closed or open interval of values; None is without end on that side."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A figure of which the statement would be fair, and how it could have been meant. `source` and `series`
    name where the figure is from, `factor` what it was taken times, `before` the figure that it changed from."""

    kind: ReadingKind
    relation: Relation
    observed: Observed
    source: str
    series: str
    factor: Decimal = Decimal(1)
    before: Observed | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a statement with the observations of one series says, for one `as_of`.

    `gap` is observation less statement in the series' unit, `gap_relative` the same as a share of the
    statement. `check_reading` marks what counts in no notice until a person has confirmed the reading.
    `readings` of what differs are at most three, the likeliest first.
    """

    series: str
    as_of: AsOf
    relation: Relation
    observed: Observed | None = None
    gap: Decimal | None = None
    gap_relative: Decimal | None = None
    reasons: tuple[Reason, ...] = ()
    check_reading: bool = False
    readings: tuple[OtherReading, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and what says the same without it: title and description are texts, the table is rows of
    (period, vintage, value as the source wrote it)."""

    svg: str
    title: str
    description: str
    table: tuple[tuple[str, str, str], ...]
