"""Training on little: the solver, the folds, the files that are read, the weights that come out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from claims.extraction.pipeline import read_alone
from claims.extraction.sentence_wording import Wording
from claims.extraction.worthiness_model import KINDS, Model, as_text, model_of
from claims.packs import load_lexicon
from claims.training.claimbuster import DataError, read_claimbuster
from claims.training.folds import stratified_folds
from claims.training.lbfgs import minimise
from claims.training.regression import Penalty, fit
from claims.training.sparse import SparseRows
from claims.training.worthiness import examples_of, train

WORTHY = [f"We lost {number},000 jobs in {year}." for number in (200, 300, 700) for year in range(1990, 2000)]
OTHER = [f"I thank my {whom} and hope we all {do}." for whom in ("wife", "host", "team") for do in "win go try".split()]


def test_the_least_of_a_bowl_is_found() -> None:
    stretch = np.array([1.0, 50.0, 0.2])
    target = np.array([3.0, -2.0, 7.0])

    found = minimise(
        lambda point: (float(stretch @ (point - target) ** 2), 2 * stretch * (point - target)),
        np.zeros(3),
        tolerance=1e-8,
    )

    assert found == pytest.approx(target)


def test_the_gradient_vanishes_at_the_fitted_weights() -> None:
    rows = SparseRows.of([[0], [0, 1], [1], [2]], [1.0, 0.5, 1.0, 1.0], 3)
    labels = np.array([True, True, False, False])
    dense = np.array([[1.0], [0.0], [0.5], [0.0]])

    found = fit(rows, dense, labels, Penalty(1.0, 1.0))

    logits = rows.times(found.sparse) + dense @ found.dense + found.bias
    residual = np.where(labels, -0.25 / (1 + np.exp(logits)), 0.25 / (1 + np.exp(-logits)))
    assert rows.transposed_times(residual) + found.sparse / 4 == pytest.approx(np.zeros(3), abs=1e-3)
    assert residual @ dense + found.dense / 4 == pytest.approx(np.zeros(1), abs=1e-3)
    assert residual.sum() == pytest.approx(0, abs=1e-3)


def test_labels_that_are_all_the_same_are_refused() -> None:
    with pytest.raises(ValueError, match="the same"):
        fit(SparseRows.of([[0]], [1.0], 1), np.zeros((1, 0)), np.array([True]), Penalty(1.0, 1.0))


def test_folds_hold_every_sentence_once_and_each_class_evenly() -> None:
    labels = [number % 5 == 0 for number in range(100)]

    folds = stratified_folds(labels, 4, 2)

    assert sorted(at for fold in folds for at in fold) == list(range(100))
    assert [sum(labels[at] for at in fold) for fold in folds] == [5, 5, 5, 5]
    assert folds == stratified_folds(labels, 4, 2) != stratified_folds(labels, 4, 3)


def test_both_kinds_of_file_are_read(tmp_path: Path) -> None:
    table, listed = tmp_path / "a.csv", tmp_path / "b.json"
    table.write_text("Sentence_id,Text,Verdict\n1,Two fell.,1\n2,Hello.,-1\n3,He came.,0\n", encoding="utf-8")
    listed.write_text(json.dumps([{"text": "Two fell.", "label": 1}, {"text": "Hello.", "label": 0}]))

    assert [each.worthy for each in read_claimbuster(table)] == [True, False, False]
    assert read_claimbuster(listed) == (("Two fell.", True), ("Hello.", False))


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", "{"), ("a.json", '["x"]'), ("a.csv", "a,b\n1,2\n"), ("a.csv", "Text,Verdict\nOne.,1\n"), ("a.csv", "")],
)
def test_a_file_of_another_kind_is_refused_with_the_cause(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)

    with pytest.raises(DataError):
        read_claimbuster(tmp_path / name)


def test_what_was_trained_tells_new_sentences_apart_and_survives_its_file() -> None:
    texts = [*WORTHY, *OTHER]
    worthy = [text in WORTHY for text in texts]

    model = train(examples_of(texts, load_lexicon()), worthy, {"data": "made up"})

    again = model_of(as_text(model))
    assert again == model
    assert set(again.weights) == set(KINDS)
    assert _probability(again, "They lost 500,000 jobs in 2001.") > 0.5 > _probability(again, "I thank and hope.")


def test_a_file_of_weights_with_a_bad_line_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2"):
        model_of("bias\t\t0\nword only\n")


def _probability(model: Model, text: str) -> float:
    return model.answer(Wording(read_alone(text, lexicon=load_lexicon()))).probability
