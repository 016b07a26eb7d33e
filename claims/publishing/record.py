"""The record that is signed: everything that a verdict rests on, as one text with one hash.

It is built once, when a check is submitted. The editor reads it, signs its hash, and readers get the same
bytes. So the text has one form only: UTF-8 JSON, keys in order, no spaces, every number and day a string
(no float can enter). It names who said something and who published it, never who checked it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = "factcheck-record"
SCHEMA_VERSION = "1"

Plain: TypeAlias = "str | bool | None | list[Plain] | dict[str, Plain]"


@dataclass(frozen=True, slots=True)
class ArticleCited:
    """The text in which the claim stands. `sha256` is that of the version's text, `start` and `end` are
    code points in it. `published` is the day as printed, None where none was; `archive` is
    a copy of its page."""

    title: str
    outlet: str
    sha256: str
    start: int
    end: int
    address: str = ""
    published: date | None = None
    archive: str = ""


@dataclass(frozen=True, slots=True)
class QuantityRead:
    """A number of the claim: its words, and how they were read, in `unit`."""

    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    comparator: str


@dataclass(frozen=True, slots=True)
class ReadingUsed:
    """How the claim was understood. `claimant_kind` is person, body, unnamed or empty; `place` and
    `counterpart` are ISO 3166 alpha-3 codes; `number` is that of the reading."""

    number: int
    claimant: str = ""
    claimant_kind: str = ""
    claimant_wikidata_id: str = ""
    claimant_private: bool = False
    attribution: str = "none"
    quantities: tuple[QuantityRead, ...] = ()
    place: str = ""
    counterpart: str = ""
    indicator: str = ""
    period_start: date | None = None
    period_end: date | None = None
    period_label: str = ""
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class TranslationShown:
    """A translation that a person confirmed, beside the original: the language of that, the words, and who made
    them."""

    language: str
    text: str
    made_by: str


@dataclass(frozen=True, slots=True)
class AlsoCited:
    """What another source says that serves the number of a finding too. `says` holds it against the finding:
    same (as far as the coarser figure was rounded), other_figure, other_period or nothing. `identifier` is its own
    finding's."""

    identifier: str
    source: str
    series: str
    period: str
    vintage: str
    value: str
    unit: str
    relation: str
    says: str
    address: str = ""
    licence: str = ""
    snapshot_sha256: str = ""
    retrieved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FindingCited:
    """A finding with the figure that it used, as its source wrote it, and the bytes that bear it out.
    `identifier` is the finding's id as text: what a replay is asked with. Of a fact about somebody, `place` is
    their name. `also` are the sources that serve the number of its origin too: decided on with it."""

    identifier: str
    source: str
    origin: str
    series: str
    definition: str
    place: str
    period: str
    vintage: str
    value: str
    unit: str
    as_of: str
    relation: str
    counterpart: str = ""
    gap: str = ""
    reasons: tuple[str, ...] = ()
    address: str = ""
    licence: str = ""
    snapshot_sha256: str = ""
    retrieved_at: datetime | None = None
    variant: str = ""
    also: tuple[AlsoCited, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentCited:
    """A document with its passage, word for word, and the day that it bears. `in_context` says that a person read
    the passage in its place and marked every cut."""

    address: str
    title: str
    passage: str
    dated: date
    archive: str = ""
    in_context: bool = False
    translation: TranslationShown | None = None


@dataclass(frozen=True, slots=True)
class OwnCited:
    """A quotation, a file or a note of a phone call that the desk brought. The passage is word for word; of a call
    it is what was said, `source` who said it, `source_withheld` why nobody is named. A file lies at the desk; its
    `file_sha256` tells its bytes."""

    title: str
    passage: str
    dated: date | None
    address: str = ""
    archive: str = ""
    in_context: bool = False
    source: str = ""
    source_withheld: str = ""
    file_name: str = ""
    file_type: str = ""
    file_size: int = 0
    file_sha256: str = ""
    translation: TranslationShown | None = None


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """One of the questions that stand before the top rating: its code, fair or misleads, and the sentence that
    tells readers how it misleads."""

    question: str
    answer: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class FactCheckCited:
    """What another publisher found: the claim that it checked as `passage`, its rating word for word, and the day
    of its check, None where it gives none."""

    address: str
    title: str
    publisher: str
    passage: str
    claimant: str
    rating: str
    dated: date | None
    archive: str = ""
    translation: TranslationShown | None = None


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """What the check said of one piece of evidence: `decided` is confirmed or rejected, `kind` finding, document,
    fact_check, quotation, upload or phone, `stance` supports, contradicts, context or empty. `number` is how the
    reasoning refers to it."""

    number: int
    kind: str
    decided: str
    cited: FindingCited | DocumentCited | FactCheckCited | OwnCited
    stance: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """A rating with the version of the scale that it was taken from. `value` is ClaimReview's ratingValue,
    None where only the label is given out; `claim_review` off keeps it out of ClaimReview."""

    scale: str
    scale_version: int
    slug: str
    label: str
    meaning: str
    value: int | None = None
    claim_review: bool = True


@dataclass(frozen=True, slots=True)
class ContactLogged:
    """One line of the log of those who were asked, as it stood. `kind` is asked, answer or not_asked, `role`
    claimant, outlet or expert; `answers` is the number of the line that asked, None of an answer that came
    unasked; `words` came back, word for word; `why` is the code of why nobody was asked."""

    number: int
    kind: str
    role: str
    name: str
    way: str = ""
    asked_at: datetime | None = None
    due_at: datetime | None = None
    answers: int | None = None
    received_at: datetime | None = None
    words: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom the desk asked. `policy` is the desk's own text on asking, `last` the number of the last line that was
    written before; `harm` is what the checker said of a public answer on a private person: less, more or empty."""

    policy: str
    contacts: tuple[ContactLogged, ...] = ()
    last: int = 0
    harm: str = ""


@dataclass(frozen=True, slots=True)
class RecordInput:
    """What a record is built from. `quotation` is the sentence with its neighbours, or the whole
    quotation; `sentences` are the program's sentences as they were shown to the checker, `proposal_hidden` says
    that they were kept from them until they had confirmed how the claim was read. `in_context` says that the
    checker read a quotation in its context. `concerned` came later: a record without it has no such key."""

    sentence: str
    quotation: str
    article: ArticleCited
    reading: ReadingUsed
    decisions: tuple[DecisionMade, ...]
    rating: RatingGiven | None
    wording: str
    summary: str
    reasoning: str
    attribution_rating: RatingGiven | None = None
    sentences: tuple[str, ...] = ()
    concerned: Concerned | None = None
    translation: TranslationShown | None = None
    questions: tuple[QuestionAnswered, ...] = ()
    in_context: bool = False
    proposal_hidden: bool = False


def build_record(given: RecordInput) -> str:
    """The record as text: equal input gives equal bytes.

    Raises TypeError for a value that has no exact text (a float first of all), ValueError for one that
    cannot be kept (half a character, a time without its zone, a number that is none).
    """
    plain = _parts(given, "record") | {"schema": SCHEMA, "schema_version": SCHEMA_VERSION}
    if given.concerned is None:
        del plain["concerned"]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record_sha256(text: str) -> str:
    """The hash, in lower-case hex, of the record's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def parse_record(text: str) -> Mapping[str, Any]:
    """The record's content: texts, true or false, None, lists and mappings.

    Raises ValueError naming what is wrong where the text is no record that this program reads.
    """
    try:
        content = json.loads(
            text,
            parse_float=_refuse_number,
            parse_int=_refuse_number,
            parse_constant=_refuse_number,
            object_pairs_hook=_once,
        )
    except RecursionError as error:
        raise ValueError("not a record: it is nested too deeply") from error
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise ValueError(f'not a record: "schema" is not "{SCHEMA}"')
    if content.get("schema_version") != SCHEMA_VERSION:
        given = content.get("schema_version")
        raise ValueError(f"a record of version {given}: this program reads version {SCHEMA_VERSION}")
    return content


def _parts(value: DataclassInstance, where: str) -> dict[str, Plain]:
    return {part.name: _plain(getattr(value, part.name), f"{where}.{part.name}") for part in fields(value)}


def _plain(value: object, where: str) -> Plain:
    if value is None or isinstance(value, bool):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return _parts(value, where)
    if isinstance(value, (tuple, list)):
        return [_plain(item, f"{where}[{place}]") for place, item in enumerate(value)]
    return _text(value, where)


def _text(value: object, where: str) -> str:
    if isinstance(value, Enum):
        return _text(value.value, where)
    if isinstance(value, str):
        return _whole(str(value), where)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, Decimal):
        return _exact(value, where)
    if isinstance(value, datetime):
        return _instant(value, where)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{where}: a {type(value).__name__} has no exact text, give a str, int, Decimal or date")


def _whole(text: str, where: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{where}: half a character at {error.start}, the text is not Unicode") from error
    return text


def _exact(number: Decimal, where: str) -> str:
    if not number.is_finite():
        raise ValueError(f"{where}: {number} is no number")
    return format(number, "f")


def _instant(moment: datetime, where: str) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"{where}: {moment.isoformat()} is a time without its zone")
    return moment.astimezone(UTC).isoformat()


def _refuse_number(text: str) -> NoReturn:
    raise ValueError(f"not a record: the number {text[:40]} stands bare, records keep numbers as strings")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("not a record: a key stands twice")
    return content
