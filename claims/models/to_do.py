"""What tasks work out for curators: whom Wikidata may know, which phrases match, what no indicator fits."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.intake import Claimant
from claims.models.reference import Phrase

__all__ = ["ClaimantSearch", "PhraseUse", "UnmatchedGroup", "WikidataSuggestion"]


class ClaimantSearch(models.Model):
    """When Wikidata was last asked about a claimant; `error` is the code of why it gave no answer."""

    claimant = models.OneToOneField(Claimant, on_delete=models.CASCADE, related_name="search")
    at = models.DateTimeField()
    error = models.CharField(max_length=40, blank=True, default="")


class WikidataSuggestion(models.Model):
    """An entity that bears the name of a claimant; a person says whether it is the one."""

    claimant = models.ForeignKey(Claimant, on_delete=models.CASCADE, related_name="suggestions")
    wikidata_id = models.CharField(_("Wikidata id"), max_length=20)
    label = models.CharField(_("name"), max_length=200)
    description = models.CharField(_("description"), max_length=300, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["claimant", "wikidata_id"], name="suggestion_once")]

    def __str__(self) -> str:
        return f"{self.label} ({self.wikidata_id})"


class PhraseUse(models.Model):
    """In how many of the newest claims of its indicator a phrase stands, as last counted."""

    phrase = models.OneToOneField(Phrase, on_delete=models.CASCADE, related_name="use")
    claims = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()


class UnmatchedGroup(models.Model):
    """Claims that no indicator fits and that share words and a unit. Written anew by each count."""

    words = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, blank=True, default="")
    claims = models.PositiveIntegerField()
    members = models.JSONField(default=list)
    example = models.TextField()

    class Meta:
        ordering = ["-claims", "words"]
        constraints = [models.UniqueConstraint(fields=["words", "unit"], name="unmatched_group_once")]

    def __str__(self) -> str:
        return self.words
