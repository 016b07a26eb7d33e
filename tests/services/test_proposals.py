"""What people make of a proposal: a claim, once, or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.models import (
    Appearance,
    AuditEvent,
    Claim,
    ClaimState,
    Lookup,
    Proposal,
    ProposalState,
    Queue,
)
from claims.queries.proposals import proposals_of
from claims.services.extract import ORDINARY_LENGTH
from claims.services.proposals import drop_proposal, take_proposal
from claims.services.refusal import Refused
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


def test_a_claim_that_somebody_made_in_the_same_moment_stays_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look at the text saw nothing; the database refuses the second."""
    make_queue()
    proposed = proposal()
    make_claim(version=proposed.version, sentence=PLAIN)
    monkeypatch.setattr(Appearance.objects, "filter", lambda **_columns: Appearance.objects.none())

    with pytest.raises(Refused, match="sentence_is_claim"):
        take_proposal(make_user("checker"), proposed.pk)

    assert Claim.objects.count() == 1
    assert Proposal.objects.get().state == ProposalState.PROPOSED


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
