"""From a page or a file to the text of an article.

The main text of a page is cut by trafilatura. What holds no text (an image, a PDF, an archive, a page of
scripts alone) is refused with a code that is worded for people.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import trafilatura
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from trafilatura.settings import Document, use_config

from claims.extraction.transcripts import Cue, TranscriptError, read_subtitles, read_timed
from claims.values.charsets import charset_of, without_unsound

SHORTEST = 80  # characters of main text below which a page is a notice, a wall or a list of links
TEXT_TYPES = ("text/plain", "text/markdown")
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "")
MAGIC = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x7fELF")
MOST_TAGS = 60_000  # that open or close: with more of them cutting takes minutes
CONTROLS = 0.02  # a share of control characters above which bytes are no text

_BY_SERVER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.ASCII | re.IGNORECASE)
_BY_PAGE = re.compile(rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,200}?encoding)\s*=\s*["']?([\w.:-]{1,40})""", re.I)

_CONFIG = use_config()
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
_CONFIG.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # its clock needs a signal, which threads do not have


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    author: str
    published: date | None
    text: str
    language: str
    cues: tuple[Cue, ...] = ()  # of a transcript with times


class PageError(Exception):
    """There is no article in the bytes. `code`: not_text, empty_text, no_main_text, page_too_much, not_subtitles, and
    those of a PDF."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_page(body: bytes, address: str = "", content_type: str = "") -> Page:
    """Title, author, day and main text of an HTML page; plain text is taken as it is."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in PAGE_TYPES or body.startswith(MAGIC):
        raise PageError("not_text")
    if kind in TEXT_TYPES:
        return Page("", "", None, read_text(body), "")
    if not body.strip():
        raise PageError("empty_text")
    if b"\x00" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise PageError("not_text")
    if body.count(b"<") > MOST_TAGS:
        raise PageError("page_too_much")
    return _cut(_signs(body, content_type), address)


def _signs(body: bytes, content_type: str) -> str:
    """The text of a page with its tags. What reads as UTF-8 is UTF-8, whatever it claims; what fits nothing that it
    claims is read as Windows-1252, as browsers do."""
    by_server, by_page = _BY_SERVER.search(content_type), _BY_PAGE.search(body[:4000])
    told = (by_server[1] if by_server else "", by_page[1].decode("ascii") if by_page else "")
    said = [*map(charset_of, filter(None, told))]
    marked = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else (*said, "utf-8") if body.isascii() else ("utf-8-sig", *said):
        with suppress(LookupError, ValueError):
            return without_unsound(body.decode(encoding))
    return without_unsound(body.decode("cp1252", errors="replace"))


def _cut(page: str, address: str) -> Page:
    try:
        found = trafilatura.bare_extraction(
            page,
            url=address or None,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
            config=_CONFIG,
        )
    except (LxmlError, ValueError, RecursionError) as error:
        raise PageError("no_main_text") from error
    text = normal(found.text or "") if isinstance(found, Document) else ""
    if not isinstance(found, Document) or len(text) < SHORTEST:
        raise PageError("no_main_text")
    return Page(
        title=normal(found.title or ""),
        author=normal(found.author or ""),
        published=_day(found.date),
        text=text,
        language=(found.language or "")[:16],
    )


def read_plain(body: bytes) -> Page:
    """A plain file; where its lines begin with times, a transcript with times."""
    text = read_text(body)
    timed = read_timed(text)
    if timed is None:
        return Page("", "", None, text, "")
    return Page("", "", None, timed.text, "", timed.cues)


def read_captions(body: bytes, kind: str) -> Page:
    """Subtitles, "srt" or "vtt", as a transcript."""
    try:
        found = read_subtitles(read_text(body), kind)
    except TranscriptError as error:
        raise PageError("not_subtitles") from error
    if not found.text:
        raise PageError("empty_text")
    return Page("", "", None, found.text, "", found.cues)


def read_text(body: bytes) -> str:
    """The text of a plain file: UTF-8 or UTF-16 with a mark, UTF-8, else Windows-1252."""
    if not body.strip():
        raise PageError("empty_text")
    text = normal(decoded(body).removeprefix("\ufeff"))
    controls = sum(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text[:20_000])
    if body.startswith(MAGIC) or controls > CONTROLS * min(len(text), 20_000):
        raise PageError("not_text")
    if not text:
        raise PageError("empty_text")
    return text


def decoded(body: bytes) -> str:
    """The signs of a plain file just as they are given, a byte order mark of UTF-8 among them."""
    encodings = ("utf-16",) if body.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise PageError("not_text")


def normal(text: str) -> str:
    """Composed, one kind of line break, no white space at the ends."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
