"""The page of an article: its claims, what was left aside and why, and what a person does about it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Appearance, Article, ArticleVersion, Claim, LeftAside
from claims.queries import articles
from claims.services.extract import extract_version
from claims.services.intake import receive_text, receive_version
from claims.services.starter import load_starter
from tests.builders import make_article, make_claim, make_queue, make_user
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db
HUNGER = "About 40 percent of the people of Chad were undernourished in 2016."
QUESTION = "Will it be better next year?"
TEXT = f"{HUNGER}\n\n{QUESTION} Nobody can say."


@pytest.fixture
def version() -> ArticleVersion:
    load_starter()
    received = receive_text(text=TEXT, published_on=date(2020, 6, 11))
    extract_version(received.version_id)
    return ArticleVersion.objects.get(pk=received.version_id)


def address_of(article_id: int) -> str:
    return reverse("claims:article", args=[article_id])


def page_of(client: Client, article_id: int, query: str = "") -> str:
    response = client.get(address_of(article_id) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_each_sentence_that_is_no_claim_stands_with_its_rule(checker: Client, version: ArticleVersion) -> None:
    page = page_of(checker, version.article_id)

    row = page.split(QUESTION)[2].split("</li>")[0]
    assert "asks and states nothing" in row
    assert f'value="{TEXT.index(QUESTION)}-{TEXT.index(QUESTION) + len(QUESTION)}"' in row
    assert page.split('id="sentences"')[1].count(HUNGER) == 0


def test_a_sentence_of_an_article_that_was_never_read_can_be_pulled_in(checker: Client) -> None:
    make_queue()
    version = make_article("Nobody read this so far.")
    page = page_of(checker, version.article_id)
    assert "no rule looked at it" in page
    at = re.findall(r'name="at" value="([0-9-]+)"', page)[0]

    response = checker.post(reverse("claims:pull_in", args=[version.pk]), {"at": at}, follow=True)

    claim = Claim.objects.get()
    assert claim.sentence == "Nobody read this so far."
    assert response.redirect_chain[-1][0] == reverse("claims:claim", args=[claim.pk])
    assert "Pulled in" in response.content.decode()


@pytest.mark.parametrize("at", ["", "a-b", "5", "9-2", "0-99999999"])
def test_a_span_that_is_none_is_told_and_nothing_is_made(checker: Client, version: ArticleVersion, at: str) -> None:
    claims = Claim.objects.count()

    response = checker.post(reverse("claims:pull_in", args=[version.pk]), {"at": at}, follow=True)

    assert "Nothing was pulled in" in response.content.decode()
    assert Claim.objects.count() == claims


def test_who_may_not_check_sees_the_rules_and_no_button(log_in: LogIn, version: ArticleVersion) -> None:
    page = page_of(log_in("curator"), version.article_id)

    assert "asks and states nothing" in page
    assert 'name="at"' not in page


def test_sentences_of_a_long_text_come_in_pages_and_none_is_missed(
    checker: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "WINDOW", 400)
    monkeypatch.setattr(articles, "SENTENCES", 7)
    version = make_article(" ".join(f"This is sentence number {number} of many." for number in range(60)))
    seen: list[str] = []
    query = ""

    while True:
        page = page_of(checker, version.article_id, query)
        seen += re.findall(r"This is sentence number (\d+) of", page.split('id="sentences"')[1])
        following = re.search(r'href="(\?from=\d+)#sentences"', page)
        if following is None:
            break
        query = following[1]

    assert seen == [str(number) for number in range(60)]


@pytest.mark.parametrize("begin", ["-1", "x", "²", "999999999999"])
def test_a_beginning_that_no_page_names_is_no_error(checker: Client, version: ArticleVersion, begin: str) -> None:
    assert checker.get(address_of(version.article_id), {"from": begin}).status_code == 200


def test_what_was_left_aside_is_searched_on_a_page_of_its_own(checker: Client, version: ArticleVersion) -> None:
    address = reverse("claims:left_aside")

    page = checker.get(address, {"q": "better year"}).content.decode()

    assert QUESTION in page and "asks and states nothing" in page
    assert "Nobody can say." not in page
    assert "has these words" in checker.get(address, {"q": "walrus"}).content.decode()


def test_a_sentence_that_was_pulled_in_is_left_aside_no_more(checker: Client, version: ArticleVersion) -> None:
    row = LeftAside.objects.get(sentence=QUESTION)
    checker.post(reverse("claims:pull_in", args=[version.pk]), {"at": f"{row.start}-{row.end}"})

    page = checker.get(reverse("claims:left_aside")).content.decode()

    assert QUESTION not in page


def test_a_rule_that_is_worded_no_more_is_shown_as_it_is(checker: Client, version: ArticleVersion) -> None:
    LeftAside.objects.update(rule="aside_of_old")

    assert "aside of old" in page_of(checker, version.article_id)
    assert "aside of old" in checker.get(reverse("claims:left_aside")).content.decode()


# --- the text changes -----------------------------------------------------------------------------------


def test_a_new_text_is_taken_in_from_the_page(checker: Client, version: ArticleVersion) -> None:
    address = reverse("claims:new_text", args=[version.article_id])

    response = checker.post(address, {"text": TEXT.replace("40 percent", "35 percent")}, follow=True)

    page = response.content.decode()
    assert "The new text is in force" in page and "version 2" in page
    assert "changed in the text" in page
    assert Article.objects.get().claims.count() == 1


@pytest.mark.parametrize(("text", "words"), [("", "The text is empty"), (TEXT, "has this text already")])
def test_a_new_text_that_is_none_is_told_beside_its_field(
    checker: Client, version: ArticleVersion, text: str, words: str
) -> None:
    response = checker.post(reverse("claims:new_text", args=[version.article_id]), {"text": text})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert ArticleVersion.objects.count() == 1


def test_claims_that_are_gone_stay_within_reach(checker: Client, version: ArticleVersion) -> None:
    claim = Claim.objects.get()
    received = receive_version(version.article_id, text=f"{QUESTION} Nobody can say, ever.")
    extract_version(received.version_id)

    article, own = page_of(checker, version.article_id), checker.get(reverse("claims:claim", args=[claim.pk]))

    assert HUNGER in article.split("Gone from the text")[1].split("</section>")[0]
    assert "gone from the newest text" in own.content.decode()


def test_the_new_words_of_a_changed_sentence_are_taken_over_by_one_press(
    checker: Client, version: ArticleVersion
) -> None:
    claim = Claim.objects.get()
    received = receive_version(version.article_id, text=TEXT.replace("40 percent", "35 percent"))
    extract_version(received.version_id)
    page = checker.get(reverse("claims:claim", args=[claim.pk])).content.decode()
    assert "it now says" in page and "About 35 percent of the people" in page

    checker.post(reverse("claims:follow_text", args=[claim.pk]))

    claim.refresh_from_db()
    assert claim.low == 35
    page = checker.get(reverse("claims:claim", args=[claim.pk])).content.decode()
    assert "it now says" not in page
    assert '<mark class="claimed">About 35 percent</mark>' in page


def test_marked_words_follow_a_sentence_that_stands_further_down(checker: Client, version: ArticleVersion) -> None:
    received = receive_version(version.article_id, text=f"Some words come first.\n\n{TEXT}")
    extract_version(received.version_id)

    page = checker.get(reverse("claims:claim", args=[Claim.objects.get().pk])).content.decode()

    assert '<mark class="claimed">About 40 percent</mark>' in page
    assert f'<mark class="said-here claimed" id="sentence">{HUNGER[:16]}</mark>' in page
    assert f'<mark class="said-here">{HUNGER[16:]}</mark>' in page


def test_two_claims_of_one_sentence_are_told_apart(checker: Client) -> None:
    version = make_article()
    whole = make_claim(version=version)

    checker.post(reverse("claims:split", args=[whole.pk]), {"split-number": "0"})

    part = Appearance.objects.get(part=1).claim
    assert "split off" in page_of(checker, version.article_id)
    page = checker.get(reverse("claims:claim", args=[part.pk])).content.decode()
    assert f'href="{reverse("claims:claim", args=[whole.pk])}">claim {whole.pk} of the same sentence' in page


def test_a_split_that_is_not_to_be_done_is_told(checker: Client) -> None:
    claim = make_claim()
    address = reverse("claims:split", args=[claim.pk])

    unknown = checker.post(address, {"split-number": "9"}, follow=True).content.decode()
    Claim.objects.filter(pk=claim.pk).update(lease_holder=make_user(), lease_token="t", lease_until="2100-01-01T00:00Z")
    held = checker.post(address, {"split-number": "0"}, follow=True).content.decode()

    assert "The other claim is about" in unknown
    assert "works on this claim until" in held
    assert Claim.objects.count() == 1
