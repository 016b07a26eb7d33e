"""ClaimReview, the markup by which search engines and archives of fact-checks read a verdict.

Fields: https://schema.org/ClaimReview, and those of them that search engines document for fact-checks
(https://developers.google.com/search/docs/appearance/structured-data/factcheck).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

BEST, WORST = 5, 1
WIKIDATA = "https://www.wikidata.org/wiki/"
_CLAIMANT_TYPES = {"person": "Person", "body": "Organization"}
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """The newsroom that signs: its name, home page and, where it has one, its logo's address."""

    name: str
    url: str
    logo: str = ""


def claim_review(
    record: Mapping[str, Any], *, address: str, published_on: date, publisher: Publisher, version: int
) -> dict[str, Any] | None:
    """JSON-LD of a signed record, None where none is due.

    It carries the rating of the substance. Where the substance is not rated it carries the attribution,
    unless that would let "said so" stand alone for a statement that the evidence contradicts, or would put
    a private person's name into an index. `address` is the page of the verdict, `published_on` the day on
    which version `version` was signed.
    """
    if _rated(record["rating"]):
        rating, reviewed = record["rating"], _substance(record)
    elif _rated(record["attribution_rating"]) and _may_stand_alone(record):
        rating, reviewed = record["attribution_rating"], _attribution(record)
    else:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address,
        "datePublished": published_on.isoformat(),
        "version": version,
        "author": _organization(publisher),
        "reviewRating": _rating(rating),
        **reviewed,
    }


def json_ld(data: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element of a page: nothing in it ends the element or starts markup."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).translate(_ESCAPES)


def _rated(rating: Mapping[str, Any] | None) -> bool:
    return rating is not None and bool(rating["claim_review"])


def _may_stand_alone(record: Mapping[str, Any]) -> bool:
    best = record["attribution_rating"]["value"] == str(BEST)
    return not record["reading"]["claimant_private"] and not (best and _contradicted(record))


def _contradicted(record: Mapping[str, Any]) -> bool:
    return any(
        decision["decided"] == "confirmed" and decision["stance"] == "contradicts" for decision in record["decisions"]
    )


def _substance(record: Mapping[str, Any]) -> dict[str, Any]:
    author = _claimant(record["reading"]) or _outlet(record["article"])
    return {"claimReviewed": _words(record), "itemReviewed": _claim(record, author)}


def _attribution(record: Mapping[str, Any]) -> dict[str, Any]:
    """What is rated is the outlet's report that somebody said it: the outlet is its author, and the name
    of who is said to have said it goes before the words."""
    claimant, words = record["reading"]["claimant"], _words(record)
    return {
        "claimReviewed": f"{claimant}: \u201c{words}\u201d" if claimant else words,
        "itemReviewed": _claim(record, _outlet(record["article"])),
    }


def _words(record: Mapping[str, Any]) -> str:
    return str(record["wording"] or record["sentence"])


def _claim(record: Mapping[str, Any], author: dict[str, Any] | None) -> dict[str, Any]:
    said_on = record["reading"]["said_on"] or record["article"]["published"]
    return _without_gaps(
        {
            "@type": "Claim",
            "author": author,
            "datePublished": said_on,
            "appearance": _appearance(record["article"]),
        }
    )


def _appearance(article: Mapping[str, Any]) -> dict[str, Any] | None:
    if not _is_web(article["address"]):
        return None
    return _without_gaps(
        {
            "@type": "CreativeWork",
            "url": article["address"],
            "headline": article["title"],
            "datePublished": article["published"],
            "publisher": _outlet(article),
        }
    )


def _outlet(article: Mapping[str, Any]) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": article["outlet"]} if article["outlet"] else None


def _claimant(reading: Mapping[str, Any]) -> dict[str, Any] | None:
    if not reading["claimant"] or reading["claimant_private"]:
        return None
    wikidata_id = reading["claimant_wikidata_id"]
    return _without_gaps(
        {
            "@type": _CLAIMANT_TYPES.get(reading["claimant_kind"], "Thing"),
            "name": reading["claimant"],
            "sameAs": WIKIDATA + wikidata_id if wikidata_id else None,
        }
    )


def _organization(publisher: Publisher) -> dict[str, Any]:
    return _without_gaps(
        {"@type": "Organization", "name": publisher.name, "url": publisher.url, "logo": publisher.logo}
    )


def _rating(rating: Mapping[str, Any]) -> dict[str, Any]:
    named = {"@type": "Rating", "alternateName": rating["label"]}
    if rating["value"] is None:
        return named
    return named | {"ratingValue": int(rating["value"]), "bestRating": BEST, "worstRating": WORST}


def _is_web(address: str) -> bool:
    return address.lower().startswith(("https://", "http://"))


def _without_gaps(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, "")}
