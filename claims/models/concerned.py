"""Whom the desk asked about a claim, and what came back: a log that is only added to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.intake import Claimant

__all__ = ["ContactEntry", "Policy"]


class Policy(models.Model):
    """Words of the desk's own policy that readers see; `slug` says where. Curators keep the text."""

    ASKING = "asking"

    slug = models.SlugField(_("slug"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True, default="", help_text=_("Shown to readers; empty shows nothing."))

    class Meta:
        verbose_name = _("words of the policy")
        verbose_name_plural = _("words of the policy")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class ContactEntry(models.Model):
    """One line of the log. An answer names the entry that asked, none where it came unasked. A line is never
    changed: a correction is a new one that names the line it takes the place of, and what was entered by mistake
    gets a line that says so. `claimant` is who the claimant was when they were asked, or not."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWER = "answer", _("answer")
        NOT_ASKED = "not_asked", _("not asked")
        MISTAKE = "mistake", _("entered by mistake")

    class Role(models.TextChoices):
        CLAIMANT = "claimant", _("who said it")
        OUTLET = "outlet", _("the outlet")
        EXPERT = "expert", _("an expert")

    class Way(models.TextChoices):
        MAIL = "mail", _("by e-mail")
        PHONE = "phone", _("by telephone")
        PERSON = "person", _("in person")
        LETTER = "letter", _("by letter")
        FORM = "form", _("by a form on their site")
        NETWORK = "network", _("by a message on a social network")

    class NotAsked(models.TextChoices):
        ANONYMOUS = "anonymous", _("anonymous: nobody knows whom to ask")
        DANGER = "danger", _("asking would put somebody in danger")
        DEAD = "dead", _("dead")
        SATIRE = "satire", _("satire")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="contacts")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, blank=True, default="")
    claimant = models.ForeignKey(Claimant, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    way = models.CharField(_("way"), max_length=10, choices=Way.choices, blank=True, default="")
    asked_at = models.DateTimeField(_("asked at"), null=True)
    due_at = models.DateTimeField(_("answer due by"), null=True)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("came at"), null=True)
    words = models.TextField(_("answer, word for word"), blank=True, default="")
    why = models.CharField(_("why not asked"), max_length=10, choices=NotAsked.choices, blank=True, default="")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("entry on who was asked")
        verbose_name_plural = _("entries on who was asked")
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="contact_number"),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(corrects__isnull=False), name="contact_corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="asked", asked_at__isnull=False, due_at__gte=F("asked_at"))
                & ~Q(name="")
                & ~Q(role="")
                & ~Q(way="")
                | Q(kind="answer", received_at__isnull=False) & ~Q(words="") & ~Q(name="") & ~Q(role="")
                | Q(kind="not_asked") & ~Q(why="") & ~Q(name="") & ~Q(role="")
                | Q(kind="mistake", corrects__isnull=False),
                name="contact_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.number}"
