"""What the World Bank's services have in common: their limits, and how they say no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from claims.sources.bodies import said
from claims.sources.parsing import drift
from claims.values import Query, SourceError

LONGEST_PATH = 1400  # characters; the service takes 1500 between two slashes
GONE = frozenset({"175"})
_COUNT = re.compile(r"[0-9]{1,9}")
_MESSAGE = re.compile(rb"<wb:message[^>]{0,200}>([^<]{1,500})</wb:message>")


def refusal(messages: Any, query: Query) -> SourceError:
    """The service's own words; an indicator that is gone is told as such."""
    first = messages[0] if isinstance(messages, list) and messages and isinstance(messages[0], dict) else {}
    if said(first.get("id")) in GONE:
        return SourceError("unknown_series", permanent=True, numbers=(("series", query.series),))
    return _message(first.get("value"))


def refusal_in_xml(body: bytes) -> SourceError | None:
    """A refusal that came as XML though JSON was asked for."""
    found = _MESSAGE.search(body)
    return _message(found[1].decode("utf-8", "replace")) if found else None


def _message(words: object) -> SourceError:
    return SourceError("source_message", permanent=True, numbers=(("message", said(words)),))


def whole(head: Mapping[str, Any], name: str) -> int:
    """A count of the answer's head, which comes as a number or as a text."""
    text = str(head.get(name))
    if not _COUNT.fullmatch(text):
        raise drift(name)
    return int(text)
