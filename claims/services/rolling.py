"""Keeping the tallies: today, yesterday and every day that is marked are counted anew, each in one transaction.

What changes a day that is over is an audit event: the seals are followed in their order, which misses none, and the
days of every claim that an event speaks of are marked. Killed at any point, it is simply done again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, QuerySet, Sum
from django.utils import timezone

from claims.models import (
    AuditHead,
    AuditSeal,
    Claim,
    ClaimantTag,
    DirtyDay,
    LeftAside,
    RollState,
    SourceAnswer,
    Tally,
)
from claims.queries.facts import ALL, ANSWERS_KEPT, CLAIMANT, FACTS, GROUP, OUTLET, QUOTED, Fact, start_of, within
from claims.services.steps.dirty_days import days_of, mark_days
from claims.values import Attribution

DAY, WEEK, MONTH = Tally.Grain.DAY, Tally.Grain.WEEK, Tally.Grain.MONTH
SEALS = 500  # followed in one step
DAYS_AT_MOST = 30  # marked days that one turn counts; the rest waits for the next

Key = tuple[str, str, int, str]
KEY = ("measure", "dimension", "key", "value")
BATCH = 1000
Differing = Mapping[Key, tuple[int, int]]  # what is stored, what was counted
Tags = Mapping[int | None, list[int]]  # of claimants


def roll_up() -> int:
    """Count what changed; how many days were counted."""
    follow_seals()
    marked = DirtyDay.objects.order_by("-day").values_list("day", flat=True).distinct()[:DAYS_AT_MOST]
    days = _fresh_days() | set(marked)
    for day in sorted(days):
        count_day(day)
    forget_answers()
    return len(days)


def forget_answers() -> None:
    """Those of sources that no page leads to any more; what was counted of them stays."""
    oldest = start_of(timezone.localdate() - timedelta(days=ANSWERS_KEPT))
    SourceAnswer.objects.filter(at__lt=oldest).delete()


def _fresh_days() -> set[date]:
    today = timezone.localdate()
    return {today, today - timedelta(days=1)}


def count_day(day: date) -> int:
    """Count a day, and its week and month by what changed; how many of its rows were not as they should be."""
    with transaction.atomic():
        _locked()
        wrong = _count(day)
        for grain, start in spans_of(day) if wrong else ():
            _add(grain, start, wrong)
    return len(wrong)


def spans_of(day: date) -> tuple[tuple[str, date], ...]:
    """The week and the month of a day, by their grains and first days."""
    return (WEEK, day - timedelta(days=day.weekday())), (MONTH, day.replace(day=1))


def _count(day: date) -> Differing:
    DirtyDay.objects.filter(day=day).delete()
    wrong = difference(stored_tallies(DAY, day, _countable(day)), counted(day))
    _mend(DAY, day, wrong)
    return wrong


def _add(grain: str, start: date, changed: Differing) -> None:
    """Add to a week or a month what changed of one of its days."""
    stored = stored_tallies(grain, start)
    wrong = {key: (stored.get(key, 0), stored.get(key, 0) + now - was) for key, (was, now) in changed.items()}
    _mend(grain, start, wrong)


def _locked() -> RollState:
    return RollState.objects.select_for_update().get_or_create(pk=1)[0]


def _mend(grain: str, day: date, wrong: Differing) -> None:
    """Write these tallies anew; those that were right stay."""
    of_day = Tally.objects.filter(grain=grain, day=day)
    stale = [pk for pk, *key in of_day.values_list("pk", *KEY).iterator() if tuple(key) in wrong] if wrong else []
    for begin in range(0, len(stale), BATCH):
        Tally.objects.filter(pk__in=stale[begin : begin + BATCH]).delete()
    rows = [
        Tally(grain=grain, day=day, measure=measure, dimension=dimension, key=key, value=value, number=number)
        for (measure, dimension, key, value), (_stored, number) in wrong.items()
        if number > 0
    ]
    Tally.objects.bulk_create(rows, batch_size=BATCH)


def difference(stored: Mapping[Key, int], counted: Mapping[Key, int]) -> dict[Key, tuple[int, int]]:
    """Of each tally that differs what is stored and what was counted."""
    keys = stored.keys() | counted.keys()
    return {key: (stored.get(key, 0), counted.get(key, 0)) for key in keys if stored.get(key) != counted.get(key)}


def stored_tallies(grain: str, day: date, measures: Iterable[str] = FACTS) -> dict[Key, int]:
    rows = Tally.objects.filter(grain=grain, day=day, measure__in=list(measures))
    found = rows.values_list(*KEY, "number")
    return {(measure, dimension, key, value): number for measure, dimension, key, value, number in found}


def _summed(grain: str, start: date) -> dict[Key, int]:
    """What the days of a week or a month come to."""
    days = Tally.objects.filter(grain=DAY, day__gte=start, day__lt=_after(grain, start), measure__in=list(FACTS))
    rows = days.order_by().values_list(*KEY).annotate(total=Sum("number"))
    return {(measure, dimension, key, value): total for measure, dimension, key, value, total in rows}


def _after(grain: str, start: date) -> date:
    """The first day that belongs to it no more."""
    return start + timedelta(days=7) if grain == WEEK else (start + timedelta(days=31)).replace(day=1)


def _countable(day: date) -> list[str]:
    """The measures whose rows of that day are still there."""
    return [measure for measure, fact in FACTS.items() if fact.has_rows_of(day)]


def counted(day: date) -> dict[Key, int]:
    """All tallies of a day, from the tables that they count: one grouped query a measure. None of a measure whose rows
    of that day are kept no more."""
    tags = _tags()
    numbers: Counter[Key] = Counter()
    for measure in _countable(day):
        for dimension, key, value, number in _of_fact(FACTS[measure], day, tags):
            numbers[measure, dimension, key, value] += number
    return dict(numbers)


def _tags() -> Tags:
    tags: dict[int | None, list[int]] = {}
    pairs = ClaimantTag.objects.filter(claimants__isnull=False).order_by().values_list("claimants", "pk")
    for claimant, tag in pairs:
        tags.setdefault(claimant, []).append(tag)
    return tags


def _of_fact(fact: Fact, day: date, tags: Tags) -> Iterator[tuple[str, int, str, int]]:
    """(dimension, key, value, number) of each group of rows."""
    paths = {each: fact.path(each) for each in fact.dimensions if each not in (ALL, GROUP)}
    columns = {*paths.values(), *fact.told}
    if fact.claim is not None:
        columns |= {fact.of_claim("attribution"), fact.path(CLAIMANT)}
    rows: QuerySet[Any, Any] = within(fact, day, day).order_by().values(*columns).annotate(rows_of_it=Count("pk"))
    for row in rows.iterator():
        told = [row[name] for name in fact.told]
        value = fact.value(*told)
        for dimension, key in _keys(fact, paths, row, tags):
            yield dimension, key, value, row["rows_of_it"]


def _keys(fact: Fact, paths: Mapping[str, str], row: Mapping[str, Any], tags: Tags) -> Iterator[tuple[str, int]]:
    """Where a row counts: of both voices of an outlet in one alone."""
    other = OUTLET if fact.claim is not None and row[fact.of_claim("attribution")] != Attribution.NONE else QUOTED
    if ALL in fact.dimensions:
        yield ALL, 0
    for dimension, path in paths.items():
        if row[path] is not None and dimension != other:
            yield dimension, row[path]
    if GROUP in fact.dimensions:
        for tag in tags.get(row[fact.path(CLAIMANT)], ()):
            yield GROUP, tag


# --- following what changed ---------------------------------------------------------------------------------


def follow_seals() -> None:
    """Mark the days of what the audit events speak of that were sealed since. The first time every day is marked."""
    if not RollState.objects.exists():
        _begin()
    while _follow():
        continue


def _begin() -> None:
    with transaction.atomic():
        state = _locked()
        mark_days(all_days())
        head = AuditHead.objects.filter(pk=1).values_list("number", flat=True).first()
        RollState.objects.filter(pk=state.pk).update(sealed=head or 0)


def all_days() -> list[date]:
    """Every day from the first of which anything can be counted to today."""
    firsts = (
        Claim.objects.aggregate(at=Min("added_at"))["at"],
        LeftAside.objects.aggregate(at=Min("at"))["at"],
        Tally.objects.aggregate(at=Min("day"))["at"],
    )
    found = [timezone.localdate(each) if hasattr(each, "hour") else each for each in firsts if each]
    today = timezone.localdate()
    first = min(found, default=today)
    return [first + timedelta(days=number) for number in range((today - first).days + 1)]


def _follow() -> bool:
    """One step; whether there may be more."""
    with transaction.atomic():
        state = _locked()
        seals = AuditSeal.objects.filter(number__gt=state.sealed).order_by("number")
        found = list(seals.values_list("number", "event_id")[:SEALS])
        if found:
            mark_days(days_of(event for _number, event in found))
            RollState.objects.filter(pk=state.pk).update(sealed=found[-1][0])
    return len(found) == SEALS


# --- building anew, and proving -----------------------------------------------------------------------------


def build(days: Iterable[date]) -> int:
    """Count these days, their weeks and their months anew; how many tallies were not as they should be. Killed in
    between, it is to be run again."""
    wrong = 0
    spans: set[tuple[str, date]] = set()
    for day in days:
        spans.update(spans_of(day))
        with transaction.atomic():
            _locked()
            wrong += len(_count(day))
    for grain, start in sorted(spans):
        with transaction.atomic():
            _locked()
            differing = difference(stored_tallies(grain, start), _summed(grain, start))
            _mend(grain, start, differing)
            wrong += len(differing)
    return wrong


def prove(days: Iterable[date]) -> Iterator[tuple[str, date, Key, tuple[int, int]]]:
    """(grain, day, key, (stored, counted)) of every tally of these days, of their weeks and of their months, that
    differs."""
    spans: set[tuple[str, date]] = set()
    for day in days:
        spans.update(spans_of(day))
        for key, both in sorted(difference(stored_tallies(DAY, day, _countable(day)), counted(day)).items()):
            yield DAY, day, key, both
    for grain, start in sorted(spans):
        for key, both in sorted(difference(stored_tallies(grain, start), _summed(grain, start)).items()):
            yield grain, start, key, both
