"""What curators' own work leaves behind: the files that they bring in, the views that they keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["BroughtFile", "CuratedVersion", "SavedView"]


class BroughtFile(models.Model):
    """A file of curated rows, tried and maybe put in. `body` is zlib compressed and kept only until it is put in or
    another one is tried; the row stays when it was put in, as the history of what came in so."""

    sheet = models.CharField(_("table"), max_length=40)
    name = models.CharField(_("file"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(_("brought at"), auto_now_add=True)
    body = models.BinaryField(blank=True, default=b"", editable=False)
    sha256 = models.CharField(max_length=64)
    put_in_at = models.DateTimeField(_("put in at"), null=True, editable=False)
    made = models.PositiveIntegerField(_("rows made"), default=0)
    changed = models.PositiveIntegerField(_("rows changed"), default=0)
    left = models.PositiveIntegerField(_("rows left as they were"), default=0)

    class Meta:
        verbose_name = _("file brought in")
        verbose_name_plural = _("files brought in")
        indexes = [models.Index(fields=["by", "sheet"], name="brought_file_of_person")]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A list of the admin site as a curator filtered, searched and ordered it: `query` is what its address has behind
    the question mark. Their own, or for all."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=100)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True, default="")
    shared = models.BooleanField(_("for all curators"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["page", "person", "name"], name="saved_view_name")]

    def __str__(self) -> str:
        return self.name


class CuratedVersion(models.Model):
    """What curators had set of an indicator when a finding was made: its bands, phrases and series, as JSON text. The
    same content is the same version, whoever comes back to it."""

    indicator = models.ForeignKey("claims.Indicator", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    content = models.TextField(_("content"))
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("set by")
    )
    at = models.DateTimeField(_("set at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of an indicator")
        verbose_name_plural = _("versions of indicators")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["indicator", "sha256"], name="curated_version_content")]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.number}"
