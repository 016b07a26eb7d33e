"""Finding the places that a sentence names.

The names stand in one tree of words that is built once per lexicon; a sentence is walked through it from left to
right, the longest name wins, and what follows goes on behind it. So the work is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.extraction.lexemes import Token, tokens_of
from claims.extraction.sentences import Sentence
from claims.extraction.words import en_places as words
from claims.values import Lexicon, PlaceMention, PlaceName, PlaceNameKind, PlaceRole, PlaceSource

SHORTEST_SHOUT = 4  # letters: a word in capitals that is no longer may be an abbreviation
PERSON_REACH = 7  # tokens behind the verb in which "his" makes a person of the name before it
STATE_OF = "state of "  # a name that the table has so, as no place, is that of a state too


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    names: list[PlaceName] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A name in a sentence: `first` and `last` are positions among its tokens, `last` not included."""

    code: str
    kind: PlaceNameKind
    first: int
    last: int

    def mention(self, tokens: Sequence[Token], text: str, offset: int) -> PlaceMention:
        start, end = tokens[self.first].start, tokens[self.last - 1].end
        said = text[start - offset : end - offset]
        return PlaceMention(self.code, PlaceRole.MENTION, PlaceSource.SAID, said, start, end)


class PlaceFinder:
    """Compiled once per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._root = _Node()
        self._states_too: set[str] = set()
        for name in lexicon.places:
            self._add(name)

    def _add(self, name: PlaceName) -> None:
        node = self._root
        for token in tokens_of(name.text):
            node = node.following.setdefault(token.low, _Node())
        node.names.append(name)
        if not name.code and name.text.startswith(STATE_OF):
            self._states_too.add(name.text.removeprefix(STATE_OF).casefold())

    def find(self, sentence: Sentence) -> tuple[PlaceMention, ...]:
        """Mentions in the order of the sentence, each a `MENTION` until a measure gives it a role."""
        tokens = tokens_of(sentence.text, sentence.start)
        found = self.locate(tokens)
        return tuple(each.mention(tokens, sentence.text, sentence.start) for each in found)

    def locate(self, tokens: Sequence[Token]) -> tuple[FoundPlace, ...]:
        found: list[FoundPlace] = []
        shouted = not any(token.text[0].islower() for token in tokens)
        position = 0
        while position < len(tokens):
            match = self._longest(tokens, position, shouted)
            if match is None:
                position += 1
                continue
            if match.code and not self._is_a_state(tokens, match) and _is_place(tokens, match):
                found.append(match)
            position = match.last
        return tuple(found)

    def _is_a_state(self, tokens: Sequence[Token], found: FoundPlace) -> bool:
        """A name that a state has too means the state among other states or beside a state's offices."""
        if tokens[found.first].low not in self._states_too:
            return False
        return any(token.low in words.STATES or token.low in words.STATE_WORDS for token in tokens)

    def _longest(self, tokens: Sequence[Token], first: int, shouted: bool) -> FoundPlace | None:
        node, best = self._root, None
        opens = first == 0 or not tokens[first - 1].is_word
        for last in range(first, len(tokens)):
            following = node.following.get(tokens[last].low)
            if following is None:
                break
            node = following
            span = tokens[first : last + 1]
            for name in node.names:
                if _written_as(name, span, shouted, opens):
                    best = FoundPlace(name.code, name.kind, first, last + 1)
                    break
        return best


def _written_as(name: PlaceName, span: Sequence[Token], shouted: bool, opens: bool) -> bool:
    """Capitals decide: "us" is no country, nor is "US" in a line that is all capitals. A name in small letters
    may have a capital where it opens a sentence."""
    for token, wanted in zip(span, tokens_of(name.text), strict=True):
        if _is_abbreviation(wanted.text):
            if token.text != wanted.text or (shouted and len(name.text) < SHORTEST_SHOUT):
                return False
        elif wanted.is_capital != token.is_capital and not (opens and token is span[0] and token.is_capital):
            return False
    return True


def _is_abbreviation(text: str) -> bool:
    return text.isupper() and len(text) <= SHORTEST_SHOUT


# --- is it a place? -------------------------------------------------------------------------------------


def _is_place(tokens: Sequence[Token], found: FoundPlace) -> bool:
    if found.kind in (PlaceNameKind.ADJECTIVE, PlaceNameKind.PEOPLE):
        return not _names_a_water(tokens, found)
    if found.last - found.first > 1:
        return True
    return not (_names_a_water(tokens, found) or _names_a_part(tokens, found) or _names_a_person(tokens, found))


def _word(tokens: Sequence[Token], position: int) -> Token | None:
    return tokens[position] if 0 <= position < len(tokens) else None


def _low(tokens: Sequence[Token], position: int) -> str:
    token = _word(tokens, position)
    return token.low if token else ""


def _names_a_water(tokens: Sequence[Token], found: FoundPlace) -> bool:
    """ "X Sea", "Gulf of X", "New X", "X Airlines": named after a place, not that place."""
    after = _word(tokens, found.last)
    if after and after.is_capital and after.low in words.WATERS_AFTER:
        return True
    if found.kind is not PlaceNameKind.NAME:
        return False
    of = 2 if _low(tokens, found.first - 1) == "of" else 1
    before = _word(tokens, found.first - of)
    return bool(before and before.is_capital and before.low in words.WATERS_BEFORE)


def _names_a_part(tokens: Sequence[Token], found: FoundPlace) -> bool:
    """A town of that name in a state: "X, Pennsylvania", "X, Pa."."""
    state = _word(tokens, found.last + 1)
    if _low(tokens, found.last) != "," or state is None:
        return False
    return state.low in words.STATES or (state.is_capital and state.low in words.STATE_ABBREVIATIONS)


def _names_a_person(tokens: Sequence[Token], found: FoundPlace) -> bool:
    return _has_first_name(tokens, found.first) or _has_last_name(tokens, found) or _is_he_or_she(tokens, found)


def _is_he_or_she(tokens: Sequence[Token], found: FoundPlace) -> bool:
    """ "X scored 40 percent of his team's points": who acts is a person, where no other name stands between."""
    acts = _word(tokens, found.last)
    if not _opens_a_clause(tokens, found.first) or acts is None or not acts.text.islower() or not acts.is_word:
        return False
    for token in tokens[found.last + 1 : found.last + 1 + PERSON_REACH]:
        if token.low in words.OF_ONE_PERSON:
            return True
        if token.is_capital or token.text in ",;:":
            return False
    return False


def _opens_a_clause(tokens: Sequence[Token], first: int) -> bool:
    return first == 0 or not tokens[first - 1].is_word


def _has_first_name(tokens: Sequence[Token], first: int) -> bool:
    before = first - 1
    if _low(tokens, before) == ".":
        before -= 1
        if _low(tokens, before) not in words.HONORIFICS:
            return False
    token = _word(tokens, before)
    if token is None or not token.is_capital:
        return False
    if token.low in words.FIRST_NAMES or token.low in words.HONORIFICS:
        return True
    return _could_be_first_name(tokens, before)


def _could_be_first_name(tokens: Sequence[Token], position: int) -> bool:
    """A capital in the middle of a sentence that is no office, direction or abbreviation."""
    token = tokens[position]
    opens = position == 0 or not tokens[position - 1].is_word
    ordinary = token.low in words.MODIFIERS or token.low in words.OFFICES or token.low in words.OPENERS
    return not (opens or ordinary or token.text.isupper() or token.low.endswith("ing"))


def _has_last_name(tokens: Sequence[Token], found: FoundPlace) -> bool:
    """Another capital behind it makes the place's word part of a name: a person's or a company's."""
    after = _word(tokens, found.last)
    if after is None or not after.is_capital or after.text.isupper():
        return False
    return after.low not in words.AFTER_A_PLACE and tokens[found.last - 1].end + 1 == after.start
