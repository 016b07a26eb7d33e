"""Taking in an article: pasted, as a file, or from its address. The same text twice is one article; another
text under a known address is a new version of the article that stands there.

Nothing is stored before all of it is known to be good: an address that fails, a page with no text, an
empty paste or a day in the future is refused with its cause, and leaves no row behind.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.extraction.languages import base_of, language_of
from claims.extraction.page import Page, PageError, read_page, read_text
from claims.fetching import body_of, door, request_key, store_snapshot
from claims.models import Article, ArticleAddress, ArticleVersion, Outlet, Snapshot, User
from claims.models.intake import fold
from claims.services.refusal import Refused
from claims.services.steps.addresses import is_web_address
from claims.services.steps.archive import ask_copy_of_article
from claims.services.steps.storing import locked_article, newest_version, wait_to_be_read
from claims.values import Reason, Request, Response, SourceError
from claims.workflow import record_event

LONGEST = 2_000_000  # code points: a book; more is no article
TEXT_SUFFIXES = (".txt", ".md", ".text")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
PAGE_LIMIT = 5_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """The article that a text became or was already. `new` is false where the text was known; `differs` says
    then what was given otherwise than the desk has it, which was left as it is."""

    article_id: int
    version_id: int
    new: bool
    differs: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Incoming:
    text: str
    title: str
    author: str
    outlet: str
    language: str
    published_on: date | None
    address: str
    snapshot: Snapshot | None = None


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
    incoming = _Incoming(
        text=_clean(text),
        title=title.strip(),
        author=author.strip(),
        outlet=outlet.strip(),
        language=language_of(text),
        published_on=published_on,
        address=_public_address(address) if address.strip() else "",
    )
    return _store(incoming, actor)


def receive_file(
    *,
    name: str,
    body: bytes,
    title: str = "",
    outlet: str = "",
    published_on: date | None = None,
    actor: User | None = None,
) -> Received:
    """Take in a file: plain text or a saved page, told apart by the suffix of its name."""
    suffix = "." + name.rpartition(".")[2].lower()
    try:
        if suffix in PAGE_SUFFIXES:
            page = read_page(body)
        elif suffix in TEXT_SUFFIXES or "." not in name:
            page = Page(title="", author="", published=None, text=read_text(body), language="")
        else:
            raise Refused("file_kind", numbers=(("name", name[:100]),))
    except PageError as error:
        raise Refused(error.code) from error
    return _store(_of_page(page, title=title, outlet=outlet, published_on=published_on), actor)


def receive_address(
    *,
    address: str,
    outlet: str = "",
    published_on: date | None = None,
    actor: User | None = None,
) -> Received:
    """Fetch an address through the door and take in the main text of what is there; the page is kept."""
    address = _public_address(address)
    _refuse_future(published_on)
    request = Request(address, headers=(("Accept", "text/html,application/xhtml+xml,text/plain"),), limit=PAGE_LIMIT)
    try:
        with door().fetch(request) as response:
            snapshot = _kept(request, response)
            page = read_page(body_of(snapshot).read(), response.address, response.headers.get("content-type", ""))
    except SourceError as error:
        raise Refused(error.code, numbers=error.numbers) from error
    except PageError as error:
        _forget(snapshot)
        raise Refused(error.code) from error
    return _store(_of_page(page, outlet=outlet, published_on=published_on, address=address, snapshot=snapshot), actor)


def _kept(request: Request, response: Response) -> Snapshot:
    key, text = request_key(request)
    return store_snapshot(key, text, response)


def _forget(snapshot: Snapshot) -> None:
    """A page with no text leaves nothing half stored."""
    if not ArticleAddress.objects.filter(snapshot=snapshot).exists():
        snapshot.delete()


def _of_page(
    page: Page,
    *,
    title: str = "",
    outlet: str = "",
    published_on: date | None = None,
    address: str = "",
    snapshot: Snapshot | None = None,
) -> _Incoming:
    return _Incoming(
        text=_clean(page.text),
        title=title.strip() or page.title,
        author=page.author,
        outlet=outlet.strip(),
        language=_language(page),
        published_on=published_on or page.published,
        address=address,
        snapshot=snapshot,
    )


def _language(page: Page) -> str:
    """The code that the page gives, where its text is of that language."""
    told = language_of(page.text, page.language)
    return page.language if base_of(page.language) == told else told


def _clean(text: str) -> str:
    """The text as it is stored and as offsets index it: composed, one kind of line break, no NUL."""
    if "\x00" in text:
        raise Refused("binary_text")
    cleaned = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not cleaned:
        raise Refused("empty_text")
    if len(cleaned) > LONGEST:
        raise Refused("text_too_long", numbers=(("length", str(len(cleaned))), ("longest", str(LONGEST))))
    return cleaned


def _refuse_future(published_on: date | None) -> None:
    if published_on and published_on > timezone.localdate():
        raise Refused("future_date", numbers=(("date", published_on.isoformat()),))


def _public_address(address: str) -> str:
    address = address.strip()
    if not is_web_address(address):
        raise Refused("bad_address", numbers=(("address", address[:200]),))
    return address


def address_key(address: str) -> str:
    """The sha256 of an address without fragment, its host in lower case."""
    parts = urlsplit(address)
    plain = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
    return hashlib.sha256(plain.encode()).hexdigest()


def _store(incoming: _Incoming, actor: User | None) -> Received:
    _refuse_future(incoming.published_on)
    digest = hashlib.sha256(incoming.text.encode()).hexdigest()
    try:
        with transaction.atomic():
            return _known(digest, incoming, actor) or _changed(digest, incoming, actor) or _new(digest, incoming, actor)
    except IntegrityError:
        # Somebody stored the same text or address a moment ago: theirs is the article.
        with transaction.atomic():
            received = _known(digest, incoming, actor)
            if received is None:
                raise
            return received


def _known(digest: str, incoming: _Incoming, actor: User | None) -> Received | None:
    version = ArticleVersion.objects.filter(text_sha256=digest).first()
    if version is None:
        return None
    article = locked_article(version.article_id)
    if incoming.address:
        _add_address(article, incoming)
    differs = _fill(article, incoming, actor)
    return Received(article.pk, version.pk, new=False, differs=differs)


def _fill(article: Article, incoming: _Incoming, actor: User | None) -> tuple[Reason, ...]:
    """What the desk did not know of an article yet is filled in, and its claims are read again where that is the
    day; what it knows otherwise stays and is told."""
    given: dict[str, Any] = {
        "title": incoming.title.replace("\x00", "")[:500],
        "author": incoming.author.replace("\x00", "")[:300],
        "published_on": incoming.published_on,
        "outlet": _outlet(incoming) if incoming.outlet or incoming.address else None,
    }
    filled = {name: value for name, value in given.items() if value and not getattr(article, name)}
    if filled:
        Article.objects.filter(pk=article.pk).update(**filled)
        record_event(actor, "article.fill", article, {"fields": ", ".join(sorted(filled))})
    if "published_on" in filled:
        wait_to_be_read(newest_version(article.pk))
    told = ("published_on", "outlet")
    others = [(name, given[name]) for name in told if given[name] and name not in filled]
    return tuple(
        Reason(f"other_{name}", (("given", str(value)), ("kept", str(getattr(article, name)))))
        for name, value in others
        if value != getattr(article, name)
    )


def _changed(digest: str, incoming: _Incoming, actor: User | None) -> Received | None:
    """A new version of the article that is known under the incoming address; None where none is."""
    key = address_key(incoming.address) if incoming.address else ""
    known = ArticleAddress.objects.filter(address_key=key).first()
    if known is None:
        return None
    if incoming.snapshot is not None:
        ArticleAddress.objects.filter(pk=known.pk).update(snapshot=incoming.snapshot)
    return _add_version(known.article_id, incoming.text, digest, actor)


def _add_version(article_id: int, text: str, digest: str, actor: User | None) -> Received:
    article = locked_article(article_id)
    number = newest_version(article_id).number + 1
    version = ArticleVersion.objects.create(
        article=article, number=number, text=text, length=len(text), text_sha256=digest
    )
    record_event(actor, "article.new_version", article, {"version": version.pk, "text_sha256": digest})
    return Received(article.pk, version.pk, new=True)


def receive_version(article_id: int, *, text: str, actor: User | None = None) -> Received:
    """Take in what the text of an article was changed to. A text that the desk has is refused."""
    cleaned = _clean(text)
    digest = hashlib.sha256(cleaned.encode()).hexdigest()
    try:
        with transaction.atomic():
            if ArticleVersion.objects.filter(text_sha256=digest).exists():
                raise Refused("text_known")
            return _add_version(article_id, cleaned, digest, actor)
    except IntegrityError as error:
        raise Refused("text_known") from error


def _new(digest: str, incoming: _Incoming, actor: User | None) -> Received:
    article = Article.objects.create(
        outlet=_outlet(incoming),
        title=incoming.title.replace("\x00", "")[:500],
        author=incoming.author.replace("\x00", "")[:300],
        language=incoming.language[:16],
        published_on=incoming.published_on,
        added_by=actor,
    )
    version = ArticleVersion.objects.create(
        article=article, text=incoming.text, length=len(incoming.text), text_sha256=digest
    )
    if incoming.address:
        _add_address(article, incoming)
    payload: Mapping[str, int | str | None] = {"text_sha256": digest}
    record_event(actor, "article.receive", article, payload)
    return Received(article.pk, version.pk, new=True)


def _add_address(article: Article, incoming: _Incoming) -> None:
    address, made = ArticleAddress.objects.get_or_create(
        address_key=address_key(incoming.address),
        defaults={"article": article, "address": incoming.address, "snapshot": incoming.snapshot},
    )
    if made:
        ask_copy_of_article(address, article.published_on or timezone.localdate())


def _outlet(incoming: _Incoming) -> Outlet | None:
    domain = _domain(incoming.address)
    if domain:
        known = Outlet.objects.filter(domain=domain).first()
        if known:
            return known
    name = incoming.outlet or domain
    if not name:
        return None
    name = name[:200]
    outlet, _made = Outlet.objects.get_or_create(folded=fold(name), defaults={"name": name, "domain": domain})
    return outlet


def _domain(address: str) -> str:
    host = (urlsplit(address).hostname or "") if address else ""
    return host.removeprefix("www.").lower()
