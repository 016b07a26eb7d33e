"""The usual figures of classification and ranking, for answers that are yes or no, and of the agreement of two who
rate. All lie between 0 and 1, but kappa, which is negative where two agree less often than by chance.

Rankings are given as the right answers in ranked order, the best first.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
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


class Agreement(NamedTuple):
    """Of `pairs` pairs of ratings `same` agree. `share` is None of no pairs; `kappa` is None where it is not
    defined: of no pairs, or where chance alone would make all of them agree."""

    pairs: int
    same: int
    share: float | None
    kappa: float | None


def agreement(counts: Mapping[tuple[str, str], int]) -> Agreement:
    """Percent agreement and Cohen's kappa (Educational and Psychological Measurement 20, 1960, 37-46) of how often
    which two ratings met."""
    pairs = sum(counts.values())
    same = sum(number for (one, other), number in counts.items() if one == other)
    firsts, seconds = Counter[str](), Counter[str]()
    for (one, other), number in counts.items():
        firsts[one] += number
        seconds[other] += number
    by_chance = sum(number * seconds[rating] for rating, number in firsts.items())  # of pairs squared
    room = pairs * pairs - by_chance
    kappa = (same * pairs - by_chance) / room if room else None
    return Agreement(pairs, same, same / pairs if pairs else None, kappa)


def agreement_on(counts: Mapping[tuple[str, str], int], rating: str) -> Agreement:
    """Of one rating against all others taken together. `same` are the pairs in which both gave it, `pairs` those in
    which one did at least; `kappa` is of all pairs, with or without it."""
    lumped: Counter[tuple[str, str]] = Counter()
    for (one, other), number in counts.items():
        lumped["yes" if one == rating else "no", "yes" if other == rating else "no"] += number
    both = lumped["yes", "yes"]
    given = sum(lumped.values()) - lumped["no", "no"]
    return Agreement(given, both, both / given if given else None, agreement(lumped).kappa)
