"""What the doctor finds on a new desk, on one that is ready, and where something is broken."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.models import Lookup, Source
from claims.models.triggers import drop_triggers
from claims.services import doctor
from claims.services.doctor import Finding, Health, examine
from claims.services.first_use import first_key
from claims.services.starter import load_starter
from tests.builders import make_claim, make_lookup, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    settings.VAR_DIR, settings.CONTACT = tmp_path, "desk@example.org"
    return tmp_path


def found(complaint: str = "", workers: int = 1) -> Sequence[Finding]:
    return list(examine(lambda: complaint, lambda: workers))


def one(what: str, complaint: str = "", workers: int = 1) -> Finding:
    """The worst that is said of it."""
    order = list(Health)
    return max(
        (each for each in found(complaint, workers) if each.what == what), key=lambda each: order.index(each.health)
    )


def test_a_new_desk_is_told_where_its_first_account_is_made() -> None:
    people = one("people")

    assert people.health == Health.BAD
    assert first_key() in people.remedy
    assert one("content").remedy.endswith("/desk/starter/")


def test_a_desk_that_is_ready_has_nothing_to_mend_but_its_mail() -> None:
    load_starter()
    for group in ("checker", "editor", "curator"):
        make_user(group)

    assert {each.what for each in found() if each.health != Health.GOOD} == {"mail"}
    assert {each.what for each in found()} >= {
        "packages",
        "folder",
        "settings",
        "database",
        "broker",
        "people",
        "sources",
        "work",
    }


def test_one_person_alone_cannot_sign_what_they_checked(settings: LazySettings) -> None:
    make_user("curator")
    person = make_user("checker")
    person.groups.add(Group.objects.get(name="editor"))

    assert "invite a second person" in one("people").remedy
    settings.ONE_PERSON_DESK = True
    assert one("people").health == Health.GOOD


def test_what_is_broken_is_named_with_its_way_out(settings: LazySettings, folder: Path) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.CONTACT = "127.0.0.1", 9, ""
    folder.chmod(0o755)
    lookup = make_lookup(make_claim())
    Lookup.objects.filter(pk=lookup.pk).update(due_at=timezone.now() - timedelta(hours=1))

    assert one("folder").remedy == f"chmod 700 {folder}"
    settings.PRIVATE_BROKER = True
    assert one("broker", "connection\n refused").words == "not reached: connection refused"
    assert one("broker", "connection refused").health == Health.WARNING
    settings.PRIVATE_BROKER = False
    assert one("broker", "connection refused").health == Health.BAD
    assert one("worker", workers=0).remedy.startswith("manage.py up")
    assert "CONTACT is not set" in one("settings").words
    assert one("mail").health == Health.WARNING
    assert one("work").words == "due for over ten minutes: 1 lookups"


def test_a_folder_that_is_not_there_is_said(settings: LazySettings, folder: Path) -> None:
    settings.VAR_DIR = folder / "nowhere"

    assert one("folder").health == Health.BAD


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr("claims.services.doctor.tempfile.TemporaryFile", Mock(side_effect=full))

    assert one("folder").remedy == "free some space"


def test_clocks_that_are_apart_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_seconds_apart", lambda: 90.0)

    assert "90 s apart" in one("database").words


def test_sources_that_failed_last_are_named() -> None:
    load_starter()
    Source.objects.filter(slug="who").update(last_error_at=timezone.now())

    assert one("sources").words.endswith("WHO Global Health Observatory")
    Source.objects.filter(slug="who").update(last_success_at=timezone.now())
    assert one("sources").health == Health.GOOD


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"WORKER_PROCESSES": "many"}, "whole number"),
        ({"DATABASE_URL": "mysql://desk"}, "postgres://"),
        ({"FACTCHECK_ENV": "production", "SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"FACTCHECK_VAR": "/proc/nowhere"}, "set FACTCHECK_VAR"),
    ],
)
def test_settings_that_cannot_be_read_are_one_line(wrong: dict[str, str], words: str) -> None:
    command = [sys.executable, "manage.py", "doctor"]
    environment = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"} | wrong
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode == 1
    assert ran.stderr.startswith("!! settings")
    assert words in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_package_of_another_release_is_named(settings: LazySettings, folder: Path) -> None:
    (folder / "requirements.txt").write_text("django==1.0\n# nothing\nno-such-package-of-this-name==2\n")
    settings.BASE_DIR = folder

    assert "django==1.0, no-such-package-of-this-name==2" in one("packages").words


def test_a_missing_trigger_is_found() -> None:
    drop_triggers("default")

    assert one("database").health == Health.BAD
    assert "trigger" in one("database").words


def test_the_command_ends_with_1_where_something_keeps_the_desk_from_working() -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="keeps the desk from working"):
        call_command("doctor", stdout=out)

    assert "!! people" in out.getvalue()
    assert "broker     not reached" in out.getvalue() or os.environ.get("REDIS_URL")
