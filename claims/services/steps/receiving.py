"""Storing what came in, whichever way it came: the same text twice is one article; another text under a known address
is a new version of the article that stands there."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.extraction import transcripts
from claims.extraction.languages import base_of, language_of
from claims.extraction.page import Page
from claims.models import Article, ArticleAddress, ArticleVersion, Cue, Outlet, Snapshot, User
from claims.models.intake import fold
from claims.services.refusal import Refused
from claims.services.steps.archive import ask_copy_of_article
from claims.services.steps.storing import locked_article, newest_version, wait_to_be_read
from claims.sources.addresses import address_key
from claims.values import Reason
from claims.workflow import record_event

LONGEST = 2_000_000  # code points: a book; more is no article
PAGE_LIMIT = 5_000_000  # bytes
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # halves of a pair come by JSON, UTF-7 and the fonts of a PDF


@dataclass(frozen=True, slots=True)
class Received:
    """The article that a text became or was already. `new` is false where the text was known; `differs` says
    then what was given otherwise than the desk has it, which was left as it is."""

    article_id: int
    version_id: int
    new: bool
    differs: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """`source` is the outlet where it is known as a row: of what a feed brought in, whatever host its page lies on."""

    text: str
    title: str
    author: str
    outlet: str
    language: str
    published_on: date | None
    address: str
    snapshot: Snapshot | None = None
    source: Outlet | None = None
    cues: tuple[transcripts.Cue, ...] = ()


def of_page(
    page: Page,
    *,
    title: str = "",
    outlet: str = "",
    published_on: date | None = None,
    address: str = "",
    snapshot: Snapshot | None = None,
    source: Outlet | None = None,
) -> Incoming:
    return Incoming(
        text=clean(page.text),
        title=title.strip() or page.title,
        author=page.author,
        outlet=outlet.strip(),
        language=_language(page),
        published_on=published_on or page.published,
        address=address,
        snapshot=snapshot,
        source=source,
        cues=page.cues,
    )


def _language(page: Page) -> str:
    """The code that the page gives, where its text is of that language."""
    told = language_of(page.text, page.language)
    return page.language if base_of(page.language) == told else told


def forget(snapshot: Snapshot) -> None:
    """A page with no text leaves nothing half stored."""
    if not ArticleAddress.objects.filter(snapshot=snapshot).exists():
        snapshot.delete()


def clean(text: str) -> str:
    """The text as it is stored and as offsets index it: composed, one kind of line break, no NUL and no half
    of a surrogate pair, which no database keeps."""
    if _UNSTORABLE.search(text):
        raise Refused("binary_text")
    cleaned = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not cleaned:
        raise Refused("empty_text")
    if len(cleaned) > LONGEST:
        raise Refused("text_too_long", numbers=(("length", str(len(cleaned))), ("longest", str(LONGEST))))
    return cleaned


def storable(text: str) -> str:
    """What a database can keep of a title or a name."""
    return _UNSTORABLE.sub("", text)


def refuse_future(published_on: date | None) -> None:
    if published_on and published_on > timezone.localdate():
        raise Refused("future_date", numbers=(("date", published_on.isoformat()),))


def store(incoming: Incoming, actor: User | None) -> Received:
    refuse_future(incoming.published_on)
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


def _known(digest: str, incoming: Incoming, actor: User | None) -> Received | None:
    version = ArticleVersion.objects.filter(text_sha256=digest).first()
    if version is None:
        return None
    article = locked_article(version.article_id)
    if incoming.address:
        _add_address(article, incoming)
    differs = _fill(article, incoming, actor)
    return Received(article.pk, version.pk, new=False, differs=differs)


def _fill(article: Article, incoming: Incoming, actor: User | None) -> tuple[Reason, ...]:
    """What the desk did not know of an article yet is filled in, and its claims are read again where that is the
    day; what it knows otherwise stays and is told."""
    given: dict[str, Any] = {
        "title": storable(incoming.title)[:500],
        "author": storable(incoming.author)[:300],
        "published_on": incoming.published_on,
        "outlet": _outlet(incoming) if incoming.outlet or incoming.address or incoming.source else None,
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


def _changed(digest: str, incoming: Incoming, actor: User | None) -> Received | None:
    """A new version of the article that is known under the incoming address; None where none is."""
    key = address_key(incoming.address) if incoming.address else ""
    known = ArticleAddress.objects.filter(address_key=key).first()
    if known is None:
        return None
    if incoming.snapshot is not None:
        ArticleAddress.objects.filter(pk=known.pk).update(snapshot=incoming.snapshot)
    return add_version(known.article_id, incoming.text, digest, actor, incoming.cues)


def add_version(
    article_id: int, text: str, digest: str, actor: User | None, cues: Iterable[transcripts.Cue] = ()
) -> Received:
    article = locked_article(article_id)
    number = newest_version(article_id).number + 1
    version = ArticleVersion.objects.create(
        article=article, number=number, text=text, length=len(text), text_sha256=digest
    )
    _keep_cues(version, cues)
    record_event(actor, "article.new_version", article, {"version": version.pk, "text_sha256": digest})
    return Received(article.pk, version.pk, new=True)


def _new(digest: str, incoming: Incoming, actor: User | None) -> Received:
    article = Article.objects.create(
        outlet=_outlet(incoming),
        title=storable(incoming.title)[:500],
        author=storable(incoming.author)[:300],
        language=incoming.language[:16],
        published_on=incoming.published_on,
        added_by=actor,
    )
    version = ArticleVersion.objects.create(
        article=article, text=incoming.text, length=len(incoming.text), text_sha256=digest
    )
    _keep_cues(version, incoming.cues)
    if incoming.address:
        _add_address(article, incoming)
    payload: Mapping[str, int | str | None] = {"text_sha256": digest}
    record_event(actor, "article.receive", article, payload)
    return Received(article.pk, version.pk, new=True)


def _keep_cues(version: ArticleVersion, cues: Iterable[transcripts.Cue]) -> None:
    Cue.objects.bulk_create(Cue(version=version, start=each.start, seconds=each.seconds) for each in cues)


def _add_address(article: Article, incoming: Incoming) -> None:
    address, made = ArticleAddress.objects.get_or_create(
        address_key=address_key(incoming.address),
        defaults={"article": article, "address": incoming.address, "snapshot": incoming.snapshot},
    )
    if made:
        ask_copy_of_article(address, article.published_on or timezone.localdate())


def _outlet(incoming: Incoming) -> Outlet | None:
    if incoming.source is not None:
        return incoming.source
    domain = _domain(incoming.address)
    if domain:
        known = Outlet.objects.select_related("merged_into").filter(domain=domain).first()
        if known:
            return known.merged_into or known
    name = storable(incoming.outlet) or domain
    if not name:
        return None
    name = name[:200]
    outlet, _made = Outlet.objects.get_or_create(folded=fold(name), defaults={"name": name, "domain": domain})
    return outlet.merged_into or outlet


def _domain(address: str) -> str:
    host = (urlsplit(address).hostname or "") if address else ""
    return host.removeprefix("www.").lower()
