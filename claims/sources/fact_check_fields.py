"""Fields of a fact-check as others write them, as they can be kept: plain text, bounded, a day or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from claims.values import FactCheck

LONGEST_ADDRESS = 2000
LONGEST_CLAIM = 1000
LONGEST_NAME = 300
LONGEST_NUMBER = 40
LONGEST_LANGUAGE = 16
JOINERS = "\u200c\u200d"  # letters of several scripts need them; other signs without a shape can hide words
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def fact_check(fields: Mapping[str, str]) -> FactCheck | str:
    """A fact-check of fields that are named as `FactCheck` names them, or the code of why it is none."""
    address = fields.get("address", "").strip()
    if not is_page(address):
        return "no_address"
    claim = plain(fields.get("claim", ""), LONGEST_CLAIM)
    if not claim:
        return "no_claim"
    return FactCheck(
        address=address,
        claim=claim,
        publisher=plain(fields.get("publisher", ""), LONGEST_NAME),
        claimant=plain(fields.get("claimant", ""), LONGEST_NAME),
        claimed_on=day(fields.get("claimed_on", "")),
        reviewed_on=day(fields.get("reviewed_on", "")),
        rating=plain(fields.get("rating", ""), LONGEST_NAME),
        value=plain(fields.get("value", ""), LONGEST_NUMBER),
        best=plain(fields.get("best", ""), LONGEST_NUMBER),
        worst=plain(fields.get("worst", ""), LONGEST_NUMBER),
        title=plain(fields.get("title", ""), LONGEST_NAME),
        language=plain(fields.get("language", ""), LONGEST_LANGUAGE),
        licence=plain(fields.get("licence", ""), LONGEST_NAME),
    )


def plain(text: str, most: int) -> str:
    """Words on one line, without signs that have no shape. Markup stays as the text that it is."""
    words = " ".join(text[: 4 * most].split())
    return "".join(sign for sign in words if _shown(sign))[:most].strip()


def _shown(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def is_page(address: str) -> bool:
    """Whether an address leads to a page of the web, without a name or a password in it."""
    if len(address) > LONGEST_ADDRESS or any(sign.isspace() or not sign.isprintable() for sign in address):
        return False
    return bool(host_of(address)) and "@" not in urlsplit(address).netloc


def host_of(address: str) -> str:
    """The host of a web address in lower case, empty where it is none."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return ""
    return (host or "").rstrip(".") if parts.scheme.lower() in ("http", "https") else ""


def day(text: str) -> date | None:
    """The day that a time in ISO 8601 begins with."""
    match = _DAY.match(text.strip())
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def fold_rating(words: str) -> str:
    """A rating as it is looked up: without capitals, quotation marks, needless spaces and signs at its end. Ratings
    with other words stay apart; their order and their numbers count."""
    folded = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    return folded[:LONGEST_NAME].strip(" .!?:;'\"“”‘’«»")
