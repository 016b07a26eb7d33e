"""What a language model is asked about a text, and what it proposes. It decides nothing: a person takes a
proposal in, or drops it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.intake import ArticleVersion
from claims.models.reference import Snapshot
from claims.models.work import PENDING, WORK_CONSTRAINT, Work


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    TAKEN = "taken", _("taken in")
    DROPPED = "dropped", _("dropped")


class ModelRequest(Work):
    """One stretch of a text that the model is asked about, in code points; its `Work` columns are those of
    asking. `snapshot` keeps the question and the raw answer, `refused` are [code, count] pairs of offers that
    did not hold against the text, `model_name` is who answered."""

    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="model_requests")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    model_name = models.CharField(_("model"), max_length=100, blank=True, default="")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refused = models.JSONField(default=list)

    class Meta:
        verbose_name = _("question to the model")
        verbose_name_plural = _("questions to the model")
        permissions = [("view_outgoing", _("Can see what leaves the house"))]
        constraints = [
            models.UniqueConstraint(fields=["version", "start"], name="model_request_once"),
            models.CheckConstraint(condition=WORK_CONSTRAINT, name="model_request_lease_whole"),
            models.CheckConstraint(condition=Q(start__gte=0, start__lt=F("end")), name="model_request_span"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=PENDING, name="model_request_due")]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.start}-{self.end}"


class Proposal(models.Model):
    """A sentence that a model holds for a claim, and that claim in the model's words. `claim` is what it
    became where a checker took it in; `claims.workflow` alone writes the state."""

    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="proposals")
    request = models.ForeignKey(ModelRequest, on_delete=models.CASCADE, related_name="proposals")
    model_name = models.CharField(_("model"), max_length=100)
    sentence = models.TextField(_("sentence"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    wording = models.CharField(_("wording"), max_length=300)
    state = models.CharField(
        _("state"), max_length=12, choices=ProposalState.choices, default=ProposalState.PROPOSED, editable=False
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(fields=["version", "start"], name="proposal_once"),
            models.CheckConstraint(condition=Q(start__gte=0, start__lt=F("end")), name="proposal_span"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.TAKEN, claim__isnull=False)
                | ~Q(state=ProposalState.TAKEN) & Q(claim__isnull=True),
                name="proposal_taken_is_claim",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state=ProposalState.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="proposal_decided_by_one",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence
