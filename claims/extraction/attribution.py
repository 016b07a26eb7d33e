"""Who says what a sentence states.

Each sentence is read for an attribution outside its quotation marks. Then short names, pronouns and nouns that point
back ("the agency", "the senator") are resolved to whom the text named, and a quotation over several sentences gets
the speaker whom one of them, or else its paragraph, names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.claimants import Named, named
from claims.extraction.lexemes import Token, tokens_of
from claims.extraction.names import NameRegister, is_body, joined, may_be, names_in, roles_around
from claims.extraction.quotes import quoting_of
from claims.extraction.sentences import Sentence
from claims.extraction.speech import Speech, speeches
from claims.extraction.turns import turns
from claims.extraction.words import en_attribution as words
from claims.extraction.words import en_claimants as who
from claims.values import Attribution, ClaimantKind

LOOK_BACK = 12  # sentences in which whom a pronoun means is looked for
LONG_LOOK_BACK = 60  # those in which a noun such as "the agency" is
LONGEST_HEADLINE = 30  # tokens
FINAL = ".!?\u2026:;,"


@dataclass(frozen=True, slots=True)
class Speaker:
    """`speech` is where the sentence says so, over its tokens outside quotation marks."""

    name: str
    kind: ClaimantKind
    speech: Speech


@dataclass(frozen=True, slots=True)
class Said:
    """A claimant, or None where somebody is quoted whom the text does not name, and how it is said. `teller` is the
    number of the sentence that names the claimant."""

    claimant: str | None
    attribution: Attribution
    kind: ClaimantKind = ClaimantKind.OUTLET
    teller: int | None = None


UNSAID = Said(None, Attribution.NONE)


class SpeakerFinder:
    """Reads one text's sentences in their order. `places` are the offsets at which a country is named."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        tokens: Sequence[Sequence[Token]],
        places: frozenset[int] = frozenset(),
    ) -> None:
        self._sentences = sentences
        self._places = places
        self._quoting = quoting_of(sentences, tokens)
        self._turns = turns(sentences)
        self._names = NameRegister()
        self._mentions = [self._met(quoting.outside) for quoting in self._quoting]
        self._resolve_mentions()
        self.speakers: list[Speaker | None] = []
        for index in range(len(sentences)):
            self.speakers.append(self._speaker(index))

    # --- names of the text ---------------------------------------------------------------------------------

    def _met(self, row: Sequence[Token]) -> list[tuple[str, set[str], bool]]:
        """Names of a sentence, what is told of their bearers, and whether something is theirs ("Moor's")."""
        found: list[tuple[str, set[str], bool]] = []
        for first, last in names_in(row):
            name = joined(row[first:last])
            if row[first].start in self._places and last - first <= 2 and not is_body(name):
                continue
            self._names.add(name)
            found.append((name, roles_around(row, first, last), _owns(row, last)))
        titled = (at for at in range(1, len(row)) if _is_titled(row, at))
        found += [(row[at].text, {"mr"}, _owns(row, at + 1)) for at in titled]
        listed = {part for name, _, _ in found for part in name.split()}
        singles = (token for token in row if token.is_capital and token.text not in listed and len(token.text) > 2)
        found += [(token.text, set(), False) for token in singles if token.low not in words.NOT_NAMES]
        return found

    def _resolve_mentions(self) -> None:
        """Short names stand for full ones only when the whole text was met."""
        for row in self._mentions:
            row[:] = [
                (full, roles, owns)
                for name, roles, owns in row
                if " " in (full := self._names.full(name))
                or roles
                or (full.isupper() and full.casefold() not in who.LABELS)
            ]

    # --- who speaks in a sentence --------------------------------------------------------------------------

    def _speaker(self, index: int) -> Speaker | None:
        row = self._quoting[index].outside
        for speech in speeches(row, headline=self._is_headline(index)):
            found = named(speech.speaker, self._places) if speech.speaker else None
            if found is None or (speech.verb < 0 and not self._may_stand_alone(found, row, speech)):
                continue
            name, kind = self._resolved(found, index, speech, row)
            if name:
                return Speaker(name, kind, speech)
        return None

    def _is_headline(self, index: int) -> bool:
        text = self._sentences[index].text
        return text[-1] not in FINAL and len(self._quoting[index].outside) <= LONGEST_HEADLINE

    def _may_stand_alone(self, found: Named, row: Sequence[Token], speech: Speech) -> bool:
        """Before the colon of a headline: a body, or a person whom the text names in full; no place, no theme."""
        if row[speech.first].low in words.LEADING or row[speech.first].low in words.REPORTS:
            return True
        if any(token.start in self._places for token in speech.speaker):
            return False
        return found.kind is not ClaimantKind.PERSON or self._names.full(found.name) != found.name or " " in found.name

    def _resolved(
        self, found: Named, index: int, speech: Speech, row: Sequence[Token]
    ) -> tuple[str | None, ClaimantKind]:
        if found.pointing in words.PRONOUNS:
            return self._whom(found.pointing, index)
        if found.pointing in who.POINTING_BODIES:
            body = self._body_before(found.pointing, index)
            return (body, ClaimantKind.BODY) if body else (found.name, found.kind)
        if found.pointing in who.EPITHETS:
            return self._person_before(index), ClaimantKind.PERSON
        if found.pointing in who.ROLES:
            person = self._person_before(index, role=found.pointing)
            return (person, ClaimantKind.PERSON) if person else (found.name, found.kind)
        full = self._names.full(found.name) if found.kind is not ClaimantKind.UNNAMED else found.name
        return full, self._kind(found, full, speech, row)

    def _kind(self, found: Named, full: str, speech: Speech, row: Sequence[Token]) -> ClaimantKind:
        """A single word that no full name explains is a body where it finds ("Gallup found"), else a person."""
        finds = speech.verb >= 0 and row[speech.verb].low not in words.SAYING and len(speech.speaker) == 1
        unknown = found.kind is ClaimantKind.PERSON and " " not in full
        return ClaimantKind.BODY if unknown and finds else found.kind

    # --- whom a word points back to ------------------------------------------------------------------------

    def _whom(self, pronoun: str, index: int) -> tuple[str | None, ClaimantKind]:
        if pronoun in who.POINTING_PEOPLE:
            return self._person_before(index, pronoun=pronoun), ClaimantKind.PERSON
        if pronoun == "it":
            return self._body_before("it", index), ClaimantKind.BODY
        last = next((each for each in self._back(index) if each), None)
        return (last.name, last.kind) if last else (None, ClaimantKind.UNNAMED)

    def _back(self, index: int) -> Iterator[Speaker | None]:
        return (self.speakers[at] for at in range(index - 1, max(-1, index - LOOK_BACK), -1))

    def _person_before(self, index: int, *, pronoun: str = "", role: str = "") -> str | None:
        """The last sentence's speaker, else whom it names first, and so back: of that role, or whom the pronoun may
        mean."""
        for at in range(index - 1, max(-1, index - (LONG_LOOK_BACK if role else LOOK_BACK)), -1):
            for name in self._people_of(at, role):
                if not pronoun or may_be(name, pronoun):
                    return name
        return None

    def _people_of(self, index: int, role: str) -> Iterator[str]:
        speaker = self.speakers[index]
        if not role and speaker is not None and speaker.kind is ClaimantKind.PERSON:
            yield speaker.name
        for name, roles, _ in sorted(self._mentions[index], key=lambda each: each[2]):
            if not is_body(name) and not name.isupper() and (not role or role in roles):
                yield name

    def _body_before(self, noun: str, index: int) -> str | None:
        """The body named last: whose name has the noun, or any where the noun may mean any."""
        for at in range(index - 1, max(-1, index - LONG_LOOK_BACK), -1):
            for name in self._bodies_of(at):
                if noun == "it" or noun in who.GENERIC_BODIES or noun in name.casefold().split():
                    return name
        return None

    def _bodies_of(self, index: int) -> Iterator[str]:
        speaker = self.speakers[index]
        if speaker is not None and speaker.kind is ClaimantKind.BODY:
            yield speaker.name
        yield from (name for name, _, _ in self._mentions[index] if is_body(name) or name.isupper())

    def outside(self, index: int) -> Sequence[Token]:
        """The tokens of a sentence outside quotation marks: what a speaker's `speech` counts in."""
        return self._quoting[index].outside

    # --- how it is said ------------------------------------------------------------------------------------

    def said(self, index: int) -> Said:
        sentence, speaker, quoting = self._sentences[index], self.speakers[index], self._quoting[index]
        if speaker is not None:
            quoted = sentence.quoted or quoting.clause
            how = Attribution.QUOTED if quoted else Attribution.REPORTED
            return Said(speaker.name, how, speaker.kind, index)
        if self._turns[index]:
            return self._in_turn(self._turns[index], index)
        if not sentence.quoted or quoting.is_title:
            return UNSAID
        teller = self._teller(index)
        around = self.speakers[teller] if teller is not None else None
        if around is not None:
            return Said(around.name, Attribution.QUOTED, around.kind, teller)
        alone = self._only_person_before(index)
        kind = ClaimantKind.PERSON if alone else ClaimantKind.UNNAMED
        return Said(alone, Attribution.QUOTED, kind)

    def _in_turn(self, label: str, index: int) -> Said:
        """Of a transcript: a name, else the office of whoever speaks."""
        kind = ClaimantKind.UNNAMED if label.islower() else ClaimantKind.PERSON
        return Said(self._names.full(label), Attribution.QUOTED, kind, index)

    def _teller(self, index: int) -> int | None:
        """Which sentence names the speaker of a quotation that names none: one of the same quotation, the paragraph's
        last before, its next behind, or the one that led to it with a colon."""
        for at in (*self._same_quotation(index), *self._same_paragraph(index)):
            if self.speakers[at] is not None:
                return at
        led = index > 0 and self._sentences[index - 1].text.endswith(":") and self.speakers[index - 1] is not None
        return index - 1 if led else None

    def _same_quotation(self, index: int) -> Iterator[int]:
        at = index
        while at + 1 < len(self._sentences) and self._quoting[at].open_behind:
            at += 1
            yield at
        at = index
        while at > 0 and self._quoting[at].open_before:
            at -= 1
            yield at

    def _same_paragraph(self, index: int) -> Iterator[int]:
        paragraph = self._sentences[index].paragraph
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self._sentences) and self._sentences[at].paragraph == paragraph:
                yield at
                at += step

    def _only_person_before(self, index: int) -> str | None:
        """The one person whom the sentence before, in the same paragraph, names."""
        if not index or self._sentences[index - 1].paragraph != self._sentences[index].paragraph:
            return None
        people = set(self._people_of(index - 1, ""))
        return people.pop() if len(people) == 1 else None


def _is_titled(row: Sequence[Token], at: int) -> bool:
    """ "Ms. Ortega": one capital behind a title."""
    before = at - 2 if row[at - 1].text == "." else at - 1
    alone = at + 1 >= len(row) or not row[at + 1].is_capital
    return row[at].is_capital and alone and before >= 0 and row[before].low in who.COURTESY


def _owns(row: Sequence[Token], last: int) -> bool:
    return last + 1 < len(row) and row[last].text in "'\u2019" and row[last + 1].low == "s"


def tokens_by_sentence(sentences: Sequence[Sentence], longest: int) -> list[tuple[Token, ...]]:
    """The tokens of every sentence, of no more than its first `longest` characters."""
    return [tokens_of(sentence.text[:longest], sentence.start) for sentence in sentences]
