"""Figures that a licence keeps at the desk are not printed for readers; the note on a source is."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Publication, Source
from tests.builders import make_claim, make_finding, make_published
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db


def published() -> str:
    """The address of a verdict that rests on one figure, 41.7."""
    claim = make_claim()
    make_finding(claim, as_of="then", raw="41.7", gap="1.7")
    make_published(claim)
    publication = Publication.objects.get()
    return reverse("claims:verdict", args=[publication.public_id, publication.slug])


def test_figures_that_may_not_be_republished_are_not_on_the_public_page() -> None:
    address = published()
    before = Client().get(address).content.decode()

    Source.objects.update(may_republish=False)
    after = Client().get(address).content.decode()

    for figure in ("41.7", "1.7 points", "<svg"):
        assert figure in before, figure
        assert figure not in after, figure
    assert "not printed here" in after
    assert "The licence of this source does not let the desk print its figures." in after
    assert "Read the figure for 2014-16" in after
    assert "rounded, close" in after
    verdict = Publication.objects.get().verdict
    assert verdict is not None
    assert verdict.record_sha256 in after


def test_the_desk_itself_sees_them(log_in: LogIn) -> None:
    published()
    Source.objects.update(may_republish=False)
    claim = Publication.objects.get().claim

    page = log_in("checker").get(reverse("claims:claim", args=[claim.pk])).content.decode()

    assert "41.7" in page


def test_the_dated_note_on_a_source_stands_beside_its_figures(log_in: LogIn) -> None:
    address = published()
    Source.objects.update(note="Paid by its members.", note_on=date(2026, 11, 24))
    claim = Publication.objects.get().claim

    pages = [
        Client().get(address).content.decode(),
        log_in("checker").get(reverse("claims:claim", args=[claim.pk])).content.decode(),
    ]

    for page in pages:
        assert "Paid by its members." in page
        assert "24 November 2026" in page
