"""A sentence that a person chose becomes a claim, whatever the rules say of it: one way for what is pulled in by
hand and for what a model proposed."""

from __future__ import annotations

from claims.models import ArticleVersion, Claim, User
from claims.services.steps.storing import Desk, facts_of, new_claim
from claims.services.steps.triage import triage_by_hand
from claims.values import ExtractedClaim
from claims.workflow import record_event


def new_by_hand(user: User, version: ArticleVersion, found: ExtractedClaim) -> tuple[Claim, list[int]] | None:
    """The claim, in the queue that fits best, and the ids of the series that are due; None where no queue is on,
    and its caller takes back what was written. Runs with the article's row locked."""
    desk = Desk.now()
    claim, due = new_claim(version, found, desk)
    facts = facts_of(claim, found, version.article)
    record_event(user, "claim.pull_in", claim, {"version": version.pk, "start": found.start, "end": found.end})
    if not triage_by_hand(claim, facts, desk.rules, user):
        return None
    return claim, due
