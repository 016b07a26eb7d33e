"""Who works at the desk."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of the desk. Roles are groups (checker, editor, curator), never columns."""

    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, default="")
    language = models.CharField(_("language"), max_length=16, blank=True, default="")
    shown_name = models.CharField(
        _("name shown to readers"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("What the public page shows beside a verdict; empty shows no name."),
    )
    keys = models.BooleanField(
        _("single keys"), default=True, help_text=_("Single keys, such as n for the next claim, do something.")
    )
