"""An editor's decision to go on with one check of a claim that needs two."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim


class SingleCheck(models.Model):
    """Written where the desk has nobody for the second check. `reason` is kept at the desk, beside the check that an
    editor signs; `verdicts` is how many verdicts the claim had before, so that it holds for the next one alone."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="single_checks")
    verdicts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=600)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("claim that goes on with one check")
        verbose_name_plural = _("claims that go on with one check")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="single_check_has_reason")]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.verdicts}"
