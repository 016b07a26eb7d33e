"""What the insight pages show: sums of tallies over a span of days or weeks, each in a bounded number of queries.

No page reads what was counted; how many claims there are is nothing to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Now
from django.utils import timezone

from claims.models import (
    AsideDraw,
    Claim,
    Claimant,
    ClaimantTag,
    Drawn,
    Indicator,
    Outlet,
    Queue,
    RatingScale,
    Source,
    Tally,
    User,
)
from claims.models.claim import UNDONE
from claims.queries.facts import (
    ALL,
    CLAIMANT,
    GROUP,
    INDICATOR,
    OUTLET,
    PERSON,
    QUEUE,
    QUOTED,
    SOURCE,
)

DAY, WEEK, MONTH = Tally.Grain.DAY, Tally.Grain.WEEK, Tally.Grain.MONTH
SPANS: Mapping[str, tuple[str, int]] = {"30d": (DAY, 30), "12w": (WEEK, 12), "1y": (MONTH, 12)}
USUAL = "30d"
SHOWN = 50  # keys of a table, the largest first; its CSV has up to `IN_FILE`
IN_FILE = 10_000
LATE_READ = 1_000  # claims beyond their target that are counted by queue
WEEKS_DRAWN = 6


@dataclass(frozen=True, slots=True)
class Span:
    """So many days up to today, or weeks or months up to this one; `starts` are their first days."""

    name: str
    grain: str
    starts: Sequence[date]
    last: date

    @property
    def first(self) -> date:
        return self.starts[0]

    def last_of(self, start: date) -> date:
        """The last day of the period that begins so."""
        following = [each for each in self.starts if each > start]
        return following[0] - timedelta(days=1) if following else self.last


def span_of(name: str) -> Span:
    """The span of that name, the usual one for what is none."""
    name = name if name in SPANS else USUAL
    grain, number = SPANS[name]
    today = timezone.localdate()
    return Span(name, grain, [_start(today, grain, back) for back in reversed(range(number))], today)


def _start(today: date, grain: str, back: int) -> date:
    """The first day of the period so many before that of today."""
    if grain == MONTH:
        months = today.year * 12 + today.month - 1 - back
        return date(months // 12, months % 12 + 1, 1)
    newest = today - timedelta(days=today.weekday()) if grain == WEEK else today
    return newest - timedelta(days=(7 if grain == WEEK else 1) * back)


def _tallies(span: Span) -> QuerySet[Tally]:
    return Tally.objects.filter(grain=span.grain, day__gte=span.first, day__lte=span.last).order_by()


def per_period(span: Span, measures: Sequence[str]) -> Mapping[str, Mapping[date, int]]:
    """How many of each measure in each day or week, of all."""
    rows = _tallies(span).filter(dimension=ALL, measure__in=measures).values_list("measure", "day")
    found: dict[str, dict[date, int]] = {measure: {} for measure in measures}
    for measure, day, number in rows.annotate(total=Sum("number")):
        found[measure][day] = number
    return found


Column = tuple[str, str]  # dimension, measure


def per_key(span: Span, columns: Sequence[Column], *, limit: int) -> Mapping[int, Mapping[Column, int]]:
    """The sums of each column by key, the keys with the highest sum of the first column first."""
    names = {f"column_{number}": column for number, column in enumerate(columns)}
    sums = {
        name: Sum("number", filter=Q(dimension=dimension, measure=measure), default=0)
        for name, (dimension, measure) in names.items()
    }
    rows: QuerySet[Any, Any] = _columns(span, columns).values("key").annotate(**sums)
    ordered = rows.order_by(*(f"-{name}" for name in names), "key")[:limit]
    return {row["key"]: {column: row[name] for name, column in names.items()} for row in ordered}


def sums(span: Span, columns: Sequence[Column]) -> Mapping[Column, int]:
    """The sums of each column over all keys."""
    rows = _columns(span, columns).values_list("dimension", "measure").annotate(total=Sum("number"))
    found = {(dimension, measure): total for dimension, measure, total in rows}
    return {column: found.get(column, 0) for column in columns}


def _columns(span: Span, columns: Iterable[Column]) -> QuerySet[Tally]:
    dimensions, measures = {dimension for dimension, _ in columns}, {measure for _, measure in columns}
    return _tallies(span).filter(dimension__in=sorted(dimensions), measure__in=sorted(measures))


def per_value(
    span: Span, dimensions: Sequence[str], measures: Sequence[str], keys: Iterable[int] | None = None
) -> Mapping[tuple[str, str, int], Counter[str]]:
    """How many of each value by dimension, measure and key."""
    rows = _tallies(span).filter(dimension__in=dimensions, measure__in=measures)
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    found: dict[tuple[str, str, int], Counter[str]] = {}
    for *place, value, number in rows.values_list("dimension", "measure", "key", "value").annotate(Sum("number")):
        found.setdefault((place[0], place[1], place[2]), Counter())[value] = number
    return found


# --- names --------------------------------------------------------------------------------------------------

NAMED: Mapping[str, type[Any]] = {
    QUEUE: Queue,
    OUTLET: Outlet,
    QUOTED: Outlet,
    INDICATOR: Indicator,
    CLAIMANT: Claimant,
    GROUP: ClaimantTag,
    PERSON: User,
    SOURCE: Source,
}


def names_of(dimension: str, keys: Iterable[int]) -> Mapping[int, str]:
    """What the keys of a dimension are called; none of those that are gone."""
    if dimension not in NAMED:
        return {}
    return {pk: str(row) for pk, row in NAMED[dimension]._default_manager.in_bulk(list(keys)).items()}


def ratings_of(slugs: Iterable[str]) -> list[tuple[str, str]]:
    """(slug, label) of ratings that were given, in the order of their scale; those of the scale in force first."""
    wanted = set(slugs)
    rows = RatingScale.objects.filter(versions__ratings__slug__in=wanted).order_by(
        "-active", "pk", "-versions__number", "versions__ratings__position"
    )
    labels: dict[str, str] = {}
    for slug, label in rows.values_list("versions__ratings__slug", "versions__ratings__label"):
        labels.setdefault(slug, label)
    return [(slug, label) for slug, label in labels.items() if slug in wanted]


# --- now ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many claims of each queue are beyond their target, of the latest `LATE_READ`; `more` where there are more."""

    queues: Sequence[tuple[Queue, int]]
    more: bool


def overdue_now() -> Overdue:
    found = list(late_claims().order_by("due_at", "pk").values_list("queue_id", flat=True)[: LATE_READ + 1])
    counts = Counter(found[:LATE_READ])
    queues = [(queue, counts[queue.pk]) for queue in Queue.objects.order_by("position", "pk")]
    return Overdue([(queue, number) for queue, number in queues if number or queue.active], len(found) > LATE_READ)


def late_claims() -> QuerySet[Claim]:
    return Claim.objects.filter(UNDONE, due_at__lt=Now())


def newest_draws() -> list[AsideDraw]:
    """The draws of the last weeks with what was drawn (`shown`), the newest first."""
    draws = list(AsideDraw.objects.order_by("-week")[:WEEKS_DRAWN])
    rows = Drawn.objects.filter(draw__in=draws).select_related("judged_by", "claim", "version__article__outlet")
    by_draw: dict[int, list[Drawn]] = {draw.pk: [] for draw in draws}
    for row in rows.defer("version__text").order_by("draw", "number"):
        by_draw[row.draw_id].append(row)
    for draw in draws:
        draw.shown = by_draw[draw.pk]  # type: ignore[attr-defined]
    return draws
