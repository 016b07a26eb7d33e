"""The settings as a whole, read by a process of its own, the way a desk reads them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PRODUCTION = {
    "FACTCHECK_ENV": "production",
    "SECRET_KEY": "".join(chr(33 + number) for number in range(64)),
    "ALLOWED_HOSTS": "desk.example.org",
    "CONTACT": "desk@example.org",
    "EMAIL_HOST": "mail.example.org",
}
POLICY = "from csp.utils import build_policy; print(build_policy())"


def manage(var: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "FACTCHECK_VAR": str(var), **changes}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_checks_find_nothing_unsafe_in_production(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_production_is_warned_of_a_way_into_the_house(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", **PRODUCTION, OUTGOING_ALLOW="127.0.0.1:3128")

    assert "claims.W001" in done.stderr
    assert "127.0.0.1:3128" in done.stderr


def test_production_is_warned_of_a_model_that_is_reached_without_encryption(tmp_path: Path) -> None:
    named = {**PRODUCTION, "MODEL_NAME": "m"}

    open_way = manage(tmp_path, "check", "--deploy", **named, MODEL_URL="http://models.example/v1")
    closed = manage(tmp_path, "check", "--deploy", **named, MODEL_URL="https://models.example/v1")

    assert "claims.W003" in open_way.stderr
    assert "claims.W003" not in closed.stderr


def test_production_is_warned_of_a_desk_without_mail_and_of_a_sign_in_that_is_not_encrypted(tmp_path: Path) -> None:
    house = {"OIDC_ISSUER": "http://house.example", "OIDC_CLIENT_ID": "desk", "OIDC_CLIENT_SECRET": "s"}

    done = manage(tmp_path, "check", "--deploy", **{**PRODUCTION, **house, "EMAIL_HOST": ""}, OIDC_GROUPS="a=chief")

    assert [code for code in ("W004", "E003", "E004") if f"claims.{code}" not in done.stderr] == []


def test_a_house_sign_in_is_set_whole_or_not_at_all(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", OIDC_ISSUER="https://house.example")

    assert done.returncode != 0
    assert "go together" in done.stderr


def test_production_does_not_start_where_it_lacks_what_it_needs(tmp_path: Path) -> None:
    for name in ("SECRET_KEY", "ALLOWED_HOSTS"):
        given = {key: value for key, value in PRODUCTION.items() if key != name}

        done = manage(tmp_path, "check", **given)

        assert done.returncode != 0
        assert f"{name} is not set" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_address_for_reports_joins_the_content_policy_and_the_checks_pass(tmp_path: Path) -> None:
    changes = {"POLICY_REPORT_ADDRESS": "/reports"}

    checked = manage(tmp_path, "check", **changes)
    done = manage(tmp_path, "shell", "--verbosity", "0", "--command", POLICY, **changes)

    assert checked.returncode == 0, checked.stderr
    assert "default-src 'none'" in done.stdout, done.stderr
    assert "report-uri /reports" in done.stdout
