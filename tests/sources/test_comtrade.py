"""UN Comtrade: what countries report, and the mirror of those that do not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.sources.comtrade import MOST_REQUESTS, PREVIEW_ROWS, Comtrade
from claims.sources.comtrade_rows import Declared, code_of, declare
from claims.values import Period, Query, Response, SourceConfig
from tests.sources.feeding import BASE, CONFIG, Answer, read, refusal

KEYED = SourceConfig(base=BASE, key="a key")
CHN, IND, PER, PRK, USA, WORLD, UNION = 156, 699, 604, 408, 842, 0, 97
QUERY = Query(series="HS/export_share", places=("PER",), counterparts=("CHN",), unit="percent")
MIRROR = Query(series="HS/trade_share", places=("PRK",), counterparts=("CHN",), unit="percent")


def envelope(rows: Sequence[dict[str, Any]], error: str = "") -> bytes:
    return json.dumps({"elapsedTime": "0.1 secs", "count": len(rows), "data": rows, "error": error}).encode()


def available(*released: tuple[int, int, str]) -> bytes:
    return envelope([{"reporterCode": code, "period": year, "lastReleased": day} for code, year, day in released])


def row(reporter: int, partner: int, flow: str, value: float | None, year: int = 2017, **more: Any) -> dict[str, Any]:
    return {
        "refYear": year,
        "period": str(year),
        "reporterCode": reporter,
        "partnerCode": partner,
        "flowCode": flow,
        "partner2Code": 0,
        "customsCode": "C00",
        "motCode": 0,
        "cmdCode": "TOTAL",
        "primaryValue": value,
        "isReported": True,
        "isAggregate": False,
        **more,
    }


AVAILABLE = available((PER, 2017, "2019-03-02T00:00:00"), (CHN, 2017, "2018-06-01"))
ROWS = envelope([row(PER, CHN, "X", 11600.5), row(PER, WORLD, "X", 45000.0, isAggregate=True)])
PARTNERS = available((CHN, 2017, "2018-06-01"))
ALL = available((CHN, 2017, "2018-06-01"), (IND, 2017, "2019-08-30"), (UNION, 2017, "2020-01-01"))
DECLARED = [
    *(row(CHN, PRK, "M", 1720.0), row(CHN, PRK, "X", 3250.0), row(IND, PRK, "M", 80.0), row(IND, PRK, "X", 50.0)),
    row(UNION, PRK, "M", 999.0),
]


def test_what_a_country_reports_is_shared_out_with_the_release_as_vintage() -> None:
    reading, asked = read(Comtrade(), QUERY, [AVAILABLE, ROWS])

    [observed] = reading.observations
    assert (observed.raw, observed.flag) == ("25.78", "")
    assert observed.note == "exports to CHN 11,600.5 of exports to the world 45,000.0 USD"
    assert observed.vintage_on == date(2019, 3, 2)
    assert reading.release == "2019-03-02"
    assert dict(asked[0].parameters) == {"reporterCode": f"{CHN},{PER}"}
    parameters = dict(asked[1].parameters)
    assert asked[1].address == f"{BASE}/public/v1/preview/C/A/HS"
    assert (parameters["reporterCode"], parameters["partnerCode"]) == (str(PER), f"{WORLD},{CHN}")
    assert (parameters["period"], parameters["flowCode"]) == ("2017", "M,X")


def test_a_country_that_does_not_report_is_read_in_the_mirror_and_said_so() -> None:
    reading, asked = read(Comtrade(), MIRROR, [PARTNERS, ALL, envelope(DECLARED)])

    [observed] = reading.observations
    assert (observed.raw, observed.flag) == ("97.45", "mirror")
    assert observed.note == (
        "Mirror data, as PRK does not report this year: exports to CHN 1,720.0 + imports from CHN 3,250.0 of "
        "exports to the world 1,800.0 + imports from the world 3,300.0 USD, that is what CHN declares, "
        "of what all 2 reporters together declare of their trade with PRK."
    )
    assert observed.vintage_on == date(2019, 8, 30)
    assert dict(asked[2].parameters)["partnerCode"] == str(PRK)
    assert "reporterCode" not in dict(asked[2].parameters)


@pytest.mark.parametrize(("series", "share"), [("HS/export_share", "95.56"), ("HS/import_share", "98.48")])
def test_in_the_mirror_exports_are_what_the_others_import(series: str, share: str) -> None:
    reading, _asked = read(Comtrade(), replace(MIRROR, series=series), [PARTNERS, ALL, envelope(DECLARED)])

    assert [each.raw for each in reading.observations] == [share]


def test_a_partner_that_declares_one_flow_only_has_no_share_of_both() -> None:
    rows = [each for each in DECLARED if (each["reporterCode"], each["flowCode"]) != (CHN, "M")]

    reading, _asked = read(Comtrade(), MIRROR, [PARTNERS, ALL, envelope(rows)])

    assert [(each.raw, each.value, each.note) for each in reading.observations] == [("", None, "")]


def test_a_country_that_stopped_reporting_has_its_own_years_and_the_mirror_after() -> None:
    listed = available((PRK, 2010, "2011-01-01"), (CHN, 2010, "2011-02-02"), (CHN, 2017, "2018-06-01"))
    own = envelope([row(PRK, CHN, "X", 5.0, 2010), row(PRK, WORLD, "X", 10.0, 2010)])

    reading, _asked = read(
        Comtrade(), replace(MIRROR, series="HS/export_share"), [listed, own, ALL, envelope(DECLARED)]
    )

    assert [(each.label, each.raw, each.flag) for each in reading.observations] == [
        ("2010", "50.00", ""),
        ("2017", "95.56", "mirror"),
    ]


def test_a_country_that_is_merely_late_is_not_mirrored() -> None:
    listed = available((PER, 2017, "2019-03-02"), (CHN, 2017, "2018-06-01"), (CHN, 2018, "2019-06-01"))

    reading, _asked = read(Comtrade(), QUERY, [listed, ROWS])

    assert [each.label for each in reading.observations] == ["2017"]


def test_the_preview_is_asked_a_year_at_a_time_and_slowly_and_a_key_asks_twelve_at_once() -> None:
    listed = available(*((PER, year, "2019-03-02") for year in range(2000, 2018)))
    years = [envelope([row(PER, WORLD, "X", 9.0, year), row(PER, CHN, "X", 1.0, year)]) for year in range(2006, 2018)]
    together = envelope([each for body in years for each in json.loads(body)["data"]])

    slow, asked = read(Comtrade(), QUERY, [listed, *years])
    fast, keyed = read(Comtrade(), QUERY, [listed, together], KEYED)

    assert slow == fast
    assert (len(asked), len(keyed)) == (13, 2)
    assert all(request.pause >= 1 for request in asked[1:])
    assert keyed[1].address == f"{BASE}/data/v1/get/C/A/HS"
    assert keyed[1].headers == (("Ocp-Apim-Subscription-Key", "a key"),)
    assert not any("a key" in str(request.parameters) + request.address for request in keyed)


def test_a_span_bounds_the_years() -> None:
    listed = available(*((PER, year, "2019-03-02") for year in range(2000, 2018)))
    span = Period(date(2005, 1, 1), date(2005, 12, 31), "2005")
    rows = envelope([row(PER, CHN, "X", 1.0, 2005), row(PER, WORLD, "X", 4.0, 2005)])

    reading, _asked = read(Comtrade(), replace(QUERY, span=span), [listed, rows])

    assert [(each.label, each.raw) for each in reading.observations] == [("2005", "25.00")]


def test_parts_of_a_total_are_not_taken_for_it() -> None:
    parts = [row(PER, CHN, "X", 1.0, motCode=1000), row(PER, CHN, "X", 1.0, customsCode="C01")]

    reading, _asked = read(Comtrade(), QUERY, [AVAILABLE, envelope([*parts, *json.loads(ROWS)["data"]])])

    assert [each.raw for each in reading.observations] == ["25.78"]


def test_nobody_who_reports_is_no_figure_and_no_failure() -> None:
    reading, asked = read(Comtrade(), QUERY, [envelope([])])

    assert (reading.observations, len(asked)) == ((), 1)


def test_codes_of_its_own_are_used() -> None:
    assert [code_of(each) for each in ("USA", "IND", "KOR", "CHN", "FRA", "TWN", "PRK", "ATL")] == [
        *(842, 699, 410, 156, 251, 490, 408, None)
    ]
    assert refusal(Comtrade(), replace(QUERY, places=("ATL",)), []).code == "unknown_place"


def test_a_question_that_needs_too_many_requests_is_refused_before_it_is_asked() -> None:
    listed = available(*((CHN, year, "2019-03-02") for year in range(2000, 2018)))
    places = ("PRK", "SYR", "ERI")

    error = refusal(Comtrade(), replace(MIRROR, places=places), [listed])

    assert (error.code, error.permanent) == ("too_wide", True)
    assert error.numbers == (("limit", str(MOST_REQUESTS)),)


QUOTA = b'{"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 03:14:17."}'
NO_KEY = b'{"statusCode": 401, "message": "Access denied due to invalid subscription key."}'
BAD = b'{"statusCode": 400, "errorObject": {"errorMessages": ["Invalid period"]}}'


@pytest.mark.parametrize(
    ("answer", "code", "permanent"),
    [
        (Answer(QUOTA, 403), "quota_used", False),
        (Answer(NO_KEY, 401), "key_refused", True),
        (Answer(b'{"message": "Forbidden"}', 403), "key_refused", True),
        (Answer(BAD, 400), "source_message", True),
        (Answer(envelope([], "Unexpected error")), "source_message", True),
        (Answer(envelope([])), "no_rows", False),
        (Answer(envelope([row(PER, CHN, "X", 1.0)] * PREVIEW_ROWS)), "cut_off", True),
        (Answer(b"<html>busy</html>"), "html_instead", False),
        (Answer(ROWS[:-9]), "not_json", False),
        (Answer(b""), "not_json", False),
        (Answer(ROWS.replace(b"TOTAL", b"TOT\xffL")), "not_json", False),
        (Answer(ROWS.replace(b"11600.5", b"NaN")), "not_json", False),
        (Answer(b"[]"), "drift", True),
        (Answer(ROWS.replace(b'"data"', b'"rows"')), "drift", True),
        (Answer(ROWS.replace(b"primaryValue", b"value")), "drift", True),
        (Answer(ROWS.replace(b"reporterCode", b"reporter")), "drift", True),
        (Answer(ROWS.replace(b"motCode", b"mode")), "drift", True),
        (Answer(ROWS.replace(b'"X"', b'"Export"')), "drift", True),
        (Answer(ROWS.replace(b"11600.5", b'"much"')), "drift", True),
        (Answer(envelope([row(PER, CHN, "X", 1.0)] * 2)), "drift", True),
        (Answer(ROWS.replace(b"11600.5", b"1e400")), "absurd_number", True),
    ],
)
def test_what_is_no_answer_is_told_apart(answer: Answer, code: str, permanent: bool) -> None:
    error = refusal(Comtrade(), QUERY, [AVAILABLE, answer])

    assert (error.code, error.permanent) == (code, permanent)


def test_a_used_up_quota_says_when_to_come_back() -> None:
    error = refusal(Comtrade(), QUERY, [Answer(QUOTA, 403)], KEYED)

    assert error.retry_after == 3 * 3600 + 14 * 60 + 17


def test_a_list_without_dates_is_another_shape() -> None:
    error = refusal(Comtrade(), QUERY, [AVAILABLE.replace(b"lastReleased", b"released")])

    assert (error.code, error.numbers) == ("drift", (("field", "lastReleased"),))


def test_the_recorded_rows_are_read(shared_folder: Path) -> None:
    [recorded] = (shared_folder / "reference-data" / "comtrade").glob("data_v1_get*.json")
    declared = Declared()

    with recorded.open("rb") as body:
        declare(declared, Response(200, {}, body, CONFIG.base), PREVIEW_ROWS)

    assert str(declared.values[CHN, 32, 2010]["M"]) == "6804128143.0"
