"""A record in one language and pages in two: what was signed stays, and each page is of one language but for words
that say whose they are."""

from __future__ import annotations

import json
import re
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from claims.models import Article, Check, Publication, User
from claims.publishing.record import record_sha256
from claims.services import editing
from tests.builders import make_claim, make_finding, make_submitted, make_user
from tests.web.conftest import LogIn
from tests.web.test_languages import UNSEEN, english

OF_OTHERS = re.compile(r'<(\w+)(?: [^>]*)? (?:lang="(?:en|ar)"|dir="auto")(?: [^>]*)?>.*?</\1>', re.DOTALL)


def signed_in(language: str) -> Check:
    """A check whose reasons are sentences, submitted by somebody who reads that language."""
    claim = make_claim(place="TCD")
    make_finding(claim, reasons=[["rounded_up_from", [["figure", "41.6"]]]])
    with override(language):
        check = make_submitted(claim)
        editing.sign_check(make_user("editor"), check.pk, record_sha256=check.record_sha256)
    return check


def own_words(page: str) -> str:
    """What the interface itself says on a page in Spanish."""
    return " ".join(unescape(UNSEEN.sub(" ", OF_OTHERS.sub(" ", page))).split())


def test_a_record_is_the_same_whichever_language_its_checker_and_editor_read(db: None) -> None:
    records = []
    for language in ("en", "es"):
        check = signed_in(language)
        with override("en" if language == "es" else "es"):
            assert record_sha256(check.record) == check.record_sha256
        records.append(json.loads(check.record)["decisions"][0]["cited"]["reasons"])

    assert records[0] == records[1]
    assert any("41.6" in words for words in records[0])  # as the desk's language writes it, which here is English


def test_a_verdict_in_spanish_says_nothing_in_english_but_what_is_marked_as_such(db: None) -> None:
    signed_in("en")
    Article.objects.update(language="ar")
    publication = Publication.objects.get()
    address = reverse("claims:verdict", args=[publication.public_id, publication.slug])
    pages = {language: Client().get(address, headers={"accept-language": language}) for language in ("en", "es")}

    page = pages["es"].content.decode()
    said = own_words(page)
    assert [piece for piece in english() if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", said)] == []
    assert '<blockquote lang="ar" dir="auto" class="passage">' in page
    assert '<h1 lang="en" dir="auto" class="verdict-claim">' in page
    assert pages["es"]["Content-Language"] == "es"
    assert {"Accept-Language", "Cookie"} <= {each.strip() for each in pages["es"]["Vary"].split(",")}
    assert publication.verdict is not None
    for each in pages.values():
        assert publication.verdict.record_sha256 in each.content.decode()


def test_what_a_person_chose_counts_for_more_than_what_the_browser_asks_for(log_in: LogIn) -> None:
    checker = log_in("checker")
    User.objects.update(language="es")
    answers = [checker.get(reverse("claims:desk"), headers={"accept-language": each}) for each in ("en", "de", "es")]

    assert {each["Content-Language"] for each in answers} == {"es"}
    assert {re.findall(r'<html lang="(\w+)"', each.content.decode())[0] for each in answers} == {"es"}
    missing = checker.get("/nowhere/", headers={"accept-language": "en"})
    assert '<html lang="es"' in missing.content.decode()


def test_places_and_months_are_named_in_the_readers_language_without_a_query_more(log_in: LogIn) -> None:
    claim = make_claim(place="DEU")
    checker = log_in("checker")
    counts, pages = [], []
    for language in ("en", "es"):
        User.objects.update(language=language)
        checker.get(reverse("claims:claim", args=[claim.pk]))
        with CaptureQueriesContext(connection) as asked:
            pages.append(checker.get(reverse("claims:claim", args=[claim.pk])).content.decode())
        counts.append(len(asked))

    assert "Germany" in pages[0]
    assert "Alemania" in pages[1]
    assert "Germany" not in pages[1]
    assert counts[0] == counts[1]
