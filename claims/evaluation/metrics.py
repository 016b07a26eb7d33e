"""The usual figures of classification and ranking, for answers that are yes or no. All lie between 0 and 1.

Rankings are given as the right answers in ranked order, the best first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple


class Classified(NamedTuple):
    precision: float
    recall: float
    f1: float


def classified(right: Sequence[bool], given: Sequence[bool]) -> Classified:
    """Of the class "yes"; 0 where nothing is yes."""
    hits = sum(both == (True, True) for both in zip(right, given, strict=True))
    precision = hits / sum(given) if any(given) else 0.0
    recall = hits / sum(right) if any(right) else 0.0
    return Classified(precision, recall, 2 * hits / max(1, sum(right) + sum(given)))


def ranked(right: Sequence[bool], scores: Sequence[float]) -> list[bool]:
    """The right answers from the highest score to the lowest; equal scores keep their order."""
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    return [right[at] for at in order]


def average_precision(ranking: Sequence[bool]) -> float:
    """The mean of the precisions at the ranks of all that is right; 0 where nothing is."""
    hits = accumulate(ranking)
    precisions = [hit / rank for rank, (hit, yes) in enumerate(zip(hits, ranking, strict=True), start=1) if yes]
    return math.fsum(precisions) / len(precisions) if precisions else 0.0


def ndcg(ranking: Sequence[bool]) -> float:
    """Normalised discounted cumulative gain over the whole ranking; 0 where nothing is right."""
    best = _gain(sorted(ranking, reverse=True))
    return _gain(ranking) / best if best else 0.0


def _gain(ranking: Sequence[bool]) -> float:
    return math.fsum(1 / math.log2(rank + 1) for rank, yes in enumerate(ranking, start=1) if yes)


def precision_at(ranking: Sequence[bool], rank: int) -> float:
    """The share of what is right among the first `rank`, or among all where there are fewer."""
    first = ranking[:rank]
    return sum(first) / len(first) if first else 0.0
