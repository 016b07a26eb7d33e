"""That a ring is noted before it is heard, and not noted where nobody can hear it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import Model
from kombu.exceptions import OperationalError

from claims import tasks
from claims.models import WebHost
from tests.builders import make_claim, make_lookup
from tests.feeding import make_feed_item

pytestmark = pytest.mark.django_db

Case = tuple[Model, Callable[[], None], str]


@pytest.fixture(params=["lookup", "item", "host"])
def case(request: pytest.FixtureRequest) -> Case:
    """A row that waits, what rings for it, and the task that hears the ring."""
    if request.param == "lookup":
        lookup = make_lookup(make_claim())
        return lookup, lambda: tasks.ring_lookups([lookup.series_id]), "work_lookups"
    if request.param == "item":
        item = make_feed_item()
        return item, lambda: tasks.ring_items([item.pk]), "take_in_item"
    host = WebHost.objects.create(host="paper.example")
    return host, lambda: tasks.ring_hosts([host.pk]), "work_hosts"


def test_who_hears_a_ring_finds_it_noted_and_the_row_free(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    row, ring, task = case
    heard: list[object] = []
    monkeypatch.setattr(getattr(tasks, task), "apply_async", lambda *_given, **_how: heard.append(_noted(row)))

    ring()

    at_the_ring = heard[0]
    assert at_the_ring is not None
    assert _noted(row) == at_the_ring  # nothing is written afterwards, while a worker may want the row


def test_a_ring_that_no_broker_took_is_not_noted(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    row, ring, task = case

    def refuse(*_given: object, **_how: object) -> None:
        raise OperationalError("nobody there")

    monkeypatch.setattr(getattr(tasks, task), "apply_async", refuse)

    ring()

    assert _noted(row) is None


def _noted(row: Model) -> object:
    return type(row)._default_manager.values_list("rung_at", flat=True).get(pk=row.pk)
