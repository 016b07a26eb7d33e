"""A Spanish article from its paste to its findings, and a text in a language that the desk does not read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from claims.models import Article, Claim, Finding, Phrase
from claims.packs import load_lexicon
from claims.services.extract import extract_version
from claims.services.intake import receive_text
from claims.services.lookups import series_due, work_series
from claims.services.sentences import pull_in
from claims.services.starter import load_starter
from claims.services.steps.lexicon import lexicon_of_the_desk
from tests.builders import make_user
from tests.local_server import LocalServer
from tests.recorded import serve
from tests.web.conftest import checker, log_in  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
HUNGER = "Una agencia de ayuda calcula que el 40 por ciento de la población de Corea del Norte está desnutrida."
PEOPLE = "Kenia tenía unos 49 millones de habitantes en 2017, según el Banco Mundial."
TEXT = f"""{HUNGER}

Cerca del 90 % del comercio norcoreano se realiza con China. {PEOPLE} ¿Será mejor la próxima cosecha?
"""
FRENCH = (
    "Le taux de chômage du pays est tombé à 12 pour cent l'an dernier, a dit la ministre lundi, et c'est le plus bas "
    "depuis plus de dix ans selon les chiffres que l'institut a publiés."
)


@pytest.fixture
def sources(settings: LazySettings) -> Iterator[None]:
    with LocalServer() as server:
        settings.OUTGOING_ALLOW = [server.netloc]
        settings.SOURCE_BASES = serve(server)
        yield


def taken_in(text: str) -> int:
    load_starter()
    received = receive_text(text=text, published_on=date(2018, 6, 11))
    extract_version(received.version_id)
    return received.article_id


@pytest.mark.usefixtures("sources")
def test_a_pasted_spanish_article_ends_in_findings(checker: Client) -> None:  # noqa: F811
    article = Article.objects.get(pk=taken_in(TEXT))
    for series in series_due(article.pk):
        work_series(series)

    claims = {each.sentence: each for each in Claim.objects.filter(article=article)}
    found = Finding.objects.filter(claim=claims[HUNGER], superseded_at=None, series__source__slug="world_bank_archive")
    people = Finding.objects.filter(claim=claims[PEOPLE], superseded_at=None)
    page = checker.get(reverse("claims:claim", args=[claims[HUNGER].pk])).content.decode()

    assert article.language == "es"
    assert {(each.as_of, each.relation) for each in found} == {("then", "close"), ("now", "differs")}
    assert {each.relation for each in people} == {"agrees"}
    assert str(claims[PEOPLE].claimant) == "Banco Mundial"
    assert "40 por ciento" in page and 'lang="es"' in page


def test_the_words_of_a_desk_are_those_of_the_language() -> None:
    load_starter()

    assert lexicon_of_the_desk("es-MX") == load_lexicon("es")
    assert lexicon_of_the_desk("") == load_lexicon("en")


def test_a_desk_gets_the_phrases_of_a_language_that_it_has_none_of_and_no_others() -> None:
    load_starter()
    Phrase.objects.filter(language="es").delete()
    Phrase.objects.filter(language="en", indicator__slug="population").delete()

    load_starter()

    assert Phrase.objects.filter(language="es", indicator__slug="population").exists()
    assert not Phrase.objects.filter(language="en", indicator__slug="population").exists()


def test_a_text_in_a_language_that_the_desk_does_not_read_says_so(
    checker: Client,  # noqa: F811
    tmp_path: Path,
) -> None:
    file = tmp_path / "article.txt"
    file.write_text(FRENCH, encoding="utf-8")
    article = Article.objects.get(pk=taken_in(FRENCH))
    page = checker.get(reverse("claims:article", args=[article.pk])).content.decode()

    assert article.language == "fr"
    assert not Claim.objects.exists()
    assert "does not read the language of this text (fr)" in page
    with pytest.raises(CommandError, match=r"does not read the language of this text \(fr\)"):
        call_command("extract", "--json", str(file), stdout=io.StringIO())


def test_a_sentence_of_such_a_text_can_be_taken_in_by_hand() -> None:
    article = Article.objects.get(pk=taken_in(FRENCH))
    version = article.versions.get()

    claim_id = pull_in(make_user("checker"), version.pk, start=0, end=20).claim_id

    claim = Claim.objects.get(pk=claim_id)
    assert (claim.sentence, claim.indicator, claim.readings.get().structure["quantities"]) == (FRENCH, None, [])
