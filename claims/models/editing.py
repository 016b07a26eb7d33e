"""The work of editors: comments on a check, a third look that is asked for, a signature that waits for its time,
and which version of a check an editor has read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.publication import Verdict
from claims.models.review import Check

PENDING_RELEASE = Q(state="waiting")


class Comment(models.Model):
    """What an editor says of a check, of one field of it or of a passage in that field. `start` is where the
    quoted passage begins, in code points of the field's text as it was submitted; `evidence` is the number of
    the piece that is meant."""

    class Field(models.TextChoices):
        WHOLE = "", _("the check as a whole")
        WORDING = "wording", _("claim as readers see it")
        RATING = "rating", _("rating")
        ATTRIBUTION = "attribution", _("whether they said it")
        SUMMARY = "summary", _("summary")
        REASONING = "reasoning", _("reasoning")
        EVIDENCE = "evidence", _("a piece of evidence")
        READING = "reading", _("how the claim was understood")

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="comments")
    field = models.CharField(_("on"), max_length=12, choices=Field.choices, blank=True, default="")
    evidence = models.PositiveSmallIntegerField(_("number of the evidence"), null=True, blank=True)
    quote = models.TextField(_("passage"), blank=True, default="")
    start = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(_("comment"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(quote="", start__isnull=True) | ~Q(quote="") & Q(start__isnull=False),
                name="comment_passage_stands_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(field="evidence", evidence__isnull=False) | ~Q(field="evidence") & Q(evidence__isnull=True),
                name="comment_on_evidence_names_it",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_resolved_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id}/{self.pk}"

    @property
    def anchor(self) -> str:
        """The part of the check that it is on: `reasoning`, `evidence-3`, empty for the whole."""
        return f"evidence-{self.evidence}" if self.field == self.Field.EVIDENCE else self.field


class ThirdLook(models.Model):
    """A look at a check that was asked of a named person. Question and answer stay at the desk: no record and no
    page for readers ever holds them."""

    class Kind(models.TextChoices):
        LEGAL = "legal", _("legal")
        EXPERT = "expert", _("expert")

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="third_looks")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="third_looks")
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("third look")
        verbose_name_plural = _("third looks")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="third_look_answered_whole",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="third_look_asks_something"),
        ]
        indexes = [models.Index(fields=["person", "-asked_at", "-id"], name="third_look_of_person")]

    def __str__(self) -> str:
        return f"{self.check_of_id}/{self.kind}"


class ReleaseState(models.TextChoices):
    WAITING = "waiting", _("waits for its time")
    PUBLISHED = "published", _("published")
    STOPPED = "stopped", _("stopped")
    VOID = "void", _("void")


class Release(models.Model):
    """A signature that publishes at a time. Until then the check stays submitted and readers see nothing;
    `record_sha256` is what was signed, and a check that is no longer that one voids it. `reason` is the code
    of what voided it. `claims.workflow` alone writes the state."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="releases")
    record_sha256 = models.CharField(max_length=64)
    correction = models.CharField(max_length=12, choices=Verdict.Correction.choices, blank=True, default="")
    note = models.TextField(_("public note"), blank=True, default="")
    without_reply = models.TextField(_("why without their answer"), blank=True, default="")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    due_at = models.DateTimeField(_("publishes at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReleaseState.choices, default=ReleaseState.WAITING, editable=False
    )
    reason = models.CharField(max_length=40, blank=True, default="", editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("publication at a time")
        verbose_name_plural = _("publications at a time")
        constraints = [
            models.UniqueConstraint(fields=["check_of"], condition=PENDING_RELEASE, name="release_once"),
            models.CheckConstraint(
                condition=PENDING_RELEASE & Q(ended_at__isnull=True) | ~PENDING_RELEASE & Q(ended_at__isnull=False),
                name="release_ended_whole",
            ),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(reason=""), name="release_void_has_reason"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=PENDING_RELEASE, name="release_due")]

    def __str__(self) -> str:
        return f"{self.check_of_id}/{self.pk}"


class Sight(models.Model):
    """An editor has had a check before their eyes: the next version is shown to them by what differs from it."""

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="sights")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_of", "editor"], name="sight_once")]
