"""Curated words and bands are tried before they are saved, and every finding names the version it was made with."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Article, AuditEvent, Check, CuratedVersion, Finding, Indicator, Phrase
from claims.services.lookups import work_series
from claims.services.replay import Replayed, replay_finding
from claims.services.tables import put_table
from tests.builders import make_article, make_claim, make_indicator, make_published, make_series, make_source, make_user
from tests.services.looked_up import asked_claim

pytestmark = pytest.mark.django_db
INLINES = ("phrases", "series", "versions")
FIGURES = (
    "series,place,counterpart,period,value,unit,vintage,source_url,note\n"
    "share,PER,,2014-2016,41.6,percent,2017-09,https://example.org/a,\n"
)


@pytest.fixture
def curator() -> Client:
    client = Client()
    client.force_login(make_user("curator", is_staff=True))
    return client


def fields_of(indicator: Indicator, **changes: Any) -> dict[str, Any]:
    empty = {f"{name}-{form}": 0 for name in INLINES for form in ("TOTAL_FORMS", "INITIAL_FORMS")}
    own = {"slug": indicator.slug, "name": indicator.name, "unit": indicator.unit}
    return {**own, "agrees_factor": "1", "close_factor": "1", **empty, **changes}


def page(row: Any) -> str:
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def compared() -> Finding:
    """40 percent against 41.6: close, as known when it was said."""
    wanted = make_series("house/share", source=make_source("tables", connector="tables"), indicator=make_indicator())
    put_table(slug="house", name="House", body=FIGURES.encode(), actor=None)
    claim = asked_claim("PER")
    work_series(wanted.pk)
    return claim.findings.get(as_of="then", superseded_at=None)


def test_a_changed_band_tells_what_it_would_move_and_stores_nothing(curator: Client) -> None:
    finding = compared()
    indicator = Indicator.objects.get()
    published = make_published()
    before = list(Check.objects.values_list("pk", "record", "record_sha256"))
    events = AuditEvent.objects.count()
    fields = fields_of(indicator, close_factor="0.1", name="<b>Hunger</b>")

    told = curator.post(page(indicator), {**fields, "_try": "Try it"})

    indicator.refresh_from_db()
    moved = [(each.finding.pk, each.before, each.after) for each in told.context["tried"].findings]
    assert (finding.pk, "close", "differs") in moved
    assert indicator.close_factor == 1
    assert AuditEvent.objects.count() == events
    assert not list(told.context["messages"])
    assert "<b>Hunger" not in told.content.decode()
    assert "0.1" in dict(told.context["given"])["close_factor"]
    assert list(Check.objects.values_list("pk", "record", "record_sha256")) == before
    assert published.state == "published"


def test_a_saved_band_is_a_version_and_findings_name_theirs(curator: Client) -> None:
    finding = compared()
    indicator = Indicator.objects.get()
    first = finding.curated

    curator.post(page(indicator), fields_of(indicator, close_factor="0.10"))
    claim = asked_claim("PER")
    work_series(finding.series_id)

    finding.refresh_from_db()
    newer = claim.findings.get(as_of="then", superseded_at=None)
    assert first is not None
    assert finding.curated == first
    assert newer.curated is not None
    assert (newer.relation, newer.curated.number) == ("differs", 2)
    assert '"close_factor": "0.10"' in newer.curated.content
    assert replay_finding(finding.pk).same
    assert replay_finding(newer.pk).same
    curator.post(page(indicator), fields_of(indicator))
    assert CuratedVersion.objects.count() == 2


def test_a_finding_is_computed_again_with_the_series_of_its_version(curator: Client) -> None:
    finding = compared()
    finding.series.code, finding.series.factor = "house/renamed", 100
    finding.series.save()
    Indicator.objects.update(agrees_factor=5, close_factor=5, is_change=True, takes_counterpart=True)

    assert replay_finding(finding.pk) == Replayed(finding.pk, True, ())

    version = finding.curated
    assert version is not None
    CuratedVersion.objects.filter(pk=version.pk).update(content=version.content.replace('"id"', '"series"'))
    assert not replay_finding(finding.pk).same


def test_a_phrase_is_tried_against_stored_sentences(curator: Client) -> None:
    wells = make_indicator("dry-wells", name="Dry wells", unit="percent")
    told_of = make_claim(sentence="In Peru 40 percent of wells fell dry in 2016.")
    make_claim(sentence="In Peru 40 percent of the shops closed in 2016.")
    add = reverse("admin:claims_phrase_add")
    fields = {"indicator": wells.pk, "language": "en", "text": "wells fell dry"}

    tried = curator.post(add, {**fields, "_try": "Try it"})
    bad = curator.post(add, {**fields, "text": "", "_try": "Try it"})

    moved = [(each.claim.pk, each.before, each.after) for each in tried.context["tried"].sentences]
    assert moved == [(told_of.pk, None, "dry-wells")]
    assert not Phrase.objects.filter(text="wells fell dry").exists()
    assert "errornote" in bad.content.decode()
    curator.post(add, {**dict(tried.context["given"]), "_save": "Save it"})
    assert Phrase.objects.filter(text="wells fell dry").exists()
    assert CuratedVersion.objects.filter(indicator=wells).exists()


@pytest.mark.parametrize(
    ("language", "phrase", "before", "sentence"),
    [
        ("en", "wells fell dry", "In Peru 30 percent of wells fell dry in 2015. ", "In 2016 it was 40 percent."),
        ("es", "pozos secos", "Hubo sequía en Perú. ", "En 2016 el 40 por ciento eran pozos secos."),
    ],
)
def test_a_sentence_is_tried_where_it_stands_and_in_its_language(
    curator: Client, language: str, phrase: str, before: str, sentence: str
) -> None:
    wells = make_indicator("dry-wells", name="Dry wells", unit="percent")
    version = make_article(before + sentence)
    Article.objects.filter(pk=version.article_id).update(language=language)
    claim = make_claim(version=version, sentence=sentence)
    fields = {"indicator": wells.pk, "language": language, "text": phrase}

    tried = curator.post(reverse("admin:claims_phrase_add"), {**fields, "_try": "Try it"}).context["tried"]

    assert [(each.claim.pk, each.before, each.after) for each in tried.sentences] == [(claim.pk, None, "dry-wells")]


def test_nobody_but_curators_tries() -> None:
    client = Client()
    client.force_login(make_user("editor", is_staff=True))

    assert client.post(reverse("admin:claims_phrase_add"), {"_try": "Try it"}).status_code == 403
