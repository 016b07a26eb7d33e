"""The encodings that a document claims for itself, and the signs that none can hold."""

from __future__ import annotations

import codecs
import re
import sys

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:0*(\d{1,7})|[xX]0*([0-9a-fA-F]{1,6}));?")
# They take the square of a text's length, or read marks of a programming language in it: no document is in them.
_NOT_OF_DOCUMENTS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"})
_AS_BROWSERS_DO = {"iso8859-1": "cp1252"}


def charset_of(claimed: str) -> str:
    """The codec for a claimed encoding, as browsers take it; empty where there is none for documents."""
    try:
        name = codecs.lookup(claimed).name
    except (LookupError, ValueError):
        return ""
    return "" if name in _NOT_OF_DOCUMENTS else _AS_BROWSERS_DO.get(name, name)


def without_unsound(text: str) -> str:
    """A text of XML or HTML without what neither can hold, as it stands or by its number: parsers let some of it in,
    halves of surrogate pairs among them, and fail later."""
    return _REFERENCE.sub(_sound, NOT_IN_XML.sub("", text))


def _sound(reference: re.Match[str]) -> str:
    number = int(reference[1]) if reference[1] else int(reference[2], 16)
    return "" if number > sys.maxunicode or NOT_IN_XML.match(chr(number)) else reference[0]
