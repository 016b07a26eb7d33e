"""Which claims of a queue somebody can be offered, for Next and for the list of queues alike.

Each condition is asked claim by claim, through an index, and not as a join, for which PostgreSQL may read the
whole of the other table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Now

from claims.models import (
    Article,
    Check,
    CheckState,
    Claim,
    Claimant,
    ClaimState,
    Deferral,
    Interest,
    Outlet,
    Queue,
    User,
)


def interests_of(user: User) -> list[Interest]:
    return list(Interest.objects.filter(person=user))


def declared_by(user: User) -> list[Interest]:
    """The same with the names that a page shows."""
    return list(Interest.objects.filter(person=user).select_related("claimant", "outlet"))


def whole_words(phrases: Iterable[str]) -> str:
    """A pattern that finds one of the phrases as whole words, for Python and for both databases."""
    return rf"(^|\W)({'|'.join(re.escape(each) for each in phrases)})(\W|$)"


def queued(queue: Queue) -> QuerySet[Claim]:
    """All claims that wait in a queue, held or not, in the order of its index."""
    return Claim.objects.filter(state=ClaimState.QUEUED, queue_id=queue.pk).order_by("rank_at")


def waiting(queue: Queue, user: User, interests: Sequence[Interest]) -> QuerySet[Claim]:
    """Claims of a queue that this user can check: not checked by them, not put off, none of their interests."""
    against = reasons_against(user, interests)
    return queued(queue).alias(**against).filter(**dict.fromkeys(against, False))


def reasons_against(user: User, interests: Sequence[Interest]) -> dict[str, Coalesce]:
    """What keeps a claim from a user, each as a value of its row that is true or false."""
    checks = Check.objects.filter(claim_id=OuterRef("pk"), checker_id=user.pk, state=CheckState.SUBMITTED)
    return {"checked": _any(checks), "put_off": _any(put_off_for(user)), **_interested(interests)}


def put_off_for(user: User) -> QuerySet[Deferral]:
    """What puts off the claim of the outer query, for this user or for everybody."""
    rows = Deferral.objects.filter(claim_id=OuterRef("pk"), until__gt=Now())
    return rows.filter(Q(person_id=user.pk) | Q(person_id__isnull=True))


def _interested(interests: Sequence[Interest]) -> dict[str, Coalesce]:
    claimants = [each.claimant_id for each in interests if each.claimant_id]
    outlets = [each.outlet_id for each in interests if each.outlet_id]
    words = [each.words for each in interests if each.words]
    against = {}
    if claimants:
        against["of_claimant"] = _any(Claimant.objects.filter(pk=OuterRef("claimant_id"), pk__in=claimants))
    if outlets:
        against["of_outlet"] = _any(Article.objects.filter(pk=OuterRef("article_id"), outlet_id__in=outlets))
    return against | (_named(whole_words(words)) if words else {})


def _named(pattern: str) -> dict[str, Coalesce]:
    outlet = Article.objects.filter(pk=OuterRef(OuterRef("article_id"))).values("outlet_id")[:1]
    return {
        "said_by_named": _any(Claimant.objects.filter(pk=OuterRef("claimant_id"), name__iregex=pattern)),
        "published_by_named": _any(Outlet.objects.filter(pk=Subquery(outlet), name__iregex=pattern)),
        "names": _any(Claim.objects.filter(pk=OuterRef("pk"), sentence__iregex=pattern)),
    }


def _any(rows: QuerySet[Any]) -> Coalesce:
    """Whether there is a row, as a value: PostgreSQL turns NOT EXISTS into a join, and guesses one row in
    two hundred for IS NULL."""
    first = Subquery(rows.order_by().values(found=Value(True))[:1], output_field=BooleanField())
    return Coalesce(first, Value(False))
