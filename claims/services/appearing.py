"""How a member of the desk is shown to readers. A name stands beside a record and never in it, so that a choice
holds at once for everything that was published."""

from __future__ import annotations

from django.db import transaction

from claims.models import ShownAs, User
from claims.services.refusal import Refused
from claims.workflow import record_event


def show_as(user: User, *, shown_as: str, shown_name: str) -> None:
    """`shown_as` is one of `ShownAs`; the name is what readers see, or what initials are taken of."""
    shown_name = shown_name.strip()
    if shown_as not in ShownAs.values:
        raise Refused("shown_as_unknown")
    if shown_as in (ShownAs.NAME, ShownAs.INITIALS) and not shown_name:
        raise Refused("shown_name_missing")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(shown_as=shown_as, shown_name=shown_name)
        record_event(user, "user.shown_as", user, {"shown_as": shown_as})
