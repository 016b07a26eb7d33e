"""How well sentences are told to be check-worthy: by four folds on training data, by the shipped weights on other.

Everything is scored by the code that scores articles, weights pruned and rounded as they are shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

from claims.evaluation.metrics import average_precision, classified, ndcg, precision_at, ranked
from claims.extraction.asides import leave_aside
from claims.extraction.pipeline import read_alone
from claims.extraction.sentence_wording import Wording
from claims.extraction.worthiness import judge_worthiness
from claims.extraction.worthiness_model import CUT, Model, shipped_model
from claims.training.claimbuster import DataError, Labelled, read_claimbuster
from claims.training.folds import stratified_folds
from claims.training.worthiness import examples_of, train
from claims.values import Lexicon

FOLDS, SEED = 4, 2
HELD_OUT = "groundtruth"
"""The data set's file of this name holds sentences that no crowd labelled: the shipped weights never saw them."""
_SEEN_WORDS = 5
"""Shorter sentences ("Thank you.") stand in every debate and count as seen in none."""
_MOSTLY_NEW = 0.05


def report(path: Path, trained_on: Path | None, lexicon: Lexicon) -> Iterator[str]:
    """Lines to print. `trained_on` is the file that the shipped weights were trained on, to count what they saw;
    one of its name beside `path` is found by itself. Raises DataError or OSError for what cannot be read."""
    if path.is_dir() or path.suffix == ".tsv":
        yield from _debates(path, trained_on, lexicon)
    elif path.stem.startswith(HELD_OUT):
        yield from _held_out(path, trained_on, lexicon)
    else:
        yield from _folds(path, lexicon)


# --- four folds -----------------------------------------------------------------------------------------


def _folds(path: Path, lexicon: Lexicon) -> Iterator[str]:
    read = read_claimbuster(path)
    right = [each.worthy for each in read]
    yield f"{path.name}: {FOLDS} folds, stratified, shuffled with seed {SEED}; each scored by weights of the others"
    yield from _figures(right, fold_scores(read, lexicon))


def fold_scores(read: Sequence[Labelled], lexicon: Lexicon) -> list[float]:
    """The probability of each sentence by a model that was trained without its fold."""
    right = [each.worthy for each in read]
    examples = examples_of([each.text for each in read], lexicon)
    scores = [0.0] * len(read)
    for fold in stratified_folds(right, FOLDS, SEED):
        rest = sorted(set(range(len(read))) - set(fold))
        model = train([examples[at] for at in rest], [right[at] for at in rest], {})
        for at in fold:
            scores[at] = model.answer(examples[at].wording).probability
    return scores


# --- shipped weights ------------------------------------------------------------------------------------


def _held_out(path: Path, trained_on: Path | None, lexicon: Lexicon) -> Iterator[str]:
    read = read_claimbuster(path)
    seen = _seen_by(path.parent, trained_on)
    new = [each for each in read if _folded(each.text) not in seen]
    model = shipped_model()
    yield f"{path.name}, by the shipped weights: {_about(model)}"
    known = f"{len(read) - len(new)} that they saw are left out" if seen else "what they saw is not known here"
    yield f"{len(read):,} sentences; {known}"
    scores = [_probability(model, each.text, lexicon) for each in new]
    yield from _figures([each.worthy for each in new], scores)


def _debates(path: Path, trained_on: Path | None, lexicon: Lexicon) -> Iterator[str]:
    files = sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    if not files:
        raise DataError(f"{path}: no file in it ends with .tsv")
    model, seen = shipped_model(), _seen_by(files[0].parent, trained_on)
    yield f"Ranked by the shipped weights: {_about(model)}"
    yield _ROW.format("file", "cases", "worthy", "seen", "AP", "nDCG", "P@10", "P@50", "AP desk")
    rows = [_Debate(file, model, seen, lexicon) for file in files]
    yield from (row.line() for row in rows)
    yield _mean("mean", rows)
    if seen:
        yield _mean("mean, new to the weights", [row for row in rows if row.seen < _MOSTLY_NEW])


_ROW = "{:<30} {:>6} {:>6} {:>6} {:>7} {:>7} {:>7} {:>7} {:>7}"


class _Debate:
    """One file ranked: by the model, and as the desk would, by rules and model."""

    def __init__(self, path: Path, model: Model, known: frozenset[str], lexicon: Lexicon) -> None:
        read = read_debate(path)
        right = [each.worthy for each in read]
        ranking = ranked(right, [_probability(model, each.text, lexicon) for each in read])
        on_desk = ranked(right, [_on_desk(each.text, lexicon) for each in read])
        self.name, self.cases, self.worthy = path.stem, len(read), sum(right)
        self.seen = sum(_folded(each.text) in known for each in read) / len(read)
        self.figures = (*_of_ranking(ranking), average_precision(on_desk))

    def line(self) -> str:
        figures = (f"{figure:.3f}" for figure in self.figures)
        return _ROW.format(self.name, self.cases, self.worthy, f"{self.seen:.0%}", *figures)


def _mean(name: str, rows: Sequence[_Debate]) -> str:
    if not rows:
        return f"{name}: none"
    means = (f"{fmean(column):.3f}" for column in zip(*(row.figures for row in rows), strict=True))
    counts = (sum(row.cases for row in rows), sum(row.worthy for row in rows), "")
    return _ROW.format(f"{name} ({len(rows)})"[:30], *counts, *means)


def read_debate(path: Path) -> tuple[Labelled, ...]:
    """Sentences of a tab separated file of line, speaker, sentence and label, 1 for check-worthy."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    wrong = next((number for number, row in enumerate(rows, start=1) if len(row) != 4 or row[3] not in "01"), None)
    if wrong is not None or not rows:
        raise DataError(f"{path.name}, line {wrong or 1}: not line, speaker, sentence and label apart by tabs")
    return tuple(Labelled(text, label == "1") for _, _, text, label in rows)


def _probability(model: Model, text: str, lexicon: Lexicon) -> float:
    return model.answer(Wording(read_alone(text, lexicon=lexicon))).probability


def _on_desk(text: str, lexicon: Lexicon) -> float:
    given = read_alone(text, lexicon=lexicon)
    return judge_worthiness(given)[0] - (1 if leave_aside(given) else 0)


def _about(model: Model) -> str:
    return "; ".join(f"{name} {text}" for name, text in model.about.items() if name != "sha256")


def _seen_by(folder: Path, trained_on: Path | None) -> frozenset[str]:
    """The sentences that the weights were trained on, folded; empty where their file is not at hand."""
    path = trained_on or folder / shipped_model().about.get("data", "")
    if not path.is_file():
        return frozenset()
    folded = (_folded(each.text) for each in read_claimbuster(path))
    return frozenset(text for text in folded if text.count(" ") >= _SEEN_WORDS - 1)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


# --- what is printed ------------------------------------------------------------------------------------


def _figures(right: Sequence[bool], scores: Sequence[float]) -> Iterator[str]:
    found = classified(right, [score >= CUT for score in scores])
    yield f"cases              {len(right):,}, of them check-worthy {sum(right):,}"
    yield f"precision          {found.precision:.4f}   at {CUT} and more"
    yield f"recall             {found.recall:.4f}"
    yield f"F1                 {found.f1:.4f}"
    names = ("average precision", "nDCG", "P@10", "P@50")
    figures = _of_ranking(ranked(right, scores))
    yield from (f"{name:<18} {figure:.4f}" for name, figure in zip(names, figures, strict=True))


def _of_ranking(ranking: Sequence[bool]) -> tuple[float, float, float, float]:
    return average_precision(ranking), ndcg(ranking), precision_at(ranking, 10), precision_at(ranking, 50)
