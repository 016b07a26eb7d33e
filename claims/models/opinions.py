"""What two checkers said of the same claim without knowing of one another."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.review import Check, Queue, Rating

__all__ = ["OpinionPair"]


class OpinionPair(models.Model):
    """The ratings of two checks of a claim as they came in first, in their order: what was returned and done again
    is no second opinion. `verdicts` is how many verdicts the claim had before, so that each version counts once."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="opinion_pairs")
    verdicts = models.PositiveSmallIntegerField(default=0)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, null=True, related_name="+")
    first = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    first_rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    second_rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pair of opinions")
        verbose_name_plural = _("pairs of opinions")
        constraints = [models.UniqueConstraint(fields=["claim", "verdicts"], name="opinion_pair_once")]
        indexes = [models.Index(fields=["at", "id"], name="opinion_pair_at")]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.verdicts}"
