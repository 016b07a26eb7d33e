"""How people come in, as pages show it: factors and sessions of one person, the people of the desk, and what each
group may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import DeskSession, Factor, Invitation, RecoveryCode, User

MOST_SESSIONS = 50
MOST_PEOPLE = 500
MOST_INVITATIONS = 50
VERBS = ("view", "add", "change", "delete")


def factors_of(user: User) -> list[Factor]:
    return list(Factor.objects.filter(user=user).order_by("at", "pk"))


def codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()


def sessions_of(user: User) -> list[DeskSession]:
    """Where somebody is signed in, the last used first."""
    rows = DeskSession.objects.filter(user_id=user.pk, expire_date__gt=timezone.now()).order_by("-seen_at")
    return list(rows[:MOST_SESSIONS])


def people() -> list[User]:
    """Everybody with an account, the active ones first; each with `has_factor` and `seen_at` (None where they are
    signed in nowhere)."""
    sessions = DeskSession.objects.filter(user_id=OuterRef("pk")).order_by("-seen_at").values("seen_at")[:1]
    rows = User.objects.annotate(
        has_factor=Exists(Factor.objects.filter(user=OuterRef("pk"))), seen_at=Subquery(sessions)
    )
    return list(rows.prefetch_related("groups").order_by("-is_active", "username")[:MOST_PEOPLE])


def open_invitations() -> list[Invitation]:
    """What was not taken up yet, those that ran out included: they can be made again, or taken back."""
    rows = Invitation.objects.filter(ended_at__isnull=True).select_related("group", "by").order_by("-pk")
    return list(rows[:MOST_INVITATIONS])


@dataclass(frozen=True, slots=True)
class GroupRow:
    pk: int
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Ability:
    """Something that can be done, by its codename, or a table that can be worked on: its plural name; with the
    verbs that each group, in the order of the groups, has of it ("do" of an ability)."""

    codename: str
    words: str
    verbs: Sequence[Sequence[str]]


def groups() -> list[GroupRow]:
    members = Count("user", filter=Q(user__is_active=True))
    return [
        GroupRow(each.pk, each.name, each.members) for each in Group.objects.annotate(members=members).order_by("name")
    ]


def abilities(rows: Sequence[GroupRow]) -> list[Ability]:
    """What the groups may do, read from their permissions: abilities of the desk first, then the tables."""
    having: dict[tuple[int, str, str], list[set[str]]] = {}
    names: dict[tuple[int, str, str], str] = {}
    places = {row.pk: place for place, row in enumerate(rows)}
    for permission, group_id in _held():
        key, verb, words = _meant(permission)
        names[key] = words
        having.setdefault(key, [set() for _row in rows])[places[group_id]].add(verb)
    return [
        Ability(key[1], names[key], [_in_order(verbs) for verbs in having[key]])
        for key in sorted(having, key=lambda key: (key[0], key[2]))
    ]


def _held() -> list[tuple[Permission, int]]:
    links = Group.permissions.through.objects.select_related("permission__content_type")
    return [(link.permission, link.group_id) for link in links]


def _meant(permission: Permission) -> tuple[tuple[int, str, str], str, str]:
    """(what it is about and where that stands in the table, the verb, its words)."""
    verb, _line, table = permission.codename.partition("_")
    if verb not in VERBS or table != permission.content_type.model:
        return (0, permission.codename, permission.codename), "do", _(permission.name)
    try:
        model = apps.get_model(permission.content_type.app_label, table)
    except LookupError:
        return (1, table, table), verb, table
    words = str(model._meta.verbose_name_plural)
    return (1, table, words), verb, words


def _in_order(verbs: set[str]) -> list[str]:
    return [verb for verb in ("do", *VERBS) if verb in verbs]
