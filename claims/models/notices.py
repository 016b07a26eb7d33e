"""What a person is told, in the desk and by mail, at a rhythm that each sets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.reference import Source


class NoticeKind(models.TextChoices):
    ASSIGNED = "assigned", _("A claim is handed to me")
    RETURNED = "returned", _("My check comes back")
    OVERDUE = "overdue", _("A claim that I have is overdue")
    REOPENED = "reopened", _("A verdict that I checked or signed is taken up again")
    PUBLISHED = "published", _("What I checked is published or corrected")
    SOURCE = "source", _("A source or a feed fails")


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    NEVER = "never", _("not by mail")


FIRST_RHYTHMS = {NoticeKind.OVERDUE: Rhythm.DAILY, NoticeKind.SOURCE: Rhythm.DAILY}
"""Before a person says otherwise; all others come at once."""


class Notice(models.Model):
    """One thing that one person is told. `about` names the event, so that nobody is told the same twice; the
    words are a reason's code and numbers, worded for the reader. `mail_due` where it waits for the daily mail."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind.choices)
    about = models.CharField(max_length=100)
    code = models.CharField(max_length=40)
    numbers = models.JSONField(default=list)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    mail_due = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["person", "about"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_newest"),
            models.Index(fields=["person"], condition=Q(mail_due=True), name="notice_for_daily_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.about}"


class NoticeRhythm(models.Model):
    """How often a person is told of a kind by mail, where they chose."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rhythms")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)

    class Meta:
        verbose_name = _("rhythm of notices")
        verbose_name_plural = _("rhythms of notices")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notice_rhythm_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.rhythm}"
