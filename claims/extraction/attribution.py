"""Who says what a sentence states.

A sentence is read for a verb of saying or finding outside its quotation marks, with a speaker before or behind it.
Where a quotation goes on over several sentences, its speaker is the one whom its paragraph names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.lexemes import Token, tokens_of
from claims.extraction.names import NameRegister, joined, names_in
from claims.extraction.sentences import Sentence
from claims.extraction.words import en_attribution as words
from claims.values import Attribution

OPENING, CLOSING = "\u201c\u00ab", "\u201d\u00bb"
LONGEST_SPEAKER = 12
STOPS = ",;:()\u2014\u2013"


@dataclass(frozen=True, slots=True)
class Said:
    """A claimant, or None where somebody is quoted whom the text does not name, and how it is said."""

    claimant: str | None
    attribution: Attribution


UNSAID = Said(None, Attribution.NONE)


class SpeakerFinder:
    """Reads one text's sentences in their order; it remembers names and who spoke last."""

    def __init__(self, sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]]) -> None:
        self._sentences = sentences
        self._outside = [_outside_quotes(row) for row in tokens]
        self._names = NameRegister()
        for row in tokens:
            for name in names_in(row):
                self._names.add(name)
        self._last_person: str | None = None
        self._last_body: str | None = None
        self._speakers = [self._speaker(row) for row in self._outside]

    def _speaker(self, tokens: Sequence[Token]) -> str | None:
        found = find_speaker(tokens)
        if found is None:
            return None
        if found.casefold() in words.PRONOUNS:
            return self._last_body if found.casefold() == "it" else self._last_person
        full = self._names.full(found)
        if words.BODIES.isdisjoint(full.casefold().split()) and not full.isupper() and full[0].isupper():
            self._last_person = full
        else:
            self._last_body = full
        return full

    def said(self, index: int) -> Said:
        sentence, speaker = self._sentences[index], self._speakers[index]
        if sentence.quoted:
            return Said(speaker or self._speaker_around(index), Attribution.QUOTED)
        return Said(speaker, Attribution.REPORTED) if speaker else UNSAID

    def _speaker_around(self, index: int) -> str | None:
        """Of a quotation's sentence that names nobody: whom its paragraph named last, else names next."""
        paragraph = self._sentences[index].paragraph
        for step in (-1, 1):
            other = index + step
            while 0 <= other < len(self._sentences) and self._sentences[other].paragraph == paragraph:
                if self._speakers[other]:
                    return self._speakers[other]
                other += step
        return None


def _outside_quotes(tokens: Sequence[Token]) -> list[Token]:
    """The tokens outside quotation marks, a comma standing for each quotation. A mark that closes what this
    sentence did not open closes what went before it."""
    kept: list[Token] = []
    inside = False
    for number, token in enumerate(tokens):
        mark = _mark(tokens, number)
        if mark is None:
            kept += [] if inside else [token]
            continue
        if mark is CLOSING:
            kept = kept if inside else []
            kept.append(Token(",", ",", ",", token.start, token.end))
        inside = mark is OPENING
    return kept


def _mark(tokens: Sequence[Token], number: int) -> str | None:
    token = tokens[number]
    if token.text == '"':
        glued = number > 0 and tokens[number - 1].end == token.start and tokens[number - 1].text not in "([-\u2014"
        return CLOSING if glued else OPENING
    return OPENING if token.text in OPENING else CLOSING if token.text in CLOSING else None


def find_speaker(tokens: Sequence[Token]) -> str | None:
    """The speaker as the sentence has it: a name, a body, "surveys", or a pronoun."""
    for found in _readings(tokens):
        name = _tidy(found)
        if name:
            return name
    return None


def _readings(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    for position, token in enumerate(tokens):
        if token.low == words.ACCORDING[0] and _low(tokens, position + 1) == words.ACCORDING[1]:
            yield _behind(tokens, position + 2)
        elif not token.text.islower():
            continue
        elif token.low in words.SAYING:
            if _stands_behind(tokens, position):
                yield _behind_said(tokens, position + 1)
            yield _before(tokens, position)
            yield _behind_said(tokens, position + 1)
        elif token.low in words.FINDING and _finds_something(tokens, position):
            yield _finder_before(tokens, position)


def _finder_before(tokens: Sequence[Token], verb: int) -> Sequence[Token]:
    """Somebody who finds; not "can expect", nor what belongs to somebody: "its partners declare"."""
    if verb and tokens[verb - 1].text in words.MODALS:
        return ()
    found = _before(tokens, verb)
    mere = bool(found) and found[0].text in words.OWNERS and not any(token.is_capital for token in found)
    known = words.REPORTS | words.BODIES | words.UNNAMED
    return () if mere and known.isdisjoint(token.low for token in found) else found


def _stands_behind(tokens: Sequence[Token], verb: int) -> bool:
    """ "..., said Ken Gause": nothing but a comma before the verb, and a name behind it."""
    opens = verb == 0 or tokens[verb - 1].text in STOPS
    return opens and verb + 1 < len(tokens) and tokens[verb + 1].is_capital


def _low(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].low if 0 <= position < len(tokens) else ""


def _finds_something(tokens: Sequence[Token], position: int) -> bool:
    following = tokens[position + 1 : position + 6]
    if any(token.low == "that" for token in following[:3]):
        return True
    if tokens[position].low in words.WITHOUT_THAT and any(_measures(token) for token in following):
        return True
    if tokens[position].low in words.PLAIN_FINDING:
        return _closes(tokens, position) or (bool(following) and following[0].low not in words.NOT_FOUND)
    return _closes(tokens, position)


def _measures(token: Token) -> bool:
    return token.text[0].isdigit() or token.low in {"the", "at", "about", "nearly"}


def _closes(tokens: Sequence[Token], position: int) -> bool:
    """ "..., the ministry reports.": the verb ends a sentence whose statement went before."""
    return position + 4 >= len(tokens) and any(token.text == "," for token in tokens[:position])


# --- who stands before the verb -------------------------------------------------------------------------


def _before(tokens: Sequence[Token], verb: int) -> Sequence[Token]:
    last = verb
    while last > 0 and tokens[last - 1].low in words.ASIDES:
        last -= 1
    if last > 2 and tokens[last - 1].text == ")":
        last = max((n for n in range(last) if tokens[n].text == "("), default=last)
    if last == 0 or tokens[last - 1].low in words.PASSIVE:
        return ()
    if tokens[last - 1].text == ",":
        return _named_before_description(tokens, last - 1)
    first = last
    while first > 0 and last - first < LONGEST_SPEAKER and not _bounds(tokens, first - 1):
        first -= 1
    return tokens[first:last]


def _bounds(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    if token.text in STOPS or token.text in "\"'.!?-" and not _glued(tokens, position):
        return True
    if token.low in words.LINKS:
        return False
    return not token.text.isupper() and (token.low in words.CLAUSE_WORDS or token.low in words.SAYING)


def _glued(tokens: Sequence[Token], position: int) -> bool:
    """Whether a sign belongs to a word: "Seok-hyang", "U.S.", "the board's"."""
    if not 0 < position < len(tokens) - 1:
        return False
    if tokens[position].text == "." and len(tokens[position - 1].text) <= 2:
        return True
    return tokens[position].start == tokens[position - 1].end and tokens[position].end == tokens[position + 1].start


def _named_before_description(tokens: Sequence[Token], comma: int) -> Sequence[Token]:
    """ "Ken Gause, an expert at CNA, said": the name stands before the description between the commas."""
    first = comma
    while first > 0 and tokens[first - 1].text not in ",;":
        first -= 1
    if first in {0, comma}:
        return ()
    starts = tokens[first]
    described = any(token.low in words.PASSIVE and token.low not in words.ARTICLES for token in tokens[first:comma])
    if described or (starts.is_capital and starts.low not in words.ROLE_STARTS):
        return ()
    last = first - 1
    begin = last
    while begin > 0 and last - begin < LONGEST_SPEAKER and not _bounds(tokens, begin - 1):
        begin -= 1
    name = tokens[begin:last]
    return name if name and name[0].is_capital and _is_named(name) else ()


def _is_named(name: Sequence[Token]) -> bool:
    return all(
        token.is_capital or token.low in words.LINKS or not token.is_word or name[position].text in "-'\u2019"
        for position, token in enumerate(name[1:])
    )


# --- who stands behind it -------------------------------------------------------------------------------


def _behind_said(tokens: Sequence[Token], first: int) -> Sequence[Token]:
    """ "said Ken Gause, an expert": a speaker behind the verb, where one begins at once."""
    if first >= len(tokens):
        return ()
    token = tokens[first]
    starts = token.is_capital or token.low in words.PRONOUNS or token.low in {"the", "a", "an"}
    if not (starts or _ends_soon(tokens, first)):
        return ()
    found = _behind(tokens, first)
    return found if token.is_capital or token.low in words.PRONOUNS or _no_verb(found) else ()


def _ends_soon(tokens: Sequence[Token], first: int) -> bool:
    following = tokens[first : first + 4]
    return any(token.text in ".,;" for token in following) or first + 4 >= len(tokens)


def _no_verb(found: Sequence[Token]) -> bool:
    return not any(token.low in words.PASSIVE - {"the", "a", "an", "its", "their"} for token in found[1:])


def _behind(tokens: Sequence[Token], first: int) -> Sequence[Token]:
    last = first
    while last < len(tokens) and last - first < LONGEST_SPEAKER and not _ends_behind(tokens, first, last):
        last += 1
    return tokens[first:last]


def _ends_behind(tokens: Sequence[Token], first: int, position: int) -> bool:
    token = tokens[position]
    if (token.low in words.TAILS and not token.text.isupper()) or token.text in STOPS or token.text in '!?"':
        return True
    if token.text in ".-'\u2019":
        return not _glued(tokens, position)
    return token.low in words.CLAUSE_WORDS and token.low not in words.LINKS


# --- the name as it is given ----------------------------------------------------------------------------


def _tidy(found: Sequence[Token]) -> str | None:
    kept = list(found)
    while kept and (kept[0].low in words.LINKS or not kept[0].is_word):
        kept.pop(0)
    if kept and kept[0].low in words.NOBODY and not kept[0].text.isupper():
        return None
    kept = _by_whom(kept)
    kept = _person(kept)
    while kept and (not kept[-1].is_word or kept[-1].low in words.LAST_LINKS):
        kept.pop()
    if not kept or any(token.low in words.PASSIVE - words.ARTICLES for token in kept):
        return None
    text = joined(kept)
    proper = any(token.is_capital for token in kept[1:]) or (kept[0].is_capital and _is_name(kept))
    return text if proper else text[0].lower() + text[1:]


def _is_name(kept: Sequence[Token]) -> bool:
    if kept[0].text.isupper() and len(kept[0].text) > 1:
        return True
    return kept[0].low not in words.NOT_NAMES and kept[0].low not in words.REPORTS


def _by_whom(kept: list[Token]) -> list[Token]:
    """ "data from the World Bank": the body, not the papers; a "by the ministry" the same."""
    papers = next((position for position, token in enumerate(kept[:3]) if token.low in words.REPORTS), len(kept))
    for position, token in enumerate(kept[:5]):
        if position <= papers:
            continue
        rest = kept[position + 1 :]
        if token.low in words.BY_WHOM and any(each.is_capital for each in rest[:2]):
            return rest[1:] if rest[0].low == "the" else rest
    return kept


def _person(kept: list[Token]) -> list[Token]:
    """A name without titles before it and without the place of work behind it."""
    start = _behind_titles(kept)
    if start and kept[start].is_capital:
        kept = kept[start:]
        of = next((position for position, token in enumerate(kept) if token.low in {"of", "and"}), len(kept))
        return kept[:of]
    if len(kept) > 2 and kept[0].is_capital and kept[1].low == "of" and kept[2].text.isupper():
        return kept[:1]
    for position, token in enumerate(kept):
        if position and token.low in {"on", "in", "at"} and kept[0].is_capital:
            return kept[:position]
    return _without_day(kept)


def _behind_titles(kept: Sequence[Token]) -> int:
    """Where a person's name begins behind titles: "Finance Minister Ada Moor", but not "Justice Department"."""
    start = 0
    for position, token in enumerate(kept[:5]):
        if token.low in words.TITLES and token.is_capital:
            start = position + 1
            while start < len(kept) and kept[start].text == ".":
                start += 1
    named = start < len(kept) and kept[start].is_capital
    return start if named and words.BODIES.isdisjoint(token.low for token in kept) else 0


def _without_day(kept: list[Token]) -> list[Token]:
    if len(kept) > 1 and kept[-1].low in {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "today",
    }:
        return kept[:-1]
    return kept


def tokens_by_sentence(sentences: Sequence[Sentence], longest: int) -> list[tuple[Token, ...]]:
    """The tokens of every sentence, of no more than its first `longest` characters."""
    return [tokens_of(sentence.text[:longest], sentence.start) for sentence in sentences]
