"""The admin site: what curators own, and what the desk wrote to be read."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from claims.admin import audit, claims, concerned, earlier, intake, people, publication, reference, review
from claims.admin.door import change_password, log_in

__all__ = ["audit", "claims", "concerned", "earlier", "intake", "people", "publication", "reference", "review"]

admin.site.site_header = admin.site.site_title = settings.DESK_NAME
admin.site.index_title = _("What curators keep")
admin.site.login = log_in  # type: ignore[method-assign]
admin.site.password_change = change_password  # type: ignore[assignment,method-assign]
