"""What curators' own work leaves behind: the files that they bring in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["BroughtFile"]


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
