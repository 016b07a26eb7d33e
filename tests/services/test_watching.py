"""What was published is watched: a revision that turns its summary brings the claim back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Claim, ClaimState, Fetch, Finding, Lookup, Reopening, WorkState
from claims.services.steps.reopening import moved
from claims.services.steps.settling import settle
from claims.services.watching import ask_again
from claims.values import AsOf, Relation, Summary
from tests.builders import make_claim, make_fetch, make_finding, make_lookup, make_published, make_series

pytestmark = pytest.mark.django_db


def asked(claim: Claim, days: int) -> Lookup:
    """A lookup of a claim that was answered so many days ago."""
    lookup = make_lookup(claim, make_series())
    fetch = make_fetch(lookup.series)
    Fetch.objects.filter(pk=fetch.pk).update(at=timezone.now() - timedelta(days=days))
    Lookup.objects.filter(pk=lookup.pk).update(state=WorkState.DONE, fetch=fetch)
    return lookup


def test_published_claims_alone_are_asked_about_again_and_once_a_day() -> None:
    old, fresh, open_claim = make_published(), make_published(), make_claim()
    again, _fresh, _open = asked(old, 2), asked(fresh, 0), asked(open_claim, 2)

    due = ask_again()

    assert due == [again.series_id]
    assert list(Lookup.objects.filter(state=WorkState.PENDING)) == [again]
    assert ask_again() == []


@pytest.mark.parametrize(
    ("before", "after", "turned"),
    [
        (Summary.HOLDS, Summary.HOLDS, False),
        (Summary.HOLDS, Summary.REVISED_SINCE, True),
        (Summary.REVISED_SINCE, Summary.HOLDS, True),
        (Summary.FAILS, Summary.HOLDS, True),
        (Summary.HOLDS, Summary.DEPENDS_ON_DEFINITION, True),
        (Summary.HOLDS, Summary.UNDECIDED, True),
        (Summary.NOW_UNKNOWN, Summary.HOLDS, False),
        (Summary.NOW_UNKNOWN, Summary.REVISED_SINCE, True),
        (Summary.UNDECIDED, Summary.HOLDS, False),
        ("", Summary.FAILS, False),
    ],
)
def test_a_turn_is_another_answer_or_none_any_more(before: str, after: str, turned: bool) -> None:
    assert moved(before, after) is turned


def test_a_revision_that_turns_a_published_claim_brings_it_back_with_its_release() -> None:
    claim = make_claim()
    series = make_series()
    for as_of in AsOf:
        make_finding(claim, as_of=as_of, series=series)
    settle(claim, series)
    make_published(claim)
    claim.refresh_from_db()
    old = claim.findings.get(as_of=AsOf.NOW)
    Finding.objects.filter(pk=old.pk).update(superseded_at=timezone.now())
    make_finding(claim, as_of=AsOf.NOW, raw="52.1", relation=Relation.DIFFERS, series=series)

    settle(claim, series)
    claim.refresh_from_db()
    settle(claim, series)

    reopening = Reopening.objects.get()
    assert (claim.state, claim.summary) == (ClaimState.REOPENED, Summary.REVISED_SINCE)
    assert (reopening.reason, reopening.series, reopening.by) == ("revision", series, None)
    assert reopening.vintage_label.startswith("now")
