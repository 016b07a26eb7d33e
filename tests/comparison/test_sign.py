"""Rose, fell, unchanged."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.comparison.sign import relate_difference
from claims.values import Direction

D = Decimal
UP, DOWN, SAME = Direction.UP, Direction.DOWN, Direction.UNCHANGED


@pytest.mark.parametrize(
    ("said", "difference", "margin", "band", "expected"),
    [
        (UP, "0.3", "0.2", "0", "agrees"),
        (UP, "0.2", "0.2", "0", "close"),
        (UP, "0.1", "0.2", "0", "close"),
        (UP, "-0.2", "0.2", "0", "close"),
        (UP, "-0.3", "0.2", "0.05", "differs"),
        (UP, "0.1", "0", "0.05", "agrees"),
        (UP, "0", "0", "0", "close"),
        (UP, "-0.04", "0", "0.05", "close"),
        (UP, "-0.05", "0", "0.05", "differs"),
        (DOWN, "-0.3", "0.2", "0", "agrees"),
        (DOWN, "0.3", "0.2", "0", "differs"),
        (SAME, "0.05", "0", "0.05", "agrees"),
        (SAME, "-0.15", "0.2", "0.05", "close"),
        (SAME, "0.3", "0.2", "0.05", "differs"),
    ],
)
def test_the_sign_is_weighed_against_margin_and_rounding(
    said: Direction, difference: str, margin: str, band: str, expected: str
) -> None:
    relation, _told = relate_difference(said, D(difference), margin=D(margin), first_band=D(band))

    assert relation.value == expected


def test_inside_the_margin_it_is_told_that_it_is_too_small_to_tell() -> None:
    _relation, told = relate_difference(UP, D("0.1"), margin=D("0.2"))

    assert [(reason.code, dict(reason.numbers)) for reason in told] == [("too_small_to_tell", {"margin": "0.2"})]
