"""The rules of triage, as curators write them: what a claim has to be, and what becomes of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim, DismissReason
from claims.models.insight import ClaimantTag
from claims.models.intake import Claimant, Outlet
from claims.models.reference import Indicator
from claims.models.review import Queue
from claims.values import QuantityKind

MOST_POINTS = 1000  # a point is a day of waiting


class Topic(models.Model):
    """A list of words under a name, which rules ask for. `words` has one a line; a star stands for any letters at
    the beginning or the end of a word."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    words = models.TextField(
        _("words"),
        help_text=_(
            "One a line, whole words; case does not count. A star stands for any letters: vaccin* is vaccine and "
            "vaccination too."
        ),
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("slug"), max_length=60, unique=True, help_text=_("stands in addresses"))

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ClaimTag(models.Model):
    """A tag that rules gave a claim, or a person (`by`): theirs stays when the claim is sorted again."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="tagged", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged", db_index=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("tag of a claim")
        verbose_name_plural = _("tags of claims")
        constraints = [models.UniqueConstraint(fields=["claim", "tag"], name="claim_tag_once")]
        indexes = [models.Index(fields=["tag", "claim"], name="claim_tag_claims")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.tag_id}"


class Rule(models.Model):
    """One rule of triage. Rules are asked in the order of `position`; one that fits acts, and with `stops` it is the
    last that is asked. Of several that fit the first says where the claim goes and who gets it; points and tags
    add up. What a queue that is off would get is not asked for."""

    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=300, blank=True, default="", help_text=_("what it is for"))
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Rules are asked from the lowest up."))
    active = models.BooleanField(_("on"), default=True)
    stops = models.BooleanField(
        _("stop here"),
        default=True,
        help_text=_("Where it fits, no later rule is asked. Without this, later rules may add points and tags."),
    )
    queue = models.ForeignKey(
        Queue, on_delete=models.PROTECT, null=True, blank=True, related_name="rules", verbose_name=_("send to queue")
    )
    reason = models.CharField(_("put aside as"), max_length=20, choices=DismissReason.choices, blank=True, default="")
    points = models.SmallIntegerField(
        _("more priority"),
        default=0,
        validators=[MinValueValidator(-MOST_POINTS), MaxValueValidator(MOST_POINTS)],
        help_text=_("points on top of the queue's own; a point is worth a day of waiting"),
    )
    worthiness_points = models.SmallIntegerField(
        _("more points for check-worthiness"),
        default=0,
        validators=[MinValueValidator(-MOST_POINTS), MaxValueValidator(MOST_POINTS)],
        help_text=_("added in full at a check-worthiness of 1"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hand to"),
        help_text=_("held for them as long as a lease of its queue, then on top of their list until somebody takes it"),
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="rules", verbose_name=_("tags"))

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(queue__isnull=True) | Q(reason=""),
                name="rule_queue_or_aside",
                violation_error_message=_("A claim goes to a queue or is put aside: choose one of the two."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class RuleCondition(models.Model):
    """One line of a rule: its kind, and the one value that this kind takes, if it takes any. Lines of one kind are
    alternatives, of which one is enough; each kind has to fit; a negated line must not."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("topic")
        WORDS = "words", _("words")
        PLACE = "place", _("place")
        ANY_PLACE = "any_place", _("a known place")
        INDICATOR = "indicator", _("measure")
        ANY_INDICATOR = "any_indicator", _("a known measure")
        HAS_SERIES = "has_series", _("a series that can answer it")
        OUTLET = "outlet", _("outlet")
        CLAIMANT = "claimant", _("claimant")
        GROUP = "group", _("group of claimants")
        ATTRIBUTED = "attributed", _("somebody is quoted or reported")
        AT_LEAST = "at_least", _("check-worthiness at least")
        BELOW = "below", _("check-worthiness below")
        QUANTITY = "quantity", _("a number")
        QUANTITY_KIND = "quantity_kind", _("a number of the kind")
        ONLY_KIND = "only_kind", _("numbers of that kind alone")
        RECORD = "record", _("a first, rank or record")
        REPEAT = "repeat", _("repeats a published claim")
        AGE = "age", _("at most so many days old")
        LANGUAGE = "language", _("language")

    class NumberKind(models.TextChoices):
        PERCENT = QuantityKind.PERCENT, _("percent")
        SHARE = QuantityKind.SHARE, _("share in words")
        ALL_BUT = QuantityKind.ALL_BUT, _("nearly all, almost none")
        MAJORITY = QuantityKind.MAJORITY, _("most, a majority")
        COUNT = QuantityKind.COUNT, _("count")
        MEASURE = QuantityKind.MEASURE, _("money or a measured unit")
        ORDER = QuantityKind.ORDER, _("dozens, thousands, millions")
        CHANGE = QuantityKind.CHANGE, _("doubled, halved")
        DURATION = QuantityKind.DURATION, _("age or time")

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="conditions")
    negated = models.BooleanField(_("not"), default=False)
    kind = models.CharField(_("condition"), max_length=14, choices=Kind.choices)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    words = models.CharField(
        _("words"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("apart by commas; a star stands for any letters"),
    )
    place = models.CharField(_("place"), max_length=8, blank=True, default="")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("measure")
    )
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("outlet")
    )
    claimant = models.ForeignKey(
        Claimant, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("claimant")
    )
    group = models.ForeignKey(
        ClaimantTag,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group of claimants"),
    )
    worthiness = models.FloatField(
        _("check-worthiness, 0 to 1"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    number_kind = models.CharField(
        _("kind of number"), max_length=10, choices=NumberKind.choices, blank=True, default=""
    )
    days = models.PositiveSmallIntegerField(
        _("days"),
        null=True,
        blank=True,
        help_text=_("from the day it was said, else printed; without a day it does not fit"),
    )
    language = models.CharField(_("language"), max_length=16, blank=True, default="", help_text=_("en is en-GB too"))

    class Meta:
        verbose_name = _("condition of a rule")
        verbose_name_plural = _("conditions of rules")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(worthiness__isnull=True) | Q(worthiness__gte=0, worthiness__lte=1),
                name="rule_condition_worthiness",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class RuleHit(models.Model):
    """What one rule did with a claim when it was sorted last: where it sent it, in the words of that time. The
    first of a claim has the `number` 1."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="rule_hits", db_index=False)
    number = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(Rule, on_delete=models.SET_NULL, null=True, related_name="hits")
    name = models.CharField(max_length=120)
    queue_name = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=20, choices=DismissReason.choices, blank=True, default="")
    points = models.IntegerField(default=0)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("what a rule did")
        verbose_name_plural = _("what rules did")
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="rule_hit_number")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.name}"
