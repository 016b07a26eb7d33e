"""Which days have to be counted anew after something was changed that belongs to the past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.models import AuditEvent, Check, Claim, DirtyDay, LeftAside, Publication, Release, Tally, Verdict
from claims.queries.facts import CLAIMANT, GROUP, OUTLET, QUOTED

CHUNK = 500


def mark_days(days: Iterable[date]) -> None:
    DirtyDay.objects.bulk_create([DirtyDay(day=day) for day in sorted(set(days))])


def days_of(events: Iterable[int]) -> set[date]:
    """The days that these audit events may have changed."""
    ids: dict[str, set[int]] = defaultdict(set)
    days: set[date] = set()
    rows = AuditEvent.objects.filter(pk__in=list(events)).values_list("object_type", "object_id", "at")
    for object_type, object_id, at in rows:
        ids[object_type].add(object_id)
        days.update(_around(at))
    for object_type, found in ids.items():
        for claims in CLAIMS_OF.get(object_type, _none)(found):
            days |= _days_of_claims(claims)
        days |= _days_counted(DIMENSIONS_OF.get(object_type, ()), found)
    return days


def _days_counted(dimensions: Iterable[str], keys: Iterable[int]) -> set[date]:
    """The days on which one of these was counted: what was merged, renamed or sorted out stood there."""
    if not dimensions:
        return set()
    rows = Tally.objects.filter(dimension__in=list(dimensions), grain=Tally.Grain.DAY, key__in=list(keys))
    return set(rows.order_by().values_list("day", flat=True).distinct())


def _days_of_claims(claims: QuerySet[Claim]) -> set[date]:
    """Every day on which something was counted of these claims, as they stand or as they stood: an audit event was
    written with each change, in the same moment, which may have been midnight."""
    ids = claims.order_by().values("pk")
    checks = Check.objects.filter(claim__in=ids)
    verdicts = Verdict.objects.filter(publication__claim__in=ids)
    of_them = Q(object_type="claim", object_id__in=ids) | Q(object_type="check", object_id__in=checks.values("pk"))
    times: Iterable[tuple[QuerySet[Any], tuple[str, ...]]] = (
        (Claim.objects.filter(pk__in=ids), ("added_at", "queued_at", "state_at")),
        (checks, ("submitted_at",)),
        (verdicts, ("signed_at", "publication__published_at")),
        (AuditEvent.objects.filter(of_them), ("at",)),
    )
    days: set[date] = set()
    for rows, columns in times:
        for row in rows.order_by().values_list(*columns).distinct().iterator():
            days |= {day for at in row if at for day in _around(at)}
    return days


def _around(at: datetime) -> tuple[date, date]:
    return timezone.localdate(at), timezone.localdate(at - timedelta(seconds=1))


def _chunked(path: str, model: type[Any] | None = None) -> Callable[[Iterable[int]], Iterable[QuerySet[Claim]]]:
    """Claims found by ids: in the claims' own column `path`, or of rows of a model whose column leads to a claim."""

    def claims(found: Iterable[int]) -> Iterable[QuerySet[Claim]]:
        ids = sorted(found)
        for begin in range(0, len(ids), CHUNK):
            some = ids[begin : begin + CHUNK]
            rows = {f"{path}__in": some}
            if model is not None:
                rows = {"pk__in": model._default_manager.filter(pk__in=some).values(path)}
            yield Claim.objects.filter(**rows)

    return claims


def _none(_found: Iterable[int]) -> Iterable[QuerySet[Claim]]:
    return ()


CLAIMS_OF: Mapping[str, Callable[[Iterable[int]], Iterable[QuerySet[Claim]]]] = {
    "claim": _chunked("pk"),
    "check": _chunked("claim_id", Check),
    "publication": _chunked("claim_id", Publication),
    "verdict": _chunked("publication__claim_id", Verdict),
    "release": _chunked("check_of__claim_id", Release),
    "article": _chunked("article_id"),
    "claimant": _chunked("claimant_id"),
    "claimanttag": _chunked("claimant__tags"),
    "outlet": _chunked("article__outlet_id"),
}
DIMENSIONS_OF: Mapping[str, tuple[str, ...]] = {
    "claimant": (CLAIMANT,),
    "claimanttag": (GROUP,),
    "outlet": (OUTLET, QUOTED),
}


def mark_left_aside(rows: QuerySet[LeftAside]) -> None:
    """Before sentences left aside of days that are over go: those days are counted anew."""
    today = timezone.localdate()
    days = {timezone.localdate(at) for at in rows.order_by().values_list("at", flat=True).distinct()}
    mark_days(day for day in days if today - day > timedelta(days=1))
