"""What no rule of triage may be: one that does nothing, or whose lines never fit together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.models import Queue, RuleCondition, User
from claims.queries import works_on
from claims.services.steps.conditions import term_of
from claims.workflow import CHECKING

Kind = RuleCondition.Kind

# The column that a kind of condition takes its value from; the others take none.
VALUES: Mapping[str, str] = {
    Kind.TOPIC: "topic",
    Kind.WORDS: "words",
    Kind.PLACE: "place",
    Kind.INDICATOR: "indicator",
    Kind.OUTLET: "outlet",
    Kind.CLAIMANT: "claimant",
    Kind.GROUP: "group",
    Kind.AT_LEAST: "worthiness",
    Kind.BELOW: "worthiness",
    Kind.QUANTITY_KIND: "number_kind",
    Kind.ONLY_KIND: "number_kind",
    Kind.AGE: "days",
    Kind.LANGUAGE: "language",
}
ONCE = (Kind.AT_LEAST, Kind.BELOW, Kind.AGE)
# What the first says cannot be where the second is not.
NEEDS = (
    (Kind.QUANTITY_KIND, Kind.QUANTITY),
    (Kind.ONLY_KIND, Kind.QUANTITY),
    (Kind.INDICATOR, Kind.ANY_INDICATOR),
    (Kind.HAS_SERIES, Kind.ANY_INDICATOR),
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def refuse_empty_words(words: Iterable[str]) -> None:
    """Raises ValidationError where a word has nothing that could be looked for."""
    given = [word.strip() for word in words if word.strip()]
    if not given:
        raise ValidationError(_("Give a word at least."))
    for word in given:
        if not term_of(word):
            raise ValidationError(_("“%(word)s” has no letter and no figure.") % {"word": word})
        if "*" in word.strip("*"):
            raise ValidationError(_("“%(word)s”: a star stands at the beginning or the end.") % {"word": word})


def refuse_language(language: str) -> None:
    if language and not LANGUAGE.fullmatch(language):
        raise ValidationError(_("Give its code, as in en or pt-BR."))


def problems_of_rule(rule: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The columns that are wrong, each with why; an empty column is the rule as a whole."""
    queue, reason, person = (rule.get(name) for name in ("queue", "reason", "person"))
    moves = bool(rule.get("points") or rule.get("worthiness_points"))
    found = []
    if not any((queue, reason, person, moves, rule.get("tags"))):
        found.append(("", _("This rule does nothing: choose a queue, put aside, give points, a person or a tag.")))
    if reason and queue:
        found.append(("reason", _("A claim goes to a queue or is put aside: choose one of the two.")))
    if reason and person:
        found.append(("person", _("What is put aside is handed to nobody.")))
    if reason and moves:
        found.append(("points", _("What is put aside has no priority.")))
    if person and not (reason and person):
        found += [("person", told) for told in _problems_of_person(person, queue)]
    return found


def _problems_of_person(person: User, queue: Queue | None) -> list[str]:
    if not person.is_active or not person.has_perm(CHECKING):
        return [_("%(person)s does not check claims.") % {"person": person}]
    if queue and not works_on(person, queue.pk):
        return [_("%(person)s does not work on %(queue)s.") % {"person": person, "queue": queue}]
    return []


def refuse_lines(lines: Iterable[RuleCondition]) -> None:
    """Raises ValidationError where the lines of one rule say a thing twice, or never fit together."""
    given = list(lines)
    for one, other in combinations(given, 2):
        _refuse_pair(one, other)
    _refuse_empty_range(given)


def _refuse_pair(one: RuleCondition, other: RuleCondition) -> None:
    told = {"kind": one.get_kind_display()}
    if one.kind == other.kind and value_of(one) == value_of(other):
        if one.negated == other.negated:
            raise ValidationError(_("“%(kind)s” stands there twice.") % told)
        raise ValidationError(_("“%(kind)s” is asked for and excluded: nothing fits both.") % told)
    if one.kind == other.kind and one.kind in ONCE:
        raise ValidationError(_("“%(kind)s” can be given once only.") % told)
    for first, second in ((one, other), (other, one)):
        if (first.kind, second.kind) in NEEDS and second.negated and not first.negated:
            told = {"first": first.get_kind_display(), "second": second.get_kind_display()}
            raise ValidationError(_("“%(first)s” and “not %(second)s” never fit together.") % told)


def value_of(line: RuleCondition) -> Any:
    """What a line asks for; None where its kind says it all."""
    name = VALUES.get(line.kind)
    return getattr(line, name) if name else None


def _refuse_empty_range(lines: Iterable[RuleCondition]) -> None:
    given = {line.kind: line.worthiness for line in lines if not line.negated and line.worthiness is not None}
    least, below = given.get(Kind.AT_LEAST, 0.0), given.get(Kind.BELOW)
    if below is not None and least >= below:
        raise ValidationError(
            _("No check-worthiness is at least %(least)s and below %(below)s.") % {"least": least, "below": below}
        )
