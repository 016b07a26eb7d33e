"""Queues, Next, and logging in and out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.services import desk
from tests.builders import make_claim, make_queue, make_user
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db


def test_empty_and_all_held_by_others_are_different_words(checker: Client) -> None:
    make_queue(name="Nothing there")
    held = make_queue(name="In other hands")
    desk.take_claim(make_user("checker"), make_claim(queue=held).pk)

    page = checker.get(reverse("claims:desk")).content.decode()

    rows = page.split("<tbody>")[1].split("</tr>")
    assert "empty" in rows[0] and "all held by others" not in rows[0]
    assert "all held by others" in rows[1] and ">empty<" not in rows[1]


def test_what_only_i_hold_is_not_said_to_be_with_others(checker: Client) -> None:
    make_claim()
    checker.post(reverse("claims:next"))

    page = checker.get(reverse("claims:desk")).content.decode()

    assert "only what is yours" in page
    assert "all held by others" not in page


def test_next_says_whether_nothing_is_there_or_all_is_held(checker: Client) -> None:
    queue = make_queue()
    empty = checker.post(reverse("claims:next"), follow=True).content.decode()
    desk.take_claim(make_user("checker"), make_claim(queue=queue).pk)

    held = checker.post(reverse("claims:next"), follow=True).content.decode()

    assert "the queue is empty" in empty
    assert "in other hands" in held


def test_next_opens_the_claim_that_it_leased_and_the_desk_offers_to_resume_it(checker: Client) -> None:
    claim = make_claim()

    response = checker.post(reverse("claims:next"))

    assert response["Location"] == reverse("claims:claim", args=[claim.pk]) + "#claim-title"
    page = checker.get(reverse("claims:desk")).content.decode()
    assert "You are working on" in page


def test_next_of_one_queue_takes_of_that_queue(checker: Client) -> None:
    make_claim(queue=make_queue())
    other = make_claim(queue=make_queue(slug="other"))

    response = checker.post(reverse("claims:next_in_queue", args=["other"]))

    assert response["Location"] == reverse("claims:claim", args=[other.pk]) + "#claim-title"


def test_next_of_a_queue_that_is_not_mine_is_not_allowed_in_words(checker: Client) -> None:
    make_queue(make_user("checker"), slug="theirs")

    response = checker.post(reverse("claims:next_in_queue", args=["theirs"]))

    assert response.status_code == 403
    assert "You do not work on this queue" in response.content.decode()


def test_members_of_the_desk_come_to_the_desk_and_strangers_to_the_first_page(log_in: LogIn) -> None:
    for group, name in (("checker", "claims:desk"), ("", "claims:home")):
        user = make_user(group)

        response = Client().post(reverse("claims:login"), {"username": user.username, "password": "not a secret"})

        assert response["Location"] == reverse(name)


def test_a_wrong_password_is_told(db: None) -> None:
    user = make_user()

    response = Client().post(reverse("claims:login"), {"username": user.username, "password": "wrong"})

    assert "Please enter a correct username and password" in response.content.decode()


def test_logging_in_leads_to_no_other_site(db: None) -> None:
    user = make_user()

    response = Client().post(
        reverse("claims:login"),
        {"username": user.username, "password": "not a secret", "next": "https://elsewhere.example/"},
    )

    assert response["Location"] == reverse("claims:desk")


def test_logging_out_is_a_step_and_ends_on_the_first_page(checker: Client) -> None:
    response = checker.post(reverse("claims:logout"))

    assert response["Location"] == reverse("claims:home")
    assert checker.get(reverse("claims:desk")).status_code == 302


def test_pages_that_are_not_there_say_so_and_show_the_way(checker: Client) -> None:
    for address in ("/nothing/", reverse("claims:queue", args=["nothing"]), "/desk/articles/99999/"):
        response = checker.get(address)

        assert response.status_code == 404
        assert "There is nothing at this address" in response.content.decode()
        assert reverse("claims:desk") in response.content.decode()


@pytest.mark.parametrize("after", ["", "x", "2020-01-01T00:00:00_1", "2020-01-01T00:00:00+00:00_9" + "9" * 30])
def test_a_page_that_no_list_ever_named_is_the_first(after: str, checker: Client) -> None:
    claim = make_claim(queue=make_queue(slug="q"))

    response = checker.get(reverse("claims:queue", args=["q"]), {"after": after})

    assert response.status_code == 200
    assert response.context["page"].rows == [claim]
