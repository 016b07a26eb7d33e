"""The names of people and bodies that a text has, and which full name a short one stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.extraction.lexemes import Token
from claims.extraction.words import en_attribution as words
from claims.extraction.words import en_claimants as who

LONGEST_NAME = 5
_OF_BODIES = words.BODIES | who.BODY_NOUNS
PARTICLES = frozenset("de la du van von der den bin al el di da dos del della ibn ben abu ter le".split())
ROLE_REACH = 10  # tokens behind a name in which it is told what somebody is: "Ada Moor, the mayor of Ghent"


def is_particle(token: Token) -> bool:
    return token.low in PARTICLES


def names_in(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Runs of two to five capitals, as positions: "Ken Gause", "World Food Program", "Ursula von der Leyen"."""
    first = last = -1
    for position, token in enumerate(tokens):
        if last == position and _goes_on(tokens, first, position):
            last = position + 1
            continue
        if last - first > 1:
            yield from _name(tokens, first, last)
        first, last = (position, position + 1) if _may_begin(token) else (-1, -1)
    yield from _name(tokens, first, last)


def _may_begin(token: Token) -> bool:
    return token.is_capital and token.low not in words.NOT_NAMES and token.low not in words.TITLES


def _goes_on(tokens: Sequence[Token], first: int, position: int) -> bool:
    token, before = tokens[position], tokens[position - 1]
    glued = token.start == before.end
    if token.text in "-'\u2019." and glued:
        return token.text != "." or len(before.text) == 1
    if before.text in "-'\u2019" and glued:
        return token.is_word and token.low != "s"
    if is_particle(token) or (token.low in {"of", "for"} and before.low in _OF_BODIES):
        following = tokens[position + 1 : position + 3]
        return any(each.is_capital for each in following) and not token.is_capital
    return token.is_capital and token.low not in words.NOT_NAMES and token.start <= before.end + 1


def _name(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    while last > first and (tokens[last - 1].text in "-'\u2019" or not tokens[last - 1].is_capital):
        last -= 1
    begins = [at + 1 for at in range(first, last - 1) if tokens[at].low in who.ROLES and tokens[at].is_capital]
    first = begins[-1] if begins and _all_words(tokens[begins[-1] : last]) else first
    if 2 <= sum(token.is_capital for token in tokens[max(first, 0) : max(last, 0)]) <= LONGEST_NAME:
        yield first, last


def _all_words(tokens: Sequence[Token]) -> bool:
    return words.BODIES.isdisjoint(token.low for token in tokens)


def joined(tokens: Sequence[Token]) -> str:
    """The tokens as text, with a single space where there was any."""
    pieces: list[str] = []
    for number, token in enumerate(tokens):
        if number and token.start > tokens[number - 1].end:
            pieces.append(" ")
        pieces.append(token.text)
    return "".join(pieces)


def is_body(name: str) -> bool:
    return any(part in words.BODIES or part in who.BODY_NOUNS for part in name.casefold().split())


@dataclass(slots=True)
class NameRegister:
    """Full names by their first and last words and their initials, with how often each was met."""

    _by_part: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        parts = name.split()
        initials = "".join(part[0] for part in parts if part[0].isupper())
        for key in {parts[-1], parts[0], initials}:
            counts = self._by_part.setdefault(key, {})
            counts[name] = counts.get(name, 0) + 1

    def full(self, name: str) -> str:
        """The full name that a short one stands for: the one most met that ends with it, else begins so; a body's
        only for letters."""
        if " " in name or name.casefold() in who.KNOWN_BODIES:
            return name
        letters = name.isupper() and len(name) > 1
        known = [each for each in self._by_part.get(name, ()) if each != name and is_body(each) is letters]
        counts = self._by_part.get(name, {})
        return max(known, key=lambda each: (each.endswith(name), counts[each])) if known else name


def may_be(name: str, pronoun: str) -> bool:
    """Whether somebody of that name may be "he" or "she"."""
    given = name.partition(" ")[0].casefold()
    return given not in (who.FEMALE if pronoun == "he" else who.MALE)


def roles_around(tokens: Sequence[Token], first: int, last: int) -> set[str]:
    """What is told of somebody right before a name and behind its comma: "senator", "mayor"."""
    found = {token.low for token in tokens[max(0, first - 3) : first] if token.low in who.ROLES}
    if last < len(tokens) and tokens[last].text == ",":
        for token in tokens[last + 1 : last + ROLE_REACH]:
            if token.text in ",;:":
                break
            found |= {token.low} & who.ROLES
    return found
