"""Google's Fact Check Tools: a search over fact-checks that were marked up, for the words of one claim.

Shape: the discovery document of factchecktools.v1alpha1. No hit is an empty object, every field may be
missing; errors are `{"error": {"code", "message", "status"}}`. It wants a key, which goes with the request
and is kept nowhere.

SourceError, by code
    no_key, key_refused, source_message, drift   permanent
    html_instead, not_json                       passing
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claims.sources.bodies import drift, read_json, rows_in, said
from claims.sources.fact_check_fields import fact_check, plain
from claims.values import FactCheck, Request, Response, SourceConfig, SourceError

LONGEST_QUERY = 300
MOST = 10
REFUSALS = frozenset({400, 401, 403})
KEY_REFUSED = frozenset({"UNAUTHENTICATED", "PERMISSION_DENIED"})


def search_request(config: SourceConfig, sentence: str) -> Request:
    """The question as it is kept: without the key."""
    if not config.key:
        raise SourceError("no_key", permanent=True, numbers=(("source", "Google Fact Check Tools"),))
    parameters = (("query", plain(sentence, LONGEST_QUERY)), ("languageCode", "en"), ("pageSize", str(MOST)))
    return Request(f"{config.base}/claims:search", parameters, statuses=REFUSALS)


def read_search(response: Response, config: SourceConfig) -> Iterator[FactCheck | str]:
    """The hits, best first; in place of one that cannot be used, the code of why."""
    content = read_json(response)
    if not isinstance(content, dict):
        raise drift("claims")
    if response.status in REFUSALS:
        raise _refusal(content, config)
    if not content.get("claims"):
        return
    for claim in rows_in(content, "claims"):
        for review in rows_in({"claimReview": claim.get("claimReview") or []}, "claimReview"):
            yield _hit(claim, review)


def _hit(claim: Mapping[str, Any], review: Mapping[str, Any]) -> FactCheck | str:
    publisher = review.get("publisher")
    named = publisher if isinstance(publisher, dict) else {}
    return fact_check(
        {
            "address": _text(review.get("url")),
            "claim": _text(claim.get("text")),
            "claimant": _text(claim.get("claimant")),
            "claimed_on": _text(claim.get("claimDate")),
            "publisher": _text(named.get("name") or named.get("site")),
            "reviewed_on": _text(review.get("reviewDate")),
            "rating": _text(review.get("textualRating")),
            "title": _text(review.get("title")),
            "language": _text(review.get("languageCode")),
        }
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _refusal(content: Mapping[str, Any], config: SourceConfig) -> SourceError:
    error = content.get("error")
    if not isinstance(error, dict):
        return drift("error")
    message = said(error.get("message")).replace(config.key, "…")
    refused = error.get("status") in KEY_REFUSED or "api key" in message.casefold()
    return SourceError("key_refused" if refused else "source_message", permanent=True, numbers=(("message", message),))
