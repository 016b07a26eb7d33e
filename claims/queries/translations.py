"""Translations of a claim's words and of the passages of its evidence."""

from __future__ import annotations

from django.db.models import Q

from claims.models import Claim, Translation


def translations_of(claim: Claim) -> dict[int | None, Translation]:
    """By the id of their evidence; that of the claim's own words by None. One query."""
    rows = Translation.objects.filter(Q(claim=claim) | Q(evidence__claim=claim)).prefetch_related("confirmed_by")
    return {row.evidence_id: row for row in rows}
