"""Reading feeds: bytes -> the articles that they name. RSS, Atom, JSON Feed, news sitemaps and plain pages.

The kind is told by the bytes, never by what a server says of them. Own reading over lxml: the feed libraries know more
fields, of which the desk needs four, and take seconds over a hundred kilobytes of nested elements.

SourceError, by code, all permanent
    feed_empty        no bytes
    feed_unknown      neither XML of a kind that is known, nor a JSON Feed, nor a page
    feed_is_index     a sitemap that names other sitemaps
    unsafe_xml        it declares entities
    feed_packed       it claims to be packed, and is not, or unpacks to more than the limit
"""

from claims.sources.feeds.reading import LIMIT, MOST_ENTRIES, read_feed

__all__ = ["LIMIT", "MOST_ENTRIES", "read_feed"]
