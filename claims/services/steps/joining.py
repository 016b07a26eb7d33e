"""A new person at the desk, however they came."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.utils.text import slugify

from claims.models import User

CURATOR = "curator"  # the group that works in the admin site
LONGEST_NAME = 150  # of a person, as Django's table has it


def one_after_the_other() -> None:
    """Lets one person join at a time, until the caller's transaction ends: of two who want one username, or come with
    one account of their house, the second sees the first. SQLite has one writer at a time as it is."""
    list(Group.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def put_into_groups(user: User, groups: Iterable[str], *, of: Iterable[str]) -> None:
    """Put somebody into just these of the groups `of`; the site of the tables is open to curators."""
    wanted = set(groups)
    user.groups.remove(*Group.objects.filter(name__in=set(of) - wanted))
    user.groups.add(*Group.objects.filter(name__in=wanted))
    curates = user.groups.filter(name=CURATOR).exists()
    if user.is_staff != curates and not user.is_superuser:
        user.is_staff = curates
        user.save(update_fields=["is_staff"])


def free_username(wish: str) -> str:
    """The wish as a username that nobody has, with a number where it is taken."""
    plain = slugify(wish.partition("@")[0])[:100] or "person"
    taken = {
        name.casefold() for name in User.objects.filter(username__istartswith=plain).values_list("username", flat=True)
    }
    return next(
        name for name in (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3))) if name not in taken
    )


def named(name: str) -> dict[str, str]:
    """A name as one typed it, as the columns of a person."""
    plain = " ".join(name.split())
    first, _space, last = plain.partition(" ")
    return {"first_name": first[:LONGEST_NAME], "last_name": last[:LONGEST_NAME], "shown_name": plain[:120]}
