"""The tables of the site by what they are for: what curators keep comes first, what the desk wrote comes last."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

SHELVES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("What comes in"), ("outlet", "feed", "claimant", "claimanttag", "article", "claim")),
    (_("Where claims go"), ("rule", "topic", "tag", "queue")),
    (_("Figures"), ("indicator", "phrase", "series", "source", "referencetable")),
    (_("Ratings"), ("ratingscale", "scaleversion", "rating", "ratingmeaning", "publisher")),
    (_("People and policy"), ("user", "group", "policy")),
)
RECORDS = _("Records of the desk")


def arranged(request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
    """Django's list of apps as shelves; only tables that this person may see stand on them."""
    apps = admin.AdminSite.get_app_list(admin.site, request, app_label)
    if app_label:
        return apps
    models = {each["object_name"].lower(): each for app in apps for each in app["models"]}
    shelves = [(title, [models.pop(name) for name in names if name in models]) for title, names in SHELVES]
    shelves.append((RECORDS, list(models.values())))
    return [_shelf(number, title, rows) for number, (title, rows) in enumerate(shelves) if rows]


def _shelf(number: int, title: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": title, "app_label": f"shelf-{number}", "app_url": "", "has_module_perms": True, "models": rows}
