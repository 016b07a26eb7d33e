"""What other publishers found on claims, and which of it a person used or put away for a claim of the desk."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.reference import Snapshot
from claims.models.work import PENDING, WORK_CONSTRAINT, Work

__all__ = ["FeedReading", "PriorCheck", "PriorHit", "PriorSearch", "PriorTerm", "Publisher"]


class Publisher(models.Model):
    """A publisher whose fact-checks the desk reads: who is not on this list is left out. `domain` is that of the
    pages, those beneath it included."""

    name = models.CharField(_("name"), max_length=200)
    domain = models.CharField(_("domain"), max_length=200, unique=True, help_text=_("as in factcheck.example"))
    note = models.TextField(_("note"), blank=True, default="")
    active = models.BooleanField(_("on"), default=True)

    class Meta:
        verbose_name = _("publisher of fact-checks")
        verbose_name_plural = _("publishers of fact-checks")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(domain=""), name="publisher_domain")]

    def __str__(self) -> str:
        return self.name


class PriorCheck(models.Model):
    """One claim that a publisher checked, in the publisher's words. `key` is the sha256 of address and claim,
    `content_sha256` that of all that was given. The numbers are kept as given and nothing is read from them."""

    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="checks")
    key = models.CharField(max_length=64, unique=True, editable=False)
    content_sha256 = models.CharField(max_length=64, editable=False)
    address = models.TextField(_("address"))
    claim = models.TextField(_("claim"))
    claimant = models.CharField(_("claimant"), max_length=300, blank=True, default="")
    claimed_on = models.DateField(_("said on"), null=True)
    reviewed_on = models.DateField(_("checked on"), null=True)
    rating = models.CharField(_("rating, word for word"), max_length=300, blank=True, default="")
    value = models.CharField(_("its number"), max_length=40, blank=True, default="")
    best = models.CharField(_("best number"), max_length=40, blank=True, default="")
    worst = models.CharField(_("worst number"), max_length=40, blank=True, default="")
    title = models.CharField(_("title"), max_length=300, blank=True, default="")
    language = models.CharField(_("language"), max_length=16, blank=True, default="")
    licence = models.CharField(_("licence"), max_length=300, blank=True, default="")
    first_at = models.DateTimeField(_("first read at"), auto_now_add=True)

    class Meta:
        verbose_name = _("earlier fact-check")
        verbose_name_plural = _("earlier fact-checks")

    def __str__(self) -> str:
        return self.claim[:80]


class PriorTerm(models.Model):
    """A term of an earlier claim (claims.matching.terms): by its terms it is found."""

    prior = models.ForeignKey(PriorCheck, on_delete=models.CASCADE, related_name="terms", db_index=False)
    term = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prior", "term"], name="prior_term_once")]
        indexes = [models.Index(fields=["term", "prior"], name="prior_by_term")]


class FeedReading(Work):
    """One reading of the public feed, one a day at most, with what came of it."""

    day = models.DateField(_("day"), unique=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    checks = models.PositiveIntegerField(_("fact-checks in it"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    left_out = models.PositiveIntegerField(_("of publishers not on the list"), default=0)
    unusable = models.PositiveIntegerField(_("without address or claim"), default=0)

    class Meta:
        verbose_name = _("reading of the feed")
        verbose_name_plural = _("readings of the feed")
        constraints = [models.CheckConstraint(condition=WORK_CONSTRAINT, name="feed_reading_lease_whole")]
        indexes = [models.Index(fields=["due_at"], condition=PENDING, name="feed_reading_due")]

    def __str__(self) -> str:
        return self.day.isoformat()


class PriorSearch(Work):
    """A search for earlier fact-checks of a claim that somebody asked for: one per claim, asked again on demand."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="prior_search")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")
    found = models.PositiveSmallIntegerField(_("found"), default=0)
    left_out = models.PositiveSmallIntegerField(_("of publishers not on the list"), default=0)

    class Meta:
        verbose_name = _("search for fact-checks")
        verbose_name_plural = _("searches for fact-checks")
        constraints = [models.CheckConstraint(condition=WORK_CONSTRAINT, name="prior_search_lease_whole")]
        indexes = [models.Index(fields=["due_at"], condition=PENDING, name="prior_search_due")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class PriorHit(models.Model):
    """An earlier fact-check that was searched out for a claim, or put away by a person as not on this claim."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="prior_hits")
    prior = models.ForeignKey(PriorCheck, on_delete=models.CASCADE, related_name="hits")
    searched = models.BooleanField(default=False)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "prior"], name="prior_hit_once")]
