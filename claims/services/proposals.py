"""What people make of a model's proposals: one is taken in as a claim, or dropped. Nothing of it counts
before."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from claims.models import Proposal, ProposalState, User
from claims.services.refusal import Refused
from claims.services.steps.pulling import new_by_hand
from claims.services.steps.spans import read_span
from claims.services.steps.storing import locked_article, newest_version
from claims.values import ExtractedClaim
from claims.workflow import CHECKING, NotAllowed, WrongState, step_proposal


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The claim that a proposal became, and the ids of the series that are due."""

    claim_id: int
    series_ids: list[int]


def take_proposal(user: User, proposal_id: int) -> TakenIn:
    """Make a claim of a proposed sentence of an article's newest text: the program reads the sentence as it
    stands there, the wording stays the model's, and a queue gets the claim."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    proposal = Proposal.objects.select_related("version__article").get(pk=proposal_id)
    found = read_span(proposal.version, proposal.start, proposal.end)
    with transaction.atomic():
        # Whoever wants the same sentence as a claim waits here, and finds it taken.
        locked_article(proposal.version.article_id)
        _still_open(proposal)
        return _taken_in(user, proposal, found)


def drop_proposal(user: User, proposal_id: int) -> None:
    step_proposal(Proposal.objects.get(pk=proposal_id), "drop", user)


def _still_open(proposal: Proposal) -> None:
    proposal.refresh_from_db(fields=["state"])
    if proposal.state != ProposalState.PROPOSED:
        raise WrongState(f"Proposal {proposal.pk} is {proposal.state}")
    version = proposal.version
    if newest_version(version.article_id).pk != version.pk:
        raise Refused("text_changed")
    if version.appearances.filter(start__lt=proposal.end, end__gt=proposal.start).exists():
        raise Refused("sentence_is_claim")


def _taken_in(user: User, proposal: Proposal, found: ExtractedClaim) -> TakenIn:
    made = new_by_hand(user, proposal.version, found)
    if made is None:
        raise Refused("no_queue")
    claim, due = made
    step_proposal(proposal, "take", user, claim=claim)
    return TakenIn(claim.pk, due)
