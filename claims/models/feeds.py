"""Feeds that are polled, what each poll said, the articles that they name, and the hosts that are asked."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.intake import Article, Outlet
from claims.models.reference import Snapshot
from claims.models.work import WORK_CONSTRAINT, Work
from claims.sources.addresses import address_key

__all__ = ["Feed", "FeedItem", "FeedPoll", "WebHost"]
HOUR = 3600


class WebHost(models.Model):
    """A host whose pages the desk reads: whose turn it is to ask it, and what its robots.txt says. One request at a
    time: who holds the lease asks, not before `free_at`. `robots` is the file as it was read at `robots_at`, empty
    where there is none; `robots_error` says why it could not be read."""

    host = models.CharField(_("host"), max_length=300, primary_key=True)
    lease_token = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    rung_at = models.DateTimeField(null=True)
    free_at = models.DateTimeField(_("not asked before"), null=True)
    robots = models.TextField(_("robots.txt"), blank=True, default="")
    robots_at = models.DateTimeField(_("robots.txt read at"), null=True)
    robots_error = models.TextField(_("why it could not be read"), blank=True, default="")

    class Meta:
        verbose_name = _("host of feeds")
        verbose_name_plural = _("hosts of feeds")
        constraints = [models.CheckConstraint(condition=WORK_CONSTRAINT, name="web_host_lease_whole")]
        indexes = [models.Index(fields=["rung_at"], name="web_host_rung")]

    def __str__(self) -> str:
        return self.host


class Feed(Work):
    """An address that is polled for articles. Its `Work` columns are those of the next poll: it stays pending as long
    as it is on. `kind` is what the curator says that it is, empty: find out; `found` is what it was last time.
    `every` is the rhythm in seconds, `gap` the usual seconds between polls that brought something new."""

    class Kind(models.TextChoices):
        RSS = "rss", _("RSS")
        ATOM = "atom", _("Atom")
        JSON = "json", _("JSON Feed")
        SITEMAP = "sitemap", _("news sitemap")
        PAGE = "page", _("page to watch")

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="feeds", verbose_name=_("outlet"))
    address = models.CharField(_("address"), max_length=2000)
    address_key = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(max_length=300, editable=False)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind.choices,
        blank=True,
        default="",
        help_text=_("Leave it empty to find out. A page to watch is one whose links to articles are followed."),
    )
    active = models.BooleanField(_("on"), default=True)
    note = models.TextField(_("note"), blank=True, default="")
    found = models.CharField(_("is"), max_length=10, choices=Kind.choices, blank=True, default="", editable=False)
    every = models.PositiveIntegerField(_("rhythm in seconds"), default=HOUR, editable=False)
    gap = models.PositiveIntegerField(default=HOUR, editable=False)
    etag = models.CharField(max_length=1000, blank=True, default="", editable=False)
    last_modified = models.CharField(max_length=200, blank=True, default="", editable=False)
    sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)
    polls = models.PositiveIntegerField(_("polls"), default=0, editable=False)
    items_seen = models.PositiveIntegerField(_("articles named"), default=0, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    last_success_at = models.DateTimeField(_("last success"), null=True, editable=False)
    last_new_at = models.DateTimeField(_("last new article"), null=True, editable=False)
    quiet_from = models.DateTimeField(null=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["address"]
        constraints = [models.CheckConstraint(condition=WORK_CONSTRAINT, name="feed_lease_whole")]
        indexes = [
            models.Index(fields=["active", "state", "due_at"], name="feed_due"),
            models.Index(fields=["host", "state", "due_at"], name="feed_of_host"),
        ]

    def __str__(self) -> str:
        return self.address

    def save(self, *args: object, **kwargs: object) -> None:
        self.address_key = address_key(self.address)
        self.host = urlsplit(self.address).netloc.lower()
        WebHost.objects.get_or_create(host=self.host)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class FeedPoll(models.Model):
    """A poll that brought something new, that failed, or that has something to tell; `notes` are codes of reasons with
    their numbers. What found nothing changed leaves no row."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField(auto_now_add=True)
    failed = models.BooleanField(_("failed"), default=False)
    listed = models.PositiveIntegerField(_("articles named"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    aside = models.PositiveIntegerField(_("left aside"), default=0)
    notes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("poll of a feed")
        verbose_name_plural = _("polls of feeds")
        indexes = [models.Index(fields=["failed", "-id"], name="feed_poll_failed")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class FeedItem(Work):
    """An article that a feed named. Pending without a snapshot: to be fetched; with one: to be read. Done has its
    article, dropped is left aside, missing could not be had. `why` is the reason's code and numbers as JSON text:
    why it was left aside, or what is to be told of one that came in. `look_at` is when the page is looked at again.

    `address_key` is the address's, of an item without a usable address one made of what marks it."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="items")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(_("address"), max_length=2000, blank=True, default="")
    address_key = models.CharField(max_length=64, editable=False)
    host = models.CharField(max_length=300, blank=True, default="", editable=False)
    title = models.CharField(_("title"), max_length=500, blank=True, default="")
    published_at = models.DateTimeField(_("published"), null=True)
    updated_at = models.DateTimeField(_("changed, says the feed"), null=True)
    seen_at = models.DateTimeField(_("seen"), auto_now_add=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.SET_NULL, null=True, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.TextField(blank=True, default="")
    looks = models.PositiveSmallIntegerField(default=0)
    look_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("article of a feed")
        verbose_name_plural = _("articles of feeds")
        constraints = [
            models.UniqueConstraint(fields=["feed", "address_key"], name="feed_item_once"),
            models.CheckConstraint(condition=WORK_CONSTRAINT, name="feed_item_lease_whole"),
            models.CheckConstraint(condition=~Q(state="dropped", why=""), name="feed_item_aside_has_reason"),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="feed_item_due"),
            models.Index(fields=["host", "state", "due_at"], name="feed_item_of_host"),
            models.Index(fields=["state", "-id"], name="feed_item_by_state"),
            models.Index(fields=["outlet", "-id"], name="feed_item_by_outlet"),
            models.Index(fields=["look_at"], name="feed_item_look"),
            models.Index(fields=["address_key"], name="feed_item_address"),
        ]

    def __str__(self) -> str:
        return self.title or self.address or f"#{self.pk}"
