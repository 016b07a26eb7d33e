"""What a person declares of themselves: interests, and whether single keys do something."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from claims.models import Claimant, Interest, Outlet, User
from claims.models.intake import fold
from claims.services.refusal import Refused
from claims.workflow import record_event

LONGEST = 200


def declare_interest(user: User, *, kind: str, name: str, since: date | None) -> Interest:
    """Declare an interest in a claimant or outlet of the desk by one of its names, else in these words."""
    name = " ".join(name.split())[:LONGEST]
    if kind not in Interest.Kind.values or not name.strip("\"' .,-"):
        raise Refused("interest_in_whom")
    if since is not None and since > timezone.localdate():
        raise Refused("interest_future")
    with transaction.atomic():
        interest = Interest.objects.create(person=user, kind=kind, since=since, **_meant(name))
        record_event(user, "interest.declare", interest)
    return interest


def _meant(name: str) -> dict[str, object]:
    """Whom a name means: the outlet or the claimant of just this name, else the words themselves."""
    outlet = Outlet.objects.filter(folded=fold(name)).first()
    if outlet is not None:
        return {"outlet": outlet.merged_into or outlet}
    claimant = Claimant.objects.filter(names__folded=fold(name)).first()
    return {"claimant": claimant} if claimant else {"words": name}


def drop_interest(user: User, interest_id: int) -> None:
    with transaction.atomic():
        interest = Interest.objects.get(pk=interest_id, person=user)
        record_event(user, "interest.drop", interest)
        interest.delete()


def choose_language(user: User, language: str) -> None:
    """One of the languages of the interface, or empty: the one that their browser asks for."""
    User.objects.filter(pk=user.pk).update(language=language)


def switch_keys(user: User, *, on: bool) -> None:
    User.objects.filter(pk=user.pk).update(keys=on)
