"""The claim page as tests open it and type on it."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from claims.models import Claim


def page_of(client: Client, claim: Claim) -> str:
    response = client.get(reverse("claims:claim", args=[claim.pk]))
    assert response.status_code == 200
    return response.content.decode()
