"""From the text of an article to its claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claims.extraction.asides import REPEATED
from claims.extraction.reader import Read
from claims.extraction.repeats import repeated
from claims.extraction.rules import UNREAD, Rules, rules_of
from claims.extraction.sentence_wording import WorthinessInput
from claims.extraction.sentences import Sentence, split_sentences
from claims.extraction.turns import without_label
from claims.values import (
    AsideSentence,
    ExtractedClaim,
    Extraction,
    Lexicon,
    PlaceSource,
)

EXTRACTOR_VERSION = "4"


def extract(text: str, *, lexicon: Lexicon, published: date | None = None) -> Extraction:
    """The claims of a text, in its order, and the sentences that were left aside with the reason. Of a text whose
    language the desk does not read there is nothing."""
    rules = rules_of(lexicon)
    if rules is UNREAD:
        return Extraction(0, ())
    sentences = split_sentences(text, lexicon.language)
    claims: list[ExtractedClaim] = []
    aside: list[AsideSentence] = []
    again = repeated(sentences)
    for index, read in enumerate(rules.read(sentences, lexicon, published)):
        given = _worthiness_input(read)
        reason = REPEATED if index in again else rules.aside(given, _following(sentences, index))
        if reason is not None:
            aside.append(AsideSentence(read.sentence.text, read.sentence.start, read.sentence.end, reason))
        else:
            claims += _claims(read, given, rules)
    return Extraction(len(sentences), tuple(claims), tuple(aside))


def read_sentences(
    text: str, start: int, end: int, *, lexicon: Lexicon, published: date | None = None
) -> tuple[ExtractedClaim, ...]:
    """The sentences that a span shares a character with, each read as a claim whatever the rules say of it."""
    rules = rules_of(lexicon)
    reads = rules.read(split_sentences(text, lexicon.language), lexicon, published)
    touched = (read for read in reads if read.sentence.start < end and start < read.sentence.end)
    return tuple(_claim(read, _worthiness_input(read), rules) for read in touched)


def read_alone(text: str, *, lexicon: Lexicon) -> WorthinessInput:
    """What is known of one sentence that stands by itself, whatever marks are in it: for training and measuring."""
    alone = Sentence(text, 0, len(text), paragraph=0, quoted=False, heading=False)
    return _worthiness_input(rules_of(lexicon).read((alone,), lexicon, None)[0])


def _following(sentences: Sequence[Sentence], index: int) -> str:
    """The next sentence of the same paragraph, or ''."""
    if index + 1 >= len(sentences) or sentences[index + 1].paragraph != sentences[index].paragraph:
        return ""
    return sentences[index + 1].text


def _claims(read: Read, given: WorthinessInput, rules: Rules) -> list[ExtractedClaim]:
    """One, or one for each thing that it states, without those that are left aside."""
    each = [(piece, _worthiness_input(piece)) for piece in read.pieces]
    kept = [_claim(piece, its, rules) for piece, its in each if rules.aside(its, "") is None]
    return kept or [_claim(read, given, rules)]


def _claim(read: Read, given: WorthinessInput, rules: Rules) -> ExtractedClaim:
    worthiness, reasons = rules.judge(given)
    return ExtractedClaim(
        sentence=read.sentence.text,
        start=read.sentence.start,
        end=read.sentence.end,
        worthiness=worthiness,
        reasons=reasons,
        claimant=read.saying.claimant,
        attribution=read.saying.attribution,
        claimant_kind=read.saying.kind,
        said_on=read.saying.day,
        said_on_source=read.saying.source,
        quantities=read.quantities,
        places=read.places,
        indicator=read.candidates[0].slug if read.candidates else None,
        candidates=read.candidates,
        period=read.period,
        denominator=read.denominator,
        person=read.person,
        comparative=read.comparative,
    )


def _worthiness_input(read: Read) -> WorthinessInput:
    return WorthinessInput(
        sentence=without_label(read.sentence.text),
        quantities=read.quantities,
        has_indicator=bool(read.candidates),
        has_place=bool(read.places),
        place_said=any(place.source is PlaceSource.SAID for place in read.places),
        claimant=read.saying.claimant,
        attribution=read.saying.attribution,
        heading=read.sentence.heading,
        period_stated=read.period is not None,
    )
