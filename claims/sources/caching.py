"""What the headers of an answer say of asking again: how long it holds, and how to ask whether it still does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime

from claims.values import Request

NOT_MODIFIED = 304
VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.ASCII)
_ASK_ALWAYS = re.compile(r"(?:^|[\s,])no-(?:cache|store)(?=$|[\s,=])", re.ASCII)


def stated_age(headers: Mapping[str, str]) -> timedelta | None:
    """How long an answer holds by its own headers; None where they say nothing."""
    control = headers.get("cache-control", "").lower()
    if _ASK_ALWAYS.search(control):
        return timedelta(0)
    if found := _MAX_AGE.search(control):
        return timedelta(seconds=int(found[1]))
    try:
        age = parsedate_to_datetime(headers["expires"]) - parsedate_to_datetime(headers["date"])
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        return None
    return max(age, timedelta(0))


def conditional(request: Request, headers: Mapping[str, str]) -> Request:
    """The request as one that a 304 answers where nothing changed since an answer with these headers; as it
    is, where they hold nothing to ask by. What cannot stand in a header, a folded line for one, is nothing."""
    stored = ((name, headers.get(key, "").strip()) for key, name in VALIDATORS.items())
    asked_by = tuple((name, value) for name, value in stored if value and value.isprintable())
    if not asked_by:
        return request
    return replace(request, headers=(*request.headers, *asked_by), statuses=request.statuses | {NOT_MODIFIED})
