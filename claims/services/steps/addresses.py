"""What counts as the address of a page that a reader can open."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST_ADDRESS = 2000
LONGEST_HOST = 300  # with its port


def is_web_address(address: str) -> bool:
    """An http(s) address with a host, no name or password in it, and no white space or control character:
    the parser drops some of those in silence, a reader's browser may not."""
    if len(address) > LONGEST_ADDRESS or any(sign.isspace() or not sign.isprintable() for sign in address):
        return False
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(host) and _is_place(parts.netloc)


def _is_place(netloc: str) -> bool:
    return "@" not in netloc and len(netloc.lower()) <= LONGEST_HOST  # some letters are longer in lower case
