"""Feeds of ClaimReview as tests give them."""

from __future__ import annotations

import json
from typing import Any


def review(**changes: Any) -> dict[str, Any]:
    return {
        "@context": "http://schema.org",
        "@type": "ClaimReview",
        "url": "https://checkers.example/1",
        "claimReviewed": "Half of Freedonia is hungry",
        "datePublished": "2018-03-02T10:00:00Z",
        "author": {"@type": "Organization", "name": "The Checkers", "url": "https://checkers.example/"},
        "reviewRating": {"ratingValue": 2, "bestRating": 5, "worstRating": 1, "alternateName": "Mostly false"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "A minister"},
            "datePublished": "2018-02-01",
            "appearance": [{"url": "https://paper.example/a"}, None],
            "firstAppearance": {"url": "https://paper.example/b"},
        },
        "sdLicense": "https://creativecommons.org/licenses/by/4.0/",
        **changes,
    }


def element(*reviews: Any) -> dict[str, Any]:
    return {"@type": "DataFeedItem", "dateCreated": "2018-03-03", "item": list(reviews)}


def feed(*items: Any) -> bytes:
    return json.dumps({"@type": "DataFeed", "dataFeedElement": list(items)}).encode()
