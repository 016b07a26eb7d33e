"""Limited-memory BFGS (Liu and Nocedal 1989): the least of a smooth convex function, with halving steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

from claims.training.sparse import Vector

Objective = Callable[[Vector], tuple[float, Vector]]
_MEMORY = 10
_ENOUGH = 1e-4
"""Of the fall that the slope promises, a step must bring this share (Armijo's rule)."""
_LEAST_STEP = 1e-12

_Pairs = deque[tuple[Vector, Vector]]


def minimise(objective: Objective, start: Vector, *, tolerance: float = 2e-4, most: int = 300) -> Vector:
    """The point where no part of the gradient is over `tolerance`, or the one reached after `most` steps."""
    point, (value, slope) = start, objective(start)
    pairs: _Pairs = deque(maxlen=_MEMORY)
    for _turn in range(most):
        if np.abs(slope).max() < tolerance:
            break
        reached, (lower, steepness) = _step(objective, point, value, slope, _direction(slope, pairs))
        moved, turned = reached - point, steepness - slope
        if not moved.any():
            break
        if moved @ turned > 0:
            pairs.append((moved, turned))
        point, value, slope = reached, lower, steepness
    return point


def _direction(slope: Vector, pairs: _Pairs) -> Vector:
    """The slope, downwards, bent by what the last steps told of the curvature (the two-loop recursion)."""
    if not pairs:
        return -slope / max(1.0, float(np.abs(slope).sum()))
    bent, shares = slope.copy(), []
    for moved, turned in reversed(pairs):
        share = (moved @ bent) / (moved @ turned)
        shares.append(share)
        bent -= share * turned
    moved, turned = pairs[-1]
    bent *= (moved @ turned) / (turned @ turned)
    for (moved, turned), share in zip(pairs, reversed(shares), strict=True):
        bent += (share - (turned @ bent) / (moved @ turned)) * moved
    return -bent


def _step(
    objective: Objective, point: Vector, value: float, slope: Vector, direction: Vector
) -> tuple[Vector, tuple[float, Vector]]:
    length, promised = 1.0, float(slope @ direction)
    while True:
        reached = point + length * direction
        found = objective(reached)
        if found[0] <= value + _ENOUGH * length * promised:
            return reached, found
        length /= 2
        if length < _LEAST_STEP:
            return point, (value, slope)
