"""Pages of people and of how one logs in ask a bounded number of queries, the same for one row and for many."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import make_user
from tests.proving import make_invitation, make_key
from tests.web.conftest import LogIn
from tests.web.test_queries_do_not_grow import assert_does_not_grow

pytestmark = pytest.mark.django_db


def test_how_one_logs_in_with_one_key_and_with_many() -> None:
    user, client = make_user(), Client()
    client.force_login(user)
    make_key(user)

    def more() -> None:
        for _turn in range(5):
            Client().force_login(user)
            make_key(user)

    assert_does_not_grow(client, "security", reverse("claims:security"), more)


def test_people_and_groups_with_few_people_and_with_many(log_in: LogIn) -> None:
    curator = log_in("curator")
    make_invitation(make_user("editor"))

    def more() -> None:
        for number in range(3):
            person = make_user("checker")
            Client().force_login(person)
            make_key(person)
            make_invitation(person, token=f"{person.pk}", email=f"{person.pk}-{number}@example.org")

    for name in ("people", "groups"):
        assert_does_not_grow(curator, name, reverse(f"claims:{name}"), more)
