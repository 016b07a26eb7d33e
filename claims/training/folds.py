"""Stratified, shuffled folds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def stratified_folds(labels: Sequence[bool], count: int, seed: int) -> list[list[int]]:
    """The positions of each fold: every class dealt out evenly over the folds, in an order that `seed` shuffles.

    The deal is the one that the field's common library makes, so that figures can be set side by side.
    """
    classes = list(dict.fromkeys(labels))
    ordered = np.sort(np.asarray([classes.index(label) for label in labels]))
    shares = [np.bincount(ordered[fold::count], minlength=len(classes)) for fold in range(count)]
    shuffler = np.random.RandomState(seed)
    folds: list[list[int]] = [[] for _fold in range(count)]
    for number, label in enumerate(classes):
        dealt = np.arange(count).repeat([share[number] for share in shares])
        shuffler.shuffle(dealt)
        positions = (at for at, each in enumerate(labels) if each == label)
        for at, fold in zip(positions, dealt.tolist(), strict=True):
            folds[fold].append(at)
    return [sorted(fold) for fold in folds]
