"""What is said of a check at the desk and never published: comments and third looks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from claims.models import Check, Comment, ThirdLook, User
from claims.queries.paging import PAGE_SIZE, Page, page_of, position_of

SHOWN = 200  # comments of one claim that a page shows


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a record on an editor's page. `sha256` is empty where nothing does."""

    comments: Sequence[Comment]
    looks: Sequence[ThirdLook]

    @property
    def open_comments(self) -> int:
        return sum(comment.resolved_at is None for comment in self.comments)

    @property
    def open_looks(self) -> Sequence[ThirdLook]:
        return [look for look in self.looks if look.answered_at is None]

    @property
    def sha256(self) -> str:
        lines = [f"comment {each.pk} {each.resolved_at is not None}" for each in self.comments]
        lines += [f"look {each.pk} {each.answered_at is not None}" for each in self.looks]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


def beside(check: Check) -> Beside:
    """The comments on this check, those on earlier checks of its claim that are open, and the third looks that
    were asked for on any of them."""
    of_claim = Q(check_of__claim_id=check.claim_id)
    comments = Comment.objects.filter(of_claim, Q(check_of=check) | Q(resolved_at__isnull=True))
    looks = ThirdLook.objects.filter(of_claim)
    people = comments.select_related("author", "resolved_by")
    return Beside(
        list(people.order_by("pk")[:SHOWN]),
        list(looks.select_related("person", "asked_by").order_by("pk")[:SHOWN]),
    )


def beside_sha256(check: Check) -> str:
    return beside(check).sha256


def comments_for(checker: User, claim_id: int) -> list[Comment]:
    """What editors said of the user's own checks of a claim, the open ones first."""
    rows = Comment.objects.filter(check_of__claim_id=claim_id, check_of__checker=checker)
    ordered = rows.order_by(F("resolved_at").asc(nulls_first=True), "pk")
    return list(ordered.select_related("author", "resolved_by")[:SHOWN])


def third_looks_of(person: User, *, after: str = "") -> Page[ThirdLook]:
    """What was asked of somebody, the latest first."""
    rows = ThirdLook.objects.filter(person=person).select_related("check_of__claim", "asked_by")
    rows = rows.defer("check_of__record").order_by("-asked_at", "-pk")
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(asked_at__lte=moment).exclude(asked_at=moment, pk__gte=pk)
    return page_of(rows, lambda look: look.asked_at, PAGE_SIZE)
