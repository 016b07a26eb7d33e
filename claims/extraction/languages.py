"""The languages that the desk reads, and which one a text is of.

English has rules of its own; every other language of `WORDS` is read by the general reader with its words. A language
is added by its file in `words` and its line here.
"""

from __future__ import annotations

import re
from collections import Counter

from claims.extraction.general.tokens import fold
from claims.extraction.general.words import SentenceWords, Words
from claims.extraction.words import en_sentences, es
from claims.extraction.words.others import COMMON

ENGLISH = "en"
WORDS: dict[str, Words] = {each.code: each for each in (es.WORDS,)}
READ = frozenset({ENGLISH, *WORDS})

SAMPLE = 6_000  # code points of a text by which its language is told
FEWEST = 8  # common words of a language without which nothing is told
SURE = 1.15  # times as many as of any other
FOREIGN = 0.5  # of the letters: a text in another script than the Latin
UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CODE = re.compile(r"[a-z]{2,3}(?![a-z])")
_COMMON = {**COMMON, **{code: words.common for code, words in WORDS.items()}}
_ENGLISH_SENTENCES = SentenceWords(
    en_sentences.TITLES,
    en_sentences.BEFORE_NUMBER,
    en_sentences.ABBREVIATIONS,
    en_sentences.STARTERS,
    en_sentences.REPORTING,
)


def sentence_words(language: str) -> SentenceWords:
    words = WORDS.get(language)
    return words.sentences if words else _ENGLISH_SENTENCES


def base_of(code: str) -> str:
    """The language of a code with its country: "es" of "es-MX", "en" of "en_GB"; '' where it is none."""
    match = _CODE.match(code.strip().lower())
    return match.group() if match else ""


def language_of(text: str, given: str = "") -> str:
    """The base code of a text's language: what its common words tell plainly, else what its page or feed says, else
    English. A language whose common words are not known here is what the page says: no words tell it."""
    said = base_of(given)
    if said and said not in _COMMON:
        return said
    return _told_by_words(text[:SAMPLE]) or said or ENGLISH


def is_read(code: str) -> bool:
    """Whether the desk reads texts in the language of a code; one that nothing is known of is taken for English."""
    return base_of(code or ENGLISH) in READ


def _told_by_words(text: str) -> str:
    """'' where the words do not tell; UNKNOWN for a script that no language of the desk is written in."""
    words = _WORD.findall(text)
    letters = "".join(words)
    if len(letters) > FEWEST and len(_LATIN.findall(letters)) < FOREIGN * len(letters):
        return UNKNOWN
    counted = Counter(map(fold, words))
    scores = sorted(((_score(counted, common), code) for code, common in _COMMON.items()), reverse=True)
    (best, code), (second, _) = scores[:2]
    return code if best >= FEWEST and best >= SURE * second else ""


def _score(counted: Counter[str], common: frozenset[str]) -> int:
    return sum(counted[word] for word in common)
