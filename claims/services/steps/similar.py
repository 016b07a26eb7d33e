"""The terms of a claim, kept so that other claims find it."""

from __future__ import annotations

from claims.models import Claim, ClaimTerm
from claims.queries.similar import terms_of_claim


def keep_terms(claim: Claim) -> None:
    """In place of those of an earlier reading; nothing is written where they are the same."""
    terms = terms_of_claim(claim)
    kept = frozenset(claim.terms.values_list("term", flat=True))
    claim.terms.filter(term__in=kept - terms).delete()
    ClaimTerm.objects.bulk_create([ClaimTerm(claim=claim, term=term) for term in sorted(terms - kept)])
