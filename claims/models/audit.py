"""What happened, append only and sealed into a hash chain.

An event is written in the transaction that it tells of, with a row in `AuditPending`. A sealer locks the
one row of `AuditHead` and seals what waits, so no writer queues for the chain and an event that committed
late is sealed late, never missed. Triggers (claims.models.triggers) forbid UPDATE and DELETE.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """Plain columns, no foreign key: an event outlives what it tells of. `actor_id` is 0 for the program.
    `payload` is JSON text of ids and hashes, no prose."""

    at = models.DateTimeField(_("at"))
    actor_id = models.BigIntegerField(_("actor"))
    action = models.CharField(_("action"), max_length=60)
    object_type = models.CharField(_("object type"), max_length=40)
    object_id = models.BigIntegerField(_("object"))
    payload = models.TextField(_("payload"), default="{}")

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [models.Index(fields=["object_type", "object_id", "id"], name="audit_of_object")]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


class AuditPending(models.Model):
    """An event that waits for its seal."""

    event_id = models.BigIntegerField(unique=True)


class AuditHead(models.Model):
    """The one row that a sealer locks: number and hash of the last seal."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one")]


class AuditSeal(models.Model):
    """One link: the hash of the link before it and of the event's columns."""

    number = models.BigIntegerField(unique=True)
    event_id = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")
