"""The public feed of ClaimReview: every fact-check that publishers marked up for search engines, in one file.

Shape: https://schema.org/DataFeed of https://schema.org/ClaimReview. It has 60 to 80 MB and is read event by
event: of an element only the fields below are held, so that neither a long feed nor a strange element needs
memory. An element may be null or hold no review; whoever marks up a page stands in it, so what is kept is
chosen by its reader.

SourceError, by code
    html_instead, not_json, truncated   passing
    drift                               permanent: no feed, or nested as no feed is
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

import ijson

from claims.sources.fact_check_fields import LONGEST_ADDRESS, LONGEST_CLAIM, fact_check
from claims.values import FactCheck, Request, SourceConfig, SourceError

LARGEST = 400_000_000  # bytes of the feed
LONGEST_TEXT = 4 * max(LONGEST_CLAIM, LONGEST_ADDRESS)
DEEPEST = 400  # signs of a path: fields that are read lie within a quarter of it
LIST, ELEMENT, REVIEW = "dataFeedElement", "dataFeedElement.item", "review"
FIELDS = {
    "@type": "type",
    "url": "address",
    "claimReviewed": "claim",
    "datePublished": "reviewed_on",
    "author.name": "publisher",
    "reviewRating.alternateName": "rating",
    "reviewRating.ratingValue": "value",
    "reviewRating.bestRating": "best",
    "reviewRating.worstRating": "worst",
    "itemReviewed.author.name": "claimant",
    "itemReviewed.datePublished": "claimed_on",
    "headline": "title",
    "inLanguage": "language",
    "sdLicense": "licence",
}
DIGITS = 4000  # one after the other; Python reads 4300 as a number, and ijson ends the process at more
SCALARS = frozenset({"string", "number", "boolean"})
_REVIEW_PATH = re.compile(r"dataFeedElement\.item\.item(?:\.item)?(?:\.(?P<field>.+))?")
_DIGITS = re.compile(rb"\d{%d}" % DIGITS)
_MEMBER = re.compile(r"\.item(?=\.|$)")


def feed_request(config: SourceConfig) -> Request:
    return Request(f"{config.base}/data.json", headers=(("Accept", "application/json"),), limit=LARGEST)


def read_feed(body: BinaryIO) -> Iterator[FactCheck | str]:
    """The fact-checks in the order of the feed; in place of one that cannot be used, the code of why."""
    if body.read(200).lstrip()[:1] == b"<":
        raise SourceError("html_instead", permanent=False)
    body.seek(0)
    try:
        yield from _read(body)
    except ijson.IncompleteJSONError as error:
        raise SourceError(_broken(error), permanent=False) from error
    except (ijson.JSONError, ValueError) as error:
        raise SourceError("not_json", permanent=False) from error


class _Guarded:
    """The body, up to a number that has more digits than can be read."""

    def __init__(self, body: BinaryIO) -> None:
        self.body = body
        self.before = b""

    def read(self, size: int = -1) -> bytes:
        piece = self.body.read(size)
        if _DIGITS.search(self.before + piece):
            raise ValueError("a number without end")
        self.before = (self.before + piece)[-DIGITS:]
        return piece


def _broken(error: Exception) -> str:
    """ijson calls every fault of the text incomplete; its words tell which one broke off."""
    return "truncated" if re.search("premature|incomplete", str(error), re.IGNORECASE) else "not_json"


def _read(body: BinaryIO) -> Iterator[FactCheck | str]:
    fields: dict[str, str] = {}
    is_feed = seen = False
    for path, event, value in ijson.parse(_Guarded(body)):
        place = _place(path)
        if event in SCALARS and place in FIELDS:
            fields.setdefault(FIELDS[place], _text(value))
        elif place == LIST:
            is_feed = is_feed or event == "start_array"
        elif place == REVIEW and event == "start_map":
            fields = {}
        elif place == REVIEW and event == "end_map":
            seen = True
            yield _review(fields)
        elif place == ELEMENT and event in ("end_map", "null"):
            if not seen:
                yield "no_review"
            seen = False
    if not is_feed:
        raise SourceError("drift", permanent=True, numbers=(("field", LIST),))


def _review(fields: dict[str, str]) -> FactCheck | str:
    return fact_check(fields) if fields.get("type", "ClaimReview") == "ClaimReview" else "no_review"


@lru_cache(maxsize=4096)
def _place(path: str) -> str:
    """Which part of the feed a path names: the list, an element, a review, or the name of its field. A list in
    place of one value counts as its first."""
    if len(path) > DEEPEST:
        raise SourceError("drift", permanent=True, numbers=(("field", path[:40]),))
    if path in (LIST, ELEMENT):
        return path
    match = _REVIEW_PATH.fullmatch(path)
    if match is None:
        return ""
    field = match["field"]
    return _MEMBER.sub("", field) if field else REVIEW


def _text(value: Any) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else str(value)[:LONGEST_TEXT]
