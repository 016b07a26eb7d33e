"""What the general reader asks of a language: the words of one file, `words/<code>.py`, as these types.

All words are folded (small letters, no accents) by `Table` and `folded`; a file writes them as the language does.
Patterns of times are looked for in the folded sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from claims.extraction.general.tokens import Rounds, Table
from claims.values import Comparator, Direction, QuantityKind

Words_ = frozenset[str]


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """What a full stop behind means: of `titles` none ends a sentence, of `before_number` none before a number, of
    `abbreviations` only one before `starters`. A quoted question and one of `reporting` are one sentence.
    All of them as they are written, in small letters."""

    titles: Words_
    before_number: Words_
    abbreviations: Words_
    starters: Words_
    reporting: Words_


@dataclass(frozen=True, slots=True)
class LabelWords:
    """The words before a colon by which a transcript names who speaks. `titles` stand before a name and are no part of
    it; `nobody` names somebody who stays unknown; `forms` name a form of text and nobody."""

    titles: Words_
    nobody: Words_
    forms: Words_


@dataclass(frozen=True, slots=True)
class JoiningWords:
    """`between` stand between two statements of one sentence; `having` are verbs and small words beside a place and
    its number that say nothing else; `figures` with an article point back to a measure."""

    between: Words_
    figures: Words_
    having: Words_


@dataclass(frozen=True, slots=True)
class NumberWords:
    """`mark` stands before decimals; `ones` are numbers only before a scale, of
    which `half` is half of one; `parts` are fractions by their
    denominator; `orders` like "tens of"; `multiples` what changed so many times; `ratios` so many times another;
    `aged` before years name a group of people; `labels` make a name of the number behind them,
    `ranks` a place in a ranking."""

    mark: str
    values: Mapping[str, int]
    scales: Mapping[str, Decimal]
    ones: Words_
    joiners: Words_
    half: Words_
    halves: Table[Decimal]
    fractions: Table[Decimal]
    parts: Table[int]
    of_every: Table[bool]
    majorities: Table[bool]
    orders: Table[Decimal]
    multiples: Table[Decimal]
    ratios: Table[Decimal]
    times: Words_
    aged: Table[bool]
    before: Table[Comparator]
    after: Table[Comparator]
    between: tuple[str, str]
    from_to: tuple[Words_, Words_]
    labels: Words_
    ranks: Table[bool]
    ordinal_signs: Words_


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: QuantityKind
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class UnitWords:
    """`per_many` stands before the number of the whole ("for every 1,000"), True
    where that may be any, else a round one; `rates` end one without a number
    ("per woman"); `each` makes money one of a day or a person, as the English rules name it, "" of a year.
    `people` are nouns for persons, `plural` endings of what can be counted."""

    units: Table[Unit]
    money_before: Table[str]
    per_many: Table[bool]
    rates: Table[str]
    each: Table[str]
    people: Words_
    plural: tuple[str, ...]
    of: Words_


class TimeKind(StrEnum):
    """What a pattern of time names; its groups are `day`, `month`, `to_month`, `year`, `until`, `quarter`, `half`,
    `weekday`, `ago`, `count`, `decade`, or `century` with `tens`."""

    DAY = "day"
    WEEKDAY = "weekday"
    DAYS_AGO = "days_ago"
    MONTH = "month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    YEARS_AGO = "years_ago"
    LAST_YEARS = "last_years"
    MONTHS = "months"
    SPAN = "span"
    SINCE = "since"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """`patterns` are tried in order: the first that names a stretch keeps it."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    parts: Mapping[str, int]
    decades: Mapping[str, int]
    days_ago: Mapping[str, int]
    counts: Mapping[str, int]
    patterns: Sequence[tuple[TimeKind, re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class SayingWords:
    """`verbs` of saying; `by` opens who says it ("according to"); `holding` the same, of persons only ("for X, ...");
    `skipped` may stand between the two; `publications` stand before whose they are ("data of"); `titles` are offices
    before a name; `speakers` speak for what follows; `bodies` are nouns that make an organisation's name, `own_bodies`
    those that are claimants by themselves; `known` are bodies with a name of one word; `unnamed` are people without a
    name; `particles` stand within names; `that` opens what is said; behind `reflexive` a verb tells of no speaker, but
    for those `boasting`; `nouns` are verbs only where no article stands before them."""

    verbs: Words_
    by: Table[bool]
    holding: Table[bool]
    skipped: Words_
    publications: Words_
    titles: Words_
    speakers: Words_
    bodies: Words_
    own_bodies: Words_
    known: Words_
    unnamed: Words_
    particles: Words_
    that: Words_
    auxiliaries: Words_
    reflexive: Words_
    boasting: Words_
    nouns: Words_


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """`ages` stand before "N years" of an age, `at` where it is one at which something happened: `dying`, or `taking`
    an office, told before it or behind `when`. `ruling` before `lasting` and the years, or `in_office` behind them,
    make years in office. `offices` are words of an office as they stand in names of offices in English."""

    years: Words_
    ages: Table[bool]
    at: Table[bool]
    dying: Words_
    taking: Words_
    when: Words_
    ruling: Words_
    lasting: Table[bool]
    in_office: Table[bool]
    offices: Table[str]


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """`moves` are forms of verbs and nouns by direction, `kept` those of staying; `reached` stand before what a change
    arrived at, `left` before where it began, `passed` are verbs of going from
    one to the other, `between` what may stand before the number; a number with `goals` near it was not measured."""

    moves: Mapping[str, Direction]
    kept: Table[bool]
    reached: Words_
    left: Words_
    passed: Words_
    between: Words_
    yearly: Table[bool]
    goals: Words_
    denials: Words_


@dataclass(frozen=True, slots=True)
class ComparingWords:
    """`adjectives` by direction, behind `more` or `less`; `single` are comparatives of one word; `than`; `records` by
    direction; `beside` stand before a place that another is compared with; `ever` says that a superlative is of all
    times; `groups` names those that places rank in."""

    more: Words_
    less: Words_
    adjectives: Mapping[str, Direction]
    single: Mapping[str, Direction]
    than: Words_
    records: Table[Direction]
    never: Table[bool]
    ever: Table[bool]
    beside: Table[bool]
    since: Words_
    groups: Table[str]
    ordinals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """`inside` stand before where it is, `of` before whose it is, `toward` before the other side of a pair;
    `partnered` is done with another place behind `toward`, of which no measure of a
    whole country tells ("exports to")."""

    inside: Words_
    of: Words_
    toward: Words_
    partnered: Words_


@dataclass(frozen=True, slots=True)
class WorthWords:
    """By what a sentence is worth a check, or nothing that can be checked: the rules of the English table, asked with
    the words of the language. `future_endings` are of words, with their accents."""

    records: Words_
    record_phrases: Table[bool]
    trends: Words_
    grave_events: Words_
    events: Words_
    modals: Words_
    intention: Table[bool]
    wish: Table[bool]
    opinion: Words_
    opinion_phrases: Table[bool]
    judgements: Table[bool]
    supposing: Words_
    conditional_endings: tuple[str, ...]
    first_person: Words_
    future: Table[bool]
    future_endings: tuple[str, ...]
    not_future: Words_
    denial: Table[bool]
    boilerplate: Table[bool]


@dataclass(frozen=True, slots=True)
class Words:
    """A language. `common` are its most frequent small words, by which a text is known to be of it; `small` may stand
    between the words of a phrase, but for `negating`, that are words of it; `articles` before a number or a name;
    `owners` say whose something is ("its"); `clause` opens another clause; `rounds` are the endings that a stem
    lacks."""

    code: str
    common: Words_
    small: Words_
    negating: Words_
    articles: Words_
    owners: Words_
    clause: Words_
    rounds: Rounds
    sentences: SentenceWords
    labels: LabelWords
    joining: JoiningWords
    numbers: NumberWords
    units: UnitWords
    time: TimeWords
    saying: SayingWords
    people: PeopleWords
    change: ChangeWords
    comparing: ComparingWords
    places: PlaceWords
    worth: WorthWords
