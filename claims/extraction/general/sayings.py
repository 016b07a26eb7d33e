"""Who says each sentence of a text, how, and on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.extraction.general.names import Named, name_of
from claims.extraction.general.times import DAYS, FoundTime
from claims.extraction.general.tokens import Token
from claims.extraction.general.words import Words
from claims.extraction.sayings import Saying
from claims.extraction.sentences import Sentence
from claims.extraction.turns import turns
from claims.values import Attribution, ClaimantKind, SaidOnSource

OPENING, CLOSING = "\u00ab\u201c\"'\u2018", "\u00bb\u201d\"'\u2019"
QUOTED_WORDS = 3
_QUOTE = re.compile(r"\u00ab[^\u00bb]*\u00bb?|\u201c[^\u201d]*\u201d?|\"[^\"]*\"?")
_WORD = re.compile(r"[^\W\d_]+")
DAY_REACH = 40  # code points from a verb of saying to its day
LONGEST_NAME = 14  # tokens
LONGEST_HEARER = 6
ENDS = frozenset(".;:!?()\u2014\u2013")


@dataclass(frozen=True, slots=True)
class _Told:
    """What tells who says it: the token of the verb, or of the words that open it."""

    at: int
    named: Named


def sayings(
    sentences: Sequence[Sentence],
    rows: Sequence[Sequence[Token]],
    times: Sequence[Sequence[FoundTime]],
    words: Words,
    published: date | None,
) -> list[Saying]:
    """One for every sentence, in their order: a quotation without a speaker goes on being the last one's."""
    found: list[Saying] = []
    full: dict[str, str] = {}
    labels = turns(sentences, words.labels)
    for number, (sentence, row, named) in enumerate(zip(sentences, rows, times, strict=True)):
        own = _saying(sentence, row, named, words, published)
        last = found[-1] if found and sentences[number - 1].paragraph == sentence.paragraph else None
        goes_on = own.attribution is not Attribution.NONE and own.claimant is None and last is not None
        if labels[number] and own.claimant is None:
            own = replace(own, claimant=labels[number], kind=ClaimantKind.PERSON, attribution=Attribution.QUOTED)
        elif last is not None and goes_on and last.attribution is not Attribution.NONE:
            own = replace(own, claimant=last.claimant, kind=last.kind, day=last.day, source=last.source)
        found.append(_in_full(own, full))
    return found


def _in_full(own: Saying, full: dict[str, str]) -> Saying:
    """A name alone is somebody's whom the text named in full before: `full` has these names by each of their words."""
    if own.claimant is None:
        return own
    if " " not in own.claimant:
        known = full.get(own.claimant)
        return replace(own, claimant=known, kind=ClaimantKind.PERSON) if known else own
    if own.kind is ClaimantKind.PERSON:
        full.update({part: own.claimant for part in own.claimant.split() if part not in full})
    return own


def _saying(
    sentence: Sentence, row: Sequence[Token], times: Sequence[FoundTime], words: Words, published: date | None
) -> Saying:
    outside = _outside_quotes(sentence, row)
    told = next(_tellers(row, outside, words), None)
    quoted = sentence.quoted or any(_counts(match.group()) for match in _QUOTE.finditer(sentence.text))
    source = SaidOnSource.ARTICLE if published else SaidOnSource.UNKNOWN
    if told is None and _goes_on_saying(row, outside, words):
        return Saying(None, ClaimantKind.UNNAMED, Attribution.REPORTED, published, source, ())
    if told is None:
        kind, how = (
            (ClaimantKind.UNNAMED, Attribution.QUOTED) if sentence.quoted else (ClaimantKind.OUTLET, Attribution.NONE)
        )
        return Saying(None, kind, how, published, source, ())
    how = Attribution.QUOTED if quoted else Attribution.REPORTED
    day = _day(row[told.at].start - sentence.start, times)
    if day is None or day.period is None or (published and day.period.start > published):
        return Saying(told.named.name, told.named.kind, how, published, source, ())
    stretch = ((day.start, day.end),)
    return Saying(told.named.name, told.named.kind, how, day.period.start, SaidOnSource.SAID, stretch)


def _goes_on_saying(row: Sequence[Token], outside: Sequence[bool], words: Words) -> bool:
    """ "Added that ...": a verb of saying without a subject opens the sentence."""
    at = 0
    while at < len(row) and row[at].low in words.saying.skipped:
        at += 1
    if at >= len(row) or not outside[at] or row[at].low not in words.saying.verbs:
        return False
    return any(token.low in words.saying.that for token in row[at + 1 : at + 3])


def _counts(quotation: str) -> bool:
    return len(_WORD.findall(quotation)) >= QUOTED_WORDS


def _outside_quotes(sentence: Sentence, row: Sequence[Token]) -> Sequence[bool]:
    spans = [match.span() for match in _QUOTE.finditer(sentence.text)]
    starts = [token.start - sentence.start for token in row]
    return [not any(low <= start < high for low, high in spans) for start in starts]


def _day(at: int, times: Sequence[FoundTime]) -> FoundTime | None:
    """The day that stands at the words of saying."""
    near = (each for each in times if each.kind in DAYS and -2 <= each.start - at <= DAY_REACH)
    return next(near, None)


# --- where it is told -------------------------------------------------------------------------------------


def _tellers(row: Sequence[Token], outside: Sequence[bool], words: Words) -> Iterator[_Told]:
    headed = _before_colon(row, words)
    if headed:
        yield headed
    for at in range(len(row)):
        if not outside[at]:
            continue
        opened = words.saying.by.at(row, at) or (words.saying.holding.at(row, at) if at == 0 else None)
        if opened:
            named = _behind(row, opened[1], words)
            if named and (words.saying.by.at(row, at) or named.kind is ClaimantKind.PERSON):
                yield _Told(at, named)
        elif _says(row, at, words):
            named = _of_verb(row, outside, at, words)
            if named:
                yield _Told(at, named)


def _before_colon(row: Sequence[Token], words: Words) -> _Told | None:
    """ "Moor: «...»": a name opens the sentence, a colon and a quotation follow it."""
    last = _name_end(row, 0, words)
    if not 0 < last < len(row) - 1 or row[last].text != ":" or row[last + 1].text not in OPENING:
        return None
    named = name_of(row[:last], words)
    return _Told(last, named) if named else None


def _says(row: Sequence[Token], at: int, words: Words) -> bool:
    token = row[at]
    if token.low not in words.saying.verbs or token.capital:
        return False
    return not _is_reflexive(row, at, words) and not _is_a_noun(row, at, words)


def _is_reflexive(row: Sequence[Token], at: int, words: Words) -> bool:
    """ "It put itself at 10 percent": no saying."""
    return at > 0 and row[at - 1].low in words.saying.reflexive and row[at].low not in words.saying.boasting


def _is_a_noun(row: Sequence[Token], at: int, words: Words) -> bool:
    return at > 0 and row[at].low in words.saying.nouns and row[at - 1].low in words.articles | words.owners


def _of_verb(row: Sequence[Token], outside: Sequence[bool], at: int, words: Words) -> Named | None:
    """Who says it: behind a verb that follows a quotation or a comma, else before it."""
    start = at
    while start > 0 and row[start - 1].low in words.saying.auxiliaries:
        start -= 1
    before = row[start - 1] if start else None
    parenthetic = before is not None and (before.text in CLOSING or before.text == "," or not outside[start - 1])
    opens_speech = at + 1 < len(row) and (row[at + 1].low in words.saying.that or row[at + 1].text in OPENING + ":")
    if parenthetic and not opens_speech:
        return _behind(row, at + 1, words) or _before(row, outside, start, words)
    named = _before(row, outside, start, words)
    if named is None and (start < at or start == 0):
        return _behind(row, at + 1, words)
    return named


def _behind(row: Sequence[Token], at: int, words: Words) -> Named | None:
    """Who stands behind the token, up to the end of the clause; an apposition belongs to it."""
    while at + 1 < len(row) and _is_passed(row, at, words):
        at += 1
    if at + 1 < len(row) and row[at].low in words.articles and row[at + 1].low in words.time.weekdays:
        return _behind(row, at + 2, words)
    if at + 1 < len(row) and row[at].low in words.places.inside and row[at + 1].capital:
        return _behind(row, _name_end(row, at + 1, words), words)
    hearer = _hearer_end(row, at, words)
    if hearer:
        return _behind(row, hearer, words)
    last = at
    while last < len(row) and last - at < LONGEST_NAME and not _ends(row, last, words):
        last += 1
    if last + 1 < len(row) and row[last].text == "," and row[last + 1].capital:
        added = _name_end(row, last + 1, words)
        return name_of(row[at:added], words)
    return name_of(row[at:last], words)


def _hearer_end(row: Sequence[Token], at: int, words: Words) -> int:
    """Behind whom it is said to, where the speaker follows with an article ("told EFE the minister"); else 0."""
    if at + 2 >= len(row) or row[at].low not in words.places.toward:
        return 0
    last = at + 2
    while last < len(row) and last - at < LONGEST_HEARER and not _ends(row, last, words):
        if row[last].low in words.articles:
            return last
        last += 1
    return 0


def _is_passed(row: Sequence[Token], at: int, words: Words) -> bool:
    """ "Already", "yesterday"; not what leads to a place."""
    placed = row[at].low in words.places.inside and row[at + 1].capital
    return row[at].low in words.saying.skipped - words.articles and not placed


def _ends(row: Sequence[Token], at: int, words: Words) -> bool:
    token = row[at]
    named = words.saying.particles
    if token.text in ENDS or token.text == "," or token.text in OPENING + CLOSING:
        return True
    return token.low in words.saying.that or (token.low in words.clause - named and not row[at - 1].capital)


def _name_end(row: Sequence[Token], at: int, words: Words) -> int:
    while at < len(row) and (row[at].capital or row[at].low in words.saying.particles):
        at += 1
    return at


def _before(row: Sequence[Token], outside: Sequence[bool], last: int, words: Words) -> Named | None:
    """Who stands before the verb, back to where the clause begins; behind an apposition the name is in it."""
    if not last or row[last - 1].text != ",":
        return _before_comma(row, outside, last, words)
    own = _before_comma(row, outside, last - 1, words)
    if own and own.kind is ClaimantKind.PERSON and own.name:
        return own
    opened = next((at for at in range(last - 2, max(0, last - LONGEST_NAME), -1) if row[at].text == ","), None)
    return _before_comma(row, outside, opened, words) if opened else None


def _before_comma(row: Sequence[Token], outside: Sequence[bool], last: int, words: Words) -> Named | None:
    last = _before_brackets(row, last)
    first = last
    while first > 0 and last - first < LONGEST_NAME and outside[first - 1] and not _opens(row[first - 1], words):
        first -= 1
    first += first == 0 and row[0].low in words.articles  # its capital is the sentence's
    named = [_as_noun(row[0], words), *row[1:last]] if first == 0 and last else row[first:last]
    return name_of(named, words) if first < last else None


def _before_brackets(row: Sequence[Token], last: int) -> int:
    """ "The Institute of Statistics (INE) said": the name stands before its brackets."""
    if last and row[last - 1].text == ")":
        return next((at for at in range(last - 1, -1, -1) if row[at].text == "("), last)
    return last


def _as_noun(token: Token, words: Words) -> Token:
    """The first word of a sentence without its capital, where it tells what somebody is ("Sources said")."""
    known = words.saying.unnamed | words.saying.speakers | words.saying.titles
    return replace(token, text=token.low) if token.low in known else token


def _opens(token: Token, words: Words) -> bool:
    """What stands before the subject of a clause."""
    return token.text in ENDS or token.text == "," or token.low in words.saying.that or token.number is not None
