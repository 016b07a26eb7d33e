from __future__ import annotations

import pytest

from claims.evaluation.metrics import (
    agreement,
    agreement_on,
    average_precision,
    classified,
    ndcg,
    precision_at,
    ranked,
)


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


def met(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> dict[tuple[str, str], int]:
    return {("yes", "yes"): yes_yes, ("yes", "no"): yes_no, ("no", "yes"): no_yes, ("no", "no"): no_no}


@pytest.mark.parametrize(
    ("counts", "share", "kappa"),
    [
        (met(20, 5, 10, 15), 0.7, 0.4),
        (met(45, 15, 25, 15), 0.6, 0.1304),
        (met(25, 35, 5, 35), 0.6, 0.2593),
        (met(5, 0, 0, 5), 1.0, 1.0),
        (met(0, 5, 5, 0), 0.0, -1.0),
    ],
)
def test_kappa_is_that_of_the_textbooks(counts: dict[tuple[str, str], int], share: float, kappa: float) -> None:
    found = agreement(counts)

    assert found.share == pytest.approx(share)
    assert found.kappa == pytest.approx(kappa, abs=5e-5)


def test_kappa_of_more_than_two_ratings() -> None:
    """The example of Cohen's paper of 1960, in hundredths."""
    rows = {"1": (25, 13, 12), "2": (12, 2, 16), "3": (3, 15, 2)}
    counts = {(one, str(other)): number for one, row in rows.items() for other, number in enumerate(row, start=1)}

    found = agreement(counts)

    chance = (50 * 40 + 30 * 30 + 20 * 30) / 100**2
    assert (found.pairs, found.same) == (100, 29)
    assert found.kappa == pytest.approx((0.29 - chance) / (1 - chance))


def test_kappa_that_is_not_defined_is_none_and_never_one() -> None:
    assert agreement({}) == (0, 0, None, None)
    assert agreement({("supported", "supported"): 12}) == (12, 12, 1.0, None)
    assert agreement({("supported", "supported"): 12, ("a", "b"): 0}).kappa is None


def test_agreement_on_one_rating_is_that_against_all_others() -> None:
    counts = {("a", "a"): 20, ("a", "b"): 3, ("a", "c"): 2, ("b", "a"): 10, ("b", "b"): 5, ("c", "b"): 10}

    found = agreement_on(counts, "a")

    assert (found.pairs, found.same) == (35, 20)
    assert found.share == pytest.approx(20 / 35)
    assert found.kappa == agreement(met(20, 5, 10, 15)).kappa


def test_a_rating_that_nobody_gave_agrees_in_nothing() -> None:
    assert agreement_on({("a", "a"): 3}, "b") == (0, 0, None, None)
