"""Taking in an article: three ways, and every bad input told beside its field with nothing half stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Article, ArticleVersion, Claim
from tests.builders import make_indicator, make_queue

pytestmark = pytest.mark.django_db
TEXT = "The first line. About 40 percent of the people of Chad are undernourished, a UN report said."


def take_in(client: Client, way: str, **fields: Any) -> Any:
    return client.post(
        reverse("claims:intake"), {"way": way, **{f"{way}-{name}": value for name, value in fields.items()}}
    )


def test_a_pasted_text_is_read_at_once_and_shown_with_its_claims(checker: Client) -> None:
    make_indicator().phrases.create(text="undernourished")
    make_queue(rule="number")

    response = take_in(checker, "paste", text=TEXT, title="On hunger", outlet="The Paper", published_on="2018-06-11")

    article = Article.objects.get()
    page = checker.get(response["Location"]).content.decode()
    assert response["Location"] == reverse("claims:article", args=[article.pk])
    assert article.title == "On hunger"
    assert article.outlet is not None and article.outlet.name == "The Paper"
    assert "On hunger" in page
    assert "About 40 percent of the people of Chad" in page
    assert Claim.objects.filter(article=article).exists()


def test_the_same_text_twice_is_one_article(checker: Client) -> None:
    take_in(checker, "paste", text=TEXT)

    response = take_in(checker, "paste", text=TEXT)

    assert Article.objects.count() == 1
    assert "This text is known already" in checker.get(response["Location"]).content.decode()


def test_a_text_file_is_taken_in(checker: Client) -> None:
    file = SimpleUploadedFile("article.txt", TEXT.encode())

    take_in(checker, "file", file=file, title="From a file")

    assert ArticleVersion.objects.get().text == TEXT


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "The text is empty."),
        ({"text": "  \n "}, "There is no text"),
        ({"text": TEXT, "published_on": "2999-01-01"}, "lies in the future"),
        ({"text": TEXT, "published_on": "soon"}, "This is not a day."),
        ({"text": TEXT, "address": "not an address"}, "Enter a valid URL."),
        ({"text": TEXT + "\x00"}, "Null characters are not allowed."),
    ],
)
def test_a_bad_paste_is_told_beside_its_field_and_stores_nothing(
    fields: dict[str, str], words: str, checker: Client
) -> None:
    response = take_in(checker, "paste", **fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'aria-invalid="true"' in page
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "is none of the files that the desk reads"),
        ("empty.txt", b"", "no text"),
        ("binary.txt", bytes(range(256)) * 10, "This is no"),
    ],
)
def test_a_bad_file_is_told_and_stores_nothing(name: str, body: bytes, words: str, checker: Client) -> None:
    response = take_in(checker, "file", file=SimpleUploadedFile(name, body))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Article.objects.exists()


def test_no_file_is_told(checker: Client) -> None:
    response = take_in(checker, "file")

    assert response.status_code == 422
    assert "No file was chosen." in response.content.decode()


@pytest.mark.parametrize(
    "address", ["", "nonsense", "ftp://example.org/x", "file:///etc/passwd", "http://", "http://127.0.0.1:1/x"]
)
def test_a_bad_address_is_told_and_stores_nothing(address: str, checker: Client) -> None:
    response = take_in(checker, "address", address=address)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'class="problem"' in page
    assert not Article.objects.exists()


def test_what_was_typed_comes_back_with_the_problem(checker: Client) -> None:
    response = take_in(checker, "paste", text="", title="My title", outlet="The Paper")

    page = response.content.decode()
    assert 'value="My title"' in page
    assert 'value="The Paper"' in page


@pytest.mark.parametrize("way", ["", "carrier pigeon"])
def test_an_unknown_way_shows_the_empty_page(way: str, checker: Client) -> None:
    response = checker.post(reverse("claims:intake"), {"way": way})

    assert response.status_code == 200
    assert not Article.objects.exists()
