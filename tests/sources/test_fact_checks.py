"""Google's Fact Check Tools: hits, no hits, and refusals that keep the key."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from claims.sources.fact_checks import read_search, search_request
from claims.values import FactCheck, Response, SourceConfig, SourceError

CONFIG = SourceConfig(base="https://tools.example/v1alpha1", key="k3y")
HIT: dict[str, Any] = {
    "text": "Half of Freedonia is hungry",
    "claimant": "A minister",
    "claimDate": "2018-02-01T00:00:00Z",
    "claimReview": [
        {
            "publisher": {"name": "The Checkers", "site": "checkers.example"},
            "url": "https://checkers.example/1",
            "title": "No, it is not half",
            "reviewDate": "2018-03-02T00:00:00Z",
            "textualRating": "Mostly false",
            "languageCode": "en",
        }
    ],
}


def read(content: Any, status: int = 200) -> list[FactCheck | str]:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return list(read_search(Response(status, {}, io.BytesIO(body), CONFIG.base), CONFIG))


def test_a_hit_is_read_word_for_word() -> None:
    [found] = read({"claims": [HIT], "nextPageToken": "CAo"})

    assert found == FactCheck(
        address="https://checkers.example/1",
        claim="Half of Freedonia is hungry",
        publisher="The Checkers",
        claimant="A minister",
        claimed_on=date(2018, 2, 1),
        reviewed_on=date(2018, 3, 2),
        rating="Mostly false",
        title="No, it is not half",
        language="en",
    )


def test_an_empty_object_is_no_hit() -> None:
    assert read({}) == []


def test_every_field_may_be_missing() -> None:
    assert read({"claims": [{}, {"claimReview": [{}]}, {**HIT, "text": None}]}) == ["no_address", "no_claim"]


@pytest.mark.parametrize("content", [[], 7, {"claims": 7}, {"claims": [7]}, {"claims": [{"claimReview": {"a": 1}}]}])
def test_another_shape_is_a_drift(content: Any) -> None:
    with pytest.raises(SourceError) as raised:
        read(content)

    assert raised.value.code == "drift"


def test_a_refused_key_is_told_without_the_key() -> None:
    error = {"code": 400, "message": "API key k3y not valid.", "status": "INVALID_ARGUMENT"}

    with pytest.raises(SourceError) as raised:
        read({"error": error}, 400)

    assert raised.value.code == "key_refused"
    assert raised.value.permanent
    assert "k3y" not in str(raised.value.numbers)


def test_any_other_refusal_is_told_in_its_words() -> None:
    with pytest.raises(SourceError) as raised:
        read({"error": {"code": 400, "message": "Too short.", "status": "INVALID_ARGUMENT"}}, 400)

    assert (raised.value.code, raised.value.numbers) == ("source_message", (("message", "Too short."),))


def test_the_question_is_bounded_and_holds_no_key() -> None:
    request = search_request(CONFIG, "x" * 5000)

    assert len(dict(request.parameters)["query"]) == 300
    assert "k3y" not in repr(request)


def test_without_a_key_nothing_is_asked() -> None:
    with pytest.raises(SourceError) as raised:
        search_request(SourceConfig(base=CONFIG.base), "a")

    assert raised.value.code == "no_key"
