"""Celery is a doorbell: its configuration, and the tasks that there are."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings, settings

from claims import tasks
from claims.checks import time_limits
from factcheck.celery import app


def test_a_task_that_was_lost_with_its_worker_is_delivered_again() -> None:
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.worker_prefetch_multiplier == 1


def test_no_result_is_kept_and_only_json_is_read() -> None:
    assert app.conf.result_backend is None
    assert app.conf.task_ignore_result is True
    assert list(app.conf.accept_content) == ["json"]
    assert app.conf.task_serializer == "json"


def test_a_broker_that_does_not_answer_is_not_waited_for_long() -> None:
    options = app.conf.broker_transport_options

    assert (options["socket_timeout"], options["socket_connect_timeout"]) == (5, 2)


def test_a_worker_waits_for_a_broker_that_is_away_as_long_as_it_takes() -> None:
    assert app.conf.broker_connection_max_retries is None


def test_a_task_ends_before_its_row_is_free_and_its_row_before_the_broker_delivers_again() -> None:
    limits = (
        app.conf.task_time_limit,
        settings.ROW_LEASE_SECONDS,
        app.conf.broker_transport_options["visibility_timeout"],
    )

    assert limits == (120, 150, 300)
    assert time_limits() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("TASK_TIME_LIMIT_SECONDS", 150), ("ROW_LEASE_SECONDS", 300), ("VISIBILITY_TIMEOUT_SECONDS", 120)],
)
def test_time_limits_out_of_order_are_told_by_the_check(settings: LazySettings, name: str, value: int) -> None:
    setattr(settings, name, value)

    [error] = time_limits()

    assert error.id == "claims.E001"
    assert name in error.msg


def test_every_entry_of_the_clock_names_a_task_and_expires_with_its_interval() -> None:
    entries: dict[str, Any] = app.conf.beat_schedule

    by_the_clock = ("sweep", "seal", "watch", "fact_checks", "mailbox", "tell", "curators", "roll_up", "draw_aside")
    assert set(entries) == set(by_the_clock)
    for entry in entries.values():
        assert entry["task"] in app.tasks
        assert entry["options"]["expires"] == entry["schedule"].total_seconds()


def test_a_task_takes_primary_keys_and_nothing_else() -> None:
    own = {name: task for name, task in app.tasks.items() if name.startswith("claims.")}

    assert set(own) == {
        f"claims.tasks.{name}"
        for name in (
            *("work_lookups", "read_article", "ask_model", "sweep", "seal_audit"),
            *("read_claim_reviews", "work_feed", "search_fact_checks", "find_archived"),
            *("send_mail", "watch", "try_source", "read_mailbox", "tell"),
            *("help_curators", "work_hosts", "take_in_item"),
            *("send_mail", "watch", "try_source", "read_mailbox", "roll_up", "draw_aside"),
        )
    }
    assert tasks.work_lookups.run.__annotations__ == {"series_id": "int", "return": "None"}
    assert tasks.read_article.run.__annotations__ == {"version_id": "int", "return": "None"}
    assert tasks.take_in_item.run.__annotations__ == {"item_id": "int", "return": "None"}
    assert tasks.work_hosts.run.__annotations__ == {"hosts": "list[str]", "return": "None"}
    assert tasks.ask_model.run.__annotations__ == {"version_id": "int", "return": "None"}
