"""Who must not see what another checker said of a claim, while two are asked apart."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Check, Claim, ClaimState, Rating, User, Verdict

SIGNING = "claims.sign_verdict"  # permissions of claims.workflow, which stands beside this package
CHECKING = "claims.check_claim"
ALL_IN = frozenset({ClaimState.SUBMITTED, ClaimState.RETURNED})
UNDECIDED = frozenset({ClaimState.QUEUED, ClaimState.REOPENED}) | ALL_IN


def waits_for_second(claim: Claim) -> bool:
    """Whether one of two checks is in and nothing but the other is missing."""
    return claim.state in UNDECIDED - {ClaimState.SUBMITTED} and 1 <= claim.checks_in < claim.checks_required


def sees_others(user: User, claim: Claim) -> bool:
    """Whether a person may see what others said of a claim, and who they are. Where it needs two checks nobody
    may before both are in; then those who sign may, unless one of the checks is theirs."""
    if claim.checks_required < 2 or claim.state not in UNDECIDED:
        return True
    if claim.state not in ALL_IN or not user.has_perm(SIGNING):
        return False
    return settings.ONE_PERSON_DESK or not own_checks(user).filter(claim_id=claim.pk).exists()


def own_checks(user: User) -> QuerySet[Check]:
    """The checks of a person on claims that have no verdict since."""
    since = Verdict.objects.filter(publication__claim=OuterRef("claim"), signed_at__gte=OuterRef("started_at"))
    return Check.objects.filter(~Exists(since), checker=user)


def hidden_claims(user: User) -> QuerySet[Claim]:
    """The claims of which a person sees no check but their own; none for who does not check."""
    if not user.has_perm(CHECKING):
        return Claim.objects.none()
    apart = Claim.objects.filter(checks_required__gt=1, state__in=UNDECIDED)
    if not user.has_perm(SIGNING):
        return apart
    own = Q(pk__in=own_checks(user).values("claim_id"))
    return apart.filter(~Q(state__in=ALL_IN) | own)


def same_ratings(one: Check, other: Check) -> bool:
    """Whether two checks came to the same, of the substance and of who said it."""
    return _slugs(one) == _slugs(other)


def _slugs(check: Check) -> tuple[str, str]:
    said = check.attribution_rating
    return check.rating.slug if check.rating else "", said.slug if said else ""


def ratings_by_id(ids: Iterable[int]) -> dict[int, Rating]:
    return Rating.objects.select_related("version__scale").in_bulk(ids)


def rating_labels() -> dict[tuple[str, str], str]:
    """The labels of ratings by the name of their scale and their slug, in their order; the newest version's words."""
    rows = Rating.objects.order_by("version__number", "position")
    return {(scale, slug): label for scale, slug, label in rows.values_list("version__scale__name", "slug", "label")}
