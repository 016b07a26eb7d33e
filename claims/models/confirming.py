"""What stands beside a claim while it is confirmed: translations, and the terms by which the desk finds its like."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.review import Evidence

__all__ = ["ClaimTerm", "Translation"]


class Translation(models.Model):
    """The words of a claim, or of a passage, in the desk's language; the original stays where it is. `language` is
    that of the original, `made_by` names the person or the program, in words for readers. Another text takes the
    confirmation back."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="translations")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, null=True, related_name="translations")
    language = models.CharField(_("language of the original"), max_length=35)
    text = models.TextField(_("translation"))
    made_by = models.CharField(_("made by"), max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, evidence__isnull=True) | Q(claim__isnull=True, evidence__isnull=False),
                name="translation_of_one",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(made_by=""), name="translation_whole"),
            models.UniqueConstraint(fields=["claim"], condition=Q(claim__isnull=False), name="translation_of_claim"),
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(evidence__isnull=False), name="translation_of_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ClaimTerm(models.Model):
    """A term of a claim of the desk (claims.matching.terms): by its terms another claim finds it."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="terms", db_index=False)
    term = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "term"], name="claim_term_once")]
        indexes = [models.Index(fields=["term", "claim"], name="claim_by_term")]
