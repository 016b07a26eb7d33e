"""Three people to log in as, one of each role.

Their random passwords stand in one file, readable by its owner alone, and stay the same for a second
database in the same folder.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from claims.models import AuditHead, User

DEMO_ROLES = ("checker", "editor", "curator")


def logins_file() -> Path:
    return Path(settings.VAR_DIR) / "demo-logins.txt"


def make_people() -> Mapping[str, str]:
    """The log-ins by name; none where anybody has an account. They are written down before they hold."""
    with transaction.atomic():
        AuditHead.objects.select_for_update().get()  # as for the first account: of two at once, one makes people
        if User.objects.exists():
            return {}
        logins = _kept_logins() or {role: secrets.token_urlsafe(9) for role in DEMO_ROLES}
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
