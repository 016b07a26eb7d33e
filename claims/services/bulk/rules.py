"""The rules of triage as a sheet: each line is a rule with its tags and its conditions, apart by bars. A condition is
its kind, with a value where the kind takes one, and "not" before it where it must not fit: `topic=Hunger|not repeat`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from claims.models import Rule, RuleCondition, Tag, User
from claims.packs import place_titles
from claims.services.bulk.plan import Change, Plan, Planned
from claims.services.bulk.sheet import Key, Sheet
from claims.services.steps.rule_checks import (
    VALUES,
    problems_of_rule,
    refuse_empty_words,
    refuse_language,
    refuse_lines,
    value_of,
)
from claims.sources.sheet_files import Line, same_cell
from claims.wording.curating import NO_SUCH

CONDITIONS, TAGS = "conditions", "tags"
BAR, NOT = "|", "not "
RELATED = {"topic": "name", "indicator": "slug", "outlet": "name", "claimant": "name", "group": "name"}
Kind = RuleCondition.Kind


@dataclass(frozen=True)
class RuleSheet(Sheet):
    """A rule's lines and tags are replaced by what its cell says. Of rules of one name none can be told apart."""

    def rows(self) -> QuerySet[Any]:
        lines = RuleCondition.objects.select_related(*RELATED)
        return super().rows().prefetch_related(Prefetch(CONDITIONS, lines), TAGS)

    @cached_property
    def heads(self) -> dict[str, str]:
        return {**super().heads, TAGS: TAGS, CONDITIONS: CONDITIONS}

    def text(self, row: Any, head: str) -> str:
        if head == TAGS:
            return BAR.join(sorted(each.slug for each in row.tags.all())) if row.pk else ""
        if head == CONDITIONS:
            return BAR.join(_written(line) for line in row.conditions.all()) if row.pk else ""
        return super().text(row, head)

    def known(self, lines: Sequence[Line]) -> dict[Key, Any]:
        rows: dict[Key, Any] = {}
        for row in self.rows():
            rows.setdefault((row.name,), row)
        return rows

    def put(self, head: str, cell: str, planned: Planned, targets: Mapping[str, Mapping[str, Any]]) -> None:
        if head not in (TAGS, CONDITIONS):
            super().put(head, cell, planned, targets)
            return
        before = "" if planned.new else self.text(planned.row, head)
        if same_cell(cell, before):
            return
        try:
            (_tags if head == TAGS else _lines)(cell)
        except ValidationError as error:
            planned.refuse(head, "cell_refused", why=" ".join(error.messages))
        else:
            planned.changes.append(Change(head, before, cell))

    def look_at(self, planned: Sequence[Planned]) -> None:
        """What the page of a rule refuses is refused here too."""
        for each in planned:
            if each.row is not None and not each.problems and (each.new or each.changes):
                rule = {name: getattr(each.row, name) for name in ("queue", "reason", "person", "points")}
                rule |= {"worthiness_points": each.row.worthiness_points, TAGS: self._after(each, TAGS)}
                for column, told in problems_of_rule(rule):
                    each.refuse(column, "cell_refused", why=told)

    def _after(self, planned: Planned, head: str) -> str:
        changed = next((each.after for each in planned.changes if each.column == head), None)
        return self.text(planned.row, head) if changed is None else changed

    def save(self, plan: Plan, actor: User) -> None:
        for each in plan.stored:
            each.row.save()
            changed = {change.column: change.after for change in each.changes}
            if TAGS in changed:
                each.row.tags.set(_tags(changed[TAGS]))
            if CONDITIONS in changed:
                each.row.conditions.all().delete()
                lines = _lines(changed[CONDITIONS])
                RuleCondition.objects.bulk_create(_of(line, each.row) for line in lines)


def _of(line: RuleCondition, rule: Rule) -> RuleCondition:
    line.rule = rule
    return line


def _written(line: RuleCondition) -> str:
    value = value_of(line)
    column = VALUES.get(line.kind, "")
    text = getattr(value, RELATED[column]) if column in RELATED else value
    return f"{NOT if line.negated else ''}{line.kind}{f'={text}' if column else ''}"


def _tags(cell: str) -> list[Tag]:
    """Raises ValidationError for one that the desk does not have."""
    slugs = _parts(cell)
    known = {tag.slug: tag for tag in Tag.objects.filter(slug__in=slugs)}
    for slug in slugs:
        if slug not in known:
            raise ValidationError(NO_SUCH % {"name": slug[:100]})
    return list(known.values())


def _lines(cell: str) -> list[RuleCondition]:
    """The conditions of a cell, of no rule yet; raises ValidationError for what is none."""
    lines = [_line(part) for part in _parts(cell)]
    refuse_lines(lines)
    return lines


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(BAR) if part.strip()]


def _line(text: str) -> RuleCondition:
    kind, sign, value = text.removeprefix(NOT).partition("=")
    kind, value = kind.strip(), value.strip()
    if kind not in Kind.values:
        known: Iterable[str] = Kind.values
        raise ValidationError(_("“%(kind)s” is no condition: there are %(kinds)s.") % _told(kind, known))
    column = VALUES.get(kind, "")
    if bool(column) != bool(value) or (sign and not column):
        told = _("“%(kind)s” needs a value, as in %(kind)s=…") if column else _("“%(kind)s” takes no value.")
        raise ValidationError(told % {"kind": kind})
    line = RuleCondition(kind=kind, negated=text.startswith(NOT))
    if column:
        setattr(line, column, _value(column, value))
    return line


def _told(kind: str, known: Iterable[str]) -> dict[str, str]:
    return {"kind": kind[:100], "kinds": ", ".join(known)}


def _value(column: str, text: str) -> Any:
    field: Any = RuleCondition._meta.get_field(column)
    if column in RELATED:
        found = field.related_model._default_manager.filter(**{RELATED[column]: text}).first()
        if found is None:
            raise ValidationError(NO_SUCH % {"name": text[:100]})
        return found
    if column == "place" and text not in place_titles():
        raise ValidationError(NO_SUCH % {"name": text[:100]})
    if column == "words":
        refuse_empty_words(text.split(","))
    if column == "language":
        refuse_language(text)
    return field.clean(text, None)
