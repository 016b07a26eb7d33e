"""Queues that only people work on who are gone: what comes there waits for nobody."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Queue, User

CODENAME = "check_claim"  # of the permission of claims.workflow, which stands beside this package


def _unattended() -> Q:
    """On, with members, of whom none is active and may check. A queue without members is everybody's."""
    members = Queue.members.through._default_manager.filter(queue=OuterRef("pk"))
    granted = Q(groups__permissions__codename=CODENAME) | Q(user_permissions__codename=CODENAME) | Q(is_superuser=True)
    able = User.objects.filter(granted, queues=OuterRef("pk"), is_active=True)
    return Q(Exists(members), ~Exists(able), active=True)


def mark_unattended(queues: QuerySet[Queue]) -> QuerySet[Queue]:
    """The queues, each with whether it is `unattended`."""
    return queues.annotate(unattended=_unattended())


def unattended_queues() -> QuerySet[Queue]:
    return Queue.objects.filter(_unattended()).order_by("position", "pk")
