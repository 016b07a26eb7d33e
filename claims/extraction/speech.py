"""The words of one sentence by which somebody is given as the one who says it.

Verbs of saying and finding with somebody before or behind them, "according to", passives ("was put at 5 percent by"),
the colon of a headline. What is told here is a run of tokens; whose name it is, `claimants` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.lexemes import Token
from claims.extraction.words import en_attribution as words
from claims.extraction.words import en_claimants as who
from claims.extraction.words.en_time import TELLING

LONGEST_SPEAKER = 14
LONGEST_DESCRIPTION = 3  # parts between commas that describe a speaker
LONGEST_LABEL = 6  # tokens before the colon of a headline
_FINDERS = words.REPORTS | words.BODIES | words.UNNAMED | who.BODY_NOUNS | who.PEOPLE
_NOUNS = who.ROLES | who.BODY_NOUNS
STOPS = ",;:()\u2014\u2013"


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says it, as tokens, and where in the row it is told: from the speaker (or the verb) to behind both.
    `verb` is the place of the verb, -1 without one; `behind` says that the speaker follows it."""

    speaker: Sequence[Token]
    first: int
    last: int
    verb: int = -1
    behind: bool = False


def speeches(tokens: Sequence[Token], *, headline: bool = False) -> Iterator[Speech]:
    """What may be the sentence's attribution, the likeliest first."""
    if headline:
        yield from _labels(tokens)
    for position, token in enumerate(tokens):
        if token.low in words.LEADING:
            yield from _according(tokens, position)
            if token.low == "by" and _is_passive(tokens, position):
                yield _behind_word(tokens, position, position + 1)
        elif not token.text.islower():
            continue
        elif token.low in words.SAYING:
            yield from _saying(tokens, position)
        elif token.low in words.WRITING and _stands_behind_text(tokens, position):
            yield _inverted(tokens, position)
        elif token.low in words.FINDING and _finds_something(tokens, position):
            yield _before_verb(tokens, position, _finder_before(tokens, position))
    yield from _papers(tokens)


def _according(tokens: Sequence[Token], position: int) -> Iterator[Speech]:
    """ "According to the bank", "per the bank"; not "per head"."""
    if tokens[position].low == "according" and _low(tokens, position + 1) == "to":
        yield _behind_word(tokens, position, position + 2)
    elif _low(tokens, position + 2) in words.RECKONINGS and _low(tokens, position + 3) == "of":
        yield _behind_word(tokens, position, position + 4)
    elif tokens[position].low == "by" and (counted := _owner_of_a_count(tokens, position + 1)):
        yield Speech(tokens[position + 1 : counted], position, counted + 3)
    elif tokens[position].low == "per" and (position == 0 or tokens[position - 1].text == ","):
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if following is not None and (following.is_capital or following.low == "the"):
            yield _behind_word(tokens, position, position + 1)


def _owner_of_a_count(tokens: Sequence[Token], first: int) -> int:
    """Where the owner ends in "by the bank's count"; 0 where there is none."""
    for at in range(first + 1, min(first + LONGEST_LABEL, len(tokens) - 2)):
        if tokens[at].text in "'\u2019" and tokens[at + 1].low == "s":
            named = any(token.is_capital or token.low in who.BODY_NOUNS for token in tokens[first:at])
            return at if named and tokens[at + 2].low in words.RECKONINGS else 0
    return 0


def _behind_word(tokens: Sequence[Token], position: int, first: int) -> Speech:
    found = _behind(tokens, first)
    return Speech(found, position, first + len(found))


def _before_verb(tokens: Sequence[Token], verb: int, found: Sequence[Token]) -> Speech:
    first = next((at for at in range(verb) if found and tokens[at] is found[0]), verb)
    return Speech(found, first, verb + 1, verb)


def _saying(tokens: Sequence[Token], position: int) -> Iterator[Speech]:
    if _low(tokens, position + 1) in words.TAKEN or _takes_lives(tokens, position):
        return
    if _stands_behind(tokens, position) and tokens[position].low not in words.TELLING_WHOM:
        yield _inverted(tokens, position)
    before = _before(tokens, position)
    if before:
        yield _before_verb(tokens, position, before)
    if tokens[position].low not in words.TELLING_WHOM:
        yield _inverted(tokens, position)


def _takes_lives(tokens: Sequence[Token], position: int) -> bool:
    """ "The flood claimed 40 lives"."""
    return tokens[position].low in words.CLAIMED and any(
        token.low in words.LIVES for token in tokens[position + 1 : position + 6]
    )


def _inverted(tokens: Sequence[Token], position: int) -> Speech:
    found = _behind_said(tokens, position + 1)
    return Speech(found, position, position + 1 + len(found), position, behind=True)


def _is_passive(tokens: Sequence[Token], position: int) -> bool:
    """ "was put at 5 percent by the bank": such a verb before, and somebody behind."""
    following = tokens[position + 1 : position + 3]
    if not any(token.is_capital or token.low in who.BODY_NOUNS or token.low in who.PEOPLE for token in following):
        return False
    before = tokens[max(0, position - LONGEST_SPEAKER) : position]
    return any(
        token.low in words.PASSIVE_FINDING and before[at - 1].low in words.BEFORE_PASSIVE
        for at, token in enumerate(before)
        if at
    )


def _labels(tokens: Sequence[Token]) -> Iterator[Speech]:
    """ "Moor: half are poor", "Half are poor: study"."""
    colons = [at for at, token in enumerate(tokens) if token.text == ":"]
    for colon in colons[:1]:
        if 0 < colon <= LONGEST_LABEL and _names_somebody(tokens[:colon]):
            yield Speech(tokens[:colon], 0, colon + 1)
    for mark in [at for at, token in enumerate(tokens) if token.text in ":\u2013\u2014-"][-1:]:
        spaced = tokens[mark].text == ":" or tokens[mark].start > tokens[mark - 1].end
        if mark and spaced and 0 < len(tokens) - mark - 1 <= LONGEST_LABEL and _names_somebody(tokens[mark + 1 :]):
            yield Speech(tokens[mark + 1 :], mark, len(tokens))


def _names_somebody(label: Sequence[Token]) -> bool:
    """Capitals alone, or a word such as "study" or "minister"; not "Analysis" or "Watch"."""
    if any(token.low in who.LABELS or token.text[0].isdigit() for token in label):
        return False
    if label[-1].low in words.REPORTS or label[-1].low in who.ROLES or label[-1].low in who.PEOPLE:
        return True
    return all(token.is_capital or not token.is_word or token.low in who.CONJOINING for token in label)


def _papers(tokens: Sequence[Token]) -> Iterator[Speech]:
    """ "In a poll by Moor Research, half agreed", where nobody else says it."""
    for position, token in enumerate(tokens[:LONGEST_SPEAKER]):
        if token.low in words.REPORTS and any(
            each.low in {"in", "for"} for each in tokens[max(0, position - 5) : position]
        ):
            found = _behind(tokens, position)
            if any(each.low in words.BY_WHOM for each in found):
                yield Speech(found, position, position + len(found))
            return


def _finder_before(tokens: Sequence[Token], verb: int) -> Sequence[Token]:
    """Somebody who finds; not "can expect", nor what belongs to somebody: "its partners declare"."""
    if verb and tokens[verb - 1].text in words.MODALS:
        return ()
    found = _before(tokens, verb)
    mere = bool(found) and found[0].text in words.OWNERS and not any(token.is_capital for token in found)
    return () if mere and _FINDERS.isdisjoint(token.low for token in found) else found


def _stands_behind(tokens: Sequence[Token], verb: int) -> bool:
    """ "..., said Ken Gause": nothing but a comma before the verb, and a name behind it."""
    opens = verb == 0 or tokens[verb - 1].text in STOPS
    return opens and verb + 1 < len(tokens) and tokens[verb + 1].is_capital


def _stands_behind_text(tokens: Sequence[Token], verb: int) -> bool:
    """ "..., wrote the geographer Anna Reim"."""
    following = tokens[verb + 1 : verb + 2]
    begins = bool(following) and (following[0].is_capital or following[0].low == "the")
    return begins and verb > 0 and tokens[verb - 1].text == ","


def _low(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].low if 0 <= position < len(tokens) else ""


def _finds_something(tokens: Sequence[Token], position: int) -> bool:
    following = tokens[position + 1 : position + 9]
    if any(token.low == "that" for token in following[:3]) or _is_parenthesis(tokens, position):
        return True
    if tokens[position].low in words.WITHOUT_THAT and any(_measures(token) for token in following):
        return True
    if tokens[position].low in words.PLAIN_FINDING:
        return _closes(tokens, position) or (bool(following) and following[0].low not in words.NOT_FOUND)
    return _closes(tokens, position)


def _is_parenthesis(tokens: Sequence[Token], position: int) -> bool:
    """ "The rate, Eurostat figures showed, was 10 percent"."""
    verb = tokens[position].low not in words.REPORTS
    return (
        verb
        and _low(tokens, position + 1) == ","
        and any(token.text == "," for token in tokens[max(0, position - LONGEST_SPEAKER) : position])
    )


def _measures(token: Token) -> bool:
    return token.text[0].isdigit() or token.low in {"the", "at", "about", "nearly"}


def _closes(tokens: Sequence[Token], position: int) -> bool:
    """ "..., the ministry reports.": the verb ends a sentence whose statement went before."""
    if not any(token.text == "," for token in tokens[:position]):
        return False
    rest = tokens[position + 1 :]
    return len(rest) <= 3 or all(
        token.is_capital or token.low in TELLING or not token.is_word or token.text.isdigit() for token in rest
    )


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
    """ "Ken Gause, 61, an expert at CNA, said", "Bogotá's mayor, Ana Salas, said": the name before the descriptions
    between the commas, or the one between them."""
    last = comma
    for _ in range(LONGEST_DESCRIPTION):
        first = last
        while first > 0 and tokens[first - 1].text not in ",;":
            first -= 1
        if first in {0, last} or tokens[first - 1].text != ",":
            return ()
        segment, before = tokens[first:last], _run_before(tokens, first - 1)
        if _is_named(segment) and segment[0].is_capital and segment[0].low not in words.ROLE_STARTS:
            return segment if any(token.low in _NOUNS and not token.is_capital for token in before) else ()
        known = bool(before) and any(token.low in _FINDERS for token in before)
        if known or (before and before[0].is_capital and (_is_named(before) or before[-1].is_capital)):
            return before if _describes(segment) else ()
        last = first - 1
    return ()


def _run_before(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    begin = last
    while begin > 0 and last - begin < LONGEST_SPEAKER and not _bounds(tokens, begin - 1):
        begin -= 1
    return tokens[begin:last]


def _describes(segment: Sequence[Token]) -> bool:
    """ "an expert at CNA", "who leads the union", "61"; not "is an expert"."""
    if segment[0].low in words.TAILS:
        return True
    return not any(token.low in words.PASSIVE and token.low not in words.ARTICLES for token in segment[:3])


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
