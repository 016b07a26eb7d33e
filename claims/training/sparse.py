"""A sparse matrix by rows: the two products that a linear model needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SparseRows:
    """`column`, `row` and `value` are of equal length, one item per entry that is not nought."""

    column: NDArray[np.int64]
    row: NDArray[np.int64]
    value: Vector
    height: int
    width: int

    @classmethod
    def of(cls, columns: Sequence[Sequence[int]], values: Sequence[float], width: int) -> SparseRows:
        """Rows of the columns that hold something, the same value in all columns of a row."""
        counts = [len(each) for each in columns]
        return cls(
            np.fromiter((number for each in columns for number in each), np.int64, sum(counts)),
            np.repeat(np.arange(len(columns)), counts),
            np.repeat(np.asarray(values, dtype=np.float64), counts),
            len(columns),
            width,
        )

    def times(self, weights: Vector) -> Vector:
        return _sums(self.row, self.value * weights[self.column], self.height)

    def transposed_times(self, residuals: Vector) -> Vector:
        return _sums(self.column, self.value * residuals[self.row], self.width)

    def scaled(self, factors: Vector) -> SparseRows:
        """Every column times its factor."""
        return SparseRows(self.column, self.row, self.value * factors[self.column], self.height, self.width)


def _sums(at: NDArray[np.int64], values: Vector, length: int) -> Vector:
    return np.asarray(np.bincount(at, values, length), dtype=np.float64)
