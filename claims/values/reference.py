"""Reference data: what a connector is asked, what comes back, and what it says."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Protocol, runtime_checkable

from claims.values.reasons import Reason
from claims.values.text import Period


@dataclass(frozen=True, slots=True)
class Query:
    """What a connector is asked: never a claim. Empty `counterparts` for measures of one place.

    `span` bounds the periods wanted, None for all. `vintages` are days as of which the figures are wanted,
    besides the newest: a provider that keeps its releases chooses by them which ones to read. `people` are names, of
    measures of somebody, which have no places; one whose entity is known has its id behind it: "Ada Moor (Q1)".
    `everywhere` says that the places are many, and that a source may not know them all: it can be asked for what it
    has of every place, of which those of `places` are kept.
    """

    series: str
    places: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    span: Period | None = None
    unit: str = ""
    period_rule: str = "calendar_year"  # or "three_year_mean": the label is the middle year
    vintages: tuple[date, ...] = ()
    people: tuple[str, ...] = ()
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be fetched. `limit` bounds the answer's body after decoding, in bytes; `pause` is the
    seconds that the source wants between this request and the one before; `statuses` are those besides 2xx
    whose body the connector reads itself; `body` is what a POST sends, and no connector sends one."""

    address: str
    parameters: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    limit: int = 5_000_000
    body: bytes = b""
    pause: float = 0
    statuses: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. `body` is a binary file at its beginning; header names are lower case. `moved_to` is the address
    to which redirects that hold for good led, empty where none did."""

    status: int
    headers: Mapping[str, str]
    body: BinaryIO
    address: str
    moved_to: str = ""


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
    as in a house table). `range_low` and `range_high` are the uncertainty that the source itself states, in the
    unit of the value. A dated fact about somebody has no number and no place: `subject` is the name that was
    asked, `fact` what is dated ("Q7747 birth"), `raw` the date or the span, as precise as it is known. `key`
    points back to where the row came from and is opaque here.
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
    range_low: Decimal | None = None
    range_high: Decimal | None = None
    subject: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What a run of a connector gives: the release that it read, and its observations, once, in order.

    An observation with no number says that its period has none in that release. `whole` says that these are
    all that there is for the places asked, every vintage: what was held besides was taken back.
    """

    release: str
    observations: Iterable[Observed]
    whole: bool = False


@runtime_checkable
class Connector(Protocol):
    """A provider of reference data. It does no I/O: it yields a `Request`, is sent the `Response`, and
    returns a `SourceReading` or raises `SourceError`."""

    slug: str
    version: str
    places_together: int  # that one request is sure to take; 0 where a place more may cost a request more

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]: ...
