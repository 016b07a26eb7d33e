"""What every database needs besides its tables: groups with their permissions, and the triggers.

Run after every migrate, and idempotent: permissions do not exist while migrations run, SQLite loses
triggers when it rebuilds a table, and a flush empties the groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from claims.models import AuditHead
from claims.models.triggers import install_triggers

DESK = ("view_desk", "take_in")
CURATED = (
    "outlet",
    "feed",
    "claimant",
    "claimantname",
    "claimanttag",
    "indicator",
    "phrase",
    "source",
    "series",
    "referencetable",
    "queue",
    "rule",
    "rulecondition",
    "topic",
    "tag",
    "ratingscale",
    "scaleversion",
    "rating",
    "user",
    "article",
    "articleaddress",
    "publisher",
    "policy",
    "ratingmeaning",
)
SHOWN = (
    "broughtfile",
    "curatedversion",
    "feeditem",
    "feedpoll",
    "webhost",
    "articleversion",
    "modelrequest",
    "proposal",
    "leftaside",
    "claim",
    "appearance",
    "reading",
    "lookup",
    "finding",
    "fetch",
    "snapshot",
    "observation",
    "check",
    "evidence",
    "decision",
    "contactentry",
    "opinionpair",
    "publication",
    "verdict",
    "reopening",
    "singlecheck",
    "mail",
    "priorcheck",
    "feedreading",
    "auditevent",
    "auditseal",
)
GROUPS: Mapping[str, Sequence[str]] = {
    "checker": (*DESK, "check_claim"),
    "editor": (*DESK, "check_claim", "sign_verdict", "view_outgoing", "watch_sources"),
    "curator": (
        *DESK,
        "view_outgoing",
        "watch_sources",
        "curate_claim",
        "manage_people",
        *(f"{verb}_{model}" for verb in ("view", "add", "change", "delete") for model in CURATED),
        *(f"view_{model}" for model in (*SHOWN, "group")),
    ),
}


def install(using: str = "default", **_signal: Any) -> None:
    """Handler of post_migrate for the app."""
    install_triggers(using)
    with transaction.atomic(using=using):
        AuditHead.objects.using(using).get_or_create(pk=1)
        for name, codenames in GROUPS.items():
            group, _made = Group.objects.using(using).get_or_create(name=name)
            group.permissions.add(
                *Permission.objects.using(using).filter(
                    codename__in=codenames, content_type__app_label__in=("claims", "auth")
                )
            )
