"""The conditions of a rule as tests of what is known of a claim. A test asks no query and reads no text twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from claims.models import RuleCondition
from claims.values import QuantityKind

Kind = RuleCondition.Kind
LOOKED_FOR = frozenset({Kind.TOPIC, Kind.WORDS})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TriageFacts:
    """What a rule may ask of a claim. `kinds` are those of its quantities, `repeat_of` the id of a published claim
    that says the same, `said_on` the day of the statement, else of the text; `text` is the sentence as words are
    looked for in it."""

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
    text: str = field(init=False, repr=False, compare=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", folded(self.sentence))


Test = Callable[[TriageFacts], bool]


def folded(text: str) -> str:
    """The words of a text, case folded, a space before and behind each."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFC', text).casefold()))} "


def term_of(words: str) -> str:
    """What is looked for in a folded text: whole words, open where a star stands; "" where there is no letter."""
    words = words.strip()
    bare = folded(words).strip()
    if not bare:
        return ""
    return f"{'' if words.startswith('*') else ' '}{bare}{'' if words.endswith('*') else ' '}"


def all_of(conditions: Iterable[RuleCondition]) -> tuple[Test, ...]:
    """All of them hold where the conditions are met: one for each kind, and one for each negated line. Those that look
    for words, which take longest, are asked last."""
    alternatives: dict[str, list[Test]] = {}
    tests: list[Test] = []
    for line in conditions:
        test = TESTS[line.kind](line)
        if line.negated:
            tests.append(_not(test))
        else:
            alternatives.setdefault(line.kind, []).append(test)
    plain = [_any(each) for kind, each in alternatives.items() if kind not in LOOKED_FOR]
    words = [_any(each) for kind, each in alternatives.items() if kind in LOOKED_FOR]
    return (*plain, *tests, *words)


def _not(test: Test) -> Test:
    return lambda facts: not test(facts)


def _any(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda facts: any(test(facts) for test in tests)


def _has_one_of(words: Iterable[str]) -> Test:
    terms = tuple(filter(None, map(term_of, words)))

    def has_one(facts: TriageFacts) -> bool:
        text = facts.text
        for term in terms:  # noqa: SIM110 - any() takes twice as long, a hundred thousand times over
            if term in text:
                return True
        return False

    return has_one


def _topic(line: RuleCondition) -> Test:
    return _has_one_of(line.topic.words.splitlines() if line.topic else ())


def _at_least(line: RuleCondition) -> Test:
    least = line.worthiness or 0
    return lambda facts: facts.worthiness >= least


def _only_kinds(line: RuleCondition) -> Test:
    only = frozenset({QuantityKind(line.number_kind)})
    return lambda facts: facts.kinds == only


def _group(line: RuleCondition) -> Test:
    members = frozenset(each.pk for each in line.group.claimants.all()) if line.group else frozenset()
    return lambda facts: facts.claimant_id in members


def _age(line: RuleCondition) -> Test:
    first = timezone.localdate() - timedelta(days=line.days or 0)
    return lambda facts: facts.said_on is not None and facts.said_on >= first


def _language(line: RuleCondition) -> Test:
    """`en` takes `en-GB` too."""
    wanted = line.language.casefold()
    return lambda facts: facts.language.casefold() == wanted or facts.language.casefold().startswith(f"{wanted}-")


TESTS: Mapping[str, Callable[[RuleCondition], Test]] = {
    Kind.TOPIC: _topic,
    Kind.WORDS: lambda line: _has_one_of(line.words.split(",")),
    Kind.PLACE: lambda line: lambda facts: line.place in facts.places,
    Kind.ANY_PLACE: lambda line: lambda facts: facts.has_place,
    Kind.INDICATOR: lambda line: lambda facts: facts.indicator_id == line.indicator_id,
    Kind.ANY_INDICATOR: lambda line: lambda facts: facts.indicator_id is not None,
    Kind.HAS_SERIES: lambda line: lambda facts: facts.has_series,
    Kind.OUTLET: lambda line: lambda facts: facts.outlet_id == line.outlet_id,
    Kind.CLAIMANT: lambda line: lambda facts: facts.claimant_id == line.claimant_id,
    Kind.GROUP: _group,
    Kind.ATTRIBUTED: lambda line: lambda facts: facts.attributed,
    Kind.AT_LEAST: _at_least,
    Kind.BELOW: lambda line: lambda facts: facts.worthiness < (line.worthiness or 0),
    Kind.QUANTITY: lambda line: lambda facts: bool(facts.kinds),
    Kind.QUANTITY_KIND: lambda line: lambda facts: line.number_kind in facts.kinds,
    Kind.ONLY_KIND: _only_kinds,
    Kind.RECORD: lambda line: lambda facts: facts.record,
    Kind.REPEAT: lambda line: lambda facts: facts.repeat_of is not None,
    Kind.AGE: _age,
    Kind.LANGUAGE: _language,
}
