"""Reference tables of the house: what is read, and what is refused by line and reason."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from importlib import resources

import pytest

from claims.packs import place_titles
from claims.sources.tables import TableProblem, Tables, check_table, parse_table
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError

HEAD = "series,place,counterpart,period,value,unit,vintage,source_url,note\n"
GOOD = "exports,PER,CHN,2018,28.4,percent,2019-03-01 Customs,https://example.org/a,fob\n"


def table(*rows: str) -> io.BytesIO:
    return io.BytesIO((HEAD + "".join(rows)).encode())


TODAY = date(2020, 6, 1)


def problems(body: io.BytesIO) -> tuple[TableProblem, ...]:
    return tuple(check_table(body, places=frozenset({"PER", "CHN"}), today=TODAY).problems)


def read(body: io.BytesIO, query: Query) -> list[Observed]:
    generator = Tables().read(query, SourceConfig(base=""))
    request = next(generator)
    try:
        generator.send(Response(200, {}, body, request.address))
    except StopIteration as stop:
        return list(stop.value.observations)
    raise AssertionError("the connector asked twice")


def test_a_connector_asks_for_its_table_and_gives_the_rows_of_its_series() -> None:
    other = GOOD.replace("exports", "imports")
    query = Query(series="trade/exports", places=("PER",), counterparts=("CHN",))

    [observed] = read(table(GOOD, other), query)

    assert next(Tables().read(query, SourceConfig(base=""))) == Request("table:trade")
    assert observed.raw == "28.4"
    assert observed.vintage_label == "Customs"
    assert observed.read_on is None


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2014-2016", date(2014, 1, 1), date(2016, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-Q4", date(2018, 10, 1), date(2018, 12, 31)),
        ("2018-04-01/2019-03-31", date(2018, 4, 1), date(2019, 3, 31)),
    ],
)
def test_every_form_of_a_period_has_its_true_span(period: str, start: date, end: date) -> None:
    [row] = parse_table(table(GOOD.replace("2018,", f"{period},", 1)))

    assert (row.observed.period_start, row.observed.period_end) == (start, end)


@pytest.mark.parametrize(
    ("vintage", "day", "label"),
    [
        ("2019-03-01 Customs", date(2019, 3, 1), "Customs"),
        ("2019-02", date(2019, 2, 28), "2019-02"),
        ("2019 Yearbook, second print", date(2019, 12, 31), "Yearbook, second print"),
    ],
)
def test_a_vintage_counts_from_the_day_on_which_it_is_sure_to_be_public(vintage: str, day: date, label: str) -> None:
    [row] = parse_table(table(GOOD.replace("2019-03-01 Customs", f'"{vintage}"')))

    assert (row.observed.vintage_on, row.observed.vintage_label) == (day, label)


def test_a_qualified_value_keeps_its_sign_and_its_text() -> None:
    [row] = parse_table(table(GOOD.replace("28.4", "<2.50")))

    assert (row.observed.raw, row.observed.qualifier, row.observed.value) == ("<2.50", "<", Decimal("2.50"))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("exports,", ","), "series"),
        (("PER", "Peru"), "place"),
        (("CHN", "China"), "counterpart"),
        (("2018,", "18,"), "period"),
        (("2018,", "2018-13,"), "2018-13"),
        (("2018,", "0000-Q1,"), "0000"),
        (("2019-03-01 Customs", "2019-03-01 " + "x" * 201), "label"),
        (("2018,", "2018-02-30/2018-03-01,"), "2018-02-30"),
        (("2018,", "2016-2014,"), "ends before"),
        (("28.4", ""), "value"),
        (("28.4", "n/a"), "value"),
        (("28.4", "28,4"), "vintage"),
        (("28.4", "NaN"), "value"),
        (("28.4", "1e9"), "value"),
        (("percent", ""), "unit"),
        (("2019-03-01 Customs", "March 2019"), "vintage"),
        (("2019-03-01 Customs", "2019-02-31"), "2019-02-31"),
        (("https://example.org/a", "javascript:alert(1)"), "source_url"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_reason(change: tuple[str, str], word: str) -> None:
    bad = GOOD.replace(*change, 1)

    found = problems(table(GOOD, bad, GOOD.replace("2018", "2017", 1)))

    assert [problem.line for problem in found] == [3]
    assert word in found[0].reason


def test_a_figure_that_stands_twice_is_refused_with_the_line_that_has_it() -> None:
    found = problems(table(GOOD, GOOD.replace("28.4", "29.0")))

    assert [(problem.line, "28.4" in problem.reason) for problem in found] == [(3, True)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'series,"place\nx',
        HEAD.encode().replace(b"note", b"note,series") + GOOD.encode(),
        b"series,place\nx,PER\n",
        b"\xff\xfe\x00bad",
        HEAD.encode(),
        b"PK\x03\x04\x00\x00",
    ],
)
def test_what_is_no_table_is_refused_whole(body: bytes) -> None:
    assert problems(io.BytesIO(body))


def test_a_bad_row_never_gives_figures() -> None:
    with pytest.raises(SourceError):
        list(parse_table(table(GOOD, "x,y\n")))


def test_the_starter_table_has_no_bad_row() -> None:
    body = resources.files("claims.packs").joinpath("figures.csv").read_bytes()

    assert not check_table(io.BytesIO(body), places=place_titles(), today=date.today()).problems


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (GOOD.replace("PER", "QQQ"), "place"),
        (GOOD.replace("CHN", "QQQ"), "counterpart"),
        (GOOD.replace("2019-03-01", "2020-06-02"), "future"),
        (GOOD.replace("2019-03-01", "2020-07"), "future"),
        (GOOD.replace("2019-03-01", "2021"), "future"),
    ],
)
def test_a_place_without_a_name_and_a_day_to_come_are_refused(wrong: str, word: str) -> None:
    [problem] = problems(table(wrong))

    assert word in problem.reason


@pytest.mark.parametrize("vintage", ["2020-06-01", "2020-06", "2020"])
def test_a_vintage_of_a_month_or_a_year_that_runs_can_be_taken(vintage: str) -> None:
    assert problems(table(GOOD.replace("2019-03-01", vintage))) == ()
