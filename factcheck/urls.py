"""The addresses of the project."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

handler400 = "claims.views.errors.bad_request"
handler403 = "claims.views.errors.forbidden"
handler404 = "claims.views.errors.not_found"
handler500 = "claims.views.errors.server_error"

# The worker, the clock and most commands answer no page: what the admin site needs is loaded here, not at every start.
admin.autodiscover()

urlpatterns = [path("admin/", admin.site.urls), path("", include("claims.urls"))]
