"""Earlier fact-checks of a claim: searched for, taken as evidence, put away; never the verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings

from claims.models import Claim, Decision, Evidence, PriorCheck, PriorSearch, Snapshot, WorkState
from claims.publishing.record import parse_record
from claims.queries.earlier import earlier_checks
from claims.services import checks, fact_checks
from claims.services.refusal import Refused
from claims.services.steps.work import error_reason
from claims.workflow import NotAllowed, WrongState
from tests.builders import make_claim, make_draft, make_finding, make_prior, make_publisher, make_user
from tests.local_server import LocalServer
from tests.sources.test_fact_checks import HIT

pytestmark = pytest.mark.django_db
PATH = "/claims:search"


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    make_publisher()
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"fact_checks": running.address("")}
        settings.SOURCE_KEYS = {"fact_checks": "k3y"}
        yield running


def searched(claim: Claim) -> PriorSearch:
    search_id = fact_checks.search(make_user(), claim.pk)
    fact_checks.work_search(search_id)
    return PriorSearch.objects.get(pk=search_id)


def body(*hits: Any) -> bytes:
    return json.dumps({"claims": list(hits)}).encode()


def other(address: str) -> dict[str, Any]:
    return {**HIT, "claimReview": [{**HIT["claimReview"][0], "url": address}]}


def test_hits_of_publishers_on_the_list_stand_on_the_claim(server: LocalServer) -> None:
    server.add(PATH, body(HIT, other("https://spam.example/1")))
    claim = make_claim(sentence="Something in other words altogether.")

    search = searched(claim)

    assert (search.state, search.found, search.left_out) == (WorkState.DONE, 1, 1)
    assert [each.address for each in earlier_checks(claim).found] == ["https://checkers.example/1"]
    assert Claim.objects.get(pk=claim.pk).state == "queued"


def test_the_key_is_sent_and_kept_nowhere(server: LocalServer) -> None:
    server.add(PATH, b"{}")

    search = searched(make_claim())

    assert "key=k3y" in server.requests[0]
    assert "languageCode=en" in server.requests[0]
    assert "k3y" not in Snapshot.objects.get().request
    assert (search.state, search.found) == (WorkState.DONE, 0)


def test_what_the_feed_told_whole_is_not_replaced_by_a_hit(server: LocalServer) -> None:
    make_prior(HIT["text"], address="https://checkers.example/1", value="2", rating="Told by the feed")
    server.add(PATH, body(HIT))

    searched(make_claim())

    assert PriorCheck.objects.get().rating == "Told by the feed"


def test_a_search_is_asked_again_in_its_one_row(server: LocalServer) -> None:
    server.add(PATH, body(HIT))
    claim = make_claim()

    first, second = searched(claim), searched(claim)

    assert first.pk == second.pk
    assert server.count(PATH) == 2
    assert claim.prior_hits.count() == 1


@pytest.mark.parametrize(
    ("fault", "code", "state"),
    [
        ({"body": b'{"error": {"message": "API key not valid."}}', "status": 400}, "key_refused", "missing"),
        ({"body": b"", "status": 503}, "bad_status", "pending"),
        ({"body": b"", "status": 429}, "rate_limited", "pending"),
        ({"body": b"<html>"}, "html_instead", "pending"),
        ({"body": body(HIT), "cut": 10}, "truncated", "pending"),
        ({"body": b"[]"}, "drift", "missing"),
    ],
)
def test_a_fault_is_a_search_without_an_answer(
    fault: dict[str, Any], code: str, state: str, server: LocalServer
) -> None:
    server.add(PATH, **fault)

    search = searched(make_claim())

    assert (error_reason(search.last_error).code, search.state) == (code, state)  # type: ignore[union-attr]
    assert not PriorCheck.objects.exists()


def test_without_a_key_the_search_is_refused(settings: LazySettings) -> None:
    settings.SOURCE_KEYS = {}

    with pytest.raises(Refused) as refused:
        fact_checks.search(make_user(), make_claim().pk)

    assert refused.value.code == "no_key"


def test_likely_matches_are_found_by_words_numbers_and_places() -> None:
    claim = make_claim(sentence="In the country 40 percent are undernourished.", place="PRK")
    right = make_prior("40 percent of people in North Korea are undernourished")
    make_prior("The moon is made of cheese")

    assert [each.pk for each in earlier_checks(claim).found] == [right.pk]


def test_taken_as_evidence_it_stands_in_the_record_word_for_word() -> None:
    claim, checker = make_claim(), make_user()
    make_finding(claim)
    prior = make_prior(reviewed_on=None)
    piece = fact_checks.take_as_evidence(checker, claim.pk, prior.pk)
    PriorCheck.objects.update(rating="Changed since")

    submitted = checks.submit_check(checker, make_draft(claim, checker).pk)

    cited = parse_record(submitted.record)["decisions"][1]
    assert (cited["kind"], cited["number"]) == ("fact_check", str(piece.number))
    assert cited["cited"] == {
        "address": prior.address,
        "title": "The Checkers",
        "publisher": "The Checkers",
        "passage": prior.claim,
        "claimant": "A minister",
        "rating": "Mostly false",
        "dated": None,
        "archive": "",
        "translation": None,
    }


def test_it_is_evidence_once_and_decides_nothing() -> None:
    claim, checker, prior = make_claim(), make_user(), make_prior()

    first = fact_checks.take_as_evidence(checker, claim.pk, prior.pk)
    second = fact_checks.take_as_evidence(checker, claim.pk, prior.pk)

    assert first == second
    assert not Decision.objects.exists()
    assert not claim.checks.exists()


def test_what_was_put_away_stays_away_for_this_claim_until_it_is_shown_again() -> None:
    claim, second, checker, prior = make_claim(), make_claim(), make_user(), make_prior()

    fact_checks.dismiss(checker, claim.pk, prior.pk)

    earlier = earlier_checks(claim)
    assert (earlier.found, earlier.dismissed) == ([], [prior])
    assert earlier_checks(second).found == [prior]
    fact_checks.restore(checker, claim.pk, prior.pk)
    assert earlier_checks(claim).found == [prior]


def test_a_publisher_that_was_switched_off_is_shown_no_more() -> None:
    claim, prior = make_claim(), make_prior()

    type(prior.publisher).objects.update(active=False)

    assert earlier_checks(claim).found == []


def test_a_stranger_does_none_of_it_and_a_closed_claim_takes_no_evidence() -> None:
    claim, prior, stranger = make_claim(), make_prior(), make_user("")

    for use_case in (fact_checks.take_as_evidence, fact_checks.dismiss, fact_checks.restore):
        with pytest.raises(NotAllowed):
            use_case(stranger, claim.pk, prior.pk)
    with pytest.raises(NotAllowed):
        fact_checks.search(stranger, claim.pk)
    Claim.objects.update(state="published")
    with pytest.raises(WrongState):
        fact_checks.take_as_evidence(make_user(), claim.pk, prior.pk)
    assert not Evidence.objects.exists()
