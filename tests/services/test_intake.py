"""Taking in articles: what is kept, what is refused, and that nothing is half stored."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims.models import Article, ArticleAddress, ArticleVersion, AuditEvent, Claim, Outlet, Snapshot
from claims.services.extract import extract_version
from claims.services.intake import receive_address, receive_file, receive_text
from claims.services.refusal import Refused
from claims.wording import sentence
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db
TEXT = "About 30 percent of Peru's exports went to China in 2019. The rest went elsewhere."
PAGE = """<!doctype html><html lang="en"><head><title>Copper and the rest</title>
<meta name="author" content="Desk"><meta property="article:published_time" content="2020-02-03T10:00:00Z">
</head><body><article><h1>Copper and the rest</h1><p>About 30 percent of Peru's exports went to China in
2019, according to the customs office, which publishes the figures every month of the year.</p>
<p>The rest went to more than a hundred countries, among them the United States, Canada and Japan, which
buy gold, copper, fruit and fish meal in quantities that have grown for a decade.</p></article></body></html>"""


def test_a_text_becomes_an_article_with_its_offsets_kept() -> None:
    received = receive_text(text=f"  {TEXT}\r\nMore. ", title="Copper", outlet="The Gazette")

    version = ArticleVersion.objects.get(pk=received.version_id)
    assert received.new
    assert version.text == f"{TEXT}\nMore."
    assert version.length == len(version.text)
    assert version.article.outlet == Outlet.objects.get(name="The Gazette")
    assert AuditEvent.objects.filter(action="article.receive", object_id=received.article_id).count() == 1


def test_the_same_text_twice_is_one_article_with_two_addresses() -> None:
    first = receive_text(text=TEXT, address="https://one.example/a")
    second = receive_text(text=TEXT + "\n", address="https://two.example/b")

    assert second.article_id == first.article_id
    assert not second.new
    assert ArticleAddress.objects.filter(article_id=first.article_id).count() == 2


def test_the_same_address_in_other_letters_is_one_address() -> None:
    receive_text(text=TEXT, address="https://one.example/a")
    receive_text(text=TEXT, address="HTTPS://ONE.example/a#part")

    assert ArticleAddress.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": " \n "}, "empty_text"),
        ({"text": "a\x00b"}, "binary_text"),
        ({"text": TEXT, "published_on": timezone.localdate() + timedelta(days=2)}, "future_date"),
        ({"text": TEXT, "address": "javascript:alert(1)"}, "bad_address"),
        ({"text": TEXT, "address": "http://[::1"}, "bad_address"),
    ],
)
def test_bad_input_is_refused_with_its_cause_and_stores_nothing(fields: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        receive_text(**fields)  # type: ignore[arg-type]

    assert refused.value.code == code
    assert sentence(refused.value.reason)
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0"),
        ("text.txt", b"\x00\x01\x02\x03"),
        ("empty.txt", b""),
        ("empty.html", b"<html><body><script>1</script></body></html>"),
    ],
)
def test_a_file_that_holds_no_text_is_refused_and_stores_nothing(name: str, body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        receive_file(name=name, body=body)

    assert sentence(refused.value.reason)
    assert not Article.objects.exists()


def test_a_saved_page_is_cut_to_its_main_text() -> None:
    received = receive_file(name="page.html", body=PAGE.encode())

    article = Article.objects.get(pk=received.article_id)
    assert "30 percent of Peru's exports" in article.versions.get().text
    assert article.published_on == date(2020, 2, 3)


def test_an_address_is_fetched_kept_and_cut(settings: LazySettings) -> None:
    with LocalServer() as server:
        server.add("/story", PAGE.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        settings.OUTGOING_ALLOW = [server.netloc]
        received = receive_address(address=server.address("/story"))

    article = Article.objects.get(pk=received.article_id)
    snapshot = article.addresses.get().snapshot
    assert snapshot is not None
    assert snapshot.size == len(PAGE.encode())
    assert article.title == "Copper and the rest"


@pytest.mark.parametrize(
    ("body", "status"), [(b"gone", 404), (b"<html><body></body></html>", 200), (b"\x89PNG\r\n\x1a\n", 200)]
)
def test_an_address_with_nothing_to_read_is_refused_and_stores_nothing(
    settings: LazySettings, body: bytes, status: int
) -> None:
    with LocalServer() as server:
        server.add("/story", body, status=status)
        settings.OUTGOING_ALLOW = [server.netloc]
        with pytest.raises(Refused) as refused:
            receive_address(address=server.address("/story"))

    assert sentence(refused.value.reason)
    assert not Article.objects.exists()
    assert not Snapshot.objects.exists()


def test_an_address_inside_the_house_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        receive_address(address="http://127.0.0.1:8000/")

    assert sentence(refused.value.reason)
    assert not Article.objects.exists()


def test_what_was_not_known_of_an_article_is_filled_in_and_its_claims_are_read_again() -> None:
    first = receive_text(text=TEXT)
    extract_version(first.version_id)

    second = receive_text(text=TEXT, published_on=date(2020, 2, 3), outlet="The Gazette", title="Copper")
    extract_version(second.version_id)

    article = Article.objects.get()
    assert (article.published_on, str(article.outlet), article.title) == (date(2020, 2, 3), "The Gazette", "Copper")
    assert second.differs == ()
    assert {claim.said_on for claim in Claim.objects.all()} == {date(2020, 2, 3)}
    assert AuditEvent.objects.filter(action="article.fill").count() == 1


def test_what_is_given_otherwise_than_known_is_told_and_left() -> None:
    receive_text(text=TEXT, published_on=date(2020, 2, 3), outlet="The Gazette")

    again = receive_text(text=TEXT, published_on=date(2020, 2, 4), outlet="The Herald")

    article = Article.objects.get()
    assert (article.published_on, str(article.outlet)) == (date(2020, 2, 3), "The Gazette")
    assert [each.code for each in again.differs] == ["other_published_on", "other_outlet"]
    assert all(sentence(each) for each in again.differs)
