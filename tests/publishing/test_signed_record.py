"""The record: one text for one content, exact, complete, and read back as it was written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.publishing.record import (
    ArticleCited,
    DecisionMade,
    DocumentCited,
    FindingCited,
    QuantityRead,
    RatingGiven,
    ReadingUsed,
    RecordInput,
    build_record,
    parse_record,
    record_sha256,
)

FINDING = FindingCited(
    identifier="17",
    source="tables",
    origin="Food office",
    series="hunger.share",
    definition="share of people whose food does not suffice",
    place="XKX",
    period="2015 (2014–2016)",
    vintage="2017-09",
    value="41.60",
    unit="percent",
    as_of="then",
    relation="close",
    reasons=("rounded: 41.6 is within 2.5 points of 40",),
    address="https://data.example.org/hunger",
    licence="CC BY 4.0",
    snapshot_sha256="b" * 64,
    retrieved_at=datetime(2024, 7, 30, 14, 0, tzinfo=timezone(timedelta(hours=2))),
)
DOCUMENT = DocumentCited("https://example.org/speech", "Speech", "“Two in five go hungry.”", date(2018, 6, 11))
GIVEN = RecordInput(
    sentence="Some 40 percent of the people are undernourished.",
    quotation="It is poor. Some 40 percent of the people are undernourished. Aid is late.",
    article=ArticleCited(
        title="A hungry year",
        outlet="The Courier",
        sha256="a" * 64,
        start=12,
        end=61,
        address="https://courier.example/hungry",
        published=date(2018, 6, 12),
    ),
    reading=ReadingUsed(
        number=2,
        claimant="Food office",
        claimant_kind="body",
        quantities=(QuantityRead("40 percent", Decimal(40), Decimal(40), "percent", "about"),),
        place="XKX",
        indicator="undernourishment",
        said_on=date(2018, 6, 12),
    ),
    decisions=(
        DecisionMade(1, "finding", "confirmed", FINDING, stance="supports"),
        DecisionMade(2, "document", "rejected", DOCUMENT, note="another year"),
    ),
    rating=RatingGiven("standard", 1, "mostly-right", "Mostly right", "small imprecision", 4),
    wording="Forty percent are undernourished",
    summary="A fair rounding of what was known.",
    reasoning="See [1].",
    sentences=("the figure then: rounded, close",),
)


def test_equal_content_gives_equal_bytes_and_one_hash() -> None:
    once, again = build_record(GIVEN), build_record(replace(GIVEN))

    assert once == again
    assert record_sha256(once) == hashlib.sha256(once.encode("utf-8")).hexdigest()


def test_the_form_of_the_text_does_not_drift() -> None:
    text = build_record(GIVEN)

    assert record_sha256(text) == "4111425a310a05f3f4e7179721b0a52b304e906342615d2cb3fee1e49d3d5eec"


def test_any_change_of_content_changes_the_hash() -> None:
    moved = replace(GIVEN, article=replace(GIVEN.article, end=62))

    assert record_sha256(build_record(moved)) != record_sha256(build_record(GIVEN))


def test_keys_stand_in_order_and_letters_stand_as_themselves() -> None:
    text = build_record(GIVEN)

    def ordered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert [key for key, _ in pairs] == sorted(key for key, _ in pairs)
        return dict(pairs)

    json.loads(text, object_pairs_hook=ordered)
    assert "2015 (2014–2016)" in text


def test_numbers_and_days_are_strings_as_exact_as_they_were_given() -> None:
    record = parse_record(build_record(GIVEN))

    assert record["article"]["start"] == "12"
    assert record["reading"]["quantities"][0]["low"] == "40"
    assert record["reading"]["said_on"] == "2018-06-12"
    assert record["decisions"][0]["cited"]["value"] == "41.60"
    assert record["rating"]["value"] == "4"
    assert record["schema_version"] == "1"


def test_times_are_kept_in_utc_whatever_zone_they_came_in() -> None:
    in_utc = replace(FINDING, retrieved_at=datetime(2024, 7, 30, 12, 0, tzinfo=UTC))
    same = replace(GIVEN, decisions=(replace(GIVEN.decisions[0], cited=in_utc), GIVEN.decisions[1]))

    record = parse_record(build_record(same))

    assert build_record(same) == build_record(GIVEN)
    assert record["decisions"][0]["cited"]["retrieved_at"] == "2024-07-30T12:00:00+00:00"


def test_what_is_missing_is_null_or_empty_and_never_left_out() -> None:
    bare = replace(GIVEN, rating=None, decisions=(), reading=ReadingUsed(number=1))

    record = parse_record(build_record(bare))

    assert record["rating"] is None
    assert record["attribution_rating"] is None
    assert record["reading"]["said_on"] is None
    assert set(record) == set(parse_record(build_record(GIVEN)))


def test_no_key_of_the_record_names_who_checked() -> None:
    text = build_record(GIVEN)

    assert not {"checker", "editor", "user", "signed_by"} & set(_keys(json.loads(text)))


def _keys(content: Any) -> list[str]:
    if isinstance(content, dict):
        return [*content, *(key for value in content.values() for key in _keys(value))]
    return [key for item in content for key in _keys(item)] if isinstance(content, list) else []


@pytest.mark.parametrize("number", [1.5, float("nan"), b"12", {1}, object()])
def test_a_value_without_exact_text_is_refused_with_its_place(number: object) -> None:
    quantity = replace(GIVEN.reading.quantities[0], low=number)  # type: ignore[arg-type]
    wrong = replace(GIVEN, reading=replace(GIVEN.reading, quantities=(quantity,)))

    with pytest.raises(TypeError, match=r"record\.reading\.quantities\[0\]\.low: a \w+ has no exact text"):
        build_record(wrong)


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"wording": "half \ud83d"}, "half a character at 5"),
        (
            {"reading": replace(GIVEN.reading, quantities=(QuantityRead("x", Decimal("NaN"), None, "", ""),))},
            "NaN is no number",
        ),
        (
            {"decisions": (replace(GIVEN.decisions[0], cited=replace(FINDING, retrieved_at=datetime(2024, 1, 1))),)},
            "a time without its zone",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_cause(changed: dict[str, Any], cause: str) -> None:
    wrong = replace(GIVEN, **changed)

    with pytest.raises(ValueError, match=cause):
        build_record(wrong)


def test_a_decimal_is_written_without_an_exponent() -> None:
    quantity = QuantityRead("a million", Decimal("1E+6"), Decimal("1E-7"), "people", "about")

    record = parse_record(build_record(replace(GIVEN, reading=ReadingUsed(number=1, quantities=(quantity,)))))

    assert record["reading"]["quantities"][0]["low"] == "1000000"
    assert record["reading"]["quantities"][0]["high"] == "0.0000001"


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.decimals(allow_nan=False, allow_infinity=False, places=9),
)
def test_every_text_and_number_comes_back_as_it_was(words: str, number: Decimal) -> None:
    quantity = QuantityRead(words, number, None, "percent", "equal")
    reading = ReadingUsed(number=1, claimant=words, quantities=(quantity,))

    record = parse_record(build_record(replace(GIVEN, reasoning=words, reading=reading)))

    assert record["reasoning"] == record["reading"]["claimant"] == words
    assert Decimal(record["reading"]["quantities"][0]["low"]) == number


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "Expecting value"),
        ("[]", '"schema" is not'),
        ('{"schema":"other"}', '"schema" is not'),
        ('{"schema":"factcheck-record","schema_version":"2"}', "of version 2: this program reads version 1"),
        ('{"schema":"factcheck-record","schema_version":1}', "the number 1 stands bare"),
        ('{"schema":"factcheck-record","value":1.5}', "the number 1.5 stands bare"),
        ('{"schema":"factcheck-record","value":NaN}', "the number NaN stands bare"),
        ('{"schema":"factcheck-record","schema":"factcheck-record"}', "a key stands twice"),
        ("[" * 200_000, "nested too deeply"),
    ],
)
def test_a_text_that_is_no_record_is_refused_with_the_cause(text: str, cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        parse_record(text)
