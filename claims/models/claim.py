"""Claims: where they stand in a text, how they were understood, and what comparing them says."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.intake import Article, ArticleVersion, Claimant
from claims.models.reference import Fetch, Indicator, Observation, Series
from claims.values import AsOf, Attribution, Comparator, Relation, Summary


class ClaimState(models.TextChoices):
    DETECTED = "detected", _("detected")
    QUEUED = "queued", _("queued")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    PUBLISHED = "published", _("published")
    REOPENED = "reopened", _("reopened")
    DISMISSED = "dismissed", _("put aside")
    WITHDRAWN = "withdrawn", _("withdrawn")


FINAL_STATES = frozenset({ClaimState.WITHDRAWN})
OFFERED = Q(state__in=[ClaimState.QUEUED, ClaimState.REOPENED])  # what Next gives
UNDONE = Q(state__in=[ClaimState.QUEUED, ClaimState.SUBMITTED, ClaimState.RETURNED, ClaimState.REOPENED])


class DismissReason(models.TextChoices):
    LOW = "low_worthiness", _("low check-worthiness")
    NOT_CHECKABLE = "not_checkable", _("not checkable")
    REPEAT = "repeat", _("repeats another claim")
    OUT_OF_SCOPE = "out_of_scope", _("out of scope")
    MISREAD = "misread", _("not what the article says")
    NOT_REACHED = "not_reached", _("not reached")
    SATIRE = "satire", _("satire")
    OPINION = "opinion", _("an opinion")
    PROMISE = "promise", _("a promise")


def _choices(enum: type[Attribution | Comparator | Relation | Summary | AsOf]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class Claim(models.Model):
    """A span of an article that states something checkable.

    Claimant to worthiness are a copy of the reading in force, for lists and rules. State, rating and
    publication are three things: the state alone stands here, and `claims.workflow` alone writes it.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="claims")
    sentence = models.TextField(_("sentence"))
    said_on = models.DateField(_("said on"), null=True, blank=True)
    claimant = models.ForeignKey(Claimant, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    attribution = models.CharField(max_length=10, choices=_choices(Attribution), default=Attribution.NONE)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    place = models.CharField(_("place"), max_length=8, blank=True, default="")
    counterpart = models.CharField(_("counterpart"), max_length=8, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=40, blank=True, default="")
    low = models.DecimalField(max_digits=38, decimal_places=10, null=True, blank=True)
    high = models.DecimalField(max_digits=38, decimal_places=10, null=True, blank=True)
    comparator = models.CharField(max_length=12, choices=_choices(Comparator), blank=True, default="")
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    worthiness = models.FloatField(_("check-worthiness"), default=0)

    state = models.CharField(
        _("state"), max_length=12, choices=ClaimState.choices, default=ClaimState.DETECTED, editable=False
    )
    reason = models.CharField(_("reason"), max_length=20, choices=DismissReason.choices, blank=True, default="")
    repeat_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeats")
    summary = models.CharField(
        _("summary"), max_length=24, choices=_choices(Summary), blank=True, default="", editable=False
    )
    queue = models.ForeignKey("claims.Queue", on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    rank_at = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(_("target"), null=True, editable=False)
    checks_required = models.PositiveSmallIntegerField(default=1, editable=False)
    checks_in = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        db_index=False,
    )
    lease_token = models.CharField(max_length=32, blank=True, default="", editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    embargo_until = models.DateTimeField(_("not to be published before"), null=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField(_("first queued at"), null=True, editable=False)
    state_at = models.DateTimeField(_("in this state since"), auto_now_add=True, editable=False)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        permissions = [
            ("view_desk", _("Can see the desk")),
            ("take_in", _("Can take in articles")),
            ("check_claim", _("Can check claims")),
            ("curate_claim", _("Can put claims aside and queue them again in the admin site")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ClaimState.DISMISSED) | ~Q(reason=""), name="claim_dismissed_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(lease_holder__isnull=True, lease_token="", lease_until__isnull=True)
                | (Q(lease_holder__isnull=False, lease_until__isnull=False) & ~Q(lease_token="")),
                name="claim_lease_whole",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True) | Q(period_start__lte=F("period_end")),
                name="claim_period_whole",
            ),
            models.CheckConstraint(condition=Q(worthiness__gte=0, worthiness__lte=1), name="claim_worthiness"),
        ]
        indexes = [
            models.Index(fields=["queue", "rank_at", "id"], condition=OFFERED, name="claim_next"),
            models.Index(fields=["state", "-state_at", "-id"], name="claim_board"),
            models.Index(fields=["due_at", "id"], condition=UNDONE, name="claim_board_overdue"),
            models.Index(fields=["id"], condition=Q(indicator__isnull=True), name="claim_without_indicator"),
            models.Index(fields=["id"], condition=Q(checks_required__gt=1), name="claim_of_two_checks"),
            models.Index(fields=["queue", "state", "-state_at", "-id"], name="claim_board_of_queue"),
            models.Index(fields=["claimant", "state", "-state_at", "-id"], name="claim_board_of_claimant"),
            models.Index(fields=["-state_at", "-id"], condition=Q(reason="not_reached"), name="claim_not_reached"),
            models.Index(fields=["added_at", "id"], name="claim_pulled"),
            models.Index(fields=["queued_at", "id"], name="claim_queued"),
        ]

    def __str__(self) -> str:
        return self.sentence


class Appearance(models.Model):
    """Where a claim stands in a text, in code points. `length` is a copy, so that the database itself
    refuses an offset outside the text.

    A sentence that says two things carries two claims, told apart by `part`. In a later version of the text a
    claim's words stand (whatever came in before them), have moved (to another place in the order of the
    sentences) or were changed (other words stand in their place); a claim that is gone from the newest version
    is marked on the last one that had it."""

    class Status(models.TextChoices):
        STANDS = "stands", _("stands")
        MOVED = "moved", _("moved")
        CHANGED = "changed", _("changed")
        GONE = "gone", _("gone")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="appearances")
    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="appearances")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    length = models.PositiveIntegerField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.STANDS)

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(fields=["version", "start", "end", "part"], name="appearance_once"),
            models.CheckConstraint(
                condition=Q(start__gte=0, start__lt=F("end"), end__lte=F("length")), name="appearance_in_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


class Reading(models.Model):
    """How a claim was understood: by the program (`by` empty, with its version) or by a person. A mended
    field makes a new reading; the one with the highest number is in force. `structure` is written and
    read by `claims.services.steps.readings`, its numbers are texts."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="readings")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    program = models.CharField(max_length=40, blank=True, default="")
    structure = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="reading_number"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) & ~Q(program="") | Q(by__isnull=False, program=""),
                name="reading_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.number}"


class Finding(models.Model):
    """What comparing a claim with one series said, as known `as_of`. Gaps are texts: what is shown is kept
    as it was computed. Only `superseded_at` ever changes."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="findings")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=8, blank=True, default="")
    counterpart = models.CharField(max_length=8, blank=True, default="")
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    as_of = models.CharField(max_length=4, choices=_choices(AsOf))
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, null=True, related_name="+")
    relation = models.CharField(max_length=16, choices=_choices(Relation))
    gap = models.CharField(max_length=60, blank=True, default="")
    gap_relative = models.CharField(max_length=60, blank=True, default="")
    reasons = models.JSONField(default=list)
    other_readings = models.JSONField(default=list)
    check_reading = models.BooleanField(default=False)
    comparer_version = models.CharField(max_length=20)
    curated = models.ForeignKey("claims.CuratedVersion", on_delete=models.PROTECT, null=True, related_name="findings")
    fetch = models.ForeignKey(Fetch, on_delete=models.PROTECT, related_name="findings")
    at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "series", "place", "counterpart", "as_of"],
                condition=Q(superseded_at__isnull=True),
                name="finding_in_force",
            )
        ]
        indexes = [
            models.Index(
                fields=["place"], condition=Q(superseded_at__isnull=True, relation="differs"), name="finding_differing"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
