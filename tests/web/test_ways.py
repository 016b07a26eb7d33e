"""Other ways in: many files at once, the bookmark, tokens, and what came by mail."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Article, Cue, IntakeToken, Letter
from tests.pdfs import make_pdf
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db
KENYA = "In Kenya 25 percent of the population is undernourished, a UN agency said."


def files(**bodies: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name.replace("__", "."), body) for name, body in bodies.items()]


def test_many_files_are_taken_in_each_by_itself(checker: Client) -> None:
    report = make_pdf([["In Chad 35 percent of the population is undernourished, wrote the", "agency in 2018."] * 2])
    captions = f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Mary Moor>{KENYA}\n".encode()
    sent = files(a__txt=KENYA.encode(), b__pdf=report, c__vtt=captions, d__exe=b"MZ", e__pdf=b"%PDF-1.7 broken")
    page = checker.post(reverse("claims:intake"), {"way": "file", "file-file": sent, "file-title": "Not for all"})

    assert page.status_code == 200
    assert Article.objects.count() == 3
    assert not Article.objects.filter(title="Not for all").exists()
    assert Cue.objects.get().seconds == 1
    for words in ("d.exe", "none of the files that the desk reads", "e.pdf", "The PDF is broken", "1 claim"):
        assert words in page.text


def test_where_no_file_could_be_taken_the_page_says_so(checker: Client) -> None:
    page = checker.post(
        reverse("claims:intake"), {"way": "file", "file-file": files(a__exe=b"MZ", b__zip=b"PK\x03\x04")}
    )

    assert page.status_code == 422
    assert not Article.objects.exists()


def test_the_bookmark_opens_the_form_with_the_address_and_fetches_nothing(checker: Client) -> None:
    page = checker.get(reverse("claims:ways")).text
    bookmark = re.search(r"javascript:[^<]+", page)
    form = checker.get(reverse("claims:intake"), {"address": 'https://paper.example/"><script>'}).text

    assert bookmark is not None
    assert "/desk/intake/?address=" in bookmark[0]
    assert "https://paper.example/&quot;&gt;&lt;script&gt;" in form
    assert not Article.objects.exists()


def test_a_token_is_shown_once_and_can_be_ended_by_its_owner_alone(log_in: LogIn) -> None:
    client, other = log_in("checker"), log_in("checker")
    made = client.post(reverse("claims:ways"), {"name": "scraper"}).text
    later = client.get(reverse("claims:ways")).text
    token = IntakeToken.objects.get()
    address = reverse("claims:end_token", args=[token.pk])

    assert re.search(r"fck_[\w-]{40,}", made)
    assert not re.search(r"fck_[\w-]{40,}", later)
    assert "scraper" in later
    assert client.post(reverse("claims:ways"), {"name": "  "}).status_code == 422
    assert other.post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert "You have made no token" in client.get(reverse("claims:ways")).text


def test_what_came_by_mail_is_listed_with_its_articles_and_reasons(checker: Client, settings: LazySettings) -> None:
    settings.MAILBOX = "imaps://desk%40example.org@mail.example.org/"
    letter = Letter.objects.create(key="1", sender="a@b.example", subject="<b>Kenya</b>", reason="pdf_broken")
    letter.articles.add(Article.objects.create(title="Hunger in Kenya"))
    page = checker.get(reverse("claims:ways")).text

    for words in ("desk@example.org at mail.example.org", "&lt;b&gt;Kenya", "Hunger in Kenya", "The PDF is broken"):
        assert words in page
