"""Who works at the desk."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownAs(models.TextChoices):
    NAME = "name", _("my name")
    INITIALS = "initials", _("my initials")
    ROLE = "role", _("my role: a checker, an editor")
    NOTHING = "nothing", _("nothing at all")


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
    shown_as = models.CharField(
        _("shown to readers as"),
        max_length=10,
        choices=ShownAs.choices,
        default=ShownAs.NAME,
        help_text=_("A change holds at once for everything that was ever published."),
    )
    keys = models.BooleanField(
        _("single keys"), default=True, help_text=_("Single keys, such as n for the next claim, do something.")
    )

    unseen = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Notices since they were last looked through.")
    )
    told_on = models.DateField(null=True, editable=False, help_text=_("The day of the last daily mail."))

    def __str__(self) -> str:
        """As colleagues name them."""
        return self.get_full_name() or self.username
