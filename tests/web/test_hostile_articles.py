"""What programs post and what files hold that no database keeps: refused with a reason, never an error of the desk."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Article, Outlet, User
from claims.services.tokens import make_token
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db
KENYA = "In Kenya 25 percent of the population is undernourished, a UN agency said."
HALF = "\ud800"  # of a surrogate pair: JSON can say it, UTF-8 cannot


def test_halves_of_surrogate_pairs_that_a_program_posts_are_refused_or_left_out(log_in: LogIn) -> None:
    log_in("checker")
    token = make_token(User.objects.get(), "scraper")

    def post(**given: str) -> int:
        headers = {"authorization": f"Bearer {token}"}
        body = json.dumps(given)
        return Client().post(reverse("claims:post_article"), body, "application/json", headers=headers).status_code

    assert post(text=f"{KENYA} {HALF}") == 422
    assert not Article.objects.exists()
    assert post(text=KENYA, title=f"Hunger{HALF}", author=f"Ada{HALF}", outlet=f"The Paper{HALF}") == 201
    article = Article.objects.get()
    assert (article.title, article.author, Outlet.objects.get().name) == ("Hunger", "Ada", "The Paper")
    for given in ({"address": f"https://paper.example/{HALF}"}, {"published_on": HALF}):
        assert post(text=KENYA, **given) == 422


@pytest.mark.parametrize("hours", ["9" * 12, "9" * 5000])
def test_captions_of_a_recording_that_never_ends_are_refused(checker: Client, hours: str) -> None:
    body = f"WEBVTT\n\n{hours}:00:01.000 --> {hours}:00:02.000\n{KENYA}\n".encode()

    page = checker.post(reverse("claims:intake"), {"way": "file", "file-file": [SimpleUploadedFile("a.vtt", body)]})

    assert page.status_code == 422
    assert not Article.objects.exists()
