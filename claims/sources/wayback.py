"""The Wayback Machine's list of captures: the one nearest to a day.

Shape: https://archive.org/help/wayback_api.php. An address that was never captured is answered with an empty
object.

SourceError, by code
    html_instead, not_json   passing
    drift                    permanent
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from claims.sources.bodies import drift, read_json
from claims.values import Request, Response, SourceConfig

ARCHIVE = "web.archive.org"
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


def captured_at(address: str) -> datetime | None:
    """When a capture was made, read from its address; None for another kind of address."""
    match = _CAPTURE.fullmatch(address)
    try:
        return datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
