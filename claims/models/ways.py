"""Ways in besides the desk's own forms: times of a transcript, tokens of programs that post, and a mailbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.intake import Article, ArticleVersion


class Cue(models.Model):
    """The time, in seconds from the start, at which a place of a transcript's text was said. `start` is in code
    points of the version's text."""

    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="cues")
    start = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("time of a transcript")
        verbose_name_plural = _("times of transcripts")
        constraints = [models.UniqueConstraint(fields=["version", "start"], name="cue_place")]

    def __str__(self) -> str:
        return f"{self.start}: {self.seconds} s"


class IntakeToken(models.Model):
    """What a program shows to post articles. Only its hash is kept; it is shown once, when it is made, and acts
    for the person who made it."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Which program holds it."))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("token for posting articles")
        verbose_name_plural = _("tokens for posting articles")

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A mail that was read from the mailbox: an article, or why it is none. `key` is the sha256 of its
    Message-ID, or of its bytes where it has none: the same mail is read once."""

    key = models.CharField(max_length=64, unique=True)
    sender = models.CharField(_("from"), max_length=254, blank=True, default="")
    subject = models.CharField(_("subject"), max_length=300, blank=True, default="")
    read_at = models.DateTimeField(_("read at"), auto_now_add=True)
    articles = models.ManyToManyField(Article, related_name="+", blank=True)
    reason = models.CharField(_("why not taken in"), max_length=60, blank=True, default="")
    numbers = models.JSONField(default=list)

    class Meta:
        verbose_name = _("mail that was read")
        verbose_name_plural = _("mails that were read")
        indexes = [models.Index(fields=["-read_at", "-id"], name="letter_newest")]

    def __str__(self) -> str:
        return self.subject or f"#{self.pk}"
