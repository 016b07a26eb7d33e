from __future__ import annotations

import pytest

from claims.evaluation.metrics import average_precision, classified, ndcg, precision_at, ranked


def test_classified_counts_hits_misses_and_false_alarms() -> None:
    found = classified([True, True, False, False], [True, False, True, False])

    assert found == (0.5, 0.5, 0.5)


def test_nothing_right_and_nothing_given_is_nought_and_no_error() -> None:
    assert classified([False], [False]) == (0, 0, 0)
    assert average_precision([False, False]) == 0
    assert ndcg([]) == 0
    assert precision_at([], 10) == 0


def test_equal_scores_keep_their_order() -> None:
    assert ranked([True, False, False], [0.5, 0.9, 0.5]) == [False, True, False]


def test_a_ranking_is_measured_by_the_textbook() -> None:
    ranking = [True, False, True, False]

    assert average_precision(ranking) == pytest.approx((1 + 2 / 3) / 2)
    assert ndcg(ranking) == pytest.approx((1 + 1 / 2) / (1 + 1 / 1.5849625))
    assert precision_at(ranking, 3) == pytest.approx(2 / 3)
    assert precision_at(ranking, 10) == 0.5
