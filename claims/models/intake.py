"""What comes in: outlets, claimants, articles with their addresses and versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from claims.models.work import PENDING, WORK_CONSTRAINT, Work

__all__ = ["Article", "ArticleAddress", "ArticleVersion", "Claimant", "ClaimantName", "LeftAside", "Outlet"]


class Outlet(models.Model):
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)
    domain = models.CharField(_("domain"), max_length=200, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    ours = models.BooleanField(
        _("the desk's own outlet"), default=False, help_text=_("The page of every verdict on it says so.")
    )
    funder = models.BooleanField(
        _("funds the desk"), default=False, help_text=_("The page of every verdict on it says so.")
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["domain"], condition=~Q(domain=""), name="outlet_domain")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Claimant(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        BODY = "body", _("body")
        UNNAMED = "unnamed", _("unnamed")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, blank=True, default="")
    wikidata_id = models.CharField(_("Wikidata id"), max_length=20, blank=True, default="")
    private_person = models.BooleanField(_("private person"), default=False)
    note = models.TextField(_("note"), blank=True, default="")
    funder = models.BooleanField(
        _("funds the desk"), default=False, help_text=_("The page of every verdict on what they said says so.")
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("claimant")
        verbose_name_plural = _("claimants")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["wikidata_id"], condition=~Q(wikidata_id=""), name="claimant_wikidata_id")
        ]

    def __str__(self) -> str:
        return self.name


class ClaimantName(models.Model):
    """A name under which a claimant is found. Folded names belong to one claimant."""

    claimant = models.ForeignKey(Claimant, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = _("name of a claimant")
        verbose_name_plural = _("names of claimants")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def fold(name: str) -> str:
    """The form in which names are compared: case folded, white space single."""
    return " ".join(name.casefold().split())


class Article(models.Model):
    """One text that was published. `published_on` is the day as printed and may be missing;
    `published_at` is set only where an hour was given."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="articles")
    title = models.CharField(_("title"), max_length=500, blank=True, default="")
    author = models.CharField(_("author"), max_length=300, blank=True, default="")
    language = models.CharField(_("language"), max_length=16, blank=True, default="en")
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["outlet", "-published_on", "id"], name="article_by_outlet"),
            models.Index(fields=["-added_at", "-id"], name="article_newest"),
        ]

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"


class ArticleAddress(models.Model):
    """A text under two addresses is one article with two. `address_key` is the address without fragment,
    the host in lower case."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="addresses")
    address = models.TextField(_("address"))
    address_key = models.CharField(max_length=64, unique=True, editable=False)
    snapshot = models.ForeignKey("claims.Snapshot", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    archive = models.TextField(_("archived copy"), blank=True, default="")

    class Meta:
        verbose_name = _("address of an article")
        verbose_name_plural = _("addresses of articles")

    def __str__(self) -> str:
        return self.address


class ArticleVersion(Work):
    """A text as stored; its `Work` columns are those of its extraction. Offsets of claims index `text`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    text = models.TextField(_("text"))
    length = models.PositiveIntegerField()
    text_sha256 = models.CharField(max_length=64, unique=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of an article")
        verbose_name_plural = _("versions of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_number"),
            models.CheckConstraint(condition=WORK_CONSTRAINT, name="article_version_lease_whole"),
            models.CheckConstraint(condition=Q(length=Length(F("text"))), name="article_version_length"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=PENDING, name="article_version_due")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"


class LeftAside(models.Model):
    """A sentence that extraction made no claim of, with the rule that said so as a reason's code and numbers.
    Offsets are code points of the version's text. Each reading of an article's newest text writes them anew."""

    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="left_aside")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence = models.TextField(_("sentence"))
    rule = models.CharField(_("rule"), max_length=40)
    numbers = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sentence left aside")
        verbose_name_plural = _("sentences left aside")
        constraints = [
            models.UniqueConstraint(fields=["version", "start", "end"], name="left_aside_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="left_aside_span"),
            models.CheckConstraint(condition=~Q(rule=""), name="left_aside_has_rule"),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="left_aside_newest")]

    def __str__(self) -> str:
        return self.sentence
