"""`manage.py extract`: its JSON is a contract, bad input is told with its cause and the way out."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

TEXT = (
    "About 60 percent of Bhutan's trade is with India.\n\n"
    "Last year, 5.5 percent of the population was undernourished, the Harvest Fund said.\n"
)
PAGE = (
    "<html><head><title>Harvests fail</title></head><body><article><h1>Harvests fail</h1>"
    + "".join(
        f"<p>{line} It was a long and dry summer in the hills, and the rivers ran low.</p>"
        for line in TEXT.split("\n\n")
    )
    + "</article></body></html>"
)
COMPARATORS = {"equal", "about", "nearly", "more_than", "less_than", "at_least", "up_to", "between"}


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("extract", *arguments, stdout=out)
    return out.getvalue()


def run_json(*arguments: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(run(*arguments, "--json"))
    return read


def test_the_json_has_the_documented_fields(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")

    read = run_json(str(file), "--published", "2018-06-11")

    assert set(read) == {"sentences", "claims", "aside"}
    for claim in read["claims"]:
        assert set(claim) == {
            "sentence", "start", "end", "worthiness", "reasons", "claimant", "claimant_kind", "attribution",
            "quantities", "places", "place_source", "indicator", "indicators", "denominator", "period", "said_on",
            "said_on_source", "person", "comparison",
        }  # fmt: skip
        assert TEXT[claim["start"] : claim["end"]] == claim["sentence"]
        assert 0 <= claim["worthiness"] <= 1
        assert claim["reasons"] and all(isinstance(reason, str) and " " in reason for reason in claim["reasons"])
        assert {quantity["comparator"] for quantity in claim["quantities"]} <= COMPARATORS


def test_numbers_are_numbers_and_places_stand_subject_first(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")

    trade, hunger = run_json(str(file), "--published", "2018-06-11")["claims"]

    assert trade["places"] == ["BTN", "IND"]
    assert (trade["quantities"][0]["low"], trade["quantities"][0]["comparator"]) == (60, "about")
    assert hunger["places"] == ["BTN"]
    assert hunger["quantities"][0]["low"] == 5.5
    assert (hunger["claimant"], hunger["attribution"]) == ("Harvest Fund", "reported")
    assert hunger["period"] == {"start": "2017-01-01", "end": "2017-12-31", "label": "Last year"}


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))

    read = run_json("-")

    assert [claim["indicator"] for claim in read["claims"]] == ["trade-partner-share", "undernourishment"]
    assert read["claims"][1]["period"] is None


def test_the_table_shows_the_most_worthy_first(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")

    lines = run(str(file)).splitlines()

    worth = [float(line.split()[0]) for line in lines if line.strip()[:2] in {"0.", "1."}]
    assert worth == sorted(worth, reverse=True)
    assert any("Bhutan, India" in line for line in lines)


def test_a_text_with_nothing_to_check_says_so(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("How lovely it all is!", encoding="utf-8")

    assert "nothing to check" in run(str(file))


def test_a_saved_page_is_cut_to_its_text(tmp_path: Path) -> None:
    file = tmp_path / "article.html"
    file.write_text(PAGE, encoding="utf-8")

    read = run_json(str(file))

    assert "trade-partner-share" in [claim["indicator"] for claim in read["claims"]]


@pytest.mark.parametrize(
    ("name", "body", "cause"),
    [
        ("empty.txt", b"", "no text"),
        ("blank.txt", b" \n ", "no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "no text"),
        ("zeros.txt", b"a\x00b\x00\x00", "no text"),
        ("empty.html", b"", "no text"),
    ],
)
def test_a_file_without_text_is_refused_with_the_cause(tmp_path: Path, name: str, body: bytes, cause: str) -> None:
    file = tmp_path / name
    file.write_bytes(body)

    with pytest.raises(CommandError, match=cause):
        run(str(file))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt cannot be read: No such file"):
        run(str(tmp_path / "nowhere.txt"))


@pytest.mark.parametrize("day", ["2018", "11.6.2018", "2018-02-30", ""])
def test_a_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    with pytest.raises(CommandError, match="write it as YYYY-MM-DD"):
        run(str(tmp_path), "--published", day)


def test_a_day_in_the_future_is_refused(tmp_path: Path) -> None:
    day = (date.today() + timedelta(days=2)).isoformat()

    with pytest.raises(CommandError, match="lies in the future"):
        run(str(tmp_path), "--published", day)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_of_the_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes("About 60 percent of Réunion\u2019s trade is with France.".encode(encoding))

    assert run_json(str(file))["claims"][0]["places"] == ["REU", "FRA"]


def test_a_quantity_says_what_it_counts_and_of_what_whole(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(
        "In 2017, 5.5 percent of the population of Chad was hungry, while dozens of villages had no well.\n"
    )

    first, second = run_json(str(file))["claims"][0]["quantities"]

    assert (first["vague"], first["counts"], first["denominator"]) == (False, "population", "of the population")
    assert (second["vague"], second["counts"], second["denominator"]) == (True, "villages", None)
