"""What of a sentence stands in quotation marks, and which quotations go on from sentence to sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.lexemes import Token
from claims.extraction.sentences import Sentence

OPENING, CLOSING = "\u201c\u00ab", "\u201d\u00bb"
CLAUSE_WORDS = 4  # words in quotation marks behind a comma or colon that are a clause, no mere expression
ENDS_SPEECH = ",.!?\u2026-\u2014"


@dataclass(frozen=True, slots=True)
class Quoting:
    """`outside` are the tokens that are not quoted, a comma standing for each quotation; `clause` says that a whole
    clause is quoted, `is_title` that a quotation begins the sentence as a name does: with no comma at its end."""

    outside: Sequence[Token]
    open_before: bool
    open_behind: bool
    clause: bool
    is_title: bool


def quoting_of(sentences: Sequence[Sentence], rows: Sequence[Sequence[Token]]) -> list[Quoting]:
    found: list[Quoting] = []
    inside, paragraph = False, -1
    for sentence, row in zip(sentences, rows, strict=True):
        if sentence.paragraph != paragraph:
            inside = inside and sentence.text[0] in '"\u201c\u00ab'
            paragraph = sentence.paragraph
        read = _read(row, inside)
        found.append(read)
        inside = read.open_behind
    return found


def _read(row: Sequence[Token], before: bool) -> Quoting:
    kept: list[Token] = []
    inside, clause, title = before, False, False
    opened, opens_clause = 0, True
    for number, token in enumerate(row):
        mark = _mark(row, number)
        if mark is None:
            if not inside:
                kept.append(token)
            continue
        if mark is CLOSING:
            kept = kept if inside else []  # it closes what an earlier sentence opened
            kept.append(Token(",", ",", ",", token.start, token.end))
            words = sum(each.is_word for each in row[opened:number])
            clause = clause or (inside and opens_clause and words >= CLAUSE_WORDS)
            title = title or (opened <= 1 and number > 0 and row[number - 1].text not in ENDS_SPEECH)
        else:
            opened, opens_clause = number + 1, not kept or kept[-1].text in ",:"
        inside = mark is OPENING
    clause = clause or (inside and opens_clause and sum(each.is_word for each in row[opened:]) >= CLAUSE_WORDS)
    return Quoting(kept, before, inside, clause, title and not before)


def _mark(row: Sequence[Token], number: int) -> str | None:
    token = row[number]
    if token.text == '"':
        glued = number > 0 and row[number - 1].end == token.start and row[number - 1].text not in "([-\u2014"
        return CLOSING if glued else OPENING
    return OPENING if token.text in OPENING else CLOSING if token.text in CLOSING else None
