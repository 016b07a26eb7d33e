"""Each week some of what nobody read are drawn for a person to look at: how much is missed is known by that alone."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from claims.models import AsideDraw, Claim, Drawn, LeftAside, RollState, User
from claims.queries.facts import FACTS, LEFT, UNREAD, within
from claims.services.refusal import Refused
from claims.workflow import CHECKING, NotAllowed, record_event

DRAWN_A_WEEK = 20
SEEDS = 2**62


def draw_week(seed: int | None = None) -> int:
    """Draw of what the week before this one left unread, once; how many were drawn. The same seed draws the same of
    the same rows."""
    monday = _monday()
    with transaction.atomic():
        RollState.objects.select_for_update().get_or_create(pk=1)
        if AsideDraw.objects.filter(week=monday).exists():
            return 0
        span = monday - timedelta(days=7), monday - timedelta(days=1)
        sentences, claims = (_ids(within(FACTS[name], *span)) for name in (LEFT, UNREAD))
        out_of = len(sentences) + len(claims)
        seed = secrets.randbelow(SEEDS) if seed is None else seed
        draw = AsideDraw.objects.create(week=monday, seed=seed, out_of=out_of)
        places = Random(seed).sample(range(out_of), min(DRAWN_A_WEEK, out_of))
        picked = [(sentences + claims)[place] for place in places]
        left = LeftAside.objects.in_bulk(pk for place, pk in zip(places, picked, strict=True) if place < len(sentences))
        put = Claim.objects.in_bulk(pk for place, pk in zip(places, picked, strict=True) if place >= len(sentences))
        rows = [left[pk] if place < len(sentences) else put[pk] for place, pk in zip(places, picked, strict=True)]
        Drawn.objects.bulk_create(_drawn(draw, number, row) for number, row in enumerate(rows, start=1))
    return len(rows)


def _monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def _ids(rows: QuerySet[Any]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _drawn(draw: AsideDraw, number: int, row: LeftAside | Claim) -> Drawn:
    if isinstance(row, Claim):
        return Drawn(draw=draw, number=number, sentence=row.sentence, claim=row)
    place = {"version_id": row.version_id, "start": row.start, "end": row.end}
    return Drawn(draw=draw, number=number, sentence=row.sentence, **place)


def judge(user: User, drawn_id: int, judged: str) -> Drawn:
    """Say whether a sentence was rightly left aside or missed. What is missed is pulled in by its caller first: a
    press that was cut off in between is made again. Refused where somebody else has said the other meanwhile."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    with transaction.atomic():
        row = Drawn.objects.select_for_update(of=("self",)).get(pk=drawn_id)
        if row.judged not in (Drawn.Judged.OPEN, judged):
            raise Refused("judged_already")
        if row.judged == Drawn.Judged.OPEN:
            row.judged, row.judged_by, row.judged_at = judged, user, timezone.now()
            row.save(update_fields=["judged", "judged_by", "judged_at"])
            record_event(user, f"drawn.{judged}", row)
    return row
