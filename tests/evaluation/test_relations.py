"""`manage.py evaluate relations`: how right the table is, what a line may say, and what the command prints."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.evaluation.relations import answer, as_json, read_lines

KNOWN_MISSES = 2  # "close to zero" and "310 million Xs" name no measure yet
DATA = Path(__file__).parent / "data" / "relations.jsonl"
FIGURE: dict[str, Any] = {
    "source": "world_bank",
    "series": "SL.UEM.TOTL.ZS",
    "place": "ESP",
    "counterpart": None,
    "period": "2017",
    "vintage": "2018-06-28",
    "value": "17.2",
}


def line(text: str, *figures: dict[str, Any], then: str | None = None, now: str | None = None, **given: Any) -> str:
    return json.dumps(
        {"id": "a", "text": text, "published": "2018-11-15", "observations": list(figures), "then": then, "now": now}
        | given
    )


def test_the_table_is_answered_as_a_fair_editor_does() -> None:
    with DATA.open(encoding="utf-8") as lines:
        total = as_json([(each, answer(each)) for each in read_lines(lines)])

    assert total["of"] >= 200
    assert total["fair_called_differs"] == 0
    assert total["right"] >= total["of"] - KNOWN_MISSES


def test_a_line_is_compared_and_its_other_places_and_series_explain_it() -> None:
    lower = FIGURE | {"place": "DEU", "value": "3.8"}
    youth = FIGURE | {"series": "SL.UEM.1524.ZS", "value": "38.6"}
    [given] = read_lines([line("Unemployment in Spain was 3.8 percent in 2017.", FIGURE, lower, youth)])

    row = answer(given)

    assert (row.then, row.now, row.summary, row.readings) == ("differs", "differs", "fails", ("other_place",))


def test_the_year_of_a_three_year_mean_is_its_middle() -> None:
    figures = [
        FIGURE | {"series": "SN.ITK.DEFC.ZS", "place": "KEN", "period": period, "value": value}
        for period, value in (("2015", "21.2"), ("2013-2015", "21.5"))
    ]
    [given] = read_lines([line("Undernourishment in Kenya was 21.2 percent in 2015.", *figures)])

    assert [each.label for each in given.series[0][1]] == ["2014-2016", "2013-2015"]
    assert answer(given).then == "agrees"


def test_a_balance_is_a_deficit_with_its_sign_turned() -> None:
    balance = FIGURE | {"series": "GC.NLD.TOTL.GD.ZS", "value": "-3.1"}
    [given] = read_lines([line("Spain's budget deficit was 3.1 percent of GDP in 2017.", balance)])

    assert answer(given).then == "agrees"


def test_of_several_series_of_the_measure_the_fairest_answers() -> None:
    figures = [
        FIGURE
        | {"source": "tables", "series": f"starter/{table}", "place": "PRK", "counterpart": "CHN", "value": value}
        for table, value in (("trade_share_kita", "83.0"), ("trade_share_itc", "91.5"))
    ]
    [given] = read_lines([line("China made up 91.5 percent of North Korea's trade in 2017.", *figures)])

    row = answer(given)

    assert (row.then, row.now, row.summary) == ("agrees", "agrees", "depends_on_definition")


@pytest.mark.parametrize(
    "text",
    [
        "Inflation in Spain was 2 percent in 2017.",  # no figure of this measure
        "Unemployment was 17.2 percent in 2017.",  # of which country is not said
        "The weather in Spain was fine.",
    ],
)
def test_what_is_not_measured_by_the_figures_gives_nothing(text: str) -> None:
    row = answer(next(read_lines([line(text, FIGURE)])))

    assert (row.then, row.now, row.summary, row.readings) == (None, None, None, ())


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "line 2: "),
        ("[]", "line 2: it is no JSON object"),
        (line("x", FIGURE | {"series": "NO.SUCH"}), "line 2: claims/packs/series.csv has no series NO.SUCH"),
        (line("x", FIGURE | {"period": "spring"}), "line 2: period is 'spring'"),
        (line("x", FIGURE | {"vintage": "soon"}), "line 2: vintage is 'soon'"),
        (line("x", FIGURE | {"value": "many"}), "line 2: value is 'many'"),
        (line("x", FIGURE | {"place": None}), "line 2: place is None"),
        (line("x", then="true"), "line 2: then is 'true'"),
        (line("x", reading="a slip"), "line 2: reading is 'a slip'"),
        (line("x", published="in May"), "line 2: published is 'in May'"),
        (line("x", observations="none"), "line 2: observations is a list of objects"),
        ('{"id": "a", "published": null}', "line 2: text is missing"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(bad: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line("Unemployment in Spain was 17 percent.", FIGURE) + "\n" + bad)

    with pytest.raises(CommandError) as raised:
        call_command("evaluate", "relations", str(path))

    assert told in str(raised.value)


def test_the_command_prints_the_confusion_and_what_is_not_right(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(line("Unemployment in Spain was 30 percent in 2017.", FIGURE, then="close", now="differs"))

    out = io.StringIO()
    call_command("evaluate", "relations", str(path), stdout=out)

    printed = out.getvalue()
    assert "right                0/1" in printed
    assert "fair called differs  1" in printed
    assert "a: close, differs, none | differs, differs" in printed


def test_as_json_it_gives_a_row_for_every_line(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(line("Unemployment in Spain was 17 percent in 2017.", FIGURE, then="agrees", now="agrees"))

    out = io.StringIO()
    call_command("evaluate", "relations", str(path), "--json", stdout=out)

    assert json.loads(out.getvalue()) == {
        "rows": [{"id": "a", "then": "agrees", "now": "agrees", "summary": "holds", "readings": []}],
        "right": 1,
        "of": 1,
        "fair_called_differs": 0,
    }
