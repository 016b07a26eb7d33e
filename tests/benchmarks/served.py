"""The desk as `up` serves it, with one address more: a bare view that leases the best claim for one user by the
one statement that Next sends, without log-in, permissions, sessions or anything that is written beside it."""

from __future__ import annotations

import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

django.setup()

from claims.management.commands.up import _web  # noqa: E402
from claims.models import User  # noqa: E402
from claims.queries import open_queues  # noqa: E402
from claims.queries.offered import interests_of  # noqa: E402
from claims.services.steps.leases import best_statement  # noqa: E402
from tests.benchmarks.memory import free_port  # noqa: E402


@cache
def _statement(user_id: int) -> tuple[str, tuple[Any, ...]]:
    user = User.objects.get(pk=user_id)
    sql, parameters = best_statement(user, open_queues(user), skip_locked=True, interests=interests_of(user))
    until = "now() + interval '30 minutes'" if connection.vendor == "postgresql" else "datetime('now', '30 minutes')"
    sql = (
        f"UPDATE claims_claim SET lease_holder_id = {user_id}, lease_token = 'bare', lease_until = {until} "
        f"WHERE id = (SELECT id FROM ({sql}) best) RETURNING id"
    )
    return sql, parameters


@csrf_exempt
def bare(_request: HttpRequest, user_id: int) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(*_statement(user_id))
        return HttpResponse(str(cursor.fetchone()[0]))


urlpatterns = [path("bare/<int:user_id>/", bare), path("", include("factcheck.urls"))]


@contextmanager
def serving(workers: int) -> Iterator[int]:
    """The port of a server of so many processes, each with the threads that `up` gives it."""
    port = free_port()
    command = [part.replace("factcheck.wsgi", f"{__name__}:application") for part in _web(f"127.0.0.1:{port}")]
    server = subprocess.Popen([*command, "--workers", str(workers)])
    try:
        _await(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _await(port: int) -> None:
    for _turn in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server did not come up")


def __getattr__(name: str) -> Any:
    """`application` is made in the server's process alone."""
    if name != "application":
        raise AttributeError(name)
    settings.ROOT_URLCONF = __name__
    return get_wsgi_application()
