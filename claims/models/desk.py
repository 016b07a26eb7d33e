"""What people do at the desk besides checking: what is put off, what is handed over, what was done last, and whom
somebody is too close to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.intake import Claimant, Outlet


class Deferral(models.Model):
    """A claim that Next passes over until a time: for one person, or for everybody where `person` is empty.
    A skip is a short one. It ends early where `until` is set back."""

    class Reason(models.TextChoices):
        LATER = "later", _("later, not now")
        NOT_FOR_ME = "not_for_me", _("somebody else knows more about it")
        TOO_CLOSE = "too_close", _("I am too close to the matter")
        UNCLEAR = "unclear", _("I do not understand the claim")
        DATA = "data", _("waits for data or a document")
        ANSWER = "answer", _("waits for an answer of somebody who was asked")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="deferrals", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    until = models.DateTimeField(_("until"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("claim put off")
        verbose_name_plural = _("claims put off")
        indexes = [models.Index(fields=["claim", "until"], name="deferral_of_claim")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.reason}"


class HandOver(models.Model):
    """A claim that one checker hands to another, with a note, or a rule of triage does (`by` is empty then). It is
    open until the other takes it up, or the first takes it back."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="handed_over")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    note = models.CharField(_("note"), max_length=600, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("claim handed over")
        verbose_name_plural = _("claims handed over")
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(ended_at__isnull=True), name="hand_over_open_once")
        ]
        indexes = [models.Index(fields=["to", "at"], condition=Q(ended_at__isnull=True), name="hand_over_to")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.by_id or ''} to {self.to_id}"


class DeskAction(models.Model):
    """What somebody did with a claim, so that they find the last one again and can undo it. `before` is what
    undoing needs; `undone_at` is the only column that changes. Next writes one for each lease: the claims that
    somebody holds are looked for among their last actions, since no lease stands in an index."""

    class Kind(models.TextChoices):
        OFFERED = "offered", _("was offered")
        TAKEN = "taken", _("took")
        RELEASED = "released", _("let go")
        SKIPPED = "skipped", _("skipped")
        POSTPONED = "postponed", _("postponed")
        DISMISSED = "dismissed", _("put aside")
        HANDED = "handed", _("handed over")
        SUBMITTED = "submitted", _("submitted")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("action at the desk")
        verbose_name_plural = _("actions at the desk")
        indexes = [models.Index(fields=["person", "-id"], name="action_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.claim_id}"


class Interest(models.Model):
    """Whom a person is too close to for checking or signing: a claimant, an outlet, or words that stand in the
    name of the claimant or outlet, or in the sentence."""

    class Kind(models.TextChoices):
        PARTY = "party", _("party")
        EMPLOYER = "employer", _("employer")
        OUTLET = "outlet", _("outlet")
        FAMILY = "family", _("family")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    claimant = models.ForeignKey(
        Claimant, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    outlet = models.ForeignKey(
        Outlet, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    words = models.CharField(_("name, in words"), max_length=200, blank=True, default="")
    since = models.DateField(_("since"), null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimant__isnull=False, outlet__isnull=True, words="")
                | Q(claimant__isnull=True, outlet__isnull=False, words="")
                | (Q(claimant__isnull=True, outlet__isnull=True) & ~Q(words="")),
                name="interest_in_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.claimant or self.outlet or self.words)
