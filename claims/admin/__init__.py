"""The admin site: what curators own, and what the desk wrote to be read."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from claims.admin import (
    audit,
    bulk,
    claims,
    concerned,
    earlier,
    feeds,
    intake,
    people,
    publication,
    reference,
    review,
    rules,
)
from claims.admin.arranged import arranged
from claims.admin.door import change_password, log_in
from claims.admin.to_do import index_with_work

__all__ = [
    "audit",
    "bulk",
    "claims",
    "concerned",
    "earlier",
    "feeds",
    "intake",
    "people",
    "publication",
    "reference",
    "review",
    "rules",
]

admin.site.site_header = admin.site.site_title = settings.DESK_NAME
admin.site.index_title = _("What curators keep")
admin.site.site_url = "/desk/"
admin.site.get_app_list = arranged  # type: ignore[method-assign]
admin.site.index = index_with_work  # type: ignore[method-assign]
admin.site.index_template = "admin/claims/index.html"
admin.site.login = log_in  # type: ignore[method-assign]
admin.site.password_change = change_password  # type: ignore[assignment,method-assign]
