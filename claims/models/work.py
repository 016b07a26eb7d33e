"""Work that waits in a row: the database is the truth, the broker is a doorbell.

A row that is due is taken by one conditional UPDATE, worked on outside any transaction, and finished
where the token is still the taker's. Which rows are due, taken and finished is decided in
`claims.services.steps.work`; here stand the columns and the partial index.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class WorkState(models.TextChoices):
    PENDING = "pending", _("pending")
    DONE = "done", _("done")
    MISSING = "missing", _("missing")
    DROPPED = "dropped", _("dropped")


class Work(models.Model):
    """The columns of a piece of work. `lease_token` is empty and `lease_until` null where nobody works on it.

    `last_error` holds the code and numbers of the last failure as JSON text, worded on the page.
    """

    state = models.CharField(
        _("state"), max_length=12, choices=WorkState.choices, default=WorkState.PENDING, editable=False
    )
    due_at = models.DateTimeField(_("due at"), db_default=Now(), editable=False)
    rung_at = models.DateTimeField(_("rung at"), null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    last_error = models.TextField(_("last error"), blank=True, default="", editable=False)
    lease_token = models.CharField(_("lease token"), max_length=32, blank=True, default="", editable=False)
    lease_until = models.DateTimeField(_("lease until"), null=True, editable=False)

    class Meta:
        abstract = True


WORK_CONSTRAINT = Q(lease_token="", lease_until__isnull=True) | (~Q(lease_token="") & Q(lease_until__isnull=False))
PENDING = Q(state=WorkState.PENDING)
