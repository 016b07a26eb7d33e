"""Splitting a text into sentences with exact offsets.

Own rules rather than a library's: segmenters at hand normalise what they read (spaces, quotation marks), lose
the offsets by it, or take time that grows faster than the text. One pass over the marks that can end a
sentence decides each from a bounded look at what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.general.words import SentenceWords
from claims.extraction.languages import base_of, sentence_words

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_STOPS = r".!?\u2026\u3002\uff01\uff1f"
_END = re.compile(
    rf"(?<![{_STOPS}])[{_STOPS}]++[\"'\u201d\u2019\u00bb)\]}}]*+(?=\s|$)"  # taken whole or not at all
    r"|[\u3002\uff01\uff1f]+"
)
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_WORD = re.compile(r"[^\W_]{1,40}")
_OPENERS = "\"'\u201c\u2018\u00ab([{-\u2013\u2014"
_CLOSERS = "\"'\u201d\u2019\u00bb)]}"
_FINAL = ".!?\u2026\u3002\uff01\uff1f:;,"
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100
"""Widths in characters that text is set to; two lines are too few to tell."""
_LOOK = 80
"""Characters looked at on either side of a mark: more than any abbreviation or speaker's name takes."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`start` and `end` are code points of the text as given; `text` is exactly what stands between them.

    `paragraph` counts from 0. `quoted` says that the sentence goes on with a quotation begun before it, opens
    with one of some length, or stands for the better part in quotation marks. `heading` is a paragraph of one
    sentence without final punctuation, in a text of more than one paragraph.
    """

    text: str
    start: int
    end: int
    paragraph: int
    quoted: bool
    heading: bool


def split_sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """By the abbreviations and openings of a language that the desk reads; of any other by those of English."""
    words = sentence_words(base_of(language))
    paragraphs = list(_paragraphs(text))
    found: list[Sentence] = []
    inside = False
    for number, (start, end) in enumerate(paragraphs):
        inside = inside and text[start] in '"\u201c'
        spans = _sentence_spans(text, start, end, words)
        heading = len(paragraphs) > 1 and len(spans) == 1 and _lacks_final_mark(text, start, end)
        for first, last in spans:
            quoted_part, still_inside = _quoted_part(text, first, last, inside)
            quoted = inside or _is_quotation(text[first:last], quoted_part)
            found.append(Sentence(text[first:last], first, last, number, quoted, heading))
            inside = still_inside
    return tuple(found)


# --- paragraphs -----------------------------------------------------------------------------------------


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of paragraphs, without the space around them. A single line break ends one, unless the line was
    only wrapped there."""
    for block in _blocks(text):
        width = max(end - start for start, end in block) if len(block) > 2 else _WIDEST_WRAP + 1
        first = block[0][0]
        for here, following in zip(block, [*block[1:], None], strict=True):
            if following is None or not _is_wrapped(text, here, following, width):
                yield first, here[1]
                first = following[0] if following is not None else first


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines between blank ones, each line as a span without the space around it."""
    block: list[tuple[int, int]] = []
    for start, end in _lines(text):
        trimmed = _trim(text, start, end)
        if trimmed is not None:
            block.append(trimmed)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _is_wrapped(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """A line goes on in the next where a small letter follows, or where a text set to a width had no room
    left for the next word."""
    if text[following[0]].islower():
        return text[line[1] - 1] not in ".!?"
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    word = text.find(" ", following[0], following[1])
    length = (word if word > 0 else following[1]) - following[0]
    return line[1] - line[0] + 1 + length > width


def _lacks_final_mark(text: str, start: int, end: int) -> bool:
    while end > start and text[end - 1] in _CLOSERS:
        end -= 1
    return end > start and text[end - 1] not in _FINAL


# --- ends of sentences ----------------------------------------------------------------------------------


def _sentence_spans(text: str, start: int, end: int, words: SentenceWords) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    first = start
    for match in _END.finditer(text, start, end):
        if match.end() >= end or not _ends_sentence(text, first, match, end, words):
            continue
        trimmed = _trim(text, first, match.end())
        if trimmed is not None:
            spans.append(trimmed)
        first = match.end()
    trimmed = _trim(text, first, end)
    return [*spans, trimmed] if trimmed is not None else spans


def _ends_sentence(text: str, first: int, match: re.Match[str], end: int, words: SentenceWords) -> bool:
    ahead = text[match.end() : min(match.end() + _LOOK, end)].lstrip()
    following = ahead.lstrip(_OPENERS + " ")
    if following[:1].islower():
        return False
    mark = match.group()
    if mark.strip(_CLOSERS) != ".":
        return not (mark[-1] in _CLOSERS and _names_speaker(following, words))
    if mark != ".":
        return True
    return _stop_ends_sentence(text, first, match.start(), following, words)


def _names_speaker(following: str, words: SentenceWords) -> bool:
    """Up to three names and a verb of saying, as after a quoted question."""
    for name in following.split()[:4]:
        if name.strip(",.").lower() in words.reporting:
            return True
        if not name[:1].isupper():
            return False
    return False


def _stop_ends_sentence(text: str, first: int, stop: int, following: str, words: SentenceWords) -> bool:
    """Whether a full stop at `stop`, with nothing glued after it, ends the sentence begun at `first`."""
    before = text[max(first, stop - _LOOK) : stop]
    word = before[len(before.rstrip()) :] or before.split()[-1] if before.strip() else ""
    word = word.lstrip(_OPENERS)
    if word.isdigit() and len(before.strip(_OPENERS + " ")) == len(word) and stop - first <= _LOOK:
        return False
    low = word.lower()
    if low in words.titles:
        return False
    if low in words.before_number and following[:1].isdigit():
        return False
    return not _is_abbreviation(word, low, words) or _starts_sentence(following, words)


def _is_abbreviation(word: str, low: str, words: SentenceWords) -> bool:
    if len(word) == 1:
        return word.isupper()
    if low in words.abbreviations:
        return True
    return "." in word and all(len(piece) <= 2 for piece in word.split(".")) and not word[-1:].isdigit()


def _starts_sentence(following: str, words: SentenceWords) -> bool:
    word = _FIRST_WORD.match(following)
    return not following or (word is not None and word.group().lower() in words.starters)


# --- quotations -----------------------------------------------------------------------------------------


def _quoted_part(text: str, start: int, end: int, inside: bool) -> tuple[int, bool]:
    """How many characters stand in quotation marks, and whether a quotation is still open at the end."""
    total, opened = 0, start
    for index in _marks(text, start, end):
        opens = _opens(text, index)
        if opens and not inside:
            inside, opened = True, index
        elif not opens and inside:
            inside = False
            total += index - opened
    return (total + end - opened if inside else total), inside


_MARK = re.compile(r"[\"\u201c\u201d\u00ab\u00bb]|(?<![\w.,!?])['\u2018](?=\w)|(?<=[.,!?])['\u2019](?!\w)")


def _marks(text: str, start: int, end: int) -> Iterator[int]:
    return (match.start() for match in _MARK.finditer(text, start, end))


def _opens(text: str, index: int) -> bool:
    mark = text[index]
    if mark in "\u201c\u2018\u00ab":
        return True
    if mark in "\u201d\u2019\u00bb":
        return False
    before = text[index - 1] if index else " "
    return before.isspace() or before in "([{\u2013\u2014-"


def _is_quotation(sentence: str, quoted_part: int) -> bool:
    if quoted_part * 2 >= len(sentence):
        return True
    opens = sentence[0] in "\"\u201c\u2018\u00ab'"
    return opens and len(_WORD.findall(sentence, 0, quoted_part)) > 3
