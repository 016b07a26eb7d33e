"""From the text of an article to its claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claims.extraction.asides import REPEATED, leave_aside
from claims.extraction.reader import COMPILED, Read, read_all
from claims.extraction.repeats import repeated
from claims.extraction.sentence_wording import WorthinessInput
from claims.extraction.sentences import Sentence, split_sentences
from claims.extraction.turns import without_label
from claims.extraction.worthiness import judge_worthiness
from claims.values import (
    AsideSentence,
    ExtractedClaim,
    Extraction,
    Lexicon,
    PlaceSource,
)

EXTRACTOR_VERSION = "3"


def extract(text: str, *, lexicon: Lexicon, published: date | None = None) -> Extraction:
    """The claims of a text, in its order, and the sentences that were left aside with the reason."""
    finders = COMPILED.of(lexicon)
    sentences = split_sentences(text)
    claims: list[ExtractedClaim] = []
    aside: list[AsideSentence] = []
    again = repeated(sentences)
    for index, read in enumerate(read_all(sentences, finders, published)):
        given = _worthiness_input(read)
        reason = REPEATED if index in again else leave_aside(given, _following(sentences, index))
        if reason is not None:
            aside.append(AsideSentence(read.sentence.text, read.sentence.start, read.sentence.end, reason))
        else:
            claims += _claims(read, given)
    return Extraction(len(sentences), tuple(claims), tuple(aside))


def read_sentences(
    text: str, start: int, end: int, *, lexicon: Lexicon, published: date | None = None
) -> tuple[ExtractedClaim, ...]:
    """The sentences that a span shares a character with, each read as a claim whatever the rules say of it."""
    reads = read_all(split_sentences(text), COMPILED.of(lexicon), published)
    touched = (read for read in reads if read.sentence.start < end and start < read.sentence.end)
    return tuple(_claim(read, _worthiness_input(read)) for read in touched)


def read_alone(text: str, *, lexicon: Lexicon) -> WorthinessInput:
    """What is known of one sentence that stands by itself, whatever marks are in it: for training and measuring."""
    alone = Sentence(text, 0, len(text), paragraph=0, quoted=False, heading=False)
    return _worthiness_input(read_all((alone,), COMPILED.of(lexicon), None)[0])


def _following(sentences: Sequence[Sentence], index: int) -> str:
    """The next sentence of the same paragraph, or ''."""
    if index + 1 >= len(sentences) or sentences[index + 1].paragraph != sentences[index].paragraph:
        return ""
    return sentences[index + 1].text


def _claims(read: Read, given: WorthinessInput) -> list[ExtractedClaim]:
    """One, or one for each thing that it states, without those that are left aside."""
    each = [(piece, _worthiness_input(piece)) for piece in read.pieces]
    kept = [_claim(piece, its) for piece, its in each if leave_aside(its) is None]
    return kept or [_claim(read, given)]


def _claim(read: Read, given: WorthinessInput) -> ExtractedClaim:
    worthiness, reasons = judge_worthiness(given)
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
