"""The addresses of the project."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

handler400 = "claims.views.errors.bad_request"
handler403 = "claims.views.errors.forbidden"
handler404 = "claims.views.errors.not_found"
handler500 = "claims.views.errors.server_error"

urlpatterns = [path("admin/", admin.site.urls), path("", include("claims.urls"))]
