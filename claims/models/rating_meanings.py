"""What the words of other publishers' ratings mean to this desk, as its curators set it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.earlier import Publisher
from claims.sources.fact_check_fields import fold_rating

__all__ = ["RatingMeaning"]


class RatingMeaning(models.Model):
    """One rating of one publisher in a common word, beside which the publisher's own words always stand. It is of the
    claim as the publisher checked it, and no verdict on any claim of the desk. `folded` is the words as they are
    looked up, whatever their capitals."""

    class Meaning(models.TextChoices):
        SUPPORTS = "supports", _("supports what was checked")
        CONTRADICTS = "contradicts", _("contradicts what was checked")
        MIXED = "mixed", _("mixed")
        NONE = "none", _("neither: says nothing of right or wrong")

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="meanings")
    words = models.CharField(_("rating, word for word"), max_length=300)
    folded = models.CharField(max_length=300, editable=False)
    meaning = models.CharField(_("common meaning"), max_length=20, choices=Meaning.choices)

    class Meta:
        verbose_name = _("meaning of a rating")
        verbose_name_plural = _("meanings of ratings")
        ordering = ["publisher__name", "words"]
        constraints = [
            models.UniqueConstraint(fields=["publisher", "folded"], name="rating_meaning_once"),
            models.CheckConstraint(condition=~Q(folded=""), name="rating_meaning_words"),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.get_meaning_display()}"

    def save(self, *args: Any, **options: Any) -> None:
        self.folded = fold_rating(self.words)
        super().save(*args, **options)
