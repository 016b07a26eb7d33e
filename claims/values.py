"""The frozen dataclasses that all the rest speak in.

Nothing here imports Django, reads a setting, opens a socket or asks a clock. Offsets are code points in
the text as it was given, numbers are `Decimal`, days are `date`, periods are spans of days (both ends
included), places are ISO 3166 alpha-3 codes ("WLD" for the world).
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import BinaryIO, Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a program says what it says: a code that `wording.py` turns into a sentence, with its numbers.

    `numbers` are (name, text) pairs in the order in which the sentence of the code uses them.
    """

    code: str
    numbers: tuple[tuple[str, str], ...] = ()


# --- the reading of a text ------------------------------------------------------------------------------


class Comparator(StrEnum):
    EQUAL = "equal"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    BETWEEN = "between"


class QuantityKind(StrEnum):
    """Which row of the table of bands a number is read by."""

    PERCENT = "percent"  # 40 percent, 39.8%
    SHARE = "share"  # half, a third, one in four, nine out of ten: low and high are percent
    ALL_BUT = "all_but"  # nearly all, almost everybody (and, mirrored, almost none)
    MAJORITY = "majority"  # most, a majority, more than half in words; the vast majority
    COUNT = "count"  # people, events, bodies
    MEASURE = "measure"  # money, physical units, rates per head and the like
    ORDER = "order"  # dozens, tens of thousands, millions: `scale` is the unit u, low and high are None
    CHANGE = "change"  # doubled, halved, tripled: low and high are the multiple
    DURATION = "duration"  # ages and lengths of time


class Move(StrEnum):
    """Whether a number is an amount by which something changed: of a measure that is itself a change ("the
    economy shrank 3 percent"), or of the level of one that is not ("unemployment fell 2 percent")."""

    NONE = ""
    UP = "up"
    DOWN = "down"
    OF_LEVEL = "of_level"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text.

    `low` and `high` are in `unit` with the scale multiplied in: equal for a plain, hedged or "nearly"
    number, one of them None for a one-sided one ("more than 40": low 40, high None; "up to 40": low None,
    high 40), both None where no value is stated ("the vast majority", "tens of thousands").
    Shares in words are in percent. `written` is the number's text as written ("10.9", "40", "10,000", "a
    third"), before `scale` ("million": 1000000); from both the grain is read. `written_high` is the upper
    end's text of a range. `denominator` is N of "one in N". `line` says that the value decides something
    (half, majority, an agreed limit). `of_measure` marks the one that the sentence's measure is about, `move`
    an amount of change ("fell 3 percent", not "fell to 3 percent").
    """

    text: str
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str
    comparator: Comparator
    kind: QuantityKind
    written: str
    scale: Decimal = Decimal(1)
    written_high: str = ""
    counts: str = ""
    denominator: int | None = None
    line: bool = False
    vast: bool = False
    negated: bool = False  # "almost none": the mirror of ALL_BUT
    of_measure: bool = False
    move: Move = Move.NONE

    @property
    def value(self) -> Decimal | None:
        """The number that a one-sided or plain wording names; the low end of a range."""
        return self.low if self.low is not None else self.high


class PlaceRole(StrEnum):
    SUBJECT = "subject"  # whose measure it is
    COUNTERPART = "counterpart"  # the other side of a pair: trade with, through, to
    MENTION = "mention"


class PlaceSource(StrEnum):
    SAID = "said"
    CARRIED = "carried"  # left unsaid by the sentence, taken from its context


@dataclass(frozen=True, slots=True)
class PlaceMention:
    code: str
    role: PlaceRole
    source: PlaceSource
    text: str = ""
    start: int = -1  # -1 where carried
    end: int = -1


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included, with the words or the label that name it."""

    start: date
    end: date
    label: str


class Attribution(StrEnum):
    NONE = "none"
    REPORTED = "reported"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class IndicatorCandidate:
    """An indicator that the words may mean. `uncovered` are content words of the measure that no phrase of
    the indicator covers ("or through"), as they stand in the sentence."""

    slug: str
    score: float
    phrase: str
    start: int
    end: int
    uncovered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedClaim:
    """One sentence that states something checkable, with everything that was read from it."""

    sentence: str
    start: int
    end: int
    worthiness: float
    reasons: tuple[Reason, ...]
    claimant: str | None
    attribution: Attribution
    quantities: tuple[Quantity, ...]
    places: tuple[PlaceMention, ...]
    indicator: str | None
    candidates: tuple[IndicatorCandidate, ...] = ()
    period: Period | None = None

    def place(self, role: PlaceRole) -> PlaceMention | None:
        """The first place in that role."""
        return next((place for place in self.places if place.role == role), None)

    @property
    def main_quantity(self) -> Quantity | None:
        """The number that the indicator is about: the first that has a value, else the first."""
        valued = (quantity for quantity in self.quantities if quantity.value is not None)
        return next(valued, self.quantities[0] if self.quantities else None)


@dataclass(frozen=True, slots=True)
class AsideSentence:
    """A sentence that was left aside, with the rule that said so."""

    sentence: str
    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Extraction:
    sentences: int
    claims: tuple[ExtractedClaim, ...]
    aside: tuple[AsideSentence, ...] = ()


# --- curated words --------------------------------------------------------------------------------------


class PlaceNameKind(StrEnum):
    NAME = "name"  # North Korea, DPRK
    ADJECTIVE = "adjective"  # North Korean
    PEOPLE = "people"  # North Koreans


@dataclass(frozen=True, slots=True)
class PlaceName:
    code: str
    text: str
    kind: PlaceNameKind


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator as extraction knows it: its phrases, and the unit of the numbers it can be about.

    `unit` is "percent", "people", "USD", "years", "per_1000", "per_100000", "tonnes" and the like;
    `takes_counterpart` marks measures of a pair of places (partner shares of trade), `is_change` measures
    that are themselves a change (growth, inflation).
    """

    slug: str
    name: str
    unit: str
    phrases: tuple[str, ...]
    denominator: str = ""
    takes_counterpart: bool = False
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Curated words as extraction reads them: built from the packs or from the tables, equal on a new desk."""

    places: tuple[PlaceName, ...]
    indicators: tuple[IndicatorEntry, ...]


# --- reference data -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Query:
    """What a connector is asked: never a claim. Empty `counterparts` for measures of one place.

    `span` bounds the periods wanted, None for all.
    """

    series: str
    places: tuple[str, ...]
    counterparts: tuple[str, ...] = ()
    span: Period | None = None
    unit: str = ""
    period_rule: str = "calendar_year"  # or "three_year_mean": the label is the middle year


@dataclass(frozen=True, slots=True)
class Request:
    """What a connector wants fetched. `limit` bounds the body after decoding, in bytes."""

    address: str
    parameters: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    limit: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. `body` is a binary file at its beginning; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: BinaryIO
    address: str


class SourceError(Exception):
    """A source gave no usable answer.

    `code` is worded by `wording.py` ("could not reach api.worldbank.org"), `permanent` says that asking
    again with the same question is useless, `retry_after` is seconds that the source asked to wait.
    """

    def __init__(
        self,
        code: str,
        *,
        permanent: bool,
        numbers: tuple[tuple[str, str], ...] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(code, *numbers)
        self.code = code
        self.permanent = permanent
        self.numbers = numbers
        self.retry_after = retry_after

    @property
    def reason(self) -> Reason:
        return Reason(self.code, self.numbers)


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """What an operator sets for one source."""

    base: str
    contact: str = ""
    key: str = field(default="", repr=False)
    page_size: int = 1000


@dataclass(frozen=True, slots=True)
class Observed:
    """One number of a series, as its source wrote it.

    `raw` is the source's text, `value` what it reads as (None where there is no number), `qualifier` "<",
    ">" or "". `vintage_on` is the first day on which the figure is sure to have been public, `read_on` the
    last day on which the publisher itself was read and still gave it (None where only the vintage is known,
    as in a house table). `key` points back to where the row came from and is opaque here.
    """

    series: str
    place: str
    period_start: date
    period_end: date
    label: str
    vintage_on: date
    vintage_label: str
    raw: str
    value: Decimal | None
    counterpart: str = ""
    issue: int = 0
    qualifier: str = ""
    unit: str = ""
    flag: str = ""
    note: str = ""
    address: str = ""
    read_on: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What a run of a connector gives: the release that it read, and its observations, once, in order."""

    release: str
    observations: Iterable[Observed]


@runtime_checkable
class Connector(Protocol):
    """A provider of reference data. It does no I/O: it yields a `Request`, is sent the `Response`, and
    returns a `SourceReading` or raises `SourceError`."""

    slug: str
    version: str

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]: ...


# --- comparison -----------------------------------------------------------------------------------------


class Relation(StrEnum):
    AGREES = "agrees"
    CLOSE = "close"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not_comparable"
    NO_DATA = "no_data"


class AsOf(StrEnum):
    THEN = "then"
    NOW = "now"


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
    bands, as factors (1 leaves them)."""

    code: str
    source: str
    origin: str
    unit: str
    definition: str = ""
    headline: bool = True
    factor: Decimal = Decimal(1)
    agrees_factor: Decimal = Decimal(1)
    close_factor: Decimal = Decimal(1)


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


@dataclass(frozen=True, slots=True)
class Band:
    """A closed or open interval of values; None is without end on that side."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a statement with the observations of one series says, for one `as_of`.

    `gap` is observation less statement in the series' unit, `gap_relative` the same as a share of the
    statement. `check_reading` marks what counts in no notice until a person has confirmed the reading.
    """

    series: str
    as_of: AsOf
    relation: Relation
    observed: Observed | None = None
    gap: Decimal | None = None
    gap_relative: Decimal | None = None
    reasons: tuple[Reason, ...] = ()
    check_reading: bool = False


# --- charts ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and what says the same without it: title and description are texts, the table is rows of
    (period, vintage, value as the source wrote it)."""

    svg: str
    title: str
    description: str
    table: tuple[tuple[str, str, str], ...]
