"""The clock: `python -m factcheck.beat` sends what is on Celery's schedule, and does nothing else.

`celery beat` would load every task and Django with it, to send names that it never runs. Nothing is kept
on disk: a clock that starts sends each entry at once.
"""

from __future__ import annotations

import logging.config

from celery.beat import Scheduler, Service
from django.conf import settings

from factcheck.celery import app


def main() -> None:
    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger("celery.beat").setLevel(logging.WARNING)  # a line for every tick is no news
    Service(app, scheduler_cls=Scheduler).start()


if __name__ == "__main__":
    main()
