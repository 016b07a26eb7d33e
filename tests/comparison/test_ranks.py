"""Ranks: who stands ahead, what ties and gaps leave open, and who is counted."""

from __future__ import annotations

from datetime import date

import pytest

from claims.comparison.compare import compare
from claims.values import ComparativeKind, Compared, Direction, Observed, Statement
from claims.values.groups import GROUPS, STATES, group_of
from tests.comparison.test_comparatives import SAID, UNEMPLOYED, codes, figure, numbers, told, year

G7 = "CAN DEU FRA GBR ITA JPN USA".split()
EVENLY = dict(zip(G7, ("7", "4", "10", "5", "11", "3", "4"), strict=True))


def rows_of(figures: dict[str, str], at: int = 2017) -> list[Observed]:
    return [figure(at, raw, place) for place, raw in figures.items()]


def ranked(place: str, rows: list[Observed], direction: Direction = Direction.UP, **more: object) -> Compared:
    comparative = told(ComparativeKind.RANK, direction, **{"group": "G7", **more})
    return compare(Statement(None, place, said_on=SAID, comparative=comparative, period=year(2017)), UNEMPLOYED, rows)[
        0
    ]


@pytest.mark.parametrize(
    ("place", "direction", "rank", "expected"),
    [
        ("ITA", Direction.UP, 1, "agrees"),
        ("FRA", Direction.UP, 1, "differs"),
        ("FRA", Direction.UP, 2, "agrees"),
        ("ITA", Direction.UP, 2, "differs"),
        ("JPN", Direction.DOWN, 1, "agrees"),
        ("DEU", Direction.DOWN, 2, "agrees"),
        ("USA", Direction.DOWN, 3, "agrees"),  # shares the second and the third place
        ("USA", Direction.DOWN, 4, "differs"),
    ],
)
def test_the_place_is_counted_from_the_end_that_was_said(
    place: str, direction: Direction, rank: int, expected: str
) -> None:
    found = ranked(place, rows_of(EVENLY), direction, rank=rank)

    assert found.relation == expected
    assert "group_complete" in codes(found)


def test_it_shows_who_stands_first_and_who_shares_the_place() -> None:
    found = ranked("DEU", rows_of(EVENLY), Direction.DOWN, rank=2)

    assert numbers(found, "ranks_from_below")["ranking"].startswith("JPN 3; ")
    assert numbers(found, "ranks_from_below")["rank"] == "2"
    assert numbers(found, "rank_shared")["places"] == "USA"


def test_places_without_a_figure_are_named_and_leave_open_what_they_could_change() -> None:
    six = {place: raw for place, raw in EVENLY.items() if place != "JPN"}

    first, third = ranked("ITA", rows_of(six)), ranked("FRA", rows_of(six), rank=3)

    assert (first.relation, numbers(first, "group_lacks")["places"]) == ("agrees", "JPN")
    assert (third.relation, codes(third)[-1]) == ("not_comparable", "missing_may_stand_ahead")


def test_a_set_that_is_too_thin_bears_nothing_out_and_still_refutes() -> None:
    three = {place: EVENLY[place] for place in ("ITA", "FRA", "DEU")}

    assert ranked("ITA", rows_of(three)).relation == "not_comparable"
    assert codes(ranked("ITA", rows_of(three)))[-1] == "group_too_thin"
    assert ranked("DEU", rows_of(three)).relation == "differs"


def test_the_figure_of_another_year_may_stand_in_and_refutes_nothing() -> None:
    rows = [*rows_of({place: raw for place, raw in EVENLY.items() if place != "ITA"}), figure(2016, "11", "ITA")]

    assert ranked("FRA", rows).relation == "not_comparable"
    assert codes(ranked("FRA", rows))[-1] == "ahead_by_another_year"
    assert ranked("FRA", rows, rank=2).relation == "agrees"


def test_limits_of_the_source_share_a_place_below_its_smallest_figure() -> None:
    rows = rows_of(EVENLY | {"JPN": "<2.5", "DEU": "<2.5", "USA": "2.5"})

    assert ranked("JPN", rows, Direction.DOWN).relation == "agrees"
    assert ranked("DEU", rows, Direction.DOWN).relation == "agrees"
    assert ranked("USA", rows, Direction.DOWN).relation == "differs"


def test_among_the_first_and_in_the_top_are_no_single_place() -> None:
    rows = rows_of(EVENLY)

    assert ranked("FRA", rows, rank=3, within=True).relation == "agrees"
    assert ranked("GBR", rows, rank=3, within=True).relation == "differs"
    assert ranked("FRA", rows, rank=0, within=True).relation == "agrees"
    assert ranked("CAN", rows, rank=0, within=True).relation == "not_comparable"
    assert ranked("DEU", rows, rank=0, within=True).relation == "differs"


def test_what_some_do_not_count_is_told_apart() -> None:
    europe = group_of("150", SAID)
    assert europe is not None
    rows = rows_of(dict.fromkeys(sorted(europe.members), "5") | {"ESP": "9", "TUR": "10"})

    found = ranked("ESP", rows, group="150")

    assert (found.relation, numbers(found, "ahead_on_the_edge")["places"]) == ("close", "TUR")


def test_a_place_outside_and_a_group_that_is_not_known_are_not_compared() -> None:
    assert codes(ranked("ESP", rows_of(EVENLY | {"ESP": "20"})))[-1] == "not_of_the_group"
    assert codes(ranked("ITA", rows_of(EVENLY), group=""))[-1] == "group_not_known"


def test_other_places_count_as_they_were_known_then() -> None:
    later = figure(2017, "12", "FRA", vintage=date(2018, 12, 1))
    comparative = told(ComparativeKind.RANK, group="G7")
    statement = Statement(None, "ITA", said_on=SAID, comparative=comparative, period=year(2017))
    read_again = [figure(2017, raw, place, read_on=date(2019, 1, 1)) for place, raw in EVENLY.items()]

    found = compare(statement, UNEMPLOYED, [*read_again, later])

    assert [(each.as_of, each.relation) for each in found] == [("then", "agrees"), ("now", "differs")]


def test_unions_have_their_members_of_a_day() -> None:
    before, after = group_of("EUU", date(2019, 1, 1)), group_of("EUU", date(2021, 1, 1))

    assert before is not None and after is not None
    assert before.members - after.members == {"GBR"}
    assert (len(before.members), len(after.members)) == (28, 27)


def test_every_state_is_in_one_part_of_the_world() -> None:
    assert len(STATES) == 197
    for code in GROUPS:
        group = group_of(code, SAID)
        assert group is not None and group.members <= STATES, code
