"""Which place a sentence means when it names none: "the population", "its trade"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.extraction.lexemes import Token
from claims.extraction.places import FoundPlace
from claims.extraction.words.en_places import SPEAKING
from claims.values import PlaceMention, PlaceNameKind, PlaceRole, PlaceSource

FADING = 0.6  # what a mention keeps of its weight with every sentence that goes by
OWN, ABOUT, BESIDE = 2.0, 1.0, 0.5
"""Weight of a place that a measure is of, of one that another sentence is about, and of one named besides."""
PARAGRAPH = 0.5  # what it keeps besides where a new paragraph begins
FREQUENCY = 1.0  # weight of being the place that the whole text names most
UNSURE = 0.85  # a second place that fits so nearly as well leaves it open which is meant
WORLD = "WLD"
LEADING, LEAD_SENTENCES = 3, 2  # what a place counts in the headline and the lede, and how many sentences these are
BODY_REACH = 4  # tokens behind a place in which a body's name or an office makes it theirs
DIRECTIONS = frozenset(["north", "south", "east", "west"])
SHORTEST_CITY, LONGEST_DATELINE = 3, 12  # letters, tokens
DASHES = frozenset("-\u2013\u2014")


@dataclass(slots=True)
class PlaceContext:
    """The places of one text, told sentence by sentence. `total` counts the mentions of the whole text."""

    total: dict[str, int]
    _weights: dict[str, float] = field(default_factory=dict)
    _paragraph: int = 0

    _last: Sequence[PlaceMention] = ()
    _opens: bool = True  # a paragraph

    @classmethod
    def of(cls, rows: Sequence[Sequence[Token]], located: Sequence[Sequence[FoundPlace]]) -> PlaceContext:
        total: dict[str, int] = {}
        for number, (tokens, found) in enumerate(zip(rows, located, strict=True)):
            weight = LEADING if number < LEAD_SENTENCES else 1
            for place in _told(tokens, found):
                total[place.code] = total.get(place.code, 0) + weight
        return cls(total)

    def enter(self, paragraph: int) -> None:
        """A sentence of that paragraph comes next."""
        if paragraph != self._paragraph:
            self._paragraph = paragraph
            self._opens = True
            self._fade(PARAGRAPH)

    def _fade(self, kept: float) -> None:
        self._weights = {code: weight * kept for code, weight in self._weights.items()}

    def tell(self, mentions: Sequence[PlaceMention], measured: bool) -> None:
        """One more sentence went by, with these places; `measured` where it is about a measure."""
        self._fade(FADING)
        self._last = mentions or self._last
        self._opens = False
        for mention in mentions:
            if mention.code != WORLD or mention.role is PlaceRole.SUBJECT:
                own = OWN if measured else ABOUT
                weight = own if mention.role is PlaceRole.SUBJECT else BESIDE
                self._weights[mention.code] = max(weight, self._weights.get(mention.code, 0.0))

    def carried(self, without: Sequence[str] = ()) -> PlaceMention | None:
        """The place that fits best here, as a carried subject; none where another fits as well."""
        codes = [code for code in {*self._weights, *self.total} if code not in without]
        if not codes:
            return None
        most = max(self.total.values(), default=1)
        fits = {code: self._fit(code, most) for code in sorted(codes)}
        best, *others = sorted(fits, key=fits.__getitem__, reverse=True)
        if others and fits[others[0]] > UNSURE * fits[best]:
            return None
        return PlaceMention(best, PlaceRole.SUBJECT, PlaceSource.CARRIED)

    def there(self) -> PlaceMention | None:
        """The place that "there" means: the one of the sentence before, else the one that it is about."""
        codes = {mention.code for mention in self._last}
        about = {mention.code for mention in self._last if mention.role is PlaceRole.SUBJECT}
        single = codes if len(codes) == 1 else about
        return PlaceMention(single.pop(), PlaceRole.SUBJECT, PlaceSource.CARRIED) if len(single) == 1 else None

    def its(self) -> PlaceMention | None:
        """Whose "its" is: the place that the sentence before, in the same paragraph, is about."""
        about = [mention.code for mention in self._last if mention.role is PlaceRole.SUBJECT]
        return PlaceMention(about[0], PlaceRole.SUBJECT, PlaceSource.CARRIED) if about and not self._opens else None

    def _fit(self, code: str, most: int) -> float:
        return self._weights.get(code, 0.0) + FREQUENCY * self.total.get(code, 0) / most


def _told(tokens: Sequence[Token], found: Sequence[FoundPlace]) -> Sequence[FoundPlace]:
    """The places that the sentence tells of, without the dateline's and those of the bodies that it quotes, where
    there are others."""
    begins = _behind_dateline(tokens)
    named = [place for place in found if place.kind is not PlaceNameKind.REGION]
    told = [place for place in named if place.first >= begins and not _is_of_a_body(tokens, place)]
    return told or named


def _is_of_a_body(tokens: Sequence[Token], place: FoundPlace) -> bool:
    """ "X's central bank", "the X prime minister", "Bank of X"."""
    around = [*tokens[max(0, place.first - 2) : place.first], *tokens[place.last : place.last + BODY_REACH]]
    return any(token.low in SPEAKING for token in around)


def _behind_dateline(tokens: Sequence[Token]) -> int:
    """Where the text begins behind "FREETOWN, Sierra Leone (AP) -": where it was filed is not what it is about."""
    if not tokens or len(tokens[0].text) < SHORTEST_CITY or not tokens[0].text.isupper():
        return 0
    beginning = range(min(LONGEST_DATELINE, len(tokens)))
    return next((at + 1 for at in beginning if tokens[at].text in DASHES), 0)


def dateline(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """The offsets of the dateline, as one span or none: a day in it is not the figure's."""
    begins = _behind_dateline(tokens)
    return ((tokens[0].start, tokens[begins - 1].end),) if begins else ()


def with_directions(
    rows: Sequence[Sequence[Token]], located: Sequence[Sequence[FoundPlace]]
) -> list[Sequence[FoundPlace]]:
    """The places of each sentence with "the North" for a place of the text whose name begins so, where there is
    one only."""
    meant: dict[str, set[str]] = {}
    for tokens, found in zip(rows, located, strict=True):
        for place in found:
            if place.kind is PlaceNameKind.NAME and place.last - place.first > 1:
                meant.setdefault(tokens[place.first].low, set()).add(place.code)
    single = {way: codes.copy().pop() for way, codes in meant.items() if way in DIRECTIONS and len(codes) == 1}
    if not single:
        return list(located)
    return [_with_direction(tokens, found, single) for tokens, found in zip(rows, located, strict=True)]


def _with_direction(
    tokens: Sequence[Token], found: Sequence[FoundPlace], meant: dict[str, str]
) -> Sequence[FoundPlace]:
    taken = {position for place in found for position in range(place.first, place.last)}
    added = [
        FoundPlace(meant[token.low], PlaceNameKind.NAME, position, position + 1)
        for position, token in enumerate(tokens)
        if token.low in meant and token.is_capital and position not in taken and _stands_alone(tokens, position)
    ]
    return sorted([*found, *added], key=lambda place: place.first) if added else found


def _stands_alone(tokens: Sequence[Token], position: int) -> bool:
    before = tokens[position - 1].low if position else ""
    return before == "the" and not (position + 1 < len(tokens) and tokens[position + 1].is_capital)
