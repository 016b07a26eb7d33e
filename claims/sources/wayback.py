"""The Wayback Machine: the capture of an address that is nearest to a day, and captures made on demand.

Shapes: https://archive.org/help/wayback_api.php; Save Page Now 2 as its operators describe it. An address that
was never captured is answered with an empty object. A capture is a job: an unknown one is pending for ever.

SourceError, by code
    html_instead, not_json               passing
    drift, key_refused, source_message   permanent
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from claims.sources.bodies import drift, read_json, said
from claims.values import Request, Response, SourceConfig, SourceError

ARCHIVE = "web.archive.org"
REFUSALS = frozenset({401, 403})
NO_CAPTURE_WITHIN = "1d"
_JOB = re.compile(r"[\w.-]{1,100}", re.ASCII)
_CAPTURE = re.compile(r"https?://web\.archive\.org(?::80)?/web/(\d{14})[a-z_]*/(\S+)", re.ASCII)


def capture_request(config: SourceConfig, address: str, day: date) -> Request:
    parameters = (("url", address), ("timestamp", f"{day:%Y%m%d}"))
    return Request(f"{config.base}/wayback/available", parameters, limit=100_000)


def read_capture(response: Response) -> str:
    """The address of the nearest capture that shows the page, empty where there is none."""
    content = read_json(response)
    captures = content.get("archived_snapshots") if isinstance(content, dict) else None
    if not isinstance(captures, dict):
        raise drift("archived_snapshots")
    closest = captures.get("closest")
    if closest is None:
        return ""
    if not isinstance(closest, dict):
        raise drift("closest")
    if closest.get("available") is not True or not str(closest.get("status", "")).startswith("2"):
        return ""
    return _capture(closest.get("url"))


def _capture(address: object) -> str:
    """The address over https. What leads elsewhere is not shown as a copy."""
    match = _CAPTURE.fullmatch(address) if isinstance(address, str) and address.isprintable() else None
    if match is None:
        raise drift("url")
    return f"https://{ARCHIVE}/web/{match[1]}/{match[2]}"


def save_request(config: SourceConfig, address: str) -> Request:
    """Asks for a capture; `config.key` is "access:secret" of an account."""
    form = {"url": address, "capture_all": "1", "skip_first_archive": "1", "if_not_archived_within": NO_CAPTURE_WITHIN}
    headers = (*_headers(config), ("Content-Type", "application/x-www-form-urlencoded"))
    return Request(
        f"{config.base}/save", headers=headers, method="POST", body=urlencode(form).encode(), statuses=REFUSALS
    )


def status_request(config: SourceConfig, job: str) -> Request:
    return Request(f"{config.base}/save/status/{job}", headers=_headers(config), statuses=REFUSALS)


def _headers(config: SourceConfig) -> tuple[tuple[str, str], ...]:
    return (("Accept", "application/json"), ("Authorization", f"LOW {config.key}"))


def read_job(response: Response) -> str:
    """The job that makes the capture."""
    content = _answer(response)
    job = content.get("job_id")
    if not isinstance(job, str) or not _JOB.fullmatch(job):
        raise drift("job_id")
    return job


def read_status(response: Response) -> str | None:
    """The address of the capture that was made, None while it is being made."""
    content = _answer(response)
    if content.get("status") == "pending":
        return None
    if content.get("status") != "success":
        raise drift("status")
    return _capture(f"https://{ARCHIVE}/web/{content.get('timestamp')}/{content.get('original_url')}")


def _answer(response: Response) -> Mapping[str, Any]:
    content = read_json(response)
    if not isinstance(content, dict):
        raise drift("status")
    message = (("message", said(content.get("message"))),)
    if response.status in REFUSALS:
        raise SourceError("key_refused", permanent=True, numbers=message)
    if content.get("status") == "error":
        raise SourceError("source_message", permanent=True, numbers=message)
    return content


def captured_at(address: str) -> datetime | None:
    """When a capture was made, read from its address; None for another kind of address."""
    match = _CAPTURE.fullmatch(address)
    try:
        return datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
