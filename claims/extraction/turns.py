"""Whose turn it is in a transcript: "MOOR: Half of them are poor." begins one, the next such label ends it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claims.extraction.general.tokens import fold
from claims.extraction.general.words import LabelWords
from claims.extraction.sentences import Sentence
from claims.extraction.words import en_attribution as words
from claims.extraction.words import en_claimants as who

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f"  # of the Latin script; the last part has small letters too
_SHOUTED = re.compile(
    rf"(?P<label>[{_UPPER}][{_UPPER}.'\u2019-]*(?: [{_UPPER}][{_UPPER}.'\u2019-]*){{0,4}})(?: \([^)]{{1,30}}\))?: "
)
_WRITTEN = re.compile(rf"(?P<label>[{_UPPER}][\w.'\u2019-]+(?: [{_UPPER}][\w.'\u2019-]*){{0,3}}): ")
_ASKED = re.compile(rf"[{_UPPER}]: ")  # "Q:" and "A:" name nobody
SHOUTED_LABELS, WRITTEN_LABELS = 2, 4  # paragraphs that begin so, from which a text is a transcript
NOBODY = "?"  # of somebody whom the transcript does not name: not of whoever spoke before
ENGLISH = LabelWords(who.ROLES | who.PEOPLE | words.TITLES | words.ARTICLES, who.UNNAMED, who.LABELS)


def turns(sentences: Sequence[Sentence], own: LabelWords = ENGLISH) -> list[str]:
    """For every sentence the name or the office of whose turn it is; '' where it is nobody's."""
    for pattern, least in ((_SHOUTED, SHOUTED_LABELS), (_WRITTEN, WRITTEN_LABELS)):
        labels = [_label(sentences, at, pattern, own) for at in range(len(sentences))]
        given = Counter(filter(None, labels))
        if given.total() >= least and (pattern is _SHOUTED or given.total() > len(given)):
            return _carried(labels)
    return [""] * len(sentences)


def without_label(text: str) -> str:
    """A sentence without the speaker's name in capitals before it."""
    match = _SHOUTED.match(text)
    return text[match.end() :] if match and len(match["label"]) > 1 else text


def _label(sentences: Sequence[Sentence], at: int, pattern: re.Pattern[str], own: LabelWords) -> str:
    begins = at == 0 or sentences[at - 1].paragraph != sentences[at].paragraph
    if begins and _ASKED.match(sentences[at].text):
        return NOBODY
    match = pattern.match(sentences[at].text) if begins else None
    if match is None:
        return ""
    parts = [part.strip(".") for part in match["label"].split()]
    if any(_known(part, own.nobody) for part in parts):
        return NOBODY
    letter = len(match["label"]) == 1  # "A: " of a list
    return "" if letter or any(_known(part, own.forms) for part in parts) else _name(parts, own)


def _known(part: str, listed: frozenset[str]) -> bool:
    return fold(part) in listed or part.casefold() in listed


def _name(parts: Sequence[str], own: LabelWords) -> str:
    """ "SEN. MOOR" as "Moor"; an office without a name in small letters."""
    named = [part for part in parts if not _known(part, own.titles)]
    return " ".join(map(_cased, named)) if named else " ".join(parts).casefold()


def _cased(part: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), part) if part.isupper() else part


def _carried(labels: Sequence[str]) -> list[str]:
    found: list[str] = []
    for label in labels:
        found.append(label or (found[-1] if found else ""))
    return ["" if each == NOBODY else each for each in found]
