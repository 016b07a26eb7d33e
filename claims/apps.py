"""The app of the desk."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Tables")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Columns have their names before the admin site makes its forms of them."""
        super().import_models()
        from claims.wording.columns import name_columns  # noqa: PLC0415

        name_columns((self.models or {}).values())

    def ready(self) -> None:
        """Permissions, groups and triggers come after every migrate; the checks are registered here."""
        # Models are not loaded before this point, so these imports cannot stand at the top.
        from claims import checks  # noqa: F401, PLC0415
        from claims.services.install import install  # noqa: PLC0415

        post_migrate.connect(install, sender=self, dispatch_uid="claims.install")
