"""What comes back after publication, and who is told: a claim taken up again, and the mail that waits."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.reference import Series
from claims.models.work import PENDING, WORK_CONSTRAINT, Work


class Reopening(models.Model):
    """A published claim that was taken up again. While it is open, the public page says so above the rating.

    `by` is empty where the program saw that data were revised; `series` and `vintage_label` say which release
    did it, so that the claims of one release stand together. `note` is read by the public."""

    class Reason(models.TextChoices):
        REVISION = "revision", _("the data were revised")
        SENTENCE = "sentence", _("the sentence was changed")
        COMPLAINT = "complaint", _("somebody says that it is wrong")
        CORRECTION = "correction", _("the desk corrects itself")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reopenings")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    note = models.TextField(_("public note"), blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    vintage_label = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("reopening")
        verbose_name_plural = _("reopenings")
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(ended_at__isnull=True), name="reopening_open_once"),
            models.CheckConstraint(
                condition=Q(by__isnull=True, reason__in=["revision", "sentence"]) | Q(by__isnull=False) & ~Q(note=""),
                name="reopening_by_a_person_is_told",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reason", "series", "vintage_label", "id"],
                condition=Q(ended_at__isnull=True),
                name="reopening_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.reason}"


class Mail(Work):
    """A mail that waits to be sent, written in the transaction that it tells of. `key` says what it tells whom,
    so that nobody is told the same twice; it is the mail's Message-ID too, for a mail that left just before its
    sender was killed goes out again. `secret` is a link that lets somebody in, sealed: it takes the place of
    `SECRET_PLACE` in the text when the mail is sent, and is forgotten then."""

    SECRET_PLACE = "{link}"

    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    secret = models.TextField(default="", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [models.CheckConstraint(condition=WORK_CONSTRAINT, name="mail_lease_whole")]
        indexes = [models.Index(fields=["due_at"], condition=PENDING, name="mail_due")]

    def __str__(self) -> str:
        return self.subject
