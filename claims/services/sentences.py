"""Any sentence of an article as a claim, by hand: what no rule saw, a person pulls in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from claims.models import ArticleVersion, Claim, ClaimState, User
from claims.services.refusal import Refused
from claims.services.steps.pulling import new_by_hand
from claims.services.steps.spans import read_span, snapped
from claims.services.steps.storing import locked_article, newest_version
from claims.services.steps.triage import take_up
from claims.values import ExtractedClaim
from claims.workflow import CHECKING, NotAllowed

LONGEST_SPAN = 2_000  # code points: a few sentences; more is no claim


@dataclass(frozen=True, slots=True)
class PulledIn:
    """The claim of the sentence, and the ids of the series that are due. `new` is false where the sentence was a
    claim already; one that was put aside is back in its queue."""

    claim_id: int
    new: bool
    series_ids: list[int]


def pull_in(user: User, version_id: int, *, start: int, end: int) -> PulledIn:
    """Make a claim of the sentences that a span of an article's newest text touches, in code points, and put it
    into a queue."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    version = ArticleVersion.objects.select_related("article").get(pk=version_id)
    bounds = snapped(version.text, start, end, version.article.language) if 0 <= start < end <= version.length else None
    if bounds is None or bounds[1] - bounds[0] > LONGEST_SPAN:
        raise Refused("no_sentence")
    found = read_span(version, *bounds)
    with transaction.atomic():
        locked_article(version.article_id)
        if newest_version(version.article_id).pk != version.pk:
            raise Refused("text_changed")
        claim = _standing(version, found)
        if claim is not None:
            return _known(user, claim)
        return _new(user, version, found)


def _standing(version: ArticleVersion, found: ExtractedClaim) -> Claim | None:
    """The claim that stands there: of several parts the first that was put aside, else the first."""
    here = version.appearances.filter(start=found.start, end=found.end).select_related("claim")
    parts = [place.claim for place in here.order_by("part")]
    return next((claim for claim in parts if claim.state == ClaimState.DISMISSED), parts[0] if parts else None)


def _known(user: User, claim: Claim) -> PulledIn:
    if claim.state == ClaimState.DISMISSED and not take_up(claim, user):
        raise Refused("no_queue")
    return PulledIn(claim.pk, new=False, series_ids=[])


def _new(user: User, version: ArticleVersion, found: ExtractedClaim) -> PulledIn:
    made = new_by_hand(user, version, found)
    if made is None:
        raise Refused("no_queue")
    claim, due = made
    return PulledIn(claim.pk, new=True, series_ids=due)
