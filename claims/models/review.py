"""The work of checkers: queues, ratings, checks, evidence and what was decided on it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim, Finding, Reading
from claims.models.earlier import PriorCheck


class Queue(models.Model):
    """A queue of claims. Rules of triage fill it (claims.models.rules), people do, and `takes` names what comes here
    of published claims. `position` is its place in lists. With no member listed, every checker works on it."""

    class Takes(models.TextChoices):
        NOTHING = "", _("nothing")
        COMPLAINTS = "complaint", _("those whose verdict somebody says is wrong")
        COME_BACK = "come_back", _("those whose data or sentence changed")

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("description"), max_length=300, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("position"))
    priority = models.PositiveSmallIntegerField(_("priority"), default=0)
    worthiness_points = models.PositiveSmallIntegerField(
        _("points for check-worthiness"), default=0, help_text=_("added in full at a check-worthiness of 1")
    )
    target_hours = models.PositiveSmallIntegerField(_("target in hours"), default=24)
    lease_minutes = models.PositiveSmallIntegerField(_("minutes of a lease"), default=30)
    checks_required = models.PositiveSmallIntegerField(_("checks required"), default=1)
    second_where_fails = models.BooleanField(
        _("a second check where the figures differ"), default=False, help_text=_("then and now, the reading confirmed")
    )
    takes = models.CharField(
        _("published claims that come here"), max_length=12, choices=Takes.choices, blank=True, default=""
    )
    active = models.BooleanField(_("on"), default=True)
    hide_proposal = models.BooleanField(
        _("hide what the program proposes"),
        default=False,
        help_text=_("until the checker has confirmed how the claim was read"),
    )
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="queues")

    class Meta:
        verbose_name = _("queue")
        verbose_name_plural = _("queues")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checks_required__gte=1, checks_required__lte=2), name="queue_one_or_two_checks"
            ),
            models.CheckConstraint(condition=Q(lease_minutes__gte=1), name="queue_lease_minutes"),
        ]

    def __str__(self) -> str:
        return self.name


class RatingScale(models.Model):
    class Kind(models.TextChoices):
        SUBSTANCE = "substance", _("substance")
        ATTRIBUTION = "attribution", _("attribution")

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SUBSTANCE)
    active = models.BooleanField(_("on"), default=False)

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(active=True), name="scale_in_force_per_kind")
        ]

    def __str__(self) -> str:
        return self.name


class ScaleVersion(models.Model):
    """A scale as it stood. A version that a check used never changes: a change makes the next number."""

    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a scale")
        verbose_name_plural = _("versions of scales")
        constraints = [models.UniqueConstraint(fields=["scale", "number"], name="scale_version_number")]

    def __str__(self) -> str:
        return f"{self.scale_id}/{self.number}"


class Rating(models.Model):
    """One rating of a scale. `value` is ClaimReview's ratingValue between 1 and 5, empty where only its
    name is given; `claim_review` off leaves ClaimReview out. `needs` names what must be known before it
    can be given: a finding as known then, now, or both."""

    class Needs(models.TextChoices):
        NOTHING = "", _("nothing")
        THEN = "then", _("what was known then")
        NOW = "now", _("what is known now")
        BOTH = "both", _("then and now")

    version = models.ForeignKey(ScaleVersion, on_delete=models.PROTECT, related_name="ratings")
    slug = models.SlugField(_("slug"), max_length=60)
    label = models.CharField(_("label"), max_length=80)
    meaning = models.CharField(_("meaning"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"))
    step = models.BooleanField(_("a step of the scale"), default=True)
    value = models.PositiveSmallIntegerField(_("ClaimReview value"), null=True, blank=True)
    claim_review = models.BooleanField(_("given out as ClaimReview"), default=True)
    needs = models.CharField(_("needs"), max_length=5, choices=Needs.choices, blank=True, default="")
    needs_document = models.BooleanField(_("needs a document"), default=False)
    needs_evidence = models.BooleanField(_("needs confirmed evidence"), default=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slug"], name="rating_slug_in_version"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5), name="rating_value"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class CheckState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    SIGNED = "signed", _("signed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Check(models.Model):
    """One checker's work on a claim. From submission on `record` holds, byte for byte, what was submitted,
    and `record_sha256` what an editor signs. `harm` is asked where the claim is a private person's."""

    class Harm(models.TextChoices):
        LESS = "less", _("It does more good than harm.")
        MORE = "more", _("It does more harm than good.")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="checks")
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField(default=1)
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=CheckState.choices, default=CheckState.DRAFT, editable=False
    )
    wording = models.CharField(_("claim as readers see it"), max_length=150, blank=True, default="")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    attribution_rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(_("summary"), blank=True, default="")
    reasoning = models.TextField(_("reasoning"), blank=True, default="")
    harm = models.CharField(_("a public answer"), max_length=4, choices=Harm.choices, blank=True, default="")
    harm_note = models.TextField(_("why"), blank=True, default="")
    answers = models.JSONField(_("answers to the four questions"), blank=True, default=dict)
    in_context = models.BooleanField(_("the quotation stands in its context"), default=False)
    confirmed_reading = models.ForeignKey(
        Reading, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    proposal_hidden = models.BooleanField(_("the proposal was hidden at first"), default=False, editable=False)
    record = models.TextField(blank=True, default="", editable=False)
    record_sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    return_comment = models.TextField(_("comment"), blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            models.UniqueConstraint(fields=["claim", "checker", "number"], name="check_number"),
            models.UniqueConstraint(
                fields=["claim", "checker"], condition=Q(state=CheckState.DRAFT), name="check_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[CheckState.DRAFT, CheckState.WITHDRAWN])
                | (~Q(record="") & ~Q(record_sha256="") & Q(rating__isnull=False)),
                name="check_submitted_has_record",
            ),
        ]
        indexes = [
            models.Index(fields=["checker", "state"], name="check_of_checker"),
            models.Index(fields=["submitted_at", "id"], name="check_submitted"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.checker_id}/{self.number}"


class DraftVersion(models.Model):
    """An autosave: append only, with the number of the version that it was typed on, so that two tabs
    never overwrite one another unseen."""

    draft_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField()
    typed_on = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft_of", "number"], name="draft_number")]


class Evidence(models.Model):
    """What a checker confirms or rejects for a claim: a finding, a document with its passage word for word and
    its date, or an earlier fact-check, whose passage is the claim that it is on. `rating` is the publisher's own,
    word for word, as it stood when it was taken. `number` is how the reasoning refers to it.

    A quotation is out of what has no address (or has one beside it), a file was uploaded and lies in the storage
    under its hash, the passage of a phone note is what was said, `source` who said it. `in_context` says that a
    person read the passage in its place and marked every cut."""

    class Kind(models.TextChoices):
        FINDING = "finding", _("finding")
        DOCUMENT = "document", _("document")
        FACT_CHECK = "fact_check", _("fact-check")
        QUOTATION = "quotation", _("quotation")
        UPLOAD = "upload", _("file")
        PHONE = "phone", _("phone note")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    prior = models.ForeignKey(PriorCheck, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    rating = models.CharField(_("rating, word for word"), max_length=300, blank=True, default="")
    address = models.URLField(_("address"), max_length=2000, blank=True, default="")
    archive = models.TextField(_("archived copy"), blank=True, default="")
    title = models.CharField(_("title"), max_length=300, blank=True, default="")
    passage = models.TextField(_("passage, word for word"), blank=True, default="")
    dated = models.DateField(_("dated"), null=True, blank=True)
    in_context = models.BooleanField(_("stands in its context"), default=False)
    source = models.CharField(_("who said it"), max_length=300, blank=True, default="")
    source_withheld = models.CharField(_("why nobody is named"), max_length=300, blank=True, default="")
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True, default="")
    file_type = models.CharField(_("type of the file"), max_length=100, blank=True, default="")
    file_size = models.PositiveIntegerField(_("bytes"), default=0)
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="evidence_number"),
            models.UniqueConstraint(fields=["finding"], condition=Q(finding__isnull=False), name="evidence_of_finding"),
            models.UniqueConstraint(
                fields=["claim", "prior"], condition=Q(prior__isnull=False), name="evidence_of_fact_check"
            ),
            models.CheckConstraint(
                condition=Q(kind="finding", finding__isnull=False, prior__isnull=True)
                | Q(kind="document", finding__isnull=True, prior__isnull=True, dated__isnull=False)
                & ~Q(address="")
                & ~Q(passage="")
                | Q(kind="fact_check", finding__isnull=True, prior__isnull=False) & ~Q(address="") & ~Q(passage="")
                | Q(kind="quotation", finding__isnull=True, prior__isnull=True, dated__isnull=False)
                & ~Q(title="")
                & ~Q(passage="")
                | Q(kind="upload", finding__isnull=True, prior__isnull=True) & ~Q(title="") & ~Q(file_sha256="")
                | Q(kind="phone", finding__isnull=True, prior__isnull=True, dated__isnull=False)
                & ~Q(passage="")
                & (~Q(source="") | ~Q(source_withheld="")),
                name="evidence_points_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}[{self.number}]"


class Decision(models.Model):
    """Confirmed or rejected, on one piece of evidence, in one check."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")
        CONTEXT = "context", _("context")

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="decisions")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="decisions")
    decided = models.CharField(max_length=10, choices=Verdict.choices)
    stance = models.CharField(max_length=12, choices=Stance.choices, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(fields=["check_of", "evidence"], name="decision_once"),
            models.CheckConstraint(
                condition=Q(decided="confirmed") & ~Q(stance="") | Q(decided="rejected") & ~Q(note=""),
                name="decision_whole",
            ),
        ]
