"""Reading the sentences of a text in any language that has its words: numbers, places, times, measures, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.extraction.general.changes import Placed, of_measure, placed
from claims.extraction.general.comparing import RANKING, apart, comparative_of
from claims.extraction.general.joined import cut, of_another_place, stretches, taken_over
from claims.extraction.general.parts import Parts, times_in
from claims.extraction.general.people import OfPerson, candidate_of, of_person, somebody_in
from claims.extraction.general.phrases import WITHOUT_NUMBER, Nearness, Passed, PhraseFinder, distance
from claims.extraction.general.places import FoundPlace, PlaceFinder, as_peoples, with_roles
from claims.extraction.general.quantities import Row, find_quantities
from claims.extraction.general.sayings import sayings
from claims.extraction.general.times import FoundTime, find_times, reached, time_of
from claims.extraction.general.tokens import Token, decimal_mark, positions, tokens_of
from claims.extraction.general.words import Words
from claims.extraction.general.worthiness import is_denied
from claims.extraction.joined import Span, gathered
from claims.extraction.reader import LONGEST_READ, Read
from claims.extraction.sayings import Saying
from claims.extraction.sentences import Sentence
from claims.extraction.units import fits
from claims.values import (
    IndicatorCandidate,
    IndicatorEntry,
    Lexicon,
    Period,
    Person,
    PlaceMention,
    PlaceNameKind,
    PlaceRole,
    PlaceSource,
    Quantity,
    QuantityKind,
)

NEAREST, PER_TOKEN = 0.4, 0.02  # of a score: the least by distance, and what each token takes off
PARTNER_REACH = 5  # tokens behind a measure in which its partner stands
RANK = "rank"
COUNTS = frozenset({QuantityKind.COUNT, QuantityKind.ORDER})


@dataclass(frozen=True, slots=True)
class Finders:
    """What is compiled of a lexicon for its language."""

    lexicon: Lexicon
    words: Words
    places: PlaceFinder
    phrases: PhraseFinder
    entries: dict[str, IndicatorEntry]

    @classmethod
    def of(cls, lexicon: Lexicon, words: Words) -> Finders:
        entries = {entry.slug: entry for entry in lexicon.indicators}
        return cls(lexicon, words, PlaceFinder(lexicon.places, words), PhraseFinder(lexicon.indicators, words), entries)


def read_all(sentences: Sequence[Sentence], finders: Finders, published: date | None) -> Sequence[Read]:
    words = finders.words
    mark = decimal_mark(" ".join(each.text for each in sentences), words.numbers.mark)
    rows = [tokens_of(each.text[:LONGEST_READ], each.start, mark) for each in sentences]
    times = [find_times(each.text[:LONGEST_READ], words.time, published) for each in sentences]
    told = sayings(sentences, rows, times, words, published)
    reader = _Reader(finders, published)
    return [reader.read(*each) for each in zip(sentences, rows, times, told, strict=True)]


class _Reader:
    """Reads the sentences of one text in their order: keeps place, person and measure that were told of last."""

    def __init__(self, finders: Finders, published: date | None) -> None:
        self._finders = finders
        self._words = finders.words
        self._published = published
        self._place: PlaceMention | None = None
        self._person: tuple[int, Person] | None = None
        self._told: tuple[int, IndicatorCandidate] | None = None

    def read(self, sentence: Sentence, tokens: Sequence[Token], times: Sequence[FoundTime], saying: Saying) -> Read:
        parts = self._parts(sentence, tokens, times)
        denied = is_denied(sentence.text, self._words)
        candidates, places = self._both_sides(parts, () if denied else self._measures(parts))
        self._told = (sentence.paragraph, candidates[0]) if candidates else self._told
        told = None if candidates or denied else self._of_person(parts)
        if told is not None and told.kind.value in self._finders.entries:
            candidates = (candidate_of(told, parts.numbers[told.number].quantity),)
            self._keep(places)
            return self._finished(parts, candidates, places, saying, told)
        whole = self._finished(parts, candidates, places, saying)
        pieces = self._pieces(whole, parts) if candidates else ()
        if len({_subject_of(each.places) for each in pieces}) < 2:  # of several the next sentence may mean any
            self._keep(places)
        return replace(whole, pieces=pieces)

    def _measures(self, parts: Parts) -> tuple[IndicatorCandidate, ...]:
        """Those that the sentence names, else that of the paragraph's last one to which it points back."""
        found = self._candidates(parts)
        if found or self._told is None or self._told[0] != parts.sentence.paragraph:
            return found
        return taken_over(parts, self._told[1], self._finders.entries[self._told[1].slug])

    def _candidates(self, parts: Parts) -> tuple[IndicatorCandidate, ...]:
        return self._finders.phrases.find(parts.tokens, _passed(parts, self._words), self._nearness(parts))

    def _finished(
        self,
        parts: Parts,
        candidates: tuple[IndicatorCandidate, ...],
        places: tuple[PlaceMention, ...],
        saying: Saying,
        told: OfPerson | None = None,
    ) -> Read:
        quantities = self._marked(parts, candidates, told)
        period = self._period(parts, quantities, saying)
        comparative = None
        if candidates and told is None:
            entry, first, last = self._measure(parts.tokens, candidates)
            comparative = comparative_of(parts.case, parts.compared, entry, (first, last), quantities)
        whole = next((each.whole for each in quantities if each.whole and (each.of_measure or not candidates)), "")
        person = told.person if told else None
        denominator = self._without_of(whole)
        return Read(
            parts.sentence, (), quantities, candidates, places, period, denominator, saying, person, comparative
        )

    # --- what else the sentence states --------------------------------------------------------------------

    def _pieces(self, whole: Read, parts: Parts) -> tuple[Read, ...]:
        """Each thing that it states by itself, where there are several; () where it states one."""
        spans = stretches(parts)
        if not spans:
            return ()
        found: dict[Span, Read] = {}

        def states(span: Span, before: Span | None) -> bool:
            read = self._piece(whole, cut(parts, span), found.get(before) if before else None)
            if read is not None:
                found[span] = read
            return read is not None

        first = [span[0] for span in gathered(spans, states)]
        reads = [read for span, read in found.items() if span[0] in first]
        if len(_told(reads)) < len(reads):
            reads = [self._without_another(read, parts, span) for span, read in found.items() if span[0] in first]
        told = _told(reads)
        agrees = any(read.candidates[0].slug == whole.candidates[0].slug for read in reads)
        return tuple(reads) if agrees and len(reads) > 1 and len(told) == len(reads) else ()

    def _without_another(self, read: Read, parts: Parts, span: Span) -> Read:
        """A piece without a place of its own, where another piece's place has the same measure: "it is 5 percent, but
        3 percent in Peru" tells of the place that the text told of before."""
        start, end = parts.tokens[span[0]].start, parts.tokens[span[1] - 1].end
        if any(each.role is PlaceRole.SUBJECT and start <= each.start < end for each in read.places):
            return read
        others = tuple(each for each in read.places if each.role is not PlaceRole.SUBJECT)
        carried = self._place
        subject = (PlaceMention(carried.code, PlaceRole.SUBJECT, PlaceSource.CARRIED),) if carried else ()
        return replace(read, places=(*subject, *others))

    def _piece(self, whole: Read, own: Parts, before: Read | None) -> Read | None:
        found = self._candidates(own)
        if not found and before is not None:
            told = before.candidates[0]
            found = of_another_place(own, told, self._finders.entries[told.slug])
        candidates, places = self._both_sides(own, found)
        if not candidates:
            return None
        read = self._finished(own, candidates, _with_subject_of(whole, places), whole.saying)
        if not any(each.of_measure and each.value is not None for each in read.quantities):
            return None
        return read if read.period else replace(read, period=whole.period)

    # --- what stands in it --------------------------------------------------------------------------------

    def _parts(self, sentence: Sentence, tokens: Sequence[Token], times: Sequence[FoundTime]) -> Parts:
        words = self._words
        places = as_peoples(tokens, self._finders.places.find(tokens), words)
        row = Row(sentence.text, sentence.start, tokens, words, times_in(tokens, times, sentence.start))
        quantities = [_of_people(each, places, tokens) for each in find_quantities(row)]
        spans = [positions(tokens, each.start, each.end) for each in quantities]
        numbers = [placed(tokens, each, span, words) for each, span in zip(quantities, spans, strict=True)]
        return Parts.of(sentence, tokens, times, places, numbers, words)

    # --- the measure --------------------------------------------------------------------------------------

    def _nearness(self, parts: Parts) -> Nearness:
        def near(entry: IndicatorEntry, first: int, last: int) -> float | None:
            if any(token.low in self._words.change.denials for token in parts.tokens[max(0, first - 2) : first]):
                return None  # "40 percent have no water": another number than of those who have
            if _has_a_partner(parts, entry, first, last, self._words):
                return None
            away = [
                distance(parts.tokens, (first, last), (each.first, each.last))
                for each in parts.numbers
                if not each.ratio
                and fits(each.quantity, entry)
                and not _is_of_another(each, parts, entry, (first, last))
            ]
            if away and entry.unit != RANK:
                return max(NEAREST, 1 - PER_TOKEN * min(away))
            if entry.unit == RANK:
                return WITHOUT_NUMBER if _ranks(parts, self._words) else None
            compared = comparative_of(parts.case, parts.compared, entry, (first, last), ())
            return WITHOUT_NUMBER if compared and not _has_figures(parts) else None

        return near

    def _measure(
        self, tokens: Sequence[Token], candidates: Sequence[IndicatorCandidate]
    ) -> tuple[IndicatorEntry, int, int]:
        best = candidates[0]
        return (self._finders.entries[best.slug], *positions(tokens, best.start, best.end))

    def _both_sides(
        self, parts: Parts, candidates: tuple[IndicatorCandidate, ...]
    ) -> tuple[tuple[IndicatorCandidate, ...], tuple[PlaceMention, ...]]:
        """The candidates without those of a pair of which the sentence names one side, and the places with roles."""
        away = apart(parts.case, parts.compared)
        while candidates:
            measure = self._measure(parts.tokens, candidates)
            roles = with_roles(parts.tokens, parts.places, measure, self._words, away)
            if not measure[0].takes_counterpart or any(each.role is PlaceRole.COUNTERPART for each in roles):
                return candidates, self._with_subject(parts, roles)
            candidates = candidates[1:]
        return (), with_roles(parts.tokens, parts.places, None, self._words, away)

    def _with_subject(self, parts: Parts, roles: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
        """Where the sentence names no place of its measure, the one that the text told of last."""
        if any(each.role is PlaceRole.SUBJECT for each in roles):
            return roles
        carried = self._place
        if carried is None or any(each.code == carried.code for each in roles):
            return roles
        return (PlaceMention(carried.code, PlaceRole.SUBJECT, PlaceSource.CARRIED), *roles)

    def _keep(self, roles: Sequence[PlaceMention]) -> None:
        self._place = next((each for each in roles if each.role is PlaceRole.SUBJECT), self._place)

    def _marked(
        self, parts: Parts, candidates: Sequence[IndicatorCandidate], told: OfPerson | None
    ) -> tuple[Quantity, ...]:
        plain = tuple(each.quantity for each in parts.numbers)
        if not candidates:
            return plain
        if told is not None:
            return tuple(replace(each, of_measure=at == told.number) for at, each in enumerate(plain))
        entry, first, last = self._measure(parts.tokens, candidates)
        return of_measure(parts.tokens, parts.numbers, entry, (first, last), self._words)

    # --- people, times ------------------------------------------------------------------------------------

    def _of_person(self, parts: Parts) -> OfPerson | None:
        named = somebody_in(parts.tokens, parts.places, self._words)
        if named is not None:
            self._person = (parts.sentence.paragraph, named)
            return of_person(parts.tokens, parts.numbers, named, self._words)
        if self._person is None or self._person[0] != parts.sentence.paragraph:
            return None
        carried = replace(self._person[1], start=-1, end=-1, source=PlaceSource.CARRIED)
        return of_person(parts.tokens, parts.numbers, carried, self._words)

    def _period(self, parts: Parts, quantities: Sequence[Quantity], saying: Saying) -> Period | None:
        main = next((at for at, each in enumerate(quantities) if each.of_measure), 0 if quantities else None)
        near = quantities[main].start - parts.sentence.start if main is not None else None
        without = [*saying.times, *self._earlier(parts, main)]
        found = time_of(parts.sentence.text, parts.times, near, without)
        if found is None:
            return None
        return reached(found) if main is not None and parts.numbers[main].reached else found.period

    def _earlier(self, parts: Parts, main: int | None) -> Sequence[tuple[int, int]]:
        """The stretches of figures where a change began, up to the next number, and of times that are compared with."""
        start = parts.sentence.start
        starts = [each.quantity.start - start for each in parts.numbers] + [len(parts.sentence.text)]
        left = [(starts[at], starts[at + 1]) for at, each in enumerate(parts.numbers) if each.left and at != main]
        return [
            *left,
            *self._of_others(parts, main),
            *((each.time.start, each.time.end) for each in parts.compared if each.time),
        ]

    def _of_others(self, parts: Parts, main: int | None) -> Sequence[tuple[int, int]]:
        """What follows another number of the same unit behind the measure's: "3 percent, 26 percent in 2001"."""
        if main is None:
            return ()
        own = parts.numbers[main]
        behind = (
            each.quantity.start
            for each in parts.numbers[main + 1 :]
            if each.quantity.unit == own.quantity.unit and each.quantity.value is not None and not each.ratio
        )
        start = next(behind, None)
        return () if start is None else [(start - parts.sentence.start, len(parts.sentence.text))]

    def _without_of(self, whole: str) -> str | None:
        first, _, rest = whole.partition(" ")
        return (rest if first.lower() in self._words.units.of else whole) or None


def _told(reads: Sequence[Read]) -> set[tuple[str, str]]:
    """The measure and the place of each."""
    return {(read.candidates[0].slug, _subject_of(read.places)) for read in reads}


def _subject_of(places: Sequence[PlaceMention]) -> str:
    return next((place.code for place in places if place.role is PlaceRole.SUBJECT), "")


def _with_subject_of(whole: Read, places: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
    """The places of a piece, with the sentence's own subject where it names none."""
    own = tuple(each for each in places if each.source is PlaceSource.SAID)
    if _subject_of(own):
        return own
    return (*(each for each in whole.places if each.role is PlaceRole.SUBJECT), *own)


def _has_a_partner(parts: Parts, entry: IndicatorEntry, first: int, last: int, words: Words) -> bool:
    """ "Exports to China": a part of a country's whole, that no measure of one place has."""
    if entry.takes_counterpart or all(token.low not in words.places.partnered for token in parts.tokens[first:last]):
        return False
    behind = (each for each in parts.places if 0 < each.first - last <= PARTNER_REACH)
    return any(parts.tokens[each.first - 1].low in words.places.toward for each in behind)


def _is_of_another(number: Placed, parts: Parts, entry: IndicatorEntry, phrase: tuple[int, int]) -> bool:
    """ "40 percent of the public debt": the phrase names a whole, no number of its own; and of a pair the other way
    round: what the number is a share of has to be in the phrase ("buys 40 percent of its gas")."""
    if not number.quantity.whole:
        return False
    last = number.last + len(tokens_of(number.quantity.whole))
    if entry.takes_counterpart:
        return phrase[1] <= number.last or last <= phrase[0]
    follows = last < len(parts.tokens) and parts.tokens[last].is_word
    return number.last <= phrase[0] < last and phrase[1] <= last + follows


def _passed(parts: Parts, words: Words) -> Passed:
    places = {each.first: each.last for each in parts.places}
    numerals = [_numeral(parts.tokens, each, words) for each in parts.numbers]
    numbers = {each.first: last for each, (_, last) in zip(parts.numbers, numerals, strict=True)} | dict(numerals)
    spans = [*places.items(), *numerals]
    loose = frozenset(at for each in parts.numbers for at in range(each.first, each.last))
    inside = frozenset(at for first, last in spans for at in range(first, last))
    return Passed(places, numbers, inside, loose | parts.of_times())


def _numeral(tokens: Sequence[Token], number: Placed, words: Words) -> tuple[int, int]:
    """The tokens of the number alone, without its comparator and unit."""
    known = words.numbers.values.keys() | words.numbers.scales.keys()
    own = [at for at in range(number.first, number.last) if tokens[at].number is not None or tokens[at].low in known]
    if not own:
        return number.first, number.last
    return own[0], next(at for at in range(own[0] + 1, own[-1] + 2) if at not in own)


def _of_people(quantity: Quantity, places: Sequence[FoundPlace], tokens: Sequence[Token]) -> Quantity:
    """ "24 million Yemenis": what is counted is the name of a people."""
    behind = {tokens[each.first].start for each in places if each.kind is not PlaceNameKind.REGION}
    ends = {tokens[each.last - 1].end for each in places if each.kind is not PlaceNameKind.REGION}
    near = quantity.end in ends or any(0 < start - quantity.end <= len(" de ") for start in behind)
    return replace(quantity, unit="people") if near and quantity.kind in COUNTS and not _is_noun(quantity) else quantity


def _is_noun(quantity: Quantity) -> bool:
    return bool(quantity.unit) and not quantity.text.lower().endswith(quantity.unit)


def _ranks(parts: Parts, words: Words) -> bool:
    """Whether a place in a ranking is told: "in place 163", "the highest in Europe"."""
    return any(each.kind in RANKING for each in parts.compared) or any(
        True for _ in words.numbers.ranks.everywhere(parts.tokens)
    )


def _has_figures(parts: Parts) -> bool:
    return any(each.quantity.kind is not QuantityKind.DURATION for each in parts.numbers)
