"""Mirrors of one number on the desk: one piece of evidence, decided once, signed with what serves it too."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Decision, Finding, Publication, Series, Source
from claims.queries.evidence import evidence_in_force
from claims.services import checks, editing
from claims.services.steps.findings import compare_with_series
from claims.services.steps.neighbours import claims_to_explain, explain_again
from claims.services.steps.settling import settle
from tests.builders import (
    make_claim,
    make_draft,
    make_fetch,
    make_finding,
    make_observation,
    make_scale,
    make_series,
    make_source,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db
NEW: dict[str, Any] = {"vintage_on": date(2019, 9, 15), "vintage_label": "release of 2019"}


def mirror(slug: str, **columns: Any) -> Series:
    source = make_source(slug, name=f"Mirror {slug}", origin=columns.pop("is_origin", ""))
    return make_series(f"CODE.{slug}", source=source, name=f"Undernourishment, {slug}", **columns)


def found(claim: Claim, series: Series, raw: str, **columns: Any) -> None:
    """What a finished lookup of a series leaves behind."""
    fetch = make_fetch(series)
    make_observation(series, raw, fetch=fetch, **{**NEW, "address": f"https://{series.code}.example", **columns})
    compare_with_series(claim, claim.readings.get(), series, fetch)
    settle(claim)


def leading(claim: Claim) -> list[tuple[str, list[str]]]:
    """Of each piece of evidence the source that leads and those beside it."""
    standing = evidence_in_force(claim)
    return [
        (each.piece.finding.series.source.slug, [also.series.source.slug for also in each.also])
        for each in standing
        if each.piece.finding is not None
    ]


def test_sources_that_serve_one_number_are_one_piece_of_evidence() -> None:
    claim = make_claim()

    for slug in ("bank", "charts", "goals"):
        found(claim, mirror(slug), "41.6")

    assert leading(claim) == [("bank", ["charts", "goals"])]
    assert claim.evidence.count() == 1


def test_the_origin_itself_takes_the_lead_and_what_was_decided_goes_over() -> None:
    claim, checker = make_claim(), make_user()
    found(claim, mirror("bank"), "41.6")
    check = make_draft(claim, checker)

    found(claim, mirror("office", is_origin="fao"), "41.62")

    assert leading(claim) == [("office", ["bank"])]
    (piece,) = (each.piece for each in evidence_in_force(claim))
    assert Decision.objects.get(check_of=check, evidence=piece).stance == "supports"
    assert checks.submit_check(checker, check.pk).record


def test_a_lead_with_another_figure_has_to_be_decided_on_anew() -> None:
    claim, checker = make_claim(), make_user()
    found(claim, mirror("bank"), "41.6")
    check = make_draft(claim, checker)

    found(claim, mirror("office", is_origin="fao"), "43.9")

    (piece,) = (each.piece for each in evidence_in_force(claim))
    assert not Decision.objects.filter(check_of=check, evidence=piece).exists()


def test_where_the_origin_of_a_series_is_named_anew_each_leads_for_itself_at_the_next_check() -> None:
    claim = make_claim()
    for slug in ("bank", "charts"):
        found(claim, mirror(slug), "41.6")
    Series.objects.filter(source__slug="charts").update(origin="another")

    checks.open_check(make_user(), claim.pk)

    assert leading(claim) == [("bank", []), ("charts", [])]


def signed() -> tuple[Claim, Publication]:
    claim = make_claim()
    for slug, raw in (("bank", "41.6"), ("charts", "42"), ("goals", "44.9")):
        found(claim, mirror(slug, is_origin="fao" if slug == "bank" else ""), raw)
    check = make_submitted(claim)
    editing.sign_check(make_user("editor"), check.pk, record_sha256=check.record_sha256)
    return claim, Publication.objects.get()


def test_the_record_holds_every_mirror_with_its_link_vintage_and_value() -> None:
    _claim, publication = signed()
    assert publication.verdict is not None
    (decision,) = json.loads(publication.verdict.record)["decisions"]

    also = {each["source"]: each for each in decision["cited"]["also"]}

    assert (also["Mirror charts"]["value"], also["Mirror charts"]["says"]) == ("42", "same")
    assert (also["Mirror goals"]["value"], also["Mirror goals"]["says"]) == ("44.9", "other_figure")
    assert also["Mirror goals"]["address"] == "https://CODE.goals.example"
    assert also["Mirror goals"]["vintage"] == "release of 2019"
    assert all(each["snapshot_sha256"] for each in also.values())


def test_readers_see_one_finding_with_who_serves_it_too() -> None:
    _claim, publication = signed()

    page = Client().get(reverse("claims:verdict", args=[publication.public_id, publication.slug])).content.decode()

    assert page.count("Also served by") == 1
    assert "42 percent for 2014-16 (release of 2019)" in page
    assert "another figure, beyond rounding: 44.9 percent for 2014-16" in page


def test_a_mirror_that_may_not_be_republished_is_named_without_its_figure() -> None:
    _claim, publication = signed()
    Source.objects.filter(slug="goals").update(may_republish=False)

    page = Client().get(reverse("claims:verdict", args=[publication.public_id, publication.slug])).content.decode()

    assert "44.9" not in page
    assert "Mirror goals" in page
    assert "41.6" in page


def test_the_news_of_the_editor_are_not_the_mirrors_that_the_record_holds() -> None:
    claim = make_claim()
    for slug in ("bank", "charts"):
        found(claim, mirror(slug), "41.6")
    check = make_submitted(claim)
    client = Client()
    client.force_login(make_user("editor"))

    page = client.get(reverse("claims:review", args=[check.pk]))

    assert page.context["news"] == []


def test_a_claim_with_two_definitions_shows_them_side_by_side() -> None:
    claim = make_claim()
    found(claim, mirror("bank", definition="Without trade between the Koreas."), "41.6")
    found(claim, mirror("other", variant="with", definition="With trade between the Koreas."), "17.3")
    client = Client()
    client.force_login(make_user())

    page = client.get(reverse("claims:claim", args=[claim.pk])).content.decode()

    table = page[page.index("definitions-title") :]
    for words in ("Without trade between the Koreas.", "41.6 percent", "With trade between the Koreas.", "17.3"):
        assert words in table
    assert Claim.objects.get(pk=claim.pk).summary == "depends_on_definition"
    assert "it depends on the definition" in page


def test_readings_are_brought_up_to_date_when_a_neighbour_is_stored_later() -> None:
    claim, series = make_claim(place="PRK"), mirror("bank")
    reading = claim.readings.get()
    reading.structure["places"][0]["code"] = "PRK"
    reading.save()
    found(claim, series, "20.1", place="PRK")
    before = Finding.objects.get(superseded_at__isnull=True)
    make_draft(claim, make_user(), make_scale()["supported"])
    later = make_fetch(series)
    make_observation(series, "40.2", fetch=later, place="KOR", **NEW)

    assert claims_to_explain(series, later, ["KOR"]) == [claim.pk]
    explain_again(claim)
    settle(claim)

    after = Finding.objects.get(superseded_at__isnull=True)
    assert not before.other_readings
    assert [each["kind"] for each in after.other_readings] == ["other_place"]
    assert (after.fetch, after.observation, after.relation) == (before.fetch, before.observation, before.relation)
    (piece,) = (each.piece for each in evidence_in_force(claim))
    assert piece.finding == after
    assert piece.decisions.count() == 1
    explain_again(claim)
    assert claim.findings.count() == 2


def test_what_is_not_open_any_more_is_not_explained_again() -> None:
    claim, series = make_claim(), mirror("bank")
    make_finding(claim, series=series, relation="differs", raw="20.1")
    make_submitted(claim)

    assert claims_to_explain(series, make_fetch(series), ["FRD"]) == []


def test_a_withheld_figure_is_signed_and_never_shown() -> None:
    """The record is the evidence and keeps it; no address gives the record to readers."""
    claim = make_claim()
    found(claim, mirror("bank"), "41.67")
    check = make_submitted(claim, summary="The figure bears it out.", reasoning="See [1].")
    editing.sign_check(make_user("editor"), check.pk, record_sha256=check.record_sha256)
    publication = Publication.objects.get()
    Source.objects.update(may_republish=False)

    pages = [
        Client().get(address).content.decode()
        for address in (
            reverse("claims:home"),
            reverse("claims:verdict", args=[publication.public_id, publication.slug]),
        )
    ]

    assert publication.verdict is not None
    assert "41.67" in publication.verdict.record
    assert "ClaimReview" in pages[1]
    for page in pages:
        assert "41.67" not in page
