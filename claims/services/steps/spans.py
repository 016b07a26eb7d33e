"""A stretch of a text as a person names it, made a whole sentence and read."""

from __future__ import annotations

from dataclasses import replace

from claims.extraction.pipeline import read_sentences
from claims.extraction.sentences import split_sentences
from claims.models import ArticleVersion
from claims.services.steps.following import sentences_touched
from claims.services.steps.lexicon import lexicon_of_the_desk
from claims.values import ExtractedClaim

AROUND = 30_000  # code points on either side of a span that are read for its context


def snapped(text: str, start: int, end: int, language: str = "en") -> tuple[int, int] | None:
    """The span widened to the bounds of the sentences that it touches; None where it touches none."""
    offset = max(start - AROUND, 0)
    sentences = split_sentences(text[offset : end + AROUND], language)
    own = sentences_touched(sentences, start - offset, end - offset)
    return (offset + sentences[own[0]].start, offset + sentences[own[-1]].end) if own else None


def read_span(version: ArticleVersion, start: int, end: int) -> ExtractedClaim:
    """The span as one claim, read by the program whatever its rules say of it: of several sentences the first
    that has a number speaks for all."""
    text = version.text
    low = max(start - AROUND, 0)
    # Blanks in place of what is too far away to matter keep every offset where it was.
    near = " " * low + text[low : end + AROUND]
    lexicon = lexicon_of_the_desk(version.article.language)
    read = read_sentences(near, start, end, lexicon=lexicon, published=version.article.published_on)
    main = next((each for each in read if each.quantities), read[0])
    return replace(main, sentence=text[start:end], start=start, end=end)
