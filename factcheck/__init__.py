"""The Django project. The Celery app is made with it, so that `shared_task` finds it."""

from factcheck.celery import app as celery_app

__all__ = ["celery_app"]
