"""Reading the sentences of a text: measures, numbers, places, periods, and what a sentence states besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Protocol, TypeVar

from claims.extraction.asides import is_denied
from claims.extraction.attribution import tokens_by_sentence
from claims.extraction.bearers import People, people_of
from claims.extraction.changes import (
    Measure,
    counted_by_the_change,
    is_reached,
    mark_quantities,
    move_told,
    over_years,
    told_of_earlier,
)
from claims.extraction.comparatives import find_comparatives
from claims.extraction.compared import comparative_of, counted_by_the_comparison, set_apart, stretch_of_time
from claims.extraction.context import PlaceContext, dateline, with_directions
from claims.extraction.ellipsis import Told, standing_on, taken_over
from claims.extraction.indicators import IndicatorFinder
from claims.extraction.joined import gathered, number_of_another_place, stretches
from claims.extraction.lexemes import Token, positions
from claims.extraction.narrowing import SentenceParts
from claims.extraction.people import OfPerson, of_people, with_number
from claims.extraction.periods import end_of, find_period
from claims.extraction.places import FoundPlace, PlaceFinder
from claims.extraction.quantities import find_quantities
from claims.extraction.roles import assign_roles, companions
from claims.extraction.sayings import Saying, sayings
from claims.extraction.sentences import Sentence
from claims.extraction.units import COUNTS, fits
from claims.extraction.unsaid import with_carried
from claims.extraction.wholes import whole_text, wholes_of
from claims.values import (
    Comparative,
    IndicatorCandidate,
    IndicatorEntry,
    Lexicon,
    Move,
    Period,
    Person,
    PlaceMention,
    PlaceNameKind,
    PlaceRole,
    Quantity,
)

LONGEST_READ = 1_200  # characters of a sentence that are read: no writer's is longer, a broken file's may be


@dataclass(frozen=True, slots=True)
class Finders:
    """What is compiled of a lexicon."""

    lexicon: Lexicon
    places: PlaceFinder
    indicators: IndicatorFinder
    entries: dict[str, IndicatorEntry]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Finders:
        entries = {entry.slug: entry for entry in lexicon.indicators}
        return cls(lexicon, PlaceFinder(lexicon), IndicatorFinder(lexicon), entries)


class OfLexicon(Protocol):
    @property
    def lexicon(self) -> Lexicon: ...


Kept = TypeVar("Kept", bound=OfLexicon)


class Compiled(Generic[Kept]):
    """Keeps what was compiled last: a lexicon is the same object from article to article, and comparing two
    of them word by word would cost more than reading one."""

    def __init__(self, make: Callable[[Lexicon], Kept]) -> None:
        self._make = make
        self._last: Kept | None = None

    def of(self, lexicon: Lexicon) -> Kept:
        last = self._last
        if last is None or last.lexicon is not lexicon:
            last = self._last = self._make(lexicon)
        return last


COMPILED = Compiled(Finders.of)


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence with what was found in it."""

    sentence: Sentence
    tokens: Sequence[Token]
    quantities: tuple[Quantity, ...]
    candidates: tuple[IndicatorCandidate, ...]
    places: tuple[PlaceMention, ...]
    period: Period | None
    denominator: str | None
    saying: Saying
    person: Person | None = None
    comparative: Comparative | None = None
    pieces: tuple[Read, ...] = ()  # where it states several things: each by itself


# --- reading the sentences ------------------------------------------------------------------------------


def read_all(sentences: Sequence[Sentence], finders: Finders, published: date | None) -> Sequence[Read]:
    rows = tokens_by_sentence(sentences, LONGEST_READ)
    located = with_directions(rows, [finders.places.locate(row) for row in rows])
    told = sayings(sentences, rows, located, published)
    context = PlaceContext.of(rows, located)
    reader = _Reader(finders, context, published)
    reads: list[Read] = []
    for each in zip(sentences, rows, located, told, people_of(rows, located), strict=True):
        reads.append(reader.read(*each, reads[-1] if reads else None))
    return reads


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sentences of one text in their order."""

    finders: Finders
    context: PlaceContext
    published: date | None

    def read(
        self,
        sentence: Sentence,
        tokens: Sequence[Token],
        found: Sequence[FoundPlace],
        saying: Saying,
        people: People,
        before: Read | None,
    ) -> Read:
        beginning = sentence.text[:LONGEST_READ]
        quantities = counting_peoples(find_quantities(beginning, sentence.start), tokens, found)
        mentions = [each.mention(tokens, sentence.text, sentence.start) for each in found]
        parts = sentence_parts(sentence, tokens, quantities, found)
        found_measures = () if is_denied(sentence.text) else self._measures(parts, sentence, before)
        found_measures = over_years(found_measures, self.finders.entries, parts, find_period(beginning, self.published))
        candidates, roles = self._with_both_sides(parts, mentions, found_measures)
        measure = self._measure(candidates)
        self.context.enter(sentence.paragraph)
        places = with_carried(parts, roles, measure, self.context)
        self.context.tell([*places, *roles] if measure else roles, measure is not None)
        if measure:
            whole = self._finished(sentence, parts, candidates, places, saying)
            return replace(whole, pieces=self._pieces(whole, parts))
        told = self._of_people(parts, people) or (None,)
        first, *others = (self._finished(sentence, parts, candidates, places, saying, told=each) for each in told)
        return replace(first, pieces=(first, *others)) if others else first

    def _finished(
        self,
        sentence: Sentence,
        parts: SentenceParts,
        candidates: tuple[IndicatorCandidate, ...],
        places: Sequence[PlaceMention],
        saying: Saying,
        others: Sequence[tuple[int, int]] = (),
        *,
        told: OfPerson | None = None,
    ) -> Read:
        measure = self._measure(candidates)
        marked = mark_quantities(parts, measure)
        if told is not None:
            candidates, marked = with_number(told, marked)
        number = next((each for each in marked if each.of_measure), marked[0] if marked and not measure else None)
        candidates = (*(counted_by_the_change(each, number) for each in candidates[:1]), *candidates[1:])
        near = number.start - sentence.start if number else None
        stretches = (*others, *dateline(parts.tokens), *told_of_earlier(parts), *_told_of_others(marked, sentence))
        stretches = (*stretches, *stretch_of_time(parts, measure))
        without = [*_within(stretches, sentence.start), *saying.times]
        period = find_period(sentence.text[:LONGEST_READ], self.published, near, without)
        period = self._own_period(parts, number, period)
        denominator = _denominator(parts, marked, measure)
        person = told.person if told else None
        found = _subject_first(places)
        compared = comparative_of(parts, measure, marked, self.published) if measure else None
        candidates = (*(counted_by_the_comparison(each, compared) for each in candidates[:1]), *candidates[1:])
        return Read(sentence, parts.tokens, marked, candidates, found, period, denominator, saying, person, compared)

    def _own_period(self, parts: SentenceParts, number: Quantity | None, period: Period | None) -> Period | None:
        """Of a span of years over which a figure changed the end is the time of the figure that was reached."""
        if number is None or period is None:
            return period
        span = positions(parts.tokens, number.start, number.end)
        return end_of(period, self.published) if is_reached(parts.tokens, span) else period

    def _of_people(self, parts: SentenceParts, people: People) -> tuple[OfPerson, ...]:
        """What the sentence states of people's lives, where the desk has the measures and nothing is denied."""
        told = () if is_denied(parts.text) else of_people(parts, people)
        return tuple(each for each in told if each.kind in self.finders.entries)

    # --- what else the sentence states -----------------------------------------------------------------------

    def _pieces(self, whole: Read, parts: SentenceParts) -> tuple[Read, ...]:
        spans = stretches(parts)
        if not spans:
            return ()
        found: dict[tuple[int, int], Read] = {}

        def states(span: tuple[int, int], before: tuple[int, int] | None) -> bool:
            read = self._piece(whole, parts, span, found.get(before) if before else None)
            if read is not None:
                found[span] = read
            return read is not None

        first = [span[0] for span in gathered(spans, states)]
        reads = [read for span, read in found.items() if span[0] in first]
        told = {(read.candidates[0].slug, _subject_of(read.places)) for read in reads}
        agrees = any(read.candidates[0].slug == whole.candidates[0].slug for read in reads)
        return tuple(reads) if agrees and len(reads) > 1 and len(told) == len(reads) else ()

    def _piece(self, whole: Read, parts: SentenceParts, span: tuple[int, int], before: Read | None) -> Read | None:
        own = cut(parts, span, whole.sentence)
        mentions = [each.mention(own.tokens, own.text, own.offset) for each in own.places]
        candidates = self.finders.indicators.find(own) or self._of_another_place(own, before)
        candidates, roles = self._with_both_sides(own, mentions, candidates)
        marked = mark_quantities(own, self._measure(candidates))
        if not any(each.of_measure and each.value is not None for each in marked):
            return None
        beside = [*self._outside(parts, span)]
        places = _with_subject_of(whole, roles)
        read = self._finished(whole.sentence, own, candidates, places, whole.saying, beside)
        return read if read.period else replace(read, period=whole.period)

    def _of_another_place(self, own: SentenceParts, before: Read | None) -> tuple[IndicatorCandidate, ...]:
        if before is None:
            return ()
        told = before.candidates[0]
        span = number_of_another_place(own, self.finders.entries[told.slug])
        return (standing_on(own, told, *span),) if span else ()

    def _outside(self, parts: SentenceParts, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
        first, last = span
        if first:
            yield parts.tokens[0].start, parts.tokens[first - 1].end
        if last < len(parts.tokens):
            yield parts.tokens[last].start, parts.tokens[-1].end

    def _measures(
        self, parts: SentenceParts, sentence: Sentence, before: Read | None
    ) -> tuple[IndicatorCandidate, ...]:
        found = self.finders.indicators.find(parts)
        if found or before is None or not before.candidates:
            return found
        told = before.candidates[0]
        again = taken_over(
            parts, Told(told, self.finders.entries[told.slug], before.sentence.paragraph), sentence.paragraph
        )
        return (again,) if again else ()

    def _with_both_sides(
        self, parts: SentenceParts, mentions: Sequence[PlaceMention], candidates: tuple[IndicatorCandidate, ...]
    ) -> tuple[tuple[IndicatorCandidate, ...], tuple[PlaceMention, ...]]:
        """The candidates without those of a pair whose other side the sentence does not name, and the roles
        that the places have for the best one left."""
        while candidates:
            entry = self.finders.entries[candidates[0].slug]
            roles = _roles(parts, mentions, (candidates[0], entry))
            if not entry.takes_counterpart or _has_counterpart(roles):
                shared = companions(parts.tokens, parts.places, roles)
                if shared and _counts_several(parts, entry):
                    roles = tuple(replace(place, role=PlaceRole.MENTION) for place in roles)
                first = replace(candidates[0], uncovered=(*candidates[0].uncovered, *shared))
                return (first, *candidates[1:]), roles
            candidates = candidates[1:]
        return (), assign_roles(parts.tokens, parts.places, mentions, None)

    def _measure(self, candidates: Sequence[IndicatorCandidate]) -> Measure | None:
        return (candidates[0], self.finders.entries[candidates[0].slug]) if candidates else None


def cut(parts: SentenceParts, span: tuple[int, int], sentence: Sentence) -> SentenceParts:
    """A stretch of the sentence, read as if it stood alone."""
    first, last = span
    numbers = [each for each, at in zip(parts.quantities, parts.quantity_spans, strict=True) if first <= at[0] < last]
    found = [
        replace(place, first=place.first - first, last=place.last - first)
        for place in parts.places
        if first <= place.first and place.last <= last
    ]
    return sentence_parts(sentence, parts.tokens[first:last], numbers, found)


def _subject_of(places: Sequence[PlaceMention]) -> str:
    return next((place.code for place in places if place.role is PlaceRole.SUBJECT), "")


def _with_subject_of(whole: Read, roles: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The places of a piece, with the sentence's own subject where it names none."""
    if _subject_of(roles):
        return tuple(roles)
    known = {place.code for place in roles}
    return (*(each for each in whole.places if each.role is PlaceRole.SUBJECT and each.code not in known), *roles)


def _denominator(parts: SentenceParts, marked: Sequence[Quantity], measure: Measure | None) -> str | None:
    """The words of the whole of the measure's number, or of the first that has one where there is no measure."""
    of_it = (
        whole
        for quantity, whole in zip(marked, parts.wholes, strict=True)
        if quantity.of_measure or (measure is None and whole)
    )
    return whole_text(parts, next(of_it, None))


def _roles(parts: SentenceParts, mentions: Sequence[PlaceMention], measure: Measure) -> tuple[PlaceMention, ...]:
    earlier = [start for start, _ in told_of_earlier(parts)]
    marked = mark_quantities(parts, measure)
    fitting = [each for each in marked if fits(each, measure[1]) and (each.of_measure or each.start not in earlier)]
    fitting.sort(key=lambda each: not each.of_measure)
    numbers = [(each.start, each.end) for each in fitting]
    apart = set_apart(parts, measure)
    if not apart:
        return assign_roles(parts.tokens, parts.places, mentions, measure, numbers)
    own = [each for each in parts.places if parts.tokens[each.first].start not in apart]
    theirs = [each for each in mentions if each.start not in apart]
    roles = assign_roles(parts.tokens, own, theirs, measure, numbers)
    return tuple(sorted((*roles, *(each for each in mentions if each.start in apart)), key=lambda each: each.start))


def _counts_several(parts: SentenceParts, entry: IndicatorEntry) -> bool:
    """Several numbers for several places, "X and Y have 5 and 3 percent": which is whose is not read here."""
    return sum(fits(quantity, entry) for quantity in parts.quantities) > 1


def _has_counterpart(roles: Sequence[PlaceMention]) -> bool:
    return any(place.role is PlaceRole.COUNTERPART for place in roles)


def counting_peoples(
    quantities: tuple[Quantity, ...], tokens: Sequence[Token], found: Sequence[FoundPlace]
) -> tuple[Quantity, ...]:
    """ "6 million Xs" are people: what the number counts is the name of a people."""
    ends = {tokens[each.last - 1].end for each in found if each.kind is PlaceNameKind.PEOPLE}
    return tuple(
        replace(each, unit="people") if each.end in ends and each.kind in COUNTS else each for each in quantities
    )


def sentence_parts(
    sentence: Sentence,
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    found: Sequence[FoundPlace],
) -> SentenceParts:
    """The sentence with its numbers and places at their positions among the tokens."""
    spans = [positions(tokens, quantity.start, quantity.end) for quantity in quantities]
    quantities = [_moved(quantity, move_told(tokens, span)) for quantity, span in zip(quantities, spans, strict=True)]
    named = frozenset(position for place in found for position in range(place.first, place.last))
    taken = named.union(position for span in spans for position in range(*span))
    compared = find_comparatives(tokens, found, quantities, spans)
    parts = SentenceParts(
        sentence.text, sentence.start, tokens, quantities, spans, found, taken, named, comparatives=compared
    )
    return replace(parts, wholes=wholes_of(parts)) if quantities else parts


def _moved(quantity: Quantity, move: Move) -> Quantity:
    return quantity if move is quantity.move else replace(quantity, move=move)


# --- what belongs to other numbers ------------------------------------------------------------------------


def _told_of_others(quantities: Sequence[Quantity], sentence: Sentence) -> Sequence[tuple[int, int]]:
    """What follows another number of the measure's unit: "now 3 percent, was 26 percent in 2001"."""
    main = next((each for each in quantities if each.of_measure), None)
    if main is None:
        return ()
    behind = (
        each for each in quantities if each.start > main.start and each.unit == main.unit and each.value is not None
    )
    return tuple((each.start, sentence.end) for each in behind if not each.move.of_level)


def _within(spans: Sequence[tuple[int, int]], offset: int) -> Sequence[tuple[int, int]]:
    return [(start - offset, end - offset) for start, end in spans]


def _subject_first(places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    order = {PlaceRole.SUBJECT: 0, PlaceRole.COUNTERPART: 1, PlaceRole.MENTION: 2}
    return tuple(sorted(places, key=lambda place: order[place.role]))
