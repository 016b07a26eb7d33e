"""Reference data: what is measured, where its numbers are had, what was fetched and what it said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.work import PENDING, WORK_CONSTRAINT, Work


class Indicator(models.Model):
    """A measure that the curators know. The factors widen (above 1) or narrow both bands of comparison."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    measure = models.CharField(_("measure"), max_length=300, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=40)
    denominator = models.CharField(_("denominator"), max_length=100, blank=True, default="")
    takes_counterpart = models.BooleanField(_("measures a pair of places"), default=False)
    is_change = models.BooleanField(_("is itself a change"), default=False)
    takes_person = models.BooleanField(_("measures somebody"), default=False)
    agrees_factor = models.DecimalField(_("factor of the first band"), max_digits=5, decimal_places=2, default=1)
    close_factor = models.DecimalField(_("factor of the second band"), max_digits=5, decimal_places=2, default=1)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Phrase(models.Model):
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="phrases")
    language = models.CharField(_("language"), max_length=16, default="en")
    text = models.CharField(_("phrase"), max_length=200)

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["language", "text", "indicator"], name="phrase_once_per_indicator")
        ]

    def __str__(self) -> str:
        return self.text


class Source(models.Model):
    """A provider of reference data, behind one connector. `note` says who runs and funds it, how it
    measures, its limits and interests, as of `note_on`. `newest_on` is the last vintage that a run brought.
    `origin` is who it is itself, in the word of its series: what has that origin it serves as who measured it."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    connector = models.CharField(_("connector"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    origin = models.CharField(
        _("is the origin"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("of what it measured itself, in one word"),
    )
    home = models.URLField(_("home page"), blank=True, default="")
    active = models.BooleanField(_("on"), default=True)
    note = models.TextField(_("note"), blank=True, default="")
    note_on = models.DateField(_("note dated"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True, default="")
    may_republish = models.BooleanField(_("figures may be republished"), default=True)
    cadence_days = models.PositiveIntegerField(_("days between releases"), default=90)
    daily_quota = models.PositiveIntegerField(
        _("calls allowed a day"), default=0, help_text=_("to its host, by all workers together; 0 for no limit")
    )
    last_success_at = models.DateTimeField(_("last success"), null=True, editable=False)
    last_error = models.TextField(_("last error"), blank=True, default="", editable=False)
    last_error_at = models.DateTimeField(_("last error at"), null=True, editable=False)
    drifting = models.BooleanField(_("answers in a shape not known"), default=False, editable=False)
    latency_ms = models.PositiveIntegerField(_("last answer took, in milliseconds"), null=True, editable=False)
    newest_on = models.DateField(_("newest release read"), null=True, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        permissions = [("watch_sources", _("Can watch and try the sources"))]

    def __str__(self) -> str:
        return self.name

    @property
    def stale(self) -> bool:
        """Whether it was asked when its next release was due, and still had none."""
        if self.newest_on is None or self.last_success_at is None:
            return False
        return (self.last_success_at.date() - self.newest_on).days > self.cadence_days


class Gate(models.Model):
    """How many requests a host was sent in one window (a minute), by all workers together; a host that
    asked for a pause, or failed too often, is closed until then. `failures` counts those in a row, up to this
    window, whose host did not answer."""

    host = models.CharField(max_length=255)
    window = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    closed_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "window"], name="gate_host_window")]


class Series(models.Model):
    """Where an indicator's numbers are had. `origin` is who measured, `source` who serves it. Series of one
    origin and one `variant` serve one number: what is found in them counts once."""

    class PeriodRule(models.TextChoices):
        CALENDAR_YEAR = "calendar_year", _("calendar year")
        THREE_YEAR_MEAN = "three_year_mean", _("three-year mean around the label")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="series")
    code = models.CharField(_("code"), max_length=120)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    name = models.CharField(_("name"), max_length=300)
    origin = models.CharField(_("origin"), max_length=60, help_text=_("who measured, in one word"))
    variant = models.CharField(
        _("variant"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("what sets it apart from another series of its origin for this measure"),
    )
    definition = models.TextField(_("definition"), blank=True, default="")
    headline = models.BooleanField(_("headline series"), default=True)
    unit = models.CharField(_("unit"), max_length=40)
    factor = models.DecimalField(_("factor to the unit"), max_digits=20, decimal_places=6, default=1)
    cadence = models.CharField(_("cadence"), max_length=20, blank=True, default="year")
    period_rule = models.CharField(
        _("rule of periods"),
        max_length=20,
        choices=PeriodRule.choices,
        default=PeriodRule.CALENDAR_YEAR,
    )
    active = models.BooleanField(_("on"), default=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["source", "code", "indicator"], name="series_code_in_source")]

    def __str__(self) -> str:
        return self.name


class Snapshot(models.Model):
    """One response kept whole. `request` is the request as sent, without secrets, as JSON text;
    `request_key` its sha256. `body` is zlib compressed up to 1 MB, beyond that `stored_as` names the file
    in the default storage. `sha256` is of the bytes as received after content decoding."""

    request_key = models.CharField(max_length=64)
    request = models.TextField(_("request"))
    status = models.PositiveSmallIntegerField(_("status"))
    headers = models.TextField(_("headers"), default="{}")
    body = models.BinaryField(blank=True, default=b"")
    stored_as = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    first_at = models.DateTimeField(_("retrieved at"))
    seen_at = models.DateTimeField(_("last seen at"))
    release = models.CharField(_("release"), max_length=200, blank=True, default="")
    licence = models.CharField(_("licence"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [
            models.UniqueConstraint(fields=["request_key", "sha256"], name="snapshot_bytes_once_per_request")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class ReferenceTable(models.Model):
    """A table of figures that curators keep: its snapshot is the uploaded file in force."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+", editable=False)
    rows = models.PositiveIntegerField(_("rows"), default=0, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("reference table")
        verbose_name_plural = _("reference tables")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Fetch(models.Model):
    """One run of a connector: what it was asked (JSON text), by which version of it, and when."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="fetches")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="fetches")
    query = models.TextField()
    connector_version = models.CharField(max_length=20)
    release = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")

    def __str__(self) -> str:
        return f"#{self.pk}"


class FetchStep(models.Model):
    """A snapshot in the order in which a run was sent it: what a replay feeds back."""

    fetch = models.ForeignKey(Fetch, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fetch", "number"], name="fetch_step_number")]


class Observation(models.Model):
    """One number of a series in one vintage. `raw` is the source's text and what is compared and shown;
    `value` serves ordering. `issue` counts up where the same vintage label comes with another value. A row
    that its source took back is kept with `gone_in`, and counts no more. `range_low` and `range_high` are the
    uncertainty that the source states. A dated fact about somebody has no place and no value: `subject` is the name
    that was asked, `fact` what is dated."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="observations")
    place = models.CharField(max_length=8)
    counterpart = models.CharField(max_length=8, blank=True, default="")
    subject = models.CharField(max_length=200, blank=True, default="")
    fact = models.CharField(max_length=60, blank=True, default="")
    period_start = models.DateField()
    period_end = models.DateField()
    label = models.CharField(_("period"), max_length=60)
    vintage_on = models.DateField(_("public since"))
    vintage_label = models.CharField(_("vintage"), max_length=200)
    issue = models.PositiveSmallIntegerField(default=0)
    raw = models.CharField(_("value as written"), max_length=60)
    value = models.DecimalField(max_digits=38, decimal_places=10, null=True)
    qualifier = models.CharField(max_length=2, blank=True, default="")
    unit = models.CharField(max_length=40, blank=True, default="")
    range_low = models.CharField(max_length=60, blank=True, default="")
    range_high = models.CharField(max_length=60, blank=True, default="")
    flag = models.CharField(max_length=20, blank=True, default="")
    note = models.TextField(blank=True, default="")
    address = models.TextField(blank=True, default="")
    fetch = models.ForeignKey(Fetch, on_delete=models.PROTECT, related_name="observations")
    place_in_fetch = models.PositiveIntegerField(default=0)
    read_on = models.DateField(_("publisher last read on"), null=True)
    gone_in = models.ForeignKey(
        Fetch, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("the run that no longer held it")
    )

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "series",
                    "place",
                    "counterpart",
                    "subject",
                    "fact",
                    "period_start",
                    "period_end",
                    "vintage_on",
                    "vintage_label",
                    "issue",
                ],
                name="observation_once_per_vintage",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lte=models.F("period_end")), name="observation_period_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["series", "place", "counterpart", "period_end"], name="observation_of_place"),
            models.Index(fields=["series", "subject"], condition=~Q(subject=""), name="observation_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.raw} ({self.label})"


class Lookup(Work):
    """A request for reference data for one reading of one claim from one series."""

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="lookups")
    reading = models.ForeignKey("claims.Reading", on_delete=models.CASCADE, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="lookups")
    fetch = models.ForeignKey(Fetch, on_delete=models.PROTECT, null=True, related_name="lookups")

    class Meta:
        verbose_name = _("lookup")
        verbose_name_plural = _("lookups")
        constraints = [
            models.UniqueConstraint(fields=["claim", "reading", "series"], name="lookup_once_per_reading"),
            models.CheckConstraint(condition=WORK_CONSTRAINT, name="lookup_lease_whole"),
        ]
        indexes = [models.Index(fields=["series", "due_at"], condition=PENDING, name="lookup_due")]

    def __str__(self) -> str:
        return f"#{self.pk}"
