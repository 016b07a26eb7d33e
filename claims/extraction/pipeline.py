"""From the text of an article to its claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.extraction.attribution import Said, SpeakerFinder, tokens_by_sentence
from claims.extraction.changes import mark_quantities
from claims.extraction.context import PlaceContext
from claims.extraction.indicators import IndicatorFinder
from claims.extraction.lexemes import Token
from claims.extraction.narrowing import SentenceParts
from claims.extraction.periods import find_period
from claims.extraction.places import FoundPlace, PlaceFinder
from claims.extraction.quantities import find_quantities
from claims.extraction.roles import assign_roles, companions
from claims.extraction.sentences import Sentence, split_sentences
from claims.extraction.units import fits
from claims.extraction.words.en_places import UNSAID
from claims.extraction.worthiness import WorthinessInput, judge_worthiness, leave_aside
from claims.values import (
    AsideSentence,
    ExtractedClaim,
    Extraction,
    IndicatorCandidate,
    IndicatorEntry,
    Lexicon,
    Period,
    PlaceMention,
    PlaceRole,
    Quantity,
    Reason,
)

EXTRACTOR_VERSION = "1"
LONGEST_READ = 1_200  # characters of a sentence that are read: no writer's is longer, a broken file's may be


@dataclass(frozen=True, slots=True)
class _Finders:
    """What is compiled of a lexicon."""

    lexicon: Lexicon
    places: PlaceFinder
    indicators: IndicatorFinder
    entries: dict[str, IndicatorEntry]

    @classmethod
    def of(cls, lexicon: Lexicon) -> _Finders:
        entries = {entry.slug: entry for entry in lexicon.indicators}
        return cls(lexicon, PlaceFinder(lexicon), IndicatorFinder(lexicon), entries)


class _Compiled:
    """Keeps what was compiled last: a lexicon is the same object from article to article, and comparing two
    of them word by word would cost more than reading one."""

    def __init__(self) -> None:
        self._last: _Finders | None = None

    def of(self, lexicon: Lexicon) -> _Finders:
        last = self._last
        if last is None or last.lexicon is not lexicon:
            last = self._last = _Finders.of(lexicon)
        return last


_COMPILED = _Compiled()


@dataclass(frozen=True, slots=True)
class _Read:
    """One sentence with what was found in it."""

    sentence: Sentence
    tokens: Sequence[Token]
    quantities: tuple[Quantity, ...]
    candidates: tuple[IndicatorCandidate, ...]
    places: tuple[PlaceMention, ...]
    period: Period | None
    said: Said


def extract(text: str, *, lexicon: Lexicon, published: date | None = None) -> Extraction:
    """The claims of a text, in its order, and the sentences that were left aside with the reason."""
    finders = _COMPILED.of(lexicon)
    sentences = split_sentences(text)
    claims: list[ExtractedClaim] = []
    aside: list[AsideSentence] = []
    seen: set[str] = set()
    for read in _read_all(sentences, finders, published):
        given = _worthiness_input(read)
        reason = _reason_aside(read, given, seen)
        if reason is not None:
            aside.append(AsideSentence(read.sentence.text, read.sentence.start, read.sentence.end, reason))
        else:
            claims.append(_claim(read, given))
    return Extraction(len(sentences), tuple(claims), tuple(aside))


def _reason_aside(read: _Read, given: WorthinessInput, seen: set[str]) -> Reason | None:
    words = " ".join(token.low for token in read.tokens if token.is_word)
    if words in seen:
        return Reason("repeated")
    seen.add(words)
    return leave_aside(given)


def _claim(read: _Read, given: WorthinessInput) -> ExtractedClaim:
    worthiness, reasons = judge_worthiness(given)
    return ExtractedClaim(
        sentence=read.sentence.text,
        start=read.sentence.start,
        end=read.sentence.end,
        worthiness=worthiness,
        reasons=reasons,
        claimant=read.said.claimant,
        attribution=read.said.attribution,
        quantities=read.quantities,
        places=read.places,
        indicator=read.candidates[0].slug if read.candidates else None,
        candidates=read.candidates,
        period=read.period,
    )


def _worthiness_input(read: _Read) -> WorthinessInput:
    return WorthinessInput(
        sentence=read.sentence.text,
        quantities=read.quantities,
        has_indicator=bool(read.candidates),
        has_place=bool(read.places),
        claimant=read.said.claimant,
        attribution=read.said.attribution,
        heading=read.sentence.heading,
        period_stated=read.period is not None,
    )


# --- reading the sentences ------------------------------------------------------------------------------


def _read_all(sentences: Sequence[Sentence], finders: _Finders, published: date | None) -> Sequence[_Read]:
    rows = tokens_by_sentence(sentences, LONGEST_READ)
    located = [finders.places.locate(row) for row in rows]
    speakers = SpeakerFinder(sentences, rows)
    context = PlaceContext.of([[place.code for place in found] for found in located])
    reader = _Reader(finders, context, published)
    return [
        reader.read(sentence, row, found, speakers.said(index))
        for index, (sentence, row, found) in enumerate(zip(sentences, rows, located, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sentences of one text in their order."""

    finders: _Finders
    context: PlaceContext
    published: date | None

    def read(self, sentence: Sentence, tokens: Sequence[Token], found: Sequence[FoundPlace], said: Said) -> _Read:
        beginning = sentence.text[:LONGEST_READ]
        quantities = find_quantities(beginning, sentence.start)
        mentions = [each.mention(tokens, sentence.text, sentence.start) for each in found]
        parts = sentence_parts(sentence, tokens, quantities, found)
        candidates, roles = self._with_both_sides(parts, mentions, self.finders.indicators.find(parts))
        measure = self._measure(candidates)
        self.context.enter(sentence.paragraph)
        places = _with_carried(tokens, roles, measure, self.context)
        self.context.tell([*places, *roles] if measure else roles, measure is not None)
        marked = mark_quantities(parts, measure)
        number = next((each for each in marked if each.of_measure), marked[0] if marked and not measure else None)
        near = number.start - sentence.start if number else None
        period = find_period(beginning, self.published, near)
        return _Read(sentence, tokens, marked, candidates, _subject_first(places), period, said)

    def _with_both_sides(
        self, parts: SentenceParts, mentions: Sequence[PlaceMention], candidates: tuple[IndicatorCandidate, ...]
    ) -> tuple[tuple[IndicatorCandidate, ...], tuple[PlaceMention, ...]]:
        """The candidates without those of a pair whose other side the sentence does not name, and the roles
        that the places have for the best one left."""
        while candidates:
            entry = self.finders.entries[candidates[0].slug]
            numbers = [quantity.start for quantity in parts.quantities if fits(quantity, entry)]
            roles = assign_roles(parts.tokens, parts.places, mentions, (candidates[0], entry), numbers)
            if not entry.takes_counterpart or _has_counterpart(roles):
                shared = companions(parts.tokens, parts.places, roles)
                first = replace(candidates[0], uncovered=(*candidates[0].uncovered, *shared))
                return (first, *candidates[1:]), roles
            candidates = candidates[1:]
        return (), assign_roles(parts.tokens, parts.places, mentions, None)

    def _measure(self, candidates: Sequence[IndicatorCandidate]) -> tuple[IndicatorCandidate, IndicatorEntry] | None:
        return (candidates[0], self.finders.entries[candidates[0].slug]) if candidates else None


def _has_counterpart(roles: Sequence[PlaceMention]) -> bool:
    return any(place.role is PlaceRole.COUNTERPART for place in roles)


def sentence_parts(
    sentence: Sentence,
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    found: Sequence[FoundPlace],
) -> SentenceParts:
    """The sentence with its numbers and places at their positions among the tokens."""
    spans = [_positions(tokens, quantity.start, quantity.end) for quantity in quantities]
    named = frozenset(position for place in found for position in range(place.first, place.last))
    taken = named.union(position for span in spans for position in range(*span))
    return SentenceParts(sentence.text, sentence.start, tokens, quantities, spans, found, taken, named)


def _positions(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    first = bisect_right(tokens, start, key=lambda token: token.end)
    return first, bisect_left(tokens, end, lo=first, key=lambda token: token.start)


# --- places that are left unsaid ------------------------------------------------------------------------


def _with_carried(
    tokens: Sequence[Token],
    roles: Sequence[PlaceMention],
    measure: tuple[IndicatorCandidate, IndicatorEntry] | None,
    context: PlaceContext,
) -> tuple[PlaceMention, ...]:
    lacks = not any(place.role is PlaceRole.SUBJECT for place in roles)
    unsaid = any(token.low in UNSAID for token in tokens)
    if not (lacks and (measure or unsaid)):
        return tuple(roles)
    others = [place.code for place in roles if place.role is PlaceRole.COUNTERPART]
    carried = context.carried(without=others)
    if carried is None:
        return tuple(roles)
    same = [replace(place, role=PlaceRole.SUBJECT) for place in roles if place.code == carried.code]
    rest = [place for place in roles if place.code != carried.code]
    return (*(same[:1] or [carried]), *rest)


def _subject_first(places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    order = {PlaceRole.SUBJECT: 0, PlaceRole.COUNTERPART: 1, PlaceRole.MENTION: 2}
    return tuple(sorted(places, key=lambda place: order[place.role]))
