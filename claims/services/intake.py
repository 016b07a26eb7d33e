"""Taking in an article: pasted, as a file, or from its address. The same text twice is one article; another
text under a known address is a new version of the article that stands there.

Nothing is stored before all of it is known to be good: an address that fails, a page with no text, an
empty paste or a day in the future is refused with its cause, and leaves no row behind.
"""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import IntegrityError, transaction

from claims.extraction import transcripts
from claims.extraction.languages import language_of
from claims.extraction.page import Page, PageError, read_captions, read_page, read_plain
from claims.fetching import body_of, door, request_key, store_snapshot
from claims.models import ArticleVersion, Snapshot, User
from claims.services.refusal import Refused
from claims.services.steps.addresses import is_web_address
from claims.services.steps.pdf import read_answer, read_pdf
from claims.services.steps.receiving import (
    PAGE_LIMIT,
    Incoming,
    Received,
    add_version,
    clean,
    forget,
    of_page,
    refuse_future,
    store,
)
from claims.values import Request, Response, SourceError

__all__ = ["PAGE_SUFFIXES", "Received", "receive_address", "receive_file", "receive_text", "receive_version"]
TEXT_SUFFIXES = (".txt", ".md", ".text")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
CAPTION_SUFFIXES = (".srt", ".vtt")
PDF_SUFFIX = ".pdf"
FILE_SUFFIXES = (*TEXT_SUFFIXES, *PAGE_SUFFIXES, *CAPTION_SUFFIXES, PDF_SUFFIX)
PAGES_AND_TEXTS = "text/html,application/xhtml+xml,text/plain,application/pdf"


def receive_text(
    *,
    text: str,
    title: str = "",
    outlet: str = "",
    author: str = "",
    published_on: date | None = None,
    address: str = "",
    actor: User | None = None,
) -> Received:
    """Take in a pasted text. `address` is where it was published, if known; it is not fetched."""
    cleaned, cues = _timed(clean(text))
    incoming = Incoming(
        text=cleaned,
        cues=cues,
        title=title.strip(),
        author=author.strip(),
        outlet=outlet.strip(),
        language=language_of(text),
        published_on=published_on,
        address=_public_address(address) if address.strip() else "",
    )
    return store(incoming, actor)


def _timed(text: str) -> tuple[str, tuple[transcripts.Cue, ...]]:
    """A text without the times that its lines begin with, and the times."""
    timed = transcripts.read_timed(text)
    return (timed.text, timed.cues) if timed else (text, ())


def receive_file(
    *,
    name: str,
    body: bytes,
    title: str = "",
    outlet: str = "",
    published_on: date | None = None,
    actor: User | None = None,
) -> Received:
    """Take in a file: a plain text, a saved page, subtitles or a PDF, told apart by the suffix of its name."""
    try:
        page = _read_file(name, body)
    except PageError as error:
        raise Refused(error.code) from error
    return store(of_page(page, title=title, outlet=outlet, published_on=published_on), actor)


def _read_file(name: str, body: bytes) -> Page:
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix in PAGE_SUFFIXES:
        return read_page(body)
    if suffix in CAPTION_SUFFIXES:
        return read_captions(body, suffix[1:])
    if suffix == PDF_SUFFIX:
        return read_pdf(body)
    if suffix in TEXT_SUFFIXES or "." not in name:
        return read_plain(body)
    raise Refused("file_kind", numbers=(("name", name[:100]),))


def receive_address(
    *,
    address: str,
    outlet: str = "",
    published_on: date | None = None,
    actor: User | None = None,
) -> Received:
    """Fetch an address through the door and take in the main text of what is there; the page is kept."""
    address = _public_address(address)
    refuse_future(published_on)
    request = Request(address, headers=(("Accept", PAGES_AND_TEXTS),), limit=PAGE_LIMIT)
    try:
        with door().fetch(request) as response:
            snapshot = _kept(request, response)
            body = body_of(snapshot).read()
            page = read_answer(body, response.address, response.headers.get("content-type", ""))
    except SourceError as error:
        raise Refused(error.code, numbers=error.numbers) from error
    except PageError as error:
        forget(snapshot)
        raise Refused(error.code) from error
    return store(of_page(page, outlet=outlet, published_on=published_on, address=address, snapshot=snapshot), actor)


def _kept(request: Request, response: Response) -> Snapshot:
    key, text = request_key(request)
    return store_snapshot(key, text, response)


def _public_address(address: str) -> str:
    address = address.strip()
    if not is_web_address(address):
        raise Refused("bad_address", numbers=(("address", address[:200]),))
    return address


def receive_version(article_id: int, *, text: str, actor: User | None = None) -> Received:
    """Take in what the text of an article was changed to. A text that the desk has is refused."""
    cleaned, cues = _timed(clean(text))
    digest = hashlib.sha256(cleaned.encode()).hexdigest()
    try:
        with transaction.atomic():
            if ArticleVersion.objects.filter(text_sha256=digest).exists():
                raise Refused("text_known")
            return add_version(article_id, cleaned, digest, actor, cues)
    except IntegrityError as error:
        raise Refused("text_known") from error
