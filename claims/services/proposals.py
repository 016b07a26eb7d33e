"""What people make of a model's proposals: one is taken in as a claim, or dropped. Nothing of it counts
before."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from claims.extraction.pipeline import read_at
from claims.models import Appearance, Claim, Indicator, Proposal, ProposalState, User
from claims.services.refusal import Refused
from claims.services.steps.lexicon import lexicon_of_the_desk
from claims.services.steps.storing import facts_of, store_claim
from claims.services.steps.triage import TriageFacts, choose_queue, queue_columns, queues_in_order
from claims.values import ExtractedClaim
from claims.workflow import CHECKING, NotAllowed, WrongState, step_claim, step_proposal

AROUND = 30_000  # code points on each side of a sentence of a long text that are read with it


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The claim that a proposal became, and the series that are due for it."""

    claim_id: int
    series_ids: tuple[int, ...]


def take_proposal(user: User, proposal_id: int) -> TakenIn:
    """Make a claim of a proposed sentence: the program reads the sentence as it stands in the text, the
    wording stays the model's, and a queue gets the claim."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    proposal = Proposal.objects.select_related("version__article").get(pk=proposal_id)
    found = _read(proposal)
    try:
        with transaction.atomic():
            return _taken_in(user, proposal, found)
    except IntegrityError as error:
        # Somebody made a claim of the same sentence a moment ago.
        raise Refused("sentence_is_claim") from error


def drop_proposal(user: User, proposal_id: int) -> None:
    step_proposal(Proposal.objects.get(pk=proposal_id), "drop", user)


def _read(proposal: Proposal) -> ExtractedClaim:
    version = proposal.version
    text = _around(version.text, proposal.start, proposal.end)
    found = read_at(text, proposal.start, lexicon=lexicon_of_the_desk(), published=version.article.published_on)
    if found is None:
        raise Refused("sentence_gone")
    return found


def _around(text: str, start: int, end: int) -> str:
    """The text with blanks for what lies far away, so that offsets stay and a book costs no more than a page."""
    low = text.rfind("\n", 0, max(start - AROUND, 0)) + 1
    high = text.find("\n", end + AROUND)
    return " " * low + (text[low:high] if high > 0 else text[low:])


def _taken_in(user: User, proposal: Proposal, found: ExtractedClaim) -> TakenIn:
    # Whoever asks for the same proposal waits here, and finds it taken.
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    version = proposal.version
    if locked.state != ProposalState.PROPOSED:
        raise WrongState(f"Proposal {locked.pk} is {locked.state}")
    if Appearance.objects.filter(version=version, start__lt=found.end, end__gt=found.start).exists():
        raise Refused("sentence_is_claim")
    claim, series = store_claim(version, found, Indicator.objects.filter(slug=found.indicator or "").first())
    _queue(claim, facts_of(claim, found))
    step_proposal(locked, "take", user, claim=claim)
    return TakenIn(claim.pk, tuple(series))


def _queue(claim: Claim, facts: TriageFacts) -> None:
    """The queue that fits, the last where none does: what a person chose is never put aside by a rule."""
    queues = queues_in_order()
    if not queues:
        raise Refused("no_queue")
    queue = choose_queue(facts, queues) or queues[-1]
    step_claim(claim, "queue", None, **queue_columns(queue, facts.worthiness), repeat_of_id=facts.repeat_of)
