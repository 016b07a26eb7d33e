"""The name in the words for somebody who says something: of a person without office, of a body as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.general.tokens import Token
from claims.extraction.general.words import Words
from claims.values import ClaimantKind

HEAD = 4  # tokens in which a noun says what kind of speaker it is


@dataclass(frozen=True, slots=True)
class Named:
    name: str | None
    kind: ClaimantKind


def name_of(tokens: Sequence[Token], words: Words) -> Named | None:
    """None where the tokens name nobody who could say something."""
    at = 0
    while at < len(tokens) and not _is_a_name(tokens[at]) and _is_passed(tokens[at], words):
        at += 1
    tokens = tokens[at:]
    if not tokens:
        return None
    spoken_for = any(token.low in words.saying.speakers and not token.capital for token in tokens[:HEAD])
    title = any(token.low in words.saying.titles for token in tokens[:HEAD]) and not spoken_for
    runs = list(_runs(tokens, words))
    if not runs:
        return _without_name(tokens, title or spoken_for, words)
    if title:
        return _titled(tokens, runs, words)
    first, last = runs[0]
    name = _text(tokens, first, last)
    if at == first == 0 and last == 1 and _may_be_a_person(tokens[0], words):
        return Named(name, ClaimantKind.PERSON)
    return Named(name, _kind(tokens, first, last, words)) if first <= HEAD or spoken_for else None


def _may_be_a_person(token: Token, words: Words) -> bool:
    """A single name without an article, that is none of a body."""
    bodies = words.saying.bodies | words.saying.own_bodies | words.saying.known
    return token.low not in bodies and not token.text.isupper()


def _is_passed(token: Token, words: Words) -> bool:
    return token.low in words.articles or token.low in words.saying.publications or token.low in words.units.of


def _is_a_name(token: Token) -> bool:
    """All capitals may be a word of what it is: "NGO Save the Children"."""
    return token.capital and not token.text.isupper()


def _without_name(tokens: Sequence[Token], person: bool, words: Words) -> Named | None:
    head = tokens[0].low
    if head in words.saying.own_bodies:
        return Named(tokens[0].text, ClaimantKind.BODY)
    known = person or head in words.saying.unnamed | words.saying.bodies
    return Named(None, ClaimantKind.UNNAMED) if known else None


def _titled(tokens: Sequence[Token], runs: Sequence[tuple[int, int]], words: Words) -> Named:
    """Behind an office the person's name: not that of what the office is of ("the minister of Finance")."""
    runs = [(_behind_initials(tokens, first, last), last) for first, last in runs]
    own = [run for run in runs if not _is_of_office(tokens, run[0], words)]
    if not own:
        return Named(None, ClaimantKind.UNNAMED)
    first, last = own[-1] if len(own) > 1 and tokens[own[0][0]].low in words.saying.titles else own[0]
    while first < last - 1 and tokens[first].low in words.saying.titles:
        first += 1
    return Named(_text(tokens, first, last), ClaimantKind.PERSON)


def _behind_initials(tokens: Sequence[Token], first: int, last: int) -> int:
    """ "The member of the ANC Ann Moor": the initials are of the office, the name follows them."""
    named = first + 2 < last and len(tokens[first].text) > 1 and tokens[first].text.isupper()
    return first + 1 if named and not tokens[first + 1].text.isupper() else first


def _is_of_office(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """Behind "of", its article passed over."""
    of = words.units.of | words.places.of
    at = first - 1 - (first > 1 and tokens[first - 1].low in words.articles - of)
    return at >= 0 and tokens[at].low in of


def _kind(tokens: Sequence[Token], first: int, last: int, words: Words) -> ClaimantKind:
    """Two names and more are a person's, where no noun makes a body of them."""
    inside = tokens[first:last]
    if any(token.low in words.saying.bodies | words.saying.own_bodies for token in inside):
        return ClaimantKind.BODY
    names = [token for token in inside if token.capital]
    shouted = any(token.text.isupper() and len(token.text) > 1 for token in names)
    return ClaimantKind.BODY if shouted or len(names) < 2 else ClaimantKind.PERSON


def _runs(tokens: Sequence[Token], words: Words) -> Iterator[tuple[int, int]]:
    """Stretches of capitals; small words within a name join them where a body's noun stands before, or where they are
    of a person's name and no title's."""
    at = 0
    while at < len(tokens):
        if not tokens[at].capital:
            at += 1
            continue
        last = _run_end(tokens, at, words)
        yield at, last
        at = last


def _run_end(tokens: Sequence[Token], first: int, words: Words) -> int:
    body = tokens[first].low in words.saying.bodies
    last = first + 1
    while last < len(tokens):
        if tokens[last].capital:
            last += 1
            continue
        joined = last
        while joined < len(tokens) and tokens[joined].low in words.saying.particles:
            joined += 1
        if joined == last or joined >= len(tokens) or not tokens[joined].capital:
            break
        if not body and not _is_of_a_name(tokens, first, last, joined, words):
            break
        last = joined + 1
    return last


def _is_of_a_name(tokens: Sequence[Token], first: int, last: int, joined: int, words: Words) -> bool:
    """ "Juan de la Torre": small words behind a given name, or several behind two names."""
    single = last == first + 1 and tokens[first].low not in words.saying.titles and not tokens[first].text.isupper()
    return single or joined - last > 1


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.text for token in tokens[first:last])
