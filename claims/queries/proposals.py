"""What a language model was asked about a text, and what of its proposals waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from claims.models import Appearance, ArticleVersion, Claim, ModelRequest, Proposal, ProposalState, WorkState


@dataclass(frozen=True, slots=True)
class ProposalsView:
    """The proposals that wait, in the order of the text, and every stretch that was asked about."""

    waiting: Sequence[Proposal]
    requests: Sequence[ModelRequest]

    @property
    def names(self) -> str:
        """The models whose proposals wait."""
        return ", ".join(sorted({each.model_name for each in self.waiting}))

    @property
    def missing(self) -> list[ModelRequest]:
        return [each for each in self.requests if each.state == WorkState.MISSING]

    @property
    def pending(self) -> list[ModelRequest]:
        return [each for each in self.requests if each.state == WorkState.PENDING]

    @property
    def refused(self) -> list[tuple[str, int]]:
        """How many offers did not hold, by code."""
        counts: Counter[str] = Counter()
        for request in self.requests:
            counts.update(dict(request.refused))
        return sorted(counts.items())


def proposals_of(version: ArticleVersion) -> ProposalsView:
    """Two queries. A sentence that became a claim in another way is no proposal any more."""
    claimed = Appearance.objects.filter(
        version=OuterRef("version"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
    )
    waiting = Proposal.objects.filter(version=version, state=ProposalState.PROPOSED).exclude(Exists(claimed))
    return ProposalsView(
        list(waiting.order_by("start")), list(ModelRequest.objects.filter(version=version).order_by("start"))
    )


def proposal_behind(claim: Claim) -> Proposal | None:
    """The proposal that a checker made this claim of."""
    return claim.proposals.prefetch_related("decided_by").first()
