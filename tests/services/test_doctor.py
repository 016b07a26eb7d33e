"""What the doctor finds on a new desk, on one that is ready, and where something is broken."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.models import Lookup
from claims.models.triggers import drop_triggers
from claims.services.doctor import Finding, Health, examine
from claims.services.first_use import first_key
from claims.services.starter import load_starter
from tests.builders import make_claim, make_lookup, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    settings.VAR_DIR = tmp_path
    return tmp_path


def found(complaint: str = "") -> Sequence[Finding]:
    return list(examine(lambda: complaint))


def one(what: str, complaint: str = "") -> Finding:
    return next(each for each in found(complaint) if each.what == what)


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
    assert {each.what for each in found()} >= {"packages", "folder", "settings", "database", "broker", "people", "work"}


def test_one_person_alone_cannot_sign_what_they_checked(settings: LazySettings) -> None:
    make_user("curator")
    person = make_user("checker")
    person.groups.add(Group.objects.get(name="editor"))

    assert "invite a second person" in one("people").remedy
    settings.ONE_PERSON_DESK = True
    assert one("people").health == Health.GOOD


def test_what_is_broken_is_named_with_its_way_out(settings: LazySettings, folder: Path) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    folder.chmod(0o755)
    lookup = make_lookup(make_claim())
    Lookup.objects.filter(pk=lookup.pk).update(due_at=timezone.now() - timedelta(hours=1))

    assert one("folder").remedy == f"chmod 700 {folder}"
    assert one("broker", "connection refused").words == "not reached: connection refused"
    assert one("mail").health == Health.WARNING
    assert one("work").words == "due for over ten minutes: 1 lookups"


def test_a_folder_that_is_not_there_is_said(settings: LazySettings, folder: Path) -> None:
    settings.VAR_DIR = folder / "nowhere"

    assert one("folder").health == Health.BAD


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
    with pytest.raises(CommandError, match="keep the desk from working"):
        call_command("doctor", stdout=out)

    assert "!! people" in out.getvalue()
    assert "broker     not reached" in out.getvalue() or os.environ.get("REDIS_URL")
