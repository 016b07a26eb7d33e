"""Whether somebody declared an interest in who says a claim, who published it, or who is named in it."""

from __future__ import annotations

import re

from claims.models import Claim, Interest, User
from claims.queries.offered import interests_of, whole_words


def interest_in(user: User, claim: Claim) -> Interest | None:
    """The interest of a user that a claim touches, the first where there are more. Next passes over the same
    claims (claims.queries.offered)."""
    declared = interests_of(user)
    return next((each for each in declared if _touches(each, claim)), None)


def _touches(interest: Interest, claim: Claim) -> bool:
    if interest.claimant_id:
        return interest.claimant_id == claim.claimant_id
    if interest.outlet_id:
        return interest.outlet_id == claim.article.outlet_id
    pattern = re.compile(whole_words([interest.words]), re.IGNORECASE)
    return any(pattern.search(text) for text in _named(claim))


def _named(claim: Claim) -> list[str]:
    outlet = claim.article.outlet
    return [claim.sentence, claim.claimant.name if claim.claimant else "", outlet.name if outlet else ""]
