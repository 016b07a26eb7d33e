"""From the text of an article to its claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.extraction.asides import REPEATED, is_denied, leave_aside
from claims.extraction.attribution import tokens_by_sentence
from claims.extraction.changes import (
    Measure,
    counted_by_the_change,
    is_reached,
    mark_quantities,
    move_told,
    over_years,
    told_of_earlier,
)
from claims.extraction.context import PlaceContext, with_directions
from claims.extraction.elsewhere import BESIDE_PHRASE, is_a_part, measure_is_elsewhere
from claims.extraction.indicators import IndicatorFinder
from claims.extraction.lexemes import Token
from claims.extraction.narrowing import SentenceParts
from claims.extraction.periods import end_of, find_period
from claims.extraction.places import FoundPlace, PlaceFinder
from claims.extraction.quantities import find_quantities
from claims.extraction.repeats import repeated
from claims.extraction.roles import assign_roles, companions
from claims.extraction.sayings import Saying, sayings
from claims.extraction.sentence_wording import WorthinessInput
from claims.extraction.sentences import Sentence, split_sentences
from claims.extraction.units import COUNTS, fits
from claims.extraction.wholes import whole_text, wholes_of
from claims.extraction.words.en_places import POINTING_BACK, UNSAID
from claims.extraction.worthiness import judge_worthiness
from claims.values import (
    AsideSentence,
    ExtractedClaim,
    Extraction,
    IndicatorCandidate,
    IndicatorEntry,
    Lexicon,
    Move,
    Period,
    PlaceMention,
    PlaceNameKind,
    PlaceRole,
    PlaceSource,
    Quantity,
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
    denominator: str | None
    saying: Saying


def extract(text: str, *, lexicon: Lexicon, published: date | None = None) -> Extraction:
    """The claims of a text, in its order, and the sentences that were left aside with the reason."""
    finders = _COMPILED.of(lexicon)
    sentences = split_sentences(text)
    claims: list[ExtractedClaim] = []
    aside: list[AsideSentence] = []
    again = repeated(sentences)
    for index, read in enumerate(_read_all(sentences, finders, published)):
        given = _worthiness_input(read)
        reason = REPEATED if index in again else leave_aside(given, _following(sentences, index))
        if reason is not None:
            aside.append(AsideSentence(read.sentence.text, read.sentence.start, read.sentence.end, reason))
        else:
            claims.append(_claim(read, given))
    return Extraction(len(sentences), tuple(claims), tuple(aside))


def read_sentences(
    text: str, start: int, end: int, *, lexicon: Lexicon, published: date | None = None
) -> tuple[ExtractedClaim, ...]:
    """The sentences that a span shares a character with, each read as a claim whatever the rules say of it."""
    reads = _read_all(split_sentences(text), _COMPILED.of(lexicon), published)
    touched = (read for read in reads if read.sentence.start < end and start < read.sentence.end)
    return tuple(_claim(read, _worthiness_input(read)) for read in touched)


def read_alone(text: str, *, lexicon: Lexicon) -> WorthinessInput:
    """What is known of one sentence that stands by itself, whatever marks are in it: for training and measuring."""
    alone = Sentence(text, 0, len(text), paragraph=0, quoted=False, heading=False)
    return _worthiness_input(_read_all((alone,), _COMPILED.of(lexicon), None)[0])


def _following(sentences: Sequence[Sentence], index: int) -> str:
    """The next sentence of the same paragraph, or ''."""
    if index + 1 >= len(sentences) or sentences[index + 1].paragraph != sentences[index].paragraph:
        return ""
    return sentences[index + 1].text


def _claim(read: _Read, given: WorthinessInput) -> ExtractedClaim:
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
    )


def _worthiness_input(read: _Read) -> WorthinessInput:
    return WorthinessInput(
        sentence=read.sentence.text,
        quantities=read.quantities,
        has_indicator=bool(read.candidates),
        has_place=bool(read.places),
        place_said=any(place.source is PlaceSource.SAID for place in read.places),
        claimant=read.saying.claimant,
        attribution=read.saying.attribution,
        heading=read.sentence.heading,
        period_stated=read.period is not None,
    )


# --- reading the sentences ------------------------------------------------------------------------------


def _read_all(sentences: Sequence[Sentence], finders: _Finders, published: date | None) -> Sequence[_Read]:
    rows = tokens_by_sentence(sentences, LONGEST_READ)
    located = with_directions(rows, [finders.places.locate(row) for row in rows])
    told = sayings(sentences, rows, located, published)
    context = PlaceContext.of(rows, located)
    reader = _Reader(finders, context, published)
    return [
        reader.read(sentence, row, found, saying)
        for sentence, row, found, saying in zip(sentences, rows, located, told, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sentences of one text in their order."""

    finders: _Finders
    context: PlaceContext
    published: date | None

    def read(self, sentence: Sentence, tokens: Sequence[Token], found: Sequence[FoundPlace], saying: Saying) -> _Read:
        beginning = sentence.text[:LONGEST_READ]
        quantities = counting_peoples(find_quantities(beginning, sentence.start), tokens, found)
        mentions = [each.mention(tokens, sentence.text, sentence.start) for each in found]
        parts = sentence_parts(sentence, tokens, quantities, found)
        found_measures = () if is_denied(sentence.text) else self.finders.indicators.find(parts)
        found_measures = over_years(found_measures, self.finders.entries, parts, find_period(beginning, self.published))
        candidates, roles = self._with_both_sides(parts, mentions, found_measures)
        measure = self._measure(candidates)
        self.context.enter(sentence.paragraph)
        places = _with_carried(parts, roles, measure, self.context)
        self.context.tell([*places, *roles] if measure else roles, measure is not None)
        marked = mark_quantities(parts, measure)
        number = next((each for each in marked if each.of_measure), marked[0] if marked and not measure else None)
        candidates = (*(counted_by_the_change(each, number) for each in candidates[:1]), *candidates[1:])
        near = number.start - sentence.start if number else None
        others = (*told_of_earlier(parts), *_told_of_others(marked, sentence))
        period = find_period(beginning, self.published, near, [*_within(others, sentence.start), *saying.times])
        period = self._own_period(parts, number, period)
        denominator = _denominator(parts, marked, measure)
        return _Read(sentence, tokens, marked, candidates, _subject_first(places), period, denominator, saying)

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

    def _own_period(self, parts: SentenceParts, number: Quantity | None, period: Period | None) -> Period | None:
        """Of a span of years over which a figure changed the end is the time of the figure that was reached."""
        if number is None or period is None:
            return period
        span = _positions(parts.tokens, number.start, number.end)
        return end_of(period, self.published) if is_reached(parts.tokens, span) else period

    def _measure(self, candidates: Sequence[IndicatorCandidate]) -> Measure | None:
        return (candidates[0], self.finders.entries[candidates[0].slug]) if candidates else None


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
    return assign_roles(parts.tokens, parts.places, mentions, measure, numbers)


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
    spans = [_positions(tokens, quantity.start, quantity.end) for quantity in quantities]
    quantities = [_moved(quantity, move_told(tokens, span)) for quantity, span in zip(quantities, spans, strict=True)]
    named = frozenset(position for place in found for position in range(place.first, place.last))
    taken = named.union(position for span in spans for position in range(*span))
    parts = SentenceParts(sentence.text, sentence.start, tokens, quantities, spans, found, taken, named)
    return replace(parts, wholes=wholes_of(parts)) if quantities else parts


def _moved(quantity: Quantity, move: Move) -> Quantity:
    return quantity if move is quantity.move else replace(quantity, move=move)


def _positions(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    first = bisect_right(tokens, start, key=lambda token: token.end)
    return first, bisect_left(tokens, end, lo=first, key=lambda token: token.start)


# --- places that are left unsaid ------------------------------------------------------------------------


def _with_carried(
    parts: SentenceParts,
    roles: Sequence[PlaceMention],
    measure: Measure | None,
    context: PlaceContext,
) -> tuple[PlaceMention, ...]:
    if measure is not None and _is_elsewhere(parts, measure):
        return _only_beside(parts, roles, measure)
    lacks = not any(place.role is PlaceRole.SUBJECT for place in roles)
    unsaid = any(token.low in UNSAID for token in parts.tokens)
    if not (lacks and (measure or unsaid)):
        return tuple(roles)
    others = [place.code for place in roles if place.role is PlaceRole.COUNTERPART]
    carried = _unsaid_place(parts, measure, context, others)
    if carried is None:
        return tuple(roles)
    same = [replace(place, role=PlaceRole.SUBJECT) for place in roles if place.code == carried.code]
    rest = [place for place in roles if place.code != carried.code]
    return (*(same[:1] or [carried]), *rest)


def _unsaid_place(
    parts: SentenceParts, measure: Measure | None, context: PlaceContext, others: Sequence[str]
) -> PlaceMention | None:
    """What "there" and "its" point back to, else the place that fits the text best."""
    if _says_there(parts, measure):
        return context.there()
    pointed = context.its() if any(token.low in POINTING_BACK for token in parts.tokens) else None
    return pointed if pointed and pointed.code not in others else context.carried(without=others)


def _says_there(parts: SentenceParts, measure: Measure | None) -> bool:
    """ "Unemployment there is 4 percent", "There, the economy grew": in the place that was named last."""
    last = _positions(parts.tokens, measure[0].start, measure[0].end)[1] if measure else -1
    for position, token in enumerate(parts.tokens):
        if token.low == "there":
            following = parts.tokens[position + 1].text if position + 1 < len(parts.tokens) else "."
            if position == last or following in ",.;":
                return True
    return False


def _is_elsewhere(parts: SentenceParts, measure: Measure) -> bool:
    first, last = _positions(parts.tokens, measure[0].start, measure[0].end)
    part = any(is_a_part(parts.tokens, place) for place in parts.places)
    return part or measure_is_elsewhere(parts.tokens, parts.named, first, last)


def _only_beside(parts: SentenceParts, roles: Sequence[PlaceMention], measure: Measure) -> tuple[PlaceMention, ...]:
    """The roles without a subject that does not stand right before the measure's words."""
    first, _ = _positions(parts.tokens, measure[0].start, measure[0].end)
    beside = {
        parts.tokens[place.first].start
        for place in parts.places
        if 0 <= first - place.last <= BESIDE_PHRASE and not is_a_part(parts.tokens, place)
    }
    return tuple(
        place
        if place.role is not PlaceRole.SUBJECT or place.start in beside
        else replace(place, role=PlaceRole.MENTION)
        for place in roles
    )


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
