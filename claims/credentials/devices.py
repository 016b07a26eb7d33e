"""Where a request comes from: the words for a browser, and its address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BROWSERS = (  # in order: many name another beside their own
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """Browser and system of a User-Agent, each as far as it is known; empty where neither is."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return " / ".join(filter(None, (browser, system)))


def address_of(meta: Mapping[str, Any], *, behind_proxy: bool) -> str:
    """The address that a request came from. A proxy in front appends it to what the client says of itself, so
    that only the last one counts."""
    forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", "")) if behind_proxy else ""
    return forwarded.rpartition(",")[2].strip() or str(meta.get("REMOTE_ADDR", ""))
