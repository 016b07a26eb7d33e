"""The linear model of check-worthiness: its weights, the probability they give, and what it is made of.

Weights are whole thousandths of a logit: sums of whole numbers come out the same in any order, so a score does
too. Those of the wording are divided by the root of the sentence's length, or a long sentence would be worth more
for its length alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import repeat

from claims.extraction.sentence_wording import Wording
from claims.extraction.worthiness_features import FEATURES
from claims.extraction.worthiness_terms import Terms, pieces_of, terms_of

GRAIN = 1_000
KINDS = ("word", "phrase", "piece", "shape")
CUT = 0.5
"""From this probability on a sentence counts as check-worthy."""
SHIPPED = "worthiness.en.txt"
_FEATURE, _USUAL, _ABOUT, _BIAS = "feature", "usual", "about", "bias"
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The probability that a sentence is check-worthy, and the logits that it is the sum of: by word or phrase
    of the sentence, and by named feature. "word_order" is that of all shapes."""

    probability: float
    wording: Mapping[str, float]
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` are by kind of term, then by term; `usual` is what each named feature adds to a sentence of the
    training data on average; `about` says what they were trained on."""

    bias: int
    features: Mapping[str, int]
    usual: Mapping[str, int]
    weights: Mapping[str, Mapping[str, int]]
    about: Mapping[str, str]
    _known: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def answer(self, sentence: Wording) -> Answer:
        terms = terms_of(sentence.given.sentence)
        scale = scale_of(terms)
        wording = {term: weight * scale for term, weight in self._of_wording(terms)}
        order = sum(map(self.weights["shape"].get, terms.shapes, repeat(0))) * scale
        features = {"word_order": order / GRAIN}
        features |= {name: value * self.features.get(name, 0) / GRAIN for name, value in measured(sentence)}
        logit = self.bias / GRAIN + math.fsum(features.values()) + math.fsum(wording.values()) / GRAIN
        return Answer(1 / (1 + math.exp(-logit)), {term: each / GRAIN for term, each in wording.items()}, features)

    def unusual(self, answer: Answer) -> dict[str, float]:
        """What the features of a sentence add beyond what they usually do: nearly every sentence has some length
        and some order, and that tells nothing."""
        return {name: amount - self.usual.get(name, 0) / GRAIN for name, amount in answer.features.items()}

    def _of_wording(self, terms: Terms) -> Iterator[tuple[str, int]]:
        """A piece counts once, with the first word that holds it."""
        words, phrases, pieces = self.weights["word"], self.weights["phrase"], self.weights["piece"]
        seen: set[str] = set()
        for word in terms.words:
            fresh = self._pieces(word) - seen
            seen |= fresh
            yield word, words.get(word, 0) + sum(map(pieces.__getitem__, fresh))
        yield from ((phrase, phrases[phrase]) for phrase in terms.phrases if phrase in phrases)

    def _pieces(self, word: str) -> frozenset[str]:
        """The pieces of the word that have a weight."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            known = self._known[word] = frozenset(self.weights["piece"].keys() & pieces_of(word))
        return known


def scale_of(terms: Terms) -> float:
    return 1 / math.sqrt(terms.length + 1)


def measured(sentence: Wording) -> list[tuple[str, float]]:
    """The named features that are not nought."""
    both = ((feature.name, float(feature.measure(sentence))) for feature in FEATURES)
    return [(name, value) for name, value in both if value]


# --- the file of weights --------------------------------------------------------------------------------


def as_text(model: Model) -> str:
    """Lines of kind, term and weight, apart by tabs."""
    lines = [f"{_ABOUT}\t{name}\t{text}" for name, text in model.about.items()]
    lines.append(f"{_BIAS}\t\t{model.bias}")
    lines += [f"{_FEATURE}\t{name}\t{weight}" for name, weight in model.features.items()]
    lines += [f"{_USUAL}\t{name}\t{amount}" for name, amount in model.usual.items()]
    for kind in KINDS:
        lines += [f"{kind}\t{term}\t{weight}" for term, weight in sorted(model.weights[kind].items())]
    return "\n".join(lines) + "\n"


def model_of(text: str) -> Model:
    """The model that `as_text` wrote; raises ValueError where a line is none of its."""
    rows: dict[str, dict[str, str]] = {kind: {} for kind in (_ABOUT, _BIAS, _FEATURE, _USUAL, *KINDS)}
    for number, line in enumerate(text.splitlines(), start=1):
        kind, tab, rest = line.partition("\t")
        term, second, value = rest.rpartition("\t")
        if not (tab and second) or kind not in rows:
            raise ValueError(f"weights, line {number}: no kind, term and weight apart by tabs")
        rows[kind][term] = value
    return Model(
        int(rows[_BIAS][""]),
        _whole(rows[_FEATURE]),
        _whole(rows[_USUAL]),
        {kind: _whole(rows[kind]) for kind in KINDS},
        rows[_ABOUT],
    )


def _whole(read: Mapping[str, str]) -> dict[str, int]:
    return {term: int(value) for term, value in read.items()}


@cache
def shipped_model() -> Model:
    """Read when it is first asked for: a desk's pages need it not."""
    return model_of(resources.files("claims.extraction.weights").joinpath(SHIPPED).read_text(encoding="utf-8"))
