"""The day on which a statement was made, as the sentence prints it: "said on Monday", "in a report released on 5 May".

A day counts where it belongs to the words of saying: within them ("figures released on Monday show"), right behind
them, or in an opening that holds nothing else. A time that is no day ("in a 2015 speech") leaves the day unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from claims.extraction.attribution import Speaker
from claims.extraction.days import FoundDay, days_in
from claims.extraction.lexemes import Token
from claims.extraction.speech import Speech
from claims.extraction.words import en_attribution as words
from claims.extraction.words.en_time import MONTHS, OCCASIONS, TELLING
from claims.values import SaidOnSource

Stretch = tuple[int, int]
LONGEST_OPENING = 24  # tokens before the speaker: "In an interview with the BBC on Sunday, ..."


@dataclass(frozen=True, slots=True)
class Told:
    """The day and where it is from; `times` are the stretches, in code points of the sentence, of times that belong
    to the saying or describe who says it, and so are no time of the figure."""

    day: date | None
    source: SaidOnSource
    times: tuple[Stretch, ...] = ()


def told_on(sentence: str, offset: int, row: Sequence[Token], speaker: Speaker | None, published: date | None) -> Told:
    """`offset` is where the sentence begins, `row` are its tokens outside quotation marks."""
    plain = Told(published, SaidOnSource.ARTICLE if published else SaidOnSource.UNKNOWN)
    if speaker is None:
        return plain
    described = tuple(_described(sentence, offset, row, speaker))
    found = [each for each in days_in(sentence, published) if _is_of_saying(each, offset, row, speaker.speech)]
    if not found:
        return Told(plain.day, plain.source, described)
    best = next((each for each in found if each.day is not None), found[0])
    if best.day is not None and published is not None and best.day > published:
        return Told(plain.day, plain.source, described)
    source = SaidOnSource.SAID if best.day is not None else SaidOnSource.UNKNOWN
    verb = speaker.speech.verb
    times = [(each.start, each.end) for each in found if each.day is not None or _has_occasion(row, offset, each, verb)]
    return Told(best.day, source, (*described, *times))


def _is_of_saying(found: FoundDay, offset: int, row: Sequence[Token], speech: Speech) -> bool:
    at = _position(row, found.start + offset)
    if at is None:
        return False
    if speech.first <= at < speech.last:
        return _tells_of_papers(speech)
    return _is_right_behind(row, speech, at) if at >= speech.last else _opens(row, speech, at)


def _position(row: Sequence[Token], start: int) -> int | None:
    return next((at for at, token in enumerate(row) if token.start == start), None)


def _tells_of_papers(speech: Speech) -> bool:
    return any(token.low in words.REPORTS or token.low in words.ISSUED for token in speech.speaker)


def _is_right_behind(row: Sequence[Token], speech: Speech, at: int) -> bool:
    """Nothing but words of the occasion between the saying and the day; a name only behind "told" or a small word."""
    told = speech.verb >= 0 and row[speech.verb].low in words.TELLING_WHOM
    free = told or speech.behind or speech.verb < 0
    for position in range(speech.last, at):
        token = row[position]
        if token.low == "that" or token.text in ":;":
            return False
        free = free or token.low in TELLING
        sign = token.text in "'\u2019-." or token.low == "s"
        if not (token.low in TELLING or (token.is_capital and free) or sign or _is_of_date(row, position)):
            return False
    return True


def _is_of_date(row: Sequence[Token], position: int) -> bool:
    """A number beside a month."""
    beside = [row[at].low for at in (position - 1, position + 1, position - 2) if 0 <= at < len(row)]
    return row[position].text.isdigit() and any(low in MONTHS for low in beside)


def _opens(row: Sequence[Token], speech: Speech, at: int) -> bool:
    """ "On Monday, X said", "Speaking in Berlin on 6 April, X said"."""
    if speech.first > LONGEST_OPENING or speech.verb < 0:
        return False
    opening = row[: speech.first]
    return all(
        token.low in TELLING
        or token.is_capital
        or token.text in ",'\u2019-."
        or token.text.isdigit()
        or token.low == "s"
        for token in opening
    )


def _has_occasion(row: Sequence[Token], offset: int, found: FoundDay, verb: int) -> bool:
    """A coarse time is taken away from the figure only beside "speech", "study" and the like."""
    at = _position(row, found.start + offset)
    around = range(max(0, at - 4), min(at + 4, len(row))) if at is not None else ()
    return any(row[each].low in OCCASIONS | words.ISSUED for each in around if each != verb)


def _described(sentence: str, offset: int, row: Sequence[Token], speaker: Speaker) -> Iterator[Stretch]:
    """What is told of the speaker: up to the verb, or behind the name where the verb stands first."""
    speech = speaker.speech
    if speech.verb < 0:
        return
    if not speech.behind:
        yield row[speech.first].start - offset, row[speech.verb].start - offset
    elif speech.last < len(row) and row[speech.last].text == "," and speech.first:
        mark = min(
            (at for at in (sentence.find(sign, row[speech.last].end - offset) for sign in '"\u201c') if at >= 0),
            default=len(sentence),
        )
        yield row[speech.last].start - offset, mark
