"""What a person was told, newest first, and who holds a permission."""

from __future__ import annotations

from django.db.models import Q

from claims.models import Notice, NoticeKind, User
from claims.models.notices import FIRST_RHYTHMS, NoticeRhythm, Rhythm
from claims.queries.paging import Page, page_of, position_of


def notices_of(person: User, after: str = "") -> Page[Notice]:
    rows = Notice.objects.filter(person=person).select_related("claim", "source").order_by("-at", "-pk")
    position = position_of(after)
    if position is not None:
        at, pk = position
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    return page_of(rows, lambda notice: notice.at)


def rhythms_of(person: User) -> dict[str, str]:
    """Of every kind, as the person has it."""
    chosen = dict(NoticeRhythm.objects.filter(person=person).values_list("kind", "rhythm"))
    return {kind: chosen.get(kind, FIRST_RHYTHMS.get(NoticeKind(kind), Rhythm.AT_ONCE)) for kind in NoticeKind.values}


def holders_of(permission: str) -> list[User]:
    """Active people who hold a permission ("claims.watch_sources"), by a group or by themselves."""
    codename = permission.rpartition(".")[2]
    by_group = Q(groups__permissions__codename=codename)
    held = by_group | Q(user_permissions__codename=codename) | Q(is_superuser=True)
    return list(User.objects.filter(held, is_active=True).distinct().order_by("pk"))
