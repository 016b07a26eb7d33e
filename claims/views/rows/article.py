"""A text cut at its claims, paragraph by paragraph. Linear in the text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from claims.models import ClaimState


@dataclass(frozen=True, slots=True)
class Span:
    """Where a claim stands in a text, in code points; or a part of it: one that `goes_on`, or its number's words."""

    start: int
    end: int
    claim_id: int
    state: str = ""
    goes_on: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, within one claim or none."""

    text: str
    claim_id: int | None = None
    here: bool = False
    first: bool = False
    state: str = ""
    number: bool = False


Paragraph = tuple[Piece, ...]


def marked_text(text: str, spans: Iterable[Span], here: int | None = None) -> SafeString:
    """The paragraphs as HTML, in which every claim is a link. Written here and not in a template: a text has a
    hundred claims."""
    link = _link_of(reverse("claims:claim", args=[0]))
    drawn = ("".join(_drawn(piece, link) for piece in pieces) for pieces in paragraphs(text, spans, here))
    return mark_safe("\n".join(f"<p>{paragraph}</p>" for paragraph in drawn))


def _link_of(address: str) -> str:
    """A link with places for the id of a claim, its class and its words; `address` is that of claim 0."""
    return f'<a class="said{{mark}}" href="{address.replace("/0/", "/{claim_id}/")}">{{words}}</a>'


def _drawn(piece: Piece, link: str) -> str:
    words = escape(piece.text)
    if piece.here:
        number = " claimed" if piece.number else ""
        anchor = mark_safe(' id="sentence"') if piece.first else ""
        return format_html('<mark class="said-here{}"{}>{}</mark>', number, anchor, words)
    if piece.claim_id:
        done = " said-done" if piece.state == ClaimState.DISMISSED else ""
        return link.format(mark=done, claim_id=piece.claim_id, words=words)
    return words


def paragraphs(text: str, spans: Iterable[Span], here: int | None = None) -> list[Paragraph]:
    """The text as paragraphs of pieces; the claim `here` is marked apart from the others. Where spans
    overlap, the one of `here` wins, else the one that begins first."""
    cuts = deque(_apart(spans, here))
    return [tuple(_pieces(text, start, end, cuts, here)) for start, end in _paragraph_bounds(text)]


def around_number(span: Span, number: tuple[int, int] | None) -> list[Span]:
    """A claim cut at the words of its number, where they stand in it."""
    if number is None or not span.start <= number[0] < number[1] <= span.end:
        return [span]
    before = replace(span, end=number[0])
    words = replace(span, start=number[0], end=number[1], number=True, goes_on=number[0] > span.start)
    behind = replace(span, start=number[1], goes_on=True)
    return [each for each in (before, words, behind) if each.start < each.end]


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
            first = span.start >= start and not span.goes_on
            yield Piece(text[low:high], span.claim_id, span.claim_id == here, first, span.state, span.number)
            at = high
        if span.end > end:
            break
        cuts.popleft()
    if at < end:
        yield Piece(text[at:end])


PLAIN, NUMBER, CLAIMED = "", "number", "claimed"


def marked(
    sentence: str, offset: int, spans: Iterable[tuple[int, int]], claimed: tuple[int, int] | None = None
) -> list[tuple[str, str]]:
    """A sentence that begins at `offset` of its text, cut at the words of its numbers: (words, what they are). Those
    of `claimed` set the bands."""
    cut: list[tuple[str, str]] = []
    at = 0
    for span in sorted(spans):
        start, end = span[0] - offset, span[1] - offset
        if not at <= start < end <= len(sentence):
            continue
        cut += [(sentence[at:start], PLAIN), (sentence[start:end], CLAIMED if span == claimed else NUMBER)]
        at = end
    return [part for part in [*cut, (sentence[at:], PLAIN)] if part[0]]
