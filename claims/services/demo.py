"""The demonstration: starter content, one article and three people to log in as.

People are made only where the database knows none, with random passwords that stand in one file, readable
by its owner alone.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import date
from importlib import resources
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from claims.models import Article, User
from claims.services.extract import extract_version
from claims.services.intake import receive_text
from claims.services.starter import load_starter

DEMO_ROLES = ("checker", "editor", "curator")
DEMO_PUBLISHED = date(2018, 6, 11)


def seed_demo() -> Mapping[str, str]:
    """Load what a new desk needs to be tried; the log-ins that were made, by name, empty where none were."""
    load_starter()
    logins = _people() if settings.DEMO_PEOPLE and not User.objects.exists() else {}
    if not Article.objects.exists():
        _article()
    return logins


def logins_file() -> Path:
    return Path(settings.VAR_DIR) / "demo-logins.txt"


def _people() -> Mapping[str, str]:
    logins = _kept_logins() or {role: secrets.token_urlsafe(9) for role in DEMO_ROLES}
    with transaction.atomic():
        for role in DEMO_ROLES:
            user = User.objects.create_user(role, password=logins[role], is_staff=role == "curator")
            user.groups.add(Group.objects.get(name=role))
    _keep_logins(logins)
    return logins


def _kept_logins() -> Mapping[str, str]:
    """The log-ins of an earlier start in the same folder: they stay the same for a second database."""
    if not logins_file().exists():
        return {}
    pairs = (line.split() for line in logins_file().read_text().splitlines())
    kept = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    return kept if set(kept) == set(DEMO_ROLES) else {}


def _keep_logins(logins: Mapping[str, str]) -> None:
    text = "".join(f"{name} {password}\n" for name, password in logins.items())
    logins_file().parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(logins_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def _article() -> None:
    text = resources.files("claims.packs").joinpath("demo_article.txt").read_text(encoding="utf-8")
    title, _blank, body = text.partition("\n\n")
    received = receive_text(text=body, title=title, outlet="Factcheck demonstration", published_on=DEMO_PUBLISHED)
    extract_version(received.version_id)
