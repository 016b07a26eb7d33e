"""What people make of a proposal: a claim, once, or nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from claims.models import (
    AuditEvent,
    Claim,
    ClaimState,
    Lookup,
    Proposal,
    ProposalState,
    Queue,
    User,
)
from claims.queries.proposals import proposals_of
from claims.services.extract import ORDINARY_LENGTH
from claims.services.intake import receive_version
from claims.services.proposals import drop_proposal, take_proposal
from claims.services.refusal import Refused
from claims.services.sentences import pull_in
from claims.services.starter import load_starter
from claims.workflow import NotAllowed, WrongState
from tests.builders import make_article, make_claim, make_proposal, make_queue, make_user

pytestmark = pytest.mark.django_db
SENTENCE = "About 40 percent of the people of Chad are undernourished."
PLAIN = "The capital has more bakeries than any other town of the country."
TEXT = f"{SENTENCE}\n\n{PLAIN}"


def proposal(sentence: str = PLAIN, **columns: Any) -> Proposal:
    return make_proposal(make_article(TEXT), sentence=sentence, **columns)


def test_a_proposal_that_is_taken_in_is_a_claim_in_a_queue_with_its_source_kept() -> None:
    queue, checker, proposed = make_queue(), make_user("checker"), proposal()

    taken = take_proposal(checker, proposed.pk)

    claim = Claim.objects.get(pk=taken.claim_id)
    proposed.refresh_from_db()
    assert (claim.state, claim.queue, claim.sentence) == (ClaimState.QUEUED, queue, PLAIN)
    assert (proposed.state, proposed.claim, proposed.decided_by) == (ProposalState.TAKEN, claim, checker)
    place = claim.appearances.get()
    assert place.version.text[place.start : place.end] == PLAIN
    event = AuditEvent.objects.get(action="proposal.take")
    assert (event.actor_id, event.object_id) == (checker.pk, proposed.pk)


def test_the_program_reads_the_sentence_and_asks_for_its_figures() -> None:
    """Nothing of the model's wording gets into the reading."""
    load_starter()
    proposed = proposal(SENTENCE, wording="Undernourished people of Chad: 40 percent of 2 million")

    taken = take_proposal(make_user("checker"), proposed.pk)

    claim = Claim.objects.get(pk=taken.claim_id)
    reading = claim.readings.get()
    assert (claim.place, claim.low, reading.by_id, bool(reading.program)) == ("TCD", Decimal(40), None, True)
    assert "million" not in str(reading.structure)
    assert set(taken.series_ids) == set(Lookup.objects.filter(claim=claim).values_list("series_id", flat=True))
    assert taken.series_ids


def test_a_sentence_without_a_number_goes_into_the_last_queue_and_never_aside() -> None:
    make_queue(rule="number_with_data")
    last = make_queue(rule="complaint")

    taken = take_proposal(make_user("checker"), proposal().pk)

    assert Claim.objects.get(pk=taken.claim_id).queue == last


def test_without_a_queue_nothing_is_taken_in() -> None:
    proposed = proposal()
    Queue.objects.all().delete()

    with pytest.raises(Refused, match="no_queue"):
        take_proposal(make_user("checker"), proposed.pk)

    proposed.refresh_from_db()
    assert proposed.state == ProposalState.PROPOSED
    assert not Claim.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_proposal_is_taken_once() -> None:
    make_queue()
    proposed = proposal()
    take_proposal(make_user("checker"), proposed.pk)

    for step in (take_proposal, drop_proposal):
        with pytest.raises(WrongState):
            step(make_user("checker"), proposed.pk)

    assert Claim.objects.count() == 1


def test_a_dropped_proposal_is_gone_from_the_list_and_no_claim() -> None:
    checker, proposed = make_user("checker"), proposal()

    drop_proposal(checker, proposed.pk)

    proposed.refresh_from_db()
    assert (proposed.state, proposed.claim, proposed.decided_by) == (ProposalState.DROPPED, None, checker)
    assert proposals_of(proposed.version).waiting == []
    assert AuditEvent.objects.filter(action="proposal.drop", actor_id=checker.pk).count() == 1
    with pytest.raises(WrongState):
        take_proposal(checker, proposed.pk)


def test_a_sentence_that_became_a_claim_in_another_way_is_refused_and_not_shown() -> None:
    make_queue()
    proposed = proposal()
    make_claim(version=proposed.version, sentence=PLAIN)
    assert proposals_of(proposed.version).waiting == []

    with pytest.raises(Refused, match="sentence_is_claim"):
        take_proposal(make_user("checker"), proposed.pk)

    assert Claim.objects.count() == 1


def test_a_proposal_of_a_text_that_was_changed_meanwhile_is_refused() -> None:
    make_queue()
    proposed = proposal()
    receive_version(proposed.version.article_id, text=f"{TEXT} More.")

    with pytest.raises(Refused, match="text_changed"):
        take_proposal(make_user("checker"), proposed.pk)

    assert not Claim.objects.exists()
    assert Proposal.objects.get().state == ProposalState.PROPOSED


def test_what_was_taken_in_is_what_pulling_the_sentence_in_makes() -> None:
    load_starter()
    taken, by_hand = proposal(SENTENCE), make_article(TEXT)

    claims = [
        Claim.objects.get(pk=take_proposal(make_user("checker"), taken.pk).claim_id),
        Claim.objects.get(pk=pull_in(make_user("checker"), by_hand.pk, start=3, end=9).claim_id),
    ]

    one, other = ((each.queue, each.state, each.readings.get().structure, each.sentence) for each in claims)
    assert one == other
    pulled_in = AuditEvent.objects.filter(action="claim.pull_in").order_by("pk").values_list("object_id", flat=True)
    assert list(pulled_in) == [each.pk for each in claims]


def _take(press: tuple[User, Proposal]) -> int | None:
    try:
        return take_proposal(press[0], press[1].pk).claim_id
    except WrongState:
        return None
    finally:
        connections.close_all()


def _pull_in(press: tuple[User, Proposal]) -> int | None:
    version, place = press[1].version_id, press[1].start
    try:
        return pull_in(press[0], version, start=place, end=place + 1).claim_id
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_proposal_that_many_take_in_at_once_is_one_claim() -> None:
    make_queue()
    presses = [(make_user("checker"), proposed) for proposed in [proposal()] for _press in range(6)]

    with ThreadPoolExecutor(max_workers=6) as pool:
        claims = list(pool.map(_take, presses))

    assert sorted(claims, key=lambda each: each is None) == [Claim.objects.get().pk, *[None] * 5]


@pytest.mark.django_db(transaction=True)
def test_a_sentence_that_is_taken_in_and_pulled_in_at_once_is_one_claim() -> None:
    make_queue()
    proposed = proposal()
    presses = [(make_user("checker"), proposed) for _press in range(6)]

    with ThreadPoolExecutor(max_workers=6) as pool:
        takes = [pool.submit(_take, press) for press in presses[:3]]
        pulls = [pool.submit(_pull_in, press) for press in presses[3:]]
    claims = {each.result() for each in pulls} | {each.result() for each in takes if not each.exception()}

    assert claims - {None} == {Claim.objects.get().pk}
    told = [each.exception() for each in takes]
    assert all(each is None or isinstance(each, Refused) and each.code == "sentence_is_claim" for each in told)


@pytest.mark.parametrize("group", ["", "curator"])
def test_who_may_not_check_neither_takes_nor_drops(group: str) -> None:
    make_queue()
    proposed = proposal()

    for step in (take_proposal, drop_proposal):
        with pytest.raises(NotAllowed):
            step(make_user(group), proposed.pk)

    assert Proposal.objects.get().state == ProposalState.PROPOSED
    assert not Claim.objects.exists()


def test_a_sentence_of_a_book_is_found_at_its_place() -> None:
    make_queue()
    far = "\n\n".join(f"Chapter {number} tells of other things, and at length." for number in range(4_000))
    version = make_article(f"{far}\n\n{PLAIN}\n\n{far}")
    assert version.length > 4 * ORDINARY_LENGTH

    taken = take_proposal(make_user("checker"), make_proposal(version, sentence=PLAIN).pk)

    place = Claim.objects.get(pk=taken.claim_id).appearances.get()
    assert version.text[place.start : place.end] == PLAIN


@pytest.mark.parametrize(
    "changes",
    [{"state": "taken"}, {"state": "dropped"}, {"start": 9, "end": 9}],
    ids=["taken without a claim", "dropped by nobody", "an empty span"],
)
def test_the_database_refuses_half_a_decision(changes: dict[str, Any]) -> None:
    proposed = proposal()

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposed.pk).update(**changes)
