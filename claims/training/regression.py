"""Logistic regression with a penalty on the squares of the weights, both classes weighing the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claims.training.lbfgs import minimise
from claims.training.sparse import SparseRows, Vector


@dataclass(frozen=True, slots=True)
class Fitted:
    sparse: Vector
    dense: Vector
    bias: float


@dataclass(frozen=True, slots=True)
class Penalty:
    sparse: float
    dense: float


def fit(sparse: SparseRows, dense: NDArray[np.float64], labels: NDArray[np.bool_], penalty: Penalty) -> Fitted:
    """`dense` has one row per sentence and one column per named feature. The bias bears no penalty.

    Raises ValueError where all labels are the same: there is nothing to tell apart."""
    if labels.all() or not labels.any():
        raise ValueError("all labels are the same")
    loss = _Loss(sparse, dense, labels, penalty)
    found = minimise(loss, np.zeros(sparse.width + dense.shape[1] + 1))
    return Fitted(found[: sparse.width], found[sparse.width : -1], float(found[-1]))


class _Loss:
    """The mean loss and its gradient at a vector of sparse weights, dense weights and bias."""

    def __init__(
        self, sparse: SparseRows, dense: NDArray[np.float64], labels: NDArray[np.bool_], penalty: Penalty
    ) -> None:
        self.sparse, self.dense = sparse, dense
        self.sign = np.where(labels, 1.0, -1.0)
        self.share = np.where(labels, 0.5 / labels.sum(), 0.5 / (~labels).sum())
        self.penalty = np.concatenate(
            (np.full(sparse.width, penalty.sparse), np.full(dense.shape[1], penalty.dense), [0.0])
        ) / len(labels)

    def __call__(self, point: Vector) -> tuple[float, Vector]:
        width = self.sparse.width
        logits = self.sparse.times(point[:width]) + self.dense @ point[width:-1] + point[-1]
        margin = self.sign * logits
        residual = -self.share * self.sign * np.exp(-np.logaddexp(0.0, margin))
        slope = np.concatenate((self.sparse.transposed_times(residual), residual @ self.dense, [residual.sum()]))
        value = float(self.share @ np.logaddexp(0.0, -margin) + 0.5 * self.penalty @ (point * point))
        return value, slope + self.penalty * point
