"""From bytes to text: packed files, and encodings that are not what they are said to be."""

from __future__ import annotations

import codecs
import re
import zlib

from claims.values import SourceError
from claims.values.charsets import NOT_IN_XML, charset_of

GZIP = b"\x1f\x8b"
WINDOW = 16 + zlib.MAX_WBITS
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAID = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_SAID_BY_PAGE = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._-]{1,40})""", re.IGNORECASE)
_SAID_BY_SERVER = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9._-]{1,40})", re.ASCII | re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")


def unpacked(body: bytes, limit: int) -> bytes:
    """The bytes of a file that is packed by itself, as sitemaps are; a bomb is refused where it passes the limit."""
    if not body.startswith(GZIP):
        return body
    unpacker = zlib.decompressobj(WINDOW)
    try:
        plain = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise SourceError("feed_packed", permanent=True) from error
    if len(plain) > limit or not unpacker.eof:
        raise SourceError("feed_packed", permanent=True)
    return plain


def text_of(body: bytes, content_type: str) -> tuple[str, bool]:
    """The text, without what XML cannot hold, and whether it was in another encoding than it claims. What reads as
    UTF-8 beyond ASCII is UTF-8, whatever it claims; what fits nothing is read as Windows-1252, as browsers do."""
    said = _said(body, content_type)
    for encoding in (*said, "utf-8") if body.isascii() else ("utf-8", *said):
        text = _decoded(body, encoding)
        if text is not None:
            return _plain(text), encoding != (said or ["utf-8"])[0]
    return _plain(body.decode("cp1252", errors="replace")), True


def _decoded(body: bytes, encoding: str) -> str | None:
    """None where the bytes are not of that encoding: what begins with "<" has to begin with it as a text too."""
    try:
        text = body.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None
    begins = body[:1] == b"<" and body[1:2] != b"\x00"
    return None if begins and not text.startswith("<") else text


def _said(body: bytes, content_type: str) -> list[str]:
    marked = [encoding for mark, encoding in MARKS if body.startswith(mark)]
    by_server = _SAID_BY_SERVER.search(content_type)
    by_body = _SAID.search(body[:1000]) or _SAID_BY_PAGE.search(body[:4000])
    told = [by_server[1] if by_server else "", by_body[1].decode("ascii") if by_body else ""]
    return [*map(charset_of, filter(None, (*marked, *told)))]


def _plain(text: str) -> str:
    return NOT_IN_XML.sub("", _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1))
