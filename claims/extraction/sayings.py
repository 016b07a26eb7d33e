"""Who says each sentence of a text, how, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.extraction.attribution import Said, SpeakerFinder
from claims.extraction.lexemes import Token
from claims.extraction.places import FoundPlace
from claims.extraction.said_on import Stretch, Told, told_on
from claims.extraction.sentences import Sentence
from claims.values import Attribution, ClaimantKind, SaidOnSource


@dataclass(frozen=True, slots=True)
class Saying:
    """`times` are stretches of the sentence, in its own code points, whose times are none of the figure."""

    claimant: str | None
    kind: ClaimantKind
    attribution: Attribution
    day: date | None
    source: SaidOnSource
    times: tuple[Stretch, ...]


def sayings(
    sentences: Sequence[Sentence],
    rows: Sequence[Sequence[Token]],
    located: Sequence[Sequence[FoundPlace]],
    published: date | None,
) -> list[Saying]:
    """One for every sentence, in their order."""
    places = frozenset(
        row[at].start
        for row, found in zip(rows, located, strict=True)
        for each in found
        for at in (each.first, each.last - 1)
    )
    finder = SpeakerFinder(sentences, rows, places)
    told = [
        told_on(sentence.text, sentence.start, finder.outside(index), finder.speakers[index], published)
        for index, sentence in enumerate(sentences)
    ]
    found = [_saying(finder.said(index), told, index) for index in range(len(sentences))]
    return _carried(sentences, found)


def _saying(said: Said, told: Sequence[Told], index: int) -> Saying:
    """The day of a quotation that names none is that of the sentence which names its speaker."""
    own = told[said.teller if said.teller is not None else index]
    return Saying(said.claimant, said.kind, said.attribution, own.day, own.source, told[index].times)


def _carried(sentences: Sequence[Sentence], found: Sequence[Saying]) -> list[Saying]:
    """What the same claimant adds in the same paragraph was said on the same day."""
    kept: list[Saying] = []
    for sentence, saying, before in zip(sentences, found, [None, *sentences], strict=False):
        last = kept[-1] if kept and before is not None and before.paragraph == sentence.paragraph else None
        same = last is not None and saying.claimant is not None and last.claimant == saying.claimant
        if last is not None and same and saying.source is SaidOnSource.ARTICLE:
            kept.append(replace(saying, day=last.day, source=last.source))
        else:
            kept.append(saying)
    return kept
