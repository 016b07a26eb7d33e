"""Pull the claims out of a text and print them: no database, no broker."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.extraction.contract import aside_as_json, claim_as_json
from claims.extraction.languages import READ, is_read, language_of
from claims.extraction.page import PageError, decoded, read_page, read_text
from claims.extraction.pipeline import extract
from claims.packs import load_lexicon, place_titles
from claims.values import ExtractedClaim, Extraction, Reason
from claims.wording import sentence

PAGES = frozenset({".html", ".htm", ".xhtml"})
COLUMNS = "{:>5}  {:<24} {:<22} {}"


class Command(BaseCommand):
    help = "Pull the claims out of a file (or - for standard input) and print them. Nothing is stored."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a text or a saved web page, or - for standard input")
        parser.add_argument("--published", help="the day on which it was published, YYYY-MM-DD")
        parser.add_argument("--language", choices=sorted(READ), help="of the text; told by its words if left out")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        published = _day(options["published"]) if options["published"] is not None else None
        given = _read(options["file"])
        language = options["language"] or language_of(given.text, given.language)
        if not is_read(language):
            raise CommandError(sentence(Reason("language_unread", (("language", language),))))
        found = extract(given.text, lexicon=load_lexicon(language), published=published or given.published)
        self.stdout.write(_as_json(found) if options["as_json"] else _as_table(found))


# --- what is given --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Given:
    text: str
    published: date | None = None
    language: str = ""


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--published {text!r} is no day: write it as YYYY-MM-DD, say 2018-06-11.") from error
    if day > date.today():
        raise CommandError(f"--published {text} lies in the future: give the day on which the text came out.")
    return day


def _read(name: str) -> _Given:
    body = sys.stdin.buffer.read() if name == "-" else _body(Path(name))
    if name != "-" and Path(name).suffix.casefold() in PAGES:
        return _page(name, body)
    return _Given(_decoded(name, body))


def _shown(name: str) -> str:
    return "Standard input" if name == "-" else name


def _body(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise CommandError(f"{path} cannot be read: {cause}. Give the path of a text file, or - .") from error


def _decoded(name: str, body: bytes) -> str:
    """The text just as it is given, which offsets index; whether it is a text at all is the reader's to say."""
    try:
        read_text(body)
    except PageError as error:
        raise CommandError(f"{_shown(name)}: {sentence(Reason(error.code))}") from error
    return decoded(body)


def _page(name: str, body: bytes) -> _Given:
    try:
        page = read_page(body)
    except PageError as error:
        reason = Reason(error.code)
        raise CommandError(f"{name}: {sentence(reason)} A plain text can be given instead.") from error
    return _Given(page.text, page.published, page.language)


# --- what is printed ------------------------------------------------------------------------------------


def _as_json(found: Extraction) -> str:
    claims = [claim_as_json(claim, sentence) for claim in found.claims]
    aside = [aside_as_json(each, sentence) for each in found.aside]
    return json.dumps({"sentences": found.sentences, "claims": claims, "aside": aside}, ensure_ascii=False, indent=1)


def _as_table(found: Extraction) -> str:
    """Claims, the most worthy first: worth, measure, number and place, then the sentence beneath."""
    if not found.claims:
        return f"{found.sentences} sentences, nothing to check in them."
    lines = [f"{found.sentences} sentences, {len(found.claims)} claims, the most worthy first", ""]
    lines.append(COLUMNS.format("worth", "measure", "number", "place"))
    for claim in sorted(found.claims, key=lambda each: -each.worthiness):
        lines += [_row(claim), *_details(claim)]
    return "\n".join(lines)


def _row(claim: ExtractedClaim) -> str:
    titles = place_titles()
    places = ", ".join(titles[code] for code in claim_as_json(claim, sentence)["places"])
    number = claim.main_quantity
    cells = (f"{claim.worthiness:.2f}", claim.indicator or "-", number.text if number else "-", places or "-")
    return COLUMNS.format(*cells)


def _details(claim: ExtractedClaim) -> list[str]:
    said = f"{claim.attribution.value}: {claim.claimant or 'nobody named'}"
    period = claim.period.label if claim.period else ""
    notes = [each for each in (said if claim.attribution.value != "none" else "", period) if each]
    why = "; ".join(sentence(reason) for reason in claim.reasons)
    return [
        f"       {' '.join(claim.sentence.split())}",
        *(f"       ({note})" for note in notes),
        f"       {why}",
        "",
    ]
