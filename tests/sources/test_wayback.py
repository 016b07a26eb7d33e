"""Captures of the Wayback Machine: the nearest one, and one made on demand."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from claims.sources import wayback
from claims.values import Response, SourceConfig, SourceError

CONFIG = SourceConfig(base="https://archive.example", key="access:secret")
COPY = "https://web.archive.org/web/20180612000000/https://paper.example/a?b=c"


def answer(content: Any, status: int = 200) -> Response:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Response(status, {}, io.BytesIO(body), CONFIG.base)


def nearest(**closest: Any) -> Response:
    shown = {"status": "200", "available": True, "url": COPY.replace("https://web", "http://web"), **closest}
    return answer({"url": "x", "archived_snapshots": {"closest": shown}})


def test_recorded_answers_are_read(shared_folder: Path) -> None:
    recorded = shared_folder / "reference-data" / "wayback"
    found = wayback.read_capture(answer((recorded / "available.json").read_bytes()))

    assert found.startswith("https://web.archive.org/web/20260212061822/https://jayconrod.com/")
    assert wayback.read_capture(answer((recorded / "available_none.json").read_bytes())) == ""
    assert wayback.read_job(answer((recorded / "spn2_submit.json").read_bytes())) == "spn2-abc"
    made = wayback.read_status(answer((recorded / "spn2_status_success.json").read_bytes()))
    assert made == "https://web.archive.org/web/20260101120000/https://example.com/"


def test_the_day_goes_with_the_question_and_the_copy_over_https() -> None:
    request = wayback.capture_request(CONFIG, "https://paper.example/a", date(2018, 6, 11))

    assert request.parameters == (("url", "https://paper.example/a"), ("timestamp", "20180611"))
    assert wayback.read_capture(nearest()) == COPY
    assert wayback.captured_at(COPY) == datetime(2018, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize("closest", [{"available": False}, {"status": "404"}, {"status": None}])
def test_a_capture_that_does_not_show_the_page_is_none(closest: dict[str, Any]) -> None:
    assert wayback.read_capture(nearest(**closest)) == ""


@pytest.mark.parametrize(
    "url", ["https://evil.example/web/20180612000000/x", "javascript:alert(1)", 7, None, COPY + " x", COPY + "\u202e"]
)
def test_a_copy_elsewhere_is_not_taken(url: Any) -> None:
    with pytest.raises(SourceError) as raised:
        wayback.read_capture(nearest(url=url))

    assert raised.value.code == "drift"


@pytest.mark.parametrize("address", ["", "x", "https://web.archive.org/web/99999999999999/x"])
def test_what_is_no_capture_has_no_time(address: str) -> None:
    assert wayback.captured_at(address) is None


@pytest.mark.parametrize(
    ("content", "code"),
    [({"status": "error", "message": "Cannot resolve host"}, "source_message"), ({"status": "x"}, "drift")],
)
def test_a_job_that_failed_is_told(content: Any, code: str) -> None:
    with pytest.raises(SourceError) as raised:
        wayback.read_status(answer(content))

    assert raised.value.code == code


def test_a_job_under_way_is_waited_for_and_one_that_names_a_path_is_none() -> None:
    assert wayback.read_status(answer({"status": "pending"})) is None
    with pytest.raises(SourceError):
        wayback.read_job(answer({"job_id": "../../elsewhere"}))


def test_refused_credentials_are_told() -> None:
    with pytest.raises(SourceError) as raised:
        wayback.read_job(answer({"message": "You need to be logged in."}, 401))

    assert raised.value.code == "key_refused"
