"""A sentence, or a stretch of one, with what stands in it, before anything is known of its measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.general.changes import Placed
from claims.extraction.general.comparing import Case, Compared, find_comparisons
from claims.extraction.general.places import FoundPlace
from claims.extraction.general.times import FoundTime
from claims.extraction.general.tokens import Token
from claims.extraction.general.words import Words
from claims.extraction.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Parts:
    """Times in code points of the sentence, places and numbers by their tokens."""

    sentence: Sentence
    tokens: Sequence[Token]
    times: Sequence[FoundTime]
    places: Sequence[FoundPlace]
    numbers: Sequence[Placed]
    compared: Sequence[Compared]
    case: Case

    @classmethod
    def of(
        cls,
        sentence: Sentence,
        tokens: Sequence[Token],
        times: Sequence[FoundTime],
        places: Sequence[FoundPlace],
        numbers: Sequence[Placed],
        words: Words,
    ) -> Parts:
        case = Case(tokens, sentence.start, places, times, words)
        return cls(sentence, tokens, times, places, numbers, find_comparisons(case), case)

    def of_times(self) -> frozenset[int]:
        """The tokens that name times."""
        return times_in(self.tokens, self.times, self.sentence.start)


def times_in(tokens: Sequence[Token], times: Sequence[FoundTime], offset: int) -> frozenset[int]:
    named = [(each.start + offset, each.end + offset) for each in times]
    return frozenset(at for at, token in enumerate(tokens) if any(low <= token.start < high for low, high in named))
