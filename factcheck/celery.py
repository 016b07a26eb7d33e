"""Celery: a doorbell. No result is kept, a task that was lost with its worker is delivered again."""

from __future__ import annotations

import gc
import os
from datetime import UTC, datetime, timedelta
from typing import Any

from celery import Celery
from celery.signals import worker_before_create_process
from django.conf import settings

from factcheck import env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
FEED_SECONDS = 3600
MAILBOX_SECONDS = 120
TELL_SECONDS = 3600
ROLL_UP_SECONDS = 300
DRAW_SECONDS = 3_600  # the first turn of a week draws
WATCH_SECONDS = 3_600  # each turn asks again for what was last asked over a day ago
CURATORS_SECONDS = 3600
WORKER_MEMORY = 250_000  # kilobytes; a child that holds more after a task makes room for a new one


def _entry(task: str, seconds: int) -> dict[str, object]:
    """A beat entry expires with its interval: what a worker was too late for is rung for again anyway. It
    last ran an interval before the clock was started, so that a desk that opens does not wait for it."""
    every = timedelta(seconds=seconds)
    return {
        "task": task,
        "schedule": every,
        "options": {"expires": seconds},
        "last_run_at": datetime.now(UTC) - every,
    }


app.conf.update(
    broker_url=env.celery_broker_url(settings.VAR_DIR),
    broker_transport_options={
        "visibility_timeout": settings.VISIBILITY_TIMEOUT_SECONDS,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,  # a request that rings in vain goes on at once
        "interval_step": 0.1,
        "interval_max": 0.1,
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # a broker that was away for a night finds its workers waiting
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    result_backend=None,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=settings.TASK_TIME_LIMIT_SECONDS,
    worker_prefetch_multiplier=1,
    worker_max_memory_per_child=WORKER_MEMORY,
    worker_hijack_root_logger=False,
    timezone="UTC",
    beat_schedule={
        "sweep": _entry("claims.tasks.sweep", settings.SWEEP_SECONDS),
        "seal": _entry("claims.tasks.seal_audit", settings.SEAL_SECONDS),
        "mailbox": _entry("claims.tasks.read_mailbox", MAILBOX_SECONDS),
        "tell": _entry("claims.tasks.tell", TELL_SECONDS),
        "watch": _entry("claims.tasks.watch", WATCH_SECONDS),
        "curators": _entry("claims.tasks.help_curators", CURATORS_SECONDS),
        "roll_up": _entry("claims.tasks.roll_up", ROLL_UP_SECONDS),
        "draw_aside": _entry("claims.tasks.draw_aside", DRAW_SECONDS),
        # One reading a day, whenever the clock was started; not at once, when a desk has better things to do.
        "fact_checks": {
            **_entry("claims.tasks.read_claim_reviews", FEED_SECONDS),
            "last_run_at": datetime.now(UTC),
        },
    },
)
app.autodiscover_tasks(["claims"])


@worker_before_create_process.connect
def keep_shared(**_kwargs: Any) -> None:
    """The collector leaves alone what a child shares with its worker: looking at it would write to each page."""
    gc.freeze()
