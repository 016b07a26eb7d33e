"""Who sees that a queue has nobody left."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claims.queries.unattended import unattended_queues
from tests.builders import make_queue, make_user
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db


def test_a_queue_whose_members_are_all_gone_is_shown_to_curators_and_editors(log_in: LogIn) -> None:
    gone, there, writer = make_user(is_active=False), make_user(), make_user("curator")
    sport, _open, _kept, _off = (
        make_queue(gone, writer, name="Sport <b>"),
        make_queue(name="Everybody"),
        make_queue(gone, there, name="Kept"),
        make_queue(gone, name="Off", active=False),
    )

    to_do = log_in("curator").get(reverse("admin:claims_to_do")).text
    board = log_in("editor").get(reverse("claims:editor")).text

    assert list(unattended_queues()) == [sport]
    assert "Queues that nobody works on any more (1)" in to_do
    assert "Sport &lt;b&gt;" in to_do
    assert "Nobody who is active can check in these queues" in board
    assert f"?view=waiting&amp;queue={sport.slug}" in board


def test_who_leaves_a_queue_empty_is_told_at_once(log_in: LogIn) -> None:
    person = make_user()
    make_queue(person, name="Sport")

    page = log_in("curator").post(reverse("claims:deactivate", args=[person.pk]), follow=True).text

    assert "Nobody who is active can check in the queue Sport any more" in page
