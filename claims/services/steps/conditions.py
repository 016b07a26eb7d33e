"""The conditions by which curators narrow a queue, asked of what is known of a claim."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from claims.models import Queue, QueueCondition
from claims.queries.offered import whole_words
from claims.values import QuantityKind


@dataclass(frozen=True, slots=True)
class TriageFacts:
    """What a rule or a condition may ask of a claim. `kinds` are those of its quantities, `repeat_of` the id of
    a published claim that says the same, `said_on` the day of the statement, else of the text."""

    sentence: str
    worthiness: float
    kinds: frozenset[QuantityKind]
    has_series: bool
    has_place: bool
    record: bool
    attributed: bool
    repeat_of: int | None
    indicator_id: int | None = None
    claimant_id: int | None = None
    outlet_id: int | None = None
    places: frozenset[str] = frozenset()
    language: str = ""
    said_on: date | None = None


def conditions_met(facts: TriageFacts, queue: Queue) -> bool:
    """Whether the claim meets one line of the queue's conditions; a queue without lines is not narrowed."""
    lines = queue.conditions.all()
    return not lines or any(all(asked(facts, line) for asked in ASKED) for line in lines)


def _indicator(facts: TriageFacts, line: QueueCondition) -> bool:
    return line.indicator_id is None or line.indicator_id == facts.indicator_id


def _claimant(facts: TriageFacts, line: QueueCondition) -> bool:
    return line.claimant_id is None or line.claimant_id == facts.claimant_id


def _outlet(facts: TriageFacts, line: QueueCondition) -> bool:
    return line.outlet_id is None or line.outlet_id == facts.outlet_id


def _place(facts: TriageFacts, line: QueueCondition) -> bool:
    return not line.place or line.place in facts.places


def _language(facts: TriageFacts, line: QueueCondition) -> bool:
    """A condition on `en` takes `en-GB` too."""
    wanted, given = line.language.casefold(), facts.language.casefold()
    return not wanted or given == wanted or given.startswith(f"{wanted}-")


def _topic(facts: TriageFacts, line: QueueCondition) -> bool:
    words = [word.strip() for word in line.topic.split(",") if word.strip()]
    return not words or bool(re.search(whole_words(words), facts.sentence, re.IGNORECASE))


def _worthiness(facts: TriageFacts, line: QueueCondition) -> bool:
    return line.worthiness is None or facts.worthiness >= line.worthiness


def _age(facts: TriageFacts, line: QueueCondition) -> bool:
    if line.days is None:
        return True
    return facts.said_on is not None and (timezone.localdate() - facts.said_on).days <= line.days


ASKED: tuple[Callable[[TriageFacts, QueueCondition], bool], ...] = (
    _indicator,
    _claimant,
    _outlet,
    _place,
    _language,
    _topic,
    _worthiness,
    _age,
)
