"""From labelled sentences to the weights of the model of check-worthiness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from claims.extraction.pipeline import read_alone
from claims.extraction.sentence_wording import Wording
from claims.extraction.worthiness_features import FEATURES
from claims.extraction.worthiness_model import GRAIN, KINDS, Model, scale_of
from claims.extraction.worthiness_terms import pieces_of, terms_of
from claims.training.regression import Fitted, Penalty, fit
from claims.training.sparse import SparseRows, Vector
from claims.values import Lexicon

PENALTY = Penalty(sparse=2.0, dense=10.0)
TRUST = {"word": 1.0, "phrase": 1.0, "piece": 0.8, "shape": 1.3}
"""What is trusted more is penalised less. These and the penalties were chosen on shuffles other than the one that
is reported."""
LEAST_SENTENCES = 2
"""A term that fewer sentences hold is not learnt."""
MOST_TERMS = 30_000
"""So many terms are shipped, the heaviest: the others move no score by more than a hair."""
_SMOOTHING = 1.0
_LEAST_LEANING = 0.1
_FLAT = 0.5
"""The root of the log-count ratio: the ratio itself leans too hard on words that are rare."""

Term = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the model sees it: its terms, what they are scaled by, its named features."""

    wording: Wording
    terms: tuple[Term, ...]
    scale: float
    features: tuple[float, ...]


def examples_of(texts: Sequence[str], lexicon: Lexicon) -> list[Example]:
    return [_example(Wording(read_alone(text, lexicon=lexicon))) for text in texts]


def _example(wording: Wording) -> Example:
    read = terms_of(wording.given.sentence)
    pieces = frozenset(piece for word in read.words for piece in pieces_of(word))
    by_kind = {"word": read.words, "phrase": read.phrases, "piece": pieces, "shape": read.shapes}
    terms = tuple((kind, term) for kind in KINDS for term in by_kind[kind])
    return Example(wording, terms, scale_of(read), tuple(float(each.measure(wording)) for each in FEATURES))


def train(examples: Sequence[Example], worthy: Sequence[bool], about: Mapping[str, str]) -> Model:
    """Raises ValueError where all labels are the same."""
    labels = np.asarray(worthy, dtype=np.bool_)
    terms = _vocabulary(examples)
    numbers = {term: number for number, term in enumerate(terms)}
    columns = [[numbers[term] for term in example.terms if term in numbers] for example in examples]
    rows = SparseRows.of(columns, [example.scale for example in examples], len(terms))
    ratios = _ratios(rows, labels) * np.asarray([TRUST[kind] for kind, _ in terms])
    dense = np.asarray([example.features for example in examples])
    fitted = fit(rows.scaled(ratios), dense, labels, PENALTY)
    return _with_usual(_model(terms, ratios, fitted, about), examples)


def _vocabulary(examples: Sequence[Example]) -> list[Term]:
    held = Counter(term for example in examples for term in example.terms)
    return sorted(term for term, count in held.items() if count >= LEAST_SENTENCES)


def _ratios(rows: SparseRows, labels: NDArray[np.bool_]) -> Vector:
    """How far each term leans to a class: the log-count ratio of naive Bayes, without its sign. Terms that lean
    to neither are penalised more than those that tell (Wang and Manning 2012)."""
    of_worthy = labels[rows.row]
    worthy = np.bincount(rows.column[of_worthy], minlength=rows.width) + _SMOOTHING
    others = np.bincount(rows.column[~of_worthy], minlength=rows.width) + _SMOOTHING
    leaning = np.abs(np.log((worthy / labels.sum()) / (others / (~labels).sum())))
    return np.asarray((leaning + _LEAST_LEANING) ** _FLAT, dtype=np.float64)


def _model(terms: Sequence[Term], ratios: Vector, fitted: Fitted, about: Mapping[str, str]) -> Model:
    weights: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for (kind, term), weight in _heaviest(terms, np.rint(fitted.sparse * ratios * GRAIN).astype(int)):
        weights[kind][term] = weight
    dense = np.rint(fitted.dense * GRAIN).astype(int).tolist()
    features = {feature.name: weight for feature, weight in zip(FEATURES, dense, strict=True)}
    return Model(round(fitted.bias * GRAIN), features, {}, weights, about)


def _with_usual(model: Model, examples: Sequence[Example]) -> Model:
    sums: Counter[str] = Counter()
    for example in examples:
        sums.update(model.answer(example.wording).features)
    usual = {name: round(amount / len(examples) * GRAIN) for name, amount in sums.items()}
    return replace(model, usual=dict(sorted(usual.items())))


def _heaviest(terms: Sequence[Term], weights: NDArray[np.int_]) -> Iterator[tuple[Term, int]]:
    order = np.argsort(-np.abs(weights), kind="stable")[:MOST_TERMS]
    yield from ((terms[at], int(weights[at])) for at in order.tolist() if weights[at])
