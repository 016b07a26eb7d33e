"""RSS, Atom and sitemaps, as well-formed as they come."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from claims.sources.feeds.moments import moment_of
from claims.values import FeedEntry, FeedKind, SourceError
from claims.values.charsets import without_unsound

LONGEST_TITLE = 500
LONGEST_MARK = 1000
LONGEST_ADDRESS = 4000  # what is longer is cut, and still too long for any address
READ = 20_000  # characters that are looked through: entries that stand in one another share theirs
PARTS = 2000  # elements, likewise
_TAGS = re.compile(r"<[^>]{0,1000}>")
_OWN_TYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[", re.IGNORECASE)
ATOM = "http://www.w3.org/2005/Atom"
OTHERS = ("search.yahoo.com/mrss", "itunes.com", "purl.org/rss/1.0/modules/content", "w3.org/1999/xhtml")

Element = Any  # lxml has no types of its own


def parsed(text: str, address: str) -> Element | None:
    """The root of a text; None where none can be made out. Nothing is loaded, no entity is taken in, and the depth
    that libxml2 allows holds."""
    if _OWN_TYPE.search(text[:20_000]):
        raise SourceError("unsafe_xml", permanent=True)
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        return etree.fromstring(without_unsound(text).encode(), parser, base_url=address)
    except etree.XMLSyntaxError:
        return None


def kind_of(root: Element) -> FeedKind | None:
    """What a root element begins; raises SourceError for a sitemap of sitemaps."""
    name = _name(root)
    if name == "sitemapindex":
        first = next((_words(each) for each in root.iter() if _name(each) == "loc"), "")
        raise SourceError("feed_is_index", permanent=True, numbers=(("address", first[:200]),))
    return {"rss": FeedKind.RSS, "rdf": FeedKind.RSS, "feed": FeedKind.ATOM, "urlset": FeedKind.SITEMAP}.get(name)


def entries_of(root: Element, kind: FeedKind) -> Iterator[FeedEntry]:
    """The entries of a root in its order."""
    wanted, read = _WAYS[kind]
    return (read(each) for each in root.iter() if _name(each) == wanted)


def _rss(item: Element) -> FeedEntry:
    parts = _parts(item)
    guid = parts.get("guid")
    mark = _words(guid, LONGEST_ADDRESS) if guid is not None else ""
    permanent = guid is not None and guid.get("isPermaLink", "true").lower() != "false" and mark.startswith("http")
    address = _words(parts.get("link"), LONGEST_ADDRESS) or _atom_link(item) or (mark if permanent else "")
    title = _title(parts.get("title"))
    published = _moment(parts, "pubdate", "date", "issued", "published")
    updated = _moment(parts, "updated", "modified")
    return FeedEntry(_absolute(item, address), title, published, updated, mark[:LONGEST_MARK] or title)


def _atom(entry: Element) -> FeedEntry:
    parts = _parts(entry)
    mark, title = _words(parts.get("id"), LONGEST_MARK), _title(parts.get("title"))
    published = _moment(parts, "published", "issued") or _moment(parts, "updated", "modified")
    address = _absolute(entry, _atom_link(entry))
    return FeedEntry(address, title, published, _moment(parts, "updated", "modified"), mark or title)


def _sitemap(url: Element) -> FeedEntry:
    parts = {_name(each): each for each in islice(url.iter(), 1, PARTS)}
    address = next((_words(each, LONGEST_ADDRESS) for each in url if _name(each) == "loc"), "")
    published = _moment(parts, "publication_date")
    changed = next((moment_of(_words(each)) for each in url if _name(each) == "lastmod"), None)
    title = _title(parts.get("title"))
    return FeedEntry(_absolute(url, address), title, published or changed, changed, address[:LONGEST_MARK] or title)


_WAYS: dict[FeedKind, tuple[str, Callable[[Element], FeedEntry]]] = {
    FeedKind.RSS: ("item", _rss),
    FeedKind.ATOM: ("entry", _atom),
    FeedKind.SITEMAP: ("url", _sitemap),
}


def _name(element: Element) -> str:
    """The name without its namespace, in lower case; comments have none."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _parts(entry: Element) -> dict[str, Element]:
    """The first child of each name that has words, those of media and players left out."""
    found: dict[str, Element] = {}
    for each in entry:
        name = _name(each)
        if name and not any(other in each.tag for other in OTHERS) and (each.text or len(each)):
            found.setdefault(name, each)
    return found


def _atom_link(entry: Element) -> str:
    """The address of the article itself; of links without a word on what they are to it, the first."""
    links = [each for each in entry if _name(each) == "link" and each.get("href")]
    alternate = (each for each in links if each.get("rel", "alternate") == "alternate")
    return str(next((each.get("href") for each in alternate), ""))


def _absolute(element: Element, address: str) -> str:
    address = address.strip()
    try:
        return urljoin(element.base or "", address) if address else ""
    except ValueError:
        return address


def _moment(parts: dict[str, Element], *names: str) -> Any:
    return next((found for name in names if (found := moment_of(_words(parts.get(name))))), None)


def _title(element: Element | None) -> str:
    """Many write markup into a title, escaped or not: words alone stay."""
    return " ".join(html.unescape(_TAGS.sub(" ", _words(element, 4 * LONGEST_TITLE))).split())[:LONGEST_TITLE]


def _words(element: Element | None, most: int = LONGEST_TITLE) -> str:
    """All words in an element, white space single."""
    if element is None:
        return ""
    return " ".join(_begins(element).split())[:most]


def _begins(element: Element) -> str:
    """The texts in an element, as far as they are looked through."""
    parts: list[str] = []
    left = READ
    for each in islice(element.itertext(), PARTS):
        parts.append(each[:left])
        left -= len(parts[-1])
        if not left:
            break
    return "".join(parts)
