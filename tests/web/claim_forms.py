"""What a checker's browser sends from the claim page, and what it gets."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from claims.models import Claim, Evidence, Rating
from claims.services.steps.questions import QUESTIONS

UNREACHABLE = '["unreachable", [["host", "api.worldbank.org"]]]'


def page_of(client: Client, claim: Claim) -> str:
    response = client.get(reverse("claims:claim", args=[claim.pk]))
    assert response.status_code == 200
    return response.content.decode()


def typed(rating: Rating | None = None, **changes: Any) -> dict[str, Any]:
    """What the form of the page sends."""
    return {
        "typed_on": "0",
        "wording": "Forty percent are undernourished",
        "rating": str(rating.pk) if rating else "",
        "summary": "The figure was 41.6 percent.",
        "reasoning": "It is [1].",
        **{f"question-{name}": "fair" for name in QUESTIONS},
        **changes,
    }


def decision(piece: Evidence, decided: str = "confirmed", stance: str = "supports", note: str = "") -> dict[str, str]:
    prefix = f"e{piece.pk}"
    return {
        "evidence": str(piece.pk),
        f"{prefix}-decided": decided,
        f"{prefix}-stance": stance,
        f"{prefix}-note": note,
    }
