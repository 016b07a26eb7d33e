"""Articles posted by a program: with a token in force, as its owner would send them, or refused with the reason."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Article, AuditEvent, IntakeToken, User
from claims.services.tokens import end_token, make_token, owner_of
from tests.builders import make_user

pytestmark = pytest.mark.django_db
TEXT = "In Kenya 25 percent of the population is undernourished, a UN agency said."


@pytest.fixture
def owner() -> User:
    return make_user("checker")


def post(token: str, body: Any, **headers: str) -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    given = {"Authorization": f"Bearer {token}", **headers} if token else headers
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse("claims:post_article"), data, content_type="application/json", headers=given)


def test_a_program_posts_an_article_and_learns_where_it_stands(owner: User) -> None:
    token = make_token(owner, "scraper")
    body = {"text": TEXT, "title": "Hunger", "outlet": "The Paper", "published_on": "2018-06-11"}
    first, again = post(token, body), post(token, body)
    article = Article.objects.get()

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {
        "article": article.pk,
        "page": reverse("claims:article", args=[article.pk]),
        "new": True,
        "claims": article.claims.count(),
    }
    assert (article.title, str(article.outlet), article.added_by) == ("Hunger", "The Paper", owner)
    assert again.json()["new"] is False
    assert IntakeToken.objects.get().used_at is not None


def test_only_a_token_in_force_of_a_member_is_taken(owner: User) -> None:
    token, stranger = make_token(owner, "scraper"), make_token(make_user(""), "nobody's")
    assert [post(given, {"text": TEXT}).status_code for given in ("", "fck_wrong", stranger)] == [401, 401, 403]
    assert post("", {"text": TEXT}, Authorization=f"Basic {token}").status_code == 401
    assert post("", {"text": TEXT}).headers["WWW-Authenticate"] == "Bearer"

    end_token(owner, IntakeToken.objects.get(name="scraper").pk)
    assert post(token, {"text": TEXT}).status_code == 401
    other = make_token(owner, "other")
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert post(other, {"text": TEXT}).status_code == 401
    assert not Article.objects.exists()


def test_a_token_is_kept_as_its_hash_and_its_use_is_noted_once_a_minute(
    owner: User, django_assert_num_queries: Any
) -> None:
    token = make_token(owner, "  the   scraper ")
    row = IntakeToken.objects.get()

    assert row.name == "the scraper"
    assert token not in json.dumps(list(IntakeToken.objects.values()), default=str)
    assert AuditEvent.objects.get().action == "token.make"
    assert owner_of(token) == owner
    noted = IntakeToken.objects.get().used_at
    assert owner_of(token) == owner
    assert IntakeToken.objects.get().used_at == noted
    IntakeToken.objects.update(used_at=timezone.now() - timedelta(hours=1))
    owner_of(token)
    later = IntakeToken.objects.get().used_at
    assert later is not None
    assert timezone.now() - later < timedelta(minutes=30)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("not json", 400, "JSON"),
        (b"\xff\xfe", 400, "JSON"),
        ("[" * 100_000, 400, "JSON"),
        ([TEXT], 400, "JSON"),
        ({"text": 7}, 400, "JSON"),
        ({"text": TEXT, "state": "published"}, 400, "fields"),
        ({}, 422, "address"),
        ({"text": TEXT, "published_on": "yesterday"}, 422, "not a day"),
        ({"text": TEXT, "published_on": "2999-01-01"}, 422, "future"),
        ({"text": "a\x00b"}, 422, ""),
        ({"address": "http://127.0.0.1:9/"}, 422, ""),
        ({"address": "ftp://example.org/"}, 422, ""),
    ],
)
def test_what_cannot_be_taken_says_why_and_leaves_nothing(owner: User, body: Any, status: int, words: str) -> None:
    answer = post(make_token(owner, "scraper"), body)

    assert answer.status_code == status
    assert words in " ".join(answer.json()["problems"])
    assert not Article.objects.exists()


def test_a_length_that_is_no_number_is_no_fault_of_the_desk(owner: User) -> None:
    assert post(make_token(owner, "scraper"), {"text": TEXT}, **{"Content-Length": "many"}).status_code == 400
