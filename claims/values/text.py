"""What was read from a text: quantities, places, periods, claims, and the curated words behind them.

Offsets are code points in the text as it was given, numbers are `Decimal`, days are `date`, periods are spans
of days (both ends included), places are ISO 3166 alpha-3 codes ("WLD" for the world).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from claims.values.reasons import Reason


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
    economy shrank 3 percent"), or of the level of one that is not ("unemployment fell 2 percent"). `OF_LEVEL` is
    the distance of two figures of which the sentence does not say that one became the other."""

    NONE = ""
    UP = "up"
    DOWN = "down"
    OF_LEVEL = "of_level"
    LEVEL_UP = "level_up"
    LEVEL_DOWN = "level_down"

    @property
    def of_level(self) -> bool:
        return self in (Move.OF_LEVEL, Move.LEVEL_UP, Move.LEVEL_DOWN)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text.

    `low` and `high` are in `unit` with the scale multiplied in: equal for a plain, hedged or "nearly"
    number, one of them None for a one-sided one ("more than 40": low 40, high None; "up to 40": low None,
    high 40), both None where no value is stated ("the vast majority", "tens of thousands").
    Shares in words are in percent. `written` is the number's text as written ("10.9", "40", "10,000", "a
    third"), before `scale` ("million": 1000000); from both the grain is read. `written_high` is the upper
    end's text of a range. `counts` says what is counted ("people", "deaths per 100,000 live births", "barrels a
    day"), `denominator` is N of "one in N", `whole` the words of what a share is of ("of the population").
    `line` says that the value decides something (half, majority, an agreed limit). `of_measure` marks the one
    that the sentence's measure is about, `move` an amount of change ("fell 3 percent", not "fell to 3 percent"),
    `yearly` what each of several years came to ("3 percent a year", "an average of 3 percent").
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
    whole: str = ""
    yearly: bool = False

    @property
    def is_vague(self) -> bool:
        """Worded with no value: "the vast majority", "dozens"."""
        return self.low is None and self.high is None

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


class ClaimantKind(StrEnum):
    OUTLET = "outlet"  # the text's own voice: nobody else is named
    PERSON = "person"
    BODY = "body"
    UNNAMED = "unnamed"  # analysts, surveys, somebody who is quoted without a name


class SaidOnSource(StrEnum):
    """Where the day of a statement is from. "In a 2015 speech" names no day: it is unknown then."""

    SAID = "said"
    ARTICLE = "article"
    UNKNOWN = "unknown"


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


class PersonMeasure(StrEnum):
    """What a number tells of somebody: the slugs of the indicators that measure people, all in years."""

    AGE = "age"
    AT_DEATH = "age-at-death"
    AT_TAKING_OFFICE = "age-at-taking-office"
    IN_OFFICE = "years-in-office"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom a number tells an age or years in office, by the fullest name that the text has.

    `start` and `end` are where the sentence names them, -1 where the name is carried ("he"). The name of the office
    that is meant has one of the words of `offices` ("king", "monarch"); there are none where the sentence names none.
    `dated` says that the sentence's period is when the age was that, else it is so on the day of the statement.
    `entity` is the id that Wikidata has for them, where a person has told who is meant.
    """

    name: str
    start: int
    end: int
    source: PlaceSource
    offices: tuple[str, ...] = ()
    dated: bool = False
    entity: str = ""

    @property
    def asked(self) -> str:
        """By what a source is asked about them, and what it tells is kept under: "Ada Moor", "Ada Moor (Q1)"."""
        return f"{self.name} ({self.entity})" if self.entity else self.name


class Direction(StrEnum):
    """What was said of the later figure against the earlier one, or of one place against others."""

    UP = "up"
    DOWN = "down"
    UNCHANGED = "unchanged"


class ComparativeKind(StrEnum):
    """With what a statement compares its figure."""

    SIGN = "sign"  # of a yearly change: the economy grew, prices fell
    MOVED = "moved"  # rose in 2019, is higher than in 2010, remained unchanged
    RECORD = "record"  # has never been higher, the lowest since 2011
    PLACE = "place"  # is higher than that of another place
    RANK = "rank"  # the highest in the world, third in Africa
    RATIO = "ratio"  # twice another place's, half of what it was in 2000


@dataclass(frozen=True, slots=True)
class Comparative:
    """What a statement says of its figure by comparing it with others: by how much it changed it does not say.

    `rank` counts from the end that `direction` names; with `within` the place is one of so many ("in the top ten"),
    with 0 of a few that nobody counted ("among the highest"). `group` is a code of `groups.py`, empty where the words
    name none that the desk knows. `place` is the other place, `since` the earlier time, or `years_before` how many
    years before its figure. How many times as much a ratio tells is the statement's quantity. `beside` says that the
    statement gives a number of its own, which is what is compared.
    """

    kind: ComparativeKind
    text: str
    start: int
    end: int
    direction: Direction = Direction.UP
    rank: int = 1
    within: bool = False
    group: str = ""
    place: str = ""
    since: Period | None = None
    years_before: int = 0
    beside: bool = False


@dataclass(frozen=True, slots=True)
class ExtractedClaim:
    """One sentence that states something checkable, with everything that was read from it. `said_on` is the day of
    the statement, as printed in the sentence or else the text's own."""

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
    denominator: str | None = None  # the words of the whole that the number is a share of: "the population"
    claimant_kind: ClaimantKind = ClaimantKind.OUTLET
    said_on: date | None = None
    said_on_source: SaidOnSource = SaidOnSource.UNKNOWN
    person: Person | None = None
    comparative: Comparative | None = None

    def place(self, role: PlaceRole) -> PlaceMention | None:
        """The first place in that role."""
        return next((place for place in self.places if place.role == role), None)

    @property
    def main_quantity(self) -> Quantity | None:
        """The number that the indicator is about, else the first that has a value, else the first."""
        own = (quantity for quantity in self.quantities if quantity.of_measure)
        valued = (quantity for quantity in self.quantities if quantity.value is not None)
        return next(own, next(valued, self.quantities[0] if self.quantities else None))


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


class PlaceNameKind(StrEnum):
    NAME = "name"  # North Korea, DPRK
    ADJECTIVE = "adjective"  # North Korean
    PEOPLE = "people"  # North Koreans
    REGION = "region"  # the euro zone, the world: many countries together


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
    that are themselves a change (growth, inflation), `takes_person` those of somebody, found without phrases.
    """

    slug: str
    name: str
    unit: str
    phrases: tuple[str, ...]
    denominator: str = ""
    takes_counterpart: bool = False
    is_change: bool = False
    takes_person: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Curated words of one language as extraction reads them: built from the packs or from the tables, equal on a new
    desk. A text is read by the rules of `language`."""

    places: tuple[PlaceName, ...]
    indicators: tuple[IndicatorEntry, ...]
    language: str = "en"
