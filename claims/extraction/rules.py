"""By whose rules a text is read: English by its own, another language by the general ones with its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.extraction import asides, worthiness
from claims.extraction.general import reader as general
from claims.extraction.general import worthiness as general_worthiness
from claims.extraction.general.words import Words
from claims.extraction.languages import ENGLISH, WORDS
from claims.extraction.reader import COMPILED, Compiled, Read, read_all
from claims.extraction.sayings import Saying
from claims.extraction.sentence_wording import WorthinessInput
from claims.extraction.sentences import Sentence
from claims.values import Attribution, ClaimantKind, Lexicon, Reason, SaidOnSource

Worth = tuple[float, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Rules:
    """`aside` is asked about a sentence and the one behind it."""

    read: Callable[[Sequence[Sentence], Lexicon, date | None], Sequence[Read]]
    aside: Callable[[WorthinessInput, str], Reason | None]
    judge: Callable[[WorthinessInput], Worth]


def _bare(sentences: Sequence[Sentence], lexicon: Lexicon, published: date | None) -> Sequence[Read]:
    """Nothing is known of a sentence that cannot be read: a person who pulls it in fills it in by hand."""
    day = SaidOnSource.ARTICLE if published else SaidOnSource.UNKNOWN
    nobody = Saying(None, ClaimantKind.OUTLET, Attribution.NONE, published, day, ())
    return [Read(each, (), (), (), (), None, None, nobody) for each in sentences]


_ENGLISH = Rules(
    read=lambda sentences, lexicon, published: read_all(sentences, COMPILED.of(lexicon), published),
    aside=asides.leave_aside,
    judge=worthiness.judge_worthiness,
)
UNREAD = Rules(read=_bare, aside=lambda given, following: None, judge=lambda given: (worthiness.BASE, ()))


def _of_words(words: Words) -> Rules:
    compiled = Compiled(lambda lexicon: general.Finders.of(lexicon, words))
    return Rules(
        read=lambda sentences, lexicon, published: general.read_all(sentences, compiled.of(lexicon), published),
        aside=lambda given, following: general_worthiness.leave_aside(given, words),
        judge=lambda given: general_worthiness.judge_worthiness(given, words),
    )


_RULES = {ENGLISH: _ENGLISH, **{code: _of_words(words) for code, words in WORDS.items()}}


def rules_of(lexicon: Lexicon) -> Rules:
    return _RULES.get(lexicon.language, UNREAD)
