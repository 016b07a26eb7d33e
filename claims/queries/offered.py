"""Which claims of a queue somebody can be offered, for Next and for the list of queues alike.

Each condition is asked claim by claim, through an index, and not as a join, for which PostgreSQL may read the
whole of the other table. Words are looked for in the one row that was found, never to find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections
from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Now

from claims.models import (
    Article,
    Check,
    CheckState,
    Claim,
    Claimant,
    Deferral,
    Interest,
    Outlet,
    Queue,
    Reopening,
    User,
)
from claims.queries.prepared import Prepared, given

Reasons = dict[str, Coalesce | Case]
SIGNING = "claims.sign_verdict"  # the permission of claims.workflow, which stands beside this package
ASKED = "asked.id"
# In the words of the index `claim_next`: SQLite takes a partial index only where its condition stands in the statement.
OFFERED = "claims_claim.state IN ('queued', 'reopened')"


def interests_of(user: User) -> list[Interest]:
    return _INTERESTS(user_id=user.pk)


_INTERESTS = Prepared(lambda: Interest.objects.filter(person=given("user_id")))


def declared_by(user: User) -> list[Interest]:
    """The same with the names that a page shows."""
    return list(Interest.objects.filter(person=user).select_related("claimant", "outlet"))


def whole_words(phrases: Iterable[str]) -> str:
    """A pattern that finds one of the phrases as whole words, for Python and for both databases."""
    return rf"(^|\W)({'|'.join(re.escape(each) for each in phrases)})(\W|$)"


def queued(queue: Queue | None) -> QuerySet[Claim]:
    """All claims that wait in a queue, for the first time or again, held or not, in the order of its index; None
    for `of_each`."""
    queue_id = RawSQL(ASKED, ()) if queue is None else queue.pk
    return offered().filter(queue_id=queue_id).order_by("rank_at")


def offered() -> QuerySet[Claim]:
    return Claim.objects.filter(RawSQL(OFFERED, (), output_field=BooleanField()))


def of_each(queues: Sequence[Queue], rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """A statement with its parameters that reads a few rows (`queued(None)`, cut) of each of these queues. PostgreSQL
    plans it once and not once a queue, which took longer than reading."""
    connection = connections[Claim.objects.db]
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    ids = [str(queue.pk) for queue in queues]
    if connection.vendor == "postgresql":
        return f"SELECT look.* FROM unnest(ARRAY[{', '.join(ids)}]) asked(id), LATERAL ({sql}) look", tuple(parameters)
    looks = [f"SELECT * FROM ({sql.replace(ASKED, queue_id)}) look" for queue_id in ids]
    return " UNION ALL ".join(looks), tuple(parameters) * len(ids)


def waiting(queue: Queue | None, user: User, interests: Sequence[Interest]) -> QuerySet[Claim]:
    """Claims of a queue that this user can check: not checked by them, not put off, none of their interests."""
    return waiting_for(queue, user, interests, signs=user.has_perm(SIGNING))


def waiting_for(queue: Queue | None, user: User, interests: Sequence[Interest], *, signs: bool) -> QuerySet[Claim]:
    """The same of a user of whom it is known whether they sign verdicts."""
    against = _reasons_against(user, interests, signs=signs)
    return queued(queue).alias(**against).filter(**dict.fromkeys(against, False))


def reasons_against(user: User, interests: Sequence[Interest]) -> Reasons:
    """What keeps a claim from a user, each as a value of its row that is true or false."""
    return _reasons_against(user, interests, signs=user.has_perm(SIGNING))


def _reasons_against(user: User, interests: Sequence[Interest], *, signs: bool) -> Reasons:
    checks = Check.objects.filter(claim_id=OuterRef("pk"), checker_id=user.pk, state=CheckState.SUBMITTED)
    against: Reasons = {"checked": _any(checks), "put_off": _any(put_off_for(user))}
    if signs:
        against["signed"] = _any(_complaints_about(user))
    return against | _interested(interests)


def _complaints_about(user: User) -> QuerySet[Reopening]:
    """A complaint about a verdict is looked into by somebody who did not sign it."""
    rows = Reopening.objects.filter(claim_id=OuterRef("pk"), ended_at__isnull=True, reason=Reopening.Reason.COMPLAINT)
    return rows.filter(claim__publication__verdict__signed_by_id=user.pk)


def put_off_for(user: User) -> QuerySet[Deferral]:
    """What puts off the claim of the outer query, for this user or for everybody."""
    rows = Deferral.objects.filter(claim_id=OuterRef("pk"), until__gt=Now())
    return rows.filter(Q(person_id=user.pk) | Q(person_id__isnull=True))


def _interested(interests: Sequence[Interest]) -> Reasons:
    claimants = [each.claimant_id for each in interests if each.claimant_id]
    outlets = [each.outlet_id for each in interests if each.outlet_id]
    words = [each.words for each in interests if each.words]
    against: Reasons = {}
    if claimants:
        against["of_claimant"] = _true(Q(claimant_id__in=claimants))
    if outlets:
        against["of_outlet"] = _any(Article.objects.filter(pk=OuterRef("article_id"), outlet_id__in=outlets))
    return against | (_named(whole_words(words)) if words else {})


def _named(pattern: str) -> Reasons:
    outlet = Article.objects.filter(pk=OuterRef(OuterRef("article_id"))).values("outlet_id")[:1]
    named = Q(name__iregex=pattern)
    return {
        "said_by_named": _any(Claimant.objects.filter(pk=OuterRef("claimant_id")), named),
        "published_by_named": _any(Outlet.objects.filter(pk=Subquery(outlet)), named),
        "names": _true(Q(sentence__iregex=pattern)),
    }


def _any(rows: QuerySet[Any], condition: Q | None = None) -> Coalesce:
    """Whether there is a row, and the first one is so, as a value: PostgreSQL turns NOT EXISTS into a join, and
    guesses one row in two hundred for IS NULL."""
    found = Value(True) if condition is None else _true(condition)
    first = Subquery(rows.order_by().values(found=found)[:1], output_field=BooleanField())
    return Coalesce(first, Value(False))


def _true(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
