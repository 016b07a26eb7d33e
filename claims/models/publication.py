"""What readers see: a publication keeps its address, its verdicts are numbered and never overwritten."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.review import Check


class PublicationState(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    LIVE = "live", _("live")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Publication(models.Model):
    """The address under which a claim's verdict stands, whatever its version."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="publication")
    public_id = models.CharField(max_length=12, unique=True, editable=False)
    slug = models.SlugField(max_length=100, editable=False)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PublicationState.choices,
        default=PublicationState.SCHEDULED,
        editable=False,
    )
    verdict = models.ForeignKey("claims.Verdict", on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PublicationState.SCHEDULED) | Q(verdict__isnull=False, published_at__isnull=False),
                name="publication_live_has_verdict",
            )
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="publication_newest")]

    def __str__(self) -> str:
        return self.public_id


class Verdict(models.Model):
    """What an editor signed: the record's bytes and hash, copied from the check. Triggers forbid UPDATE
    and DELETE."""

    class Correction(models.TextChoices):
        NONE = "", _("first version")
        UPDATE = "update", _("update")
        MINOR = "minor", _("minor")
        FACTUAL = "factual", _("factual")
        RATING = "rating", _("rating")
        WITHDRAWAL = "withdrawal", _("withdrawal")

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="verdicts")
    number = models.PositiveSmallIntegerField()
    source_check = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="verdicts")
    record = models.TextField()
    record_sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    alone = models.BooleanField(default=False, help_text=_("signed by who checked it, on a desk of one person"))
    without_reply = models.TextField(_("why it was signed without the claimant's answer"), blank=True, default="")
    correction = models.CharField(max_length=12, choices=Correction.choices, blank=True, default="")
    note = models.TextField(_("public note"), blank=True, default="")

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        permissions = [("sign_verdict", _("Can sign verdicts"))]
        constraints = [
            models.UniqueConstraint(fields=["publication", "number"], name="verdict_number"),
            models.CheckConstraint(
                condition=Q(number=1, correction="") | Q(number__gt=1) & ~Q(correction="") & ~Q(note=""),
                name="verdict_correction_told",
            ),
        ]
        indexes = [models.Index(fields=["signed_at", "id"], name="verdict_signed")]

    def __str__(self) -> str:
        return f"{self.publication_id}/{self.number}"
