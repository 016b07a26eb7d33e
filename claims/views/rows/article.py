"""A text cut at its claims, paragraph by paragraph. Linear in the text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Where a claim stands in a text, in code points."""

    start: int
    end: int
    claim_id: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, within one claim or none."""

    text: str
    claim_id: int | None = None
    here: bool = False
    first: bool = False
    state: str = ""


Paragraph = tuple[Piece, ...]


def paragraphs(text: str, spans: Iterable[Span], here: int | None = None) -> list[Paragraph]:
    """The text as paragraphs of pieces; the claim `here` is marked apart from the others. Where spans
    overlap, the one of `here` wins, else the one that begins first."""
    cuts = deque(_apart(spans, here))
    return [tuple(_pieces(text, start, end, cuts, here)) for start, end in _paragraph_bounds(text)]


def _apart(spans: Iterable[Span], here: int | None) -> Iterator[Span]:
    """Spans in order, none of which overlaps another."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    own = [(span.start, span.end) for span in ordered if span.claim_id == here]
    end = 0
    for span in ordered:
        covered = span.claim_id != here and any(span.start < high and low < span.end for low, high in own)
        if not covered and span.start >= end:
            yield span
            end = span.end


def _paragraph_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where paragraphs begin and end: at empty lines; where a text has none, at line breaks."""
    separator = "\n\n" if "\n\n" in text else "\n"
    start = 0
    while start <= len(text):
        end = text.find(separator, start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + len(separator)


def _pieces(text: str, start: int, end: int, cuts: deque[Span], here: int | None) -> Iterator[Piece]:
    """The pieces of one paragraph; spans that end in it are taken off `cuts`."""
    at = start
    while cuts and cuts[0].start < end:
        span = cuts[0]
        low, high = max(span.start, at), min(span.end, end)
        if low < high:
            if at < low:
                yield Piece(text[at:low])
            yield Piece(text[low:high], span.claim_id, span.claim_id == here, span.start >= start, span.state)
            at = high
        if span.end > end:
            break
        cuts.popleft()
    if at < end:
        yield Piece(text[at:end])


def marked(sentence: str, offset: int, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A sentence that begins at `offset` of its text, cut at the words of its numbers: (words, is number)."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted((start - offset, end - offset) for start, end in spans):
        if not at <= start < end <= len(sentence):
            continue
        cut += [(sentence[at:start], False), (sentence[start:end], True)]
        at = end
    return [part for part in [*cut, (sentence[at:], False)] if part[0]]
