"""What a reading keeps of who said it and when, and readings from before that was kept."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.pipeline import extract
from claims.models import Reading
from claims.packs import load_lexicon
from claims.services.steps.readings import extracted_of, structure_of
from claims.values import ClaimantKind, SaidOnSource

TEXT = "Hunger in Malawi affects 18 percent of the people, the Harvest Fund said on Monday."


def test_who_said_it_and_when_come_back_as_they_were_read() -> None:
    claim = extract(TEXT, lexicon=load_lexicon(), published=date(2018, 6, 13)).claims[0]

    kept = extracted_of(Reading(structure=structure_of(claim)), sentence=TEXT, start=0, end=len(TEXT))

    assert kept == claim
    assert (kept.claimant_kind, kept.said_on, kept.said_on_source) == (
        ClaimantKind.BODY,
        date(2018, 6, 11),
        SaidOnSource.SAID,
    )


@pytest.mark.parametrize(
    ("attribution", "said_on", "kind", "source"),
    [
        ("none", "2018-06-13", ClaimantKind.OUTLET, SaidOnSource.ARTICLE),
        ("reported", None, ClaimantKind.UNNAMED, SaidOnSource.UNKNOWN),
    ],
)
def test_an_older_reading_is_still_read(
    attribution: str, said_on: str | None, kind: ClaimantKind, source: SaidOnSource
) -> None:
    claim = extract(TEXT, lexicon=load_lexicon(), published=date(2018, 6, 13)).claims[0]
    structure = {**structure_of(claim), "attribution": attribution, "said_on": said_on}
    del structure["claimant_kind"], structure["said_on_source"]

    kept = extracted_of(Reading(structure=structure), sentence=TEXT, start=0, end=len(TEXT))

    assert (kept.claimant_kind, kept.said_on_source) == (kind, source)
