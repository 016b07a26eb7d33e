"""Whom the sentences of a text name, and who stands where a number tells something of somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.lexemes import Token
from claims.extraction.names import NameRegister, is_body, joined, may_be, names_in
from claims.extraction.places import FoundPlace
from claims.extraction.words import en_attribution
from claims.extraction.words import en_claimants as who
from claims.extraction.words import en_people as words
from claims.values import PlaceSource

LOOK_BACK = 4  # sentences in which whom "he" means is looked for
LONGEST_APPOSITION = 14  # tokens
SOON = 4  # tokens from "the 61-year-old" to the name


@dataclass(frozen=True, slots=True)
class Bearer:
    """A full name; where the sentence has it, -1 where it is carried, by "he" or the like."""

    name: str
    start: int = -1
    end: int = -1

    @property
    def source(self) -> PlaceSource:
        return PlaceSource.SAID if self.start >= 0 else PlaceSource.CARRIED


@dataclass(frozen=True, slots=True)
class _Mention:
    first: int
    last: int
    name: str
    owns: bool


def people_of(rows: Sequence[Sequence[Token]], located: Sequence[Sequence[FoundPlace]]) -> list[People]:
    """The people of every sentence of a text. `located` are the places that its sentences name."""
    places = {
        row[at].start
        for row, found in zip(rows, located, strict=True)
        for each in found
        for at in (each.first, each.last - 1)
    }
    names = NameRegister()
    full = [list(_full(row, places)) for row in rows]
    for each in (each for found in full for each in found):
        names.add(each.name)
    mentions = [
        sorted([*found, *_short(row, found, names, places)], key=lambda each: each.first)
        for row, found in zip(rows, full, strict=True)
    ]
    return [People(row, mentions[at], mentions[max(0, at - LOOK_BACK + 1) : at]) for at, row in enumerate(rows)]


def _full(row: Sequence[Token], places: set[int]) -> Iterator[_Mention]:
    for first, last in names_in(row):
        name = joined(row[first:last])
        if row[first].start not in places and not is_body(name):
            yield _mention(row, first, last, name)


def _short(row: Sequence[Token], full: Sequence[_Mention], names: NameRegister, places: set[int]) -> Iterator[_Mention]:
    """Single capitals that stand for a full name of the text, or follow a title."""
    taken = {at for each in full for at in range(each.first, each.last)}
    for at, token in enumerate(row):
        if at in taken or not token.is_capital or token.start in places:
            continue
        name = names.full(token.text)
        if name != token.text or _is_titled(row, at):
            yield _mention(row, at, at + 1, name)


def _mention(row: Sequence[Token], first: int, last: int, name: str) -> _Mention:
    owns = last + 1 < len(row) and row[last].text in "'\u2019" and row[last + 1].low == "s"
    return _Mention(first, last, name, owns)


def _is_titled(row: Sequence[Token], at: int) -> bool:
    before = at - 2 if at and row[at - 1].text == "." else at - 1
    return before >= 0 and row[before].low in words.COURTESY


@dataclass(frozen=True, slots=True)
class People:
    """Whom a sentence names, and whom those right before it did."""

    row: Sequence[Token]
    mentions: Sequence[_Mention]
    earlier: Sequence[Sequence[_Mention]]

    def ending_at(self, position: int) -> Bearer | None:
        """Who is named right before a position."""
        return self._bearer(next((each for each in self.mentions if each.last == position), None))

    def starting_at(self, position: int) -> Bearer | None:
        """Who is named from a position on, by a name or by "he"."""
        if position < len(self.row) and self.row[position].low in words.PRONOUNS:
            return self.before(self.row[position].low, position)
        return self._bearer(next((each for each in self.mentions if each.first == position and not each.owns), None))

    def named_soon(self, position: int) -> Bearer | None:
        """Who is named behind a position and some small words that say what they are."""
        for each in self.mentions:
            near = position <= each.first <= position + SOON
            if near and all(_describes(token) for token in self.row[position : each.first]):
                return self._bearer(each)
        return None

    def goes_on_with_verb(self, position: int) -> bool:
        """ "The 61-year-old told": a verb and no noun behind."""
        low = self.row[position].low if position < len(self.row) else ""
        return low == "," or low in en_attribution.SAYING or low in words.VERBS

    def owner_at(self, position: int) -> Bearer | None:
        """Whose something at a position is: "Moor's", "his"."""
        pronoun = words.OWNERS.get(self.row[position - 1].low) if position else None
        if pronoun:
            return self.before(pronoun, position - 1)
        return self._bearer(next((each for each in self.mentions if each.owns and each.last + 2 == position), None))

    def only_one(self) -> Bearer | None:
        """The one person whom a sentence names, or else "he" of a sentence that names none."""
        if len({each.name for each in self.mentions}) == 1 and not self.mentions[0].owns:
            return self._bearer(self.mentions[0])
        at = next((at for at, token in enumerate(self.row) if token.low in words.PRONOUNS), None)
        return None if self.mentions or at is None else self.before(self.row[at].low, at)

    def subject_of(self, verb: int) -> Bearer | None:
        """Who does what a verb says: the name or "he" right before it, with small words, "who" and an apposition
        between commas at most in between."""
        at = self._past_small_words(verb - 1)
        if at < 0:
            return None
        if self.row[at].low in words.PRONOUNS:
            return self.before(self.row[at].low, at)
        if self.row[at].low == ",":
            return self._around_apposition(at)
        found = self.ending_at(at + 1)
        return None if found is None or self._is_object(found) else found

    def _past_small_words(self, at: int) -> int:
        while at >= 0 and self.row[at].low in words.BETWEEN:
            at -= 1
        if at > 0 and self.row[at].low == words.WHO:
            at -= 2 if self.row[at - 1].low == "," else 1
        return at

    def _is_object(self, bearer: Bearer) -> bool:
        """ "A friend of Ada Moor was"."""
        first = next(at for at, token in enumerate(self.row) if token.start == bearer.start)
        return first > 0 and self.row[first - 1].low in words.BEFORE_OBJECTS

    def _around_apposition(self, comma: int) -> Bearer | None:
        """ "Ada Moor, a lawyer, was" and "his father, Tom Moor, was"."""
        back = range(comma - 1, max(-1, comma - LONGEST_APPOSITION), -1)
        opens = next((at for at in back if self.row[at].low == ","), None)
        if opens is None:
            return None
        inside = next((each for each in self.mentions if (each.first, each.last) == (opens + 1, comma)), None)
        return self._bearer(inside) or self.ending_at(opens)

    def before(self, pronoun: str, position: int = 0) -> Bearer | None:
        """Who was named last in the sentence before a position, else first in a sentence before."""
        here = [each for each in self.mentions if each.last <= position and not each.owns]
        rows = [here[::-1], *(sorted(row, key=lambda each: each.owns) for row in reversed(self.earlier))]
        fitting = (each.name for row in rows for each in row if not pronoun or may_be(each.name, pronoun))
        name = next(fitting, "")
        return Bearer(name) if name else None

    def _bearer(self, mention: _Mention | None) -> Bearer | None:
        if mention is None:
            return None
        return Bearer(mention.name, self.row[mention.first].start, self.row[mention.last - 1].end)


def _describes(token: Token) -> bool:
    return token.low in who.ROLES or token.low == "former"
