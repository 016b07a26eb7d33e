"""The desk over many claims, as people ask for it over HTTP, on the database that DATABASE_URL names: Next beside a
bare Django view that does the same one statement, the pages, eight people at once, and all that while a busy worker
writes lookups. Run apart, on an empty database: `python -m tests.benchmarks.desk 10000`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

django.setup()

from claims.models import Claim, Queue, User  # noqa: E402
from claims.queries import ratings_in_force  # noqa: E402
from claims.services.steps.leases import FREED  # noqa: E402
from tests.benchmarks.clients import Person, claim_of, together  # noqa: E402
from tests.benchmarks.measure import LEAST, Timed, load, row, timed_of  # noqa: E402
from tests.benchmarks.seeds import BASE, COMMON, RARE, Seeded, fill  # noqa: E402
from tests.benchmarks.served import serving  # noqa: E402

TIMES, WARM, PEOPLE, CYCLES = 200, 10, 8, 60
PER_PAGE = 25


def main(size: int) -> None:
    if size < LEAST:
        raise SystemExit(f"The desk's benchmark needs {LEAST:,} claims or more.")
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    desk = fill(size)
    print(f"The desk with {size:,} claims, {_database()}; {load()}")
    row("filled in", f"{time.perf_counter() - began:.0f} s")
    with serving(1) as port:
        print(" One process of eight threads serves, as `up` starts it")
        quiet = _all(port, desk, size)
        with _busy_worker():
            print(" The same while a worker writes lookups")
            busy = _all(port, desk, size)
            row("Next slows", f"{busy.p50 / quiet.p50:.2f} times")
    with serving(2) as port:
        print(" Two such processes serve")
        _crowd(port, desk)


def _all(port: int, desk: Seeded, size: int) -> Timed:
    pressed = _next(port, desk)
    _pages(port, desk, size)
    _crowd(port, desk)
    return pressed


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        return f"{connection.vendor} {cursor.fetchone()[0]}"


def _next(port: int, desk: Seeded) -> Timed:
    """Both by turns, so that whatever else the machine does meets both."""
    user, stranger = Person(port, desk.checkers[0]), Person(port)
    taken = [(_bare(stranger, desk.checkers[0]), _press(user)) for _turn in range(WARM + TIMES)][WARM:]
    bare, pressed = timed_of([one for one, _other in taken]), timed_of([other for _one, other in taken])
    row("bare view of the same statement", bare)
    row("Next pressed", f"{pressed}   {pressed.p50 / bare.p50:.2f} times bare, p95 {pressed.p95 / pressed.p50:.2f} p50")
    return pressed


def _bare(stranger: Person, user: User) -> float:
    answered = stranger.post(f"/bare/{user.pk}/")
    _free(int(answered.body))
    return answered.milliseconds


def _press(person: Person) -> float:
    answered = person.post(reverse("claims:next"))
    _free(claim_of(answered))
    return answered.milliseconds


def _free(claim_id: int) -> None:
    Claim.objects.filter(pk=claim_id).update(**FREED)


def _pages(port: int, desk: Seeded, size: int) -> None:
    checker, editor = Person(port, desk.checkers[0]), Person(port, desk.editor)
    claim, queue, board = reverse("claims:claim", args=[desk.claim.pk]), desk.queues[0], reverse("claims:editor")
    _page("claim page", checker, claim)
    _page("list of queues", checker, reverse("claims:desk"))
    first = reverse("claims:queue", args=[queue.slug])
    _page("queue", checker, first)
    _page(f"queue, page {_last_page(queue)}", checker, f"{first}?after={_far(queue)}")
    for view in ("submitted", "waiting", "overdue", "published"):
        _page(f"board, {view}", editor, f"{board}?view={view}")
    _page("board, waiting, far down", editor, f"{board}?view=waiting&after={_moment(timedelta(seconds=size // 2))}_1")
    filters = {"queue": queue.slug, "person": desk.checkers[3].username, "outlet": str(desk.claim.article.outlet)}
    for name, value in filters.items():  # fmt: skip
        _page(f"board, published, one {name}", editor, f"{board}?view=published&{name}={quote(value)}")
    for address in ("aside", "left_aside"):
        for words in (RARE, COMMON, "percent of 2004", "nowhere"):
            _page(f"search {address}: {words}", checker, f"{reverse(f'claims:{address}')}?q={quote(words)}")


def _last_page(queue: Queue) -> int:
    return min(1000, Claim.objects.filter(state="queued", queue=queue).count() // PER_PAGE)


def _far(queue: Queue) -> str:
    claims = Claim.objects.filter(state="queued", queue=queue).order_by("rank_at", "pk")
    claim = claims[(_last_page(queue) - 1) * PER_PAGE]
    assert claim.rank_at is not None
    return quote(f"{claim.rank_at.isoformat()}_{claim.pk}")


def _moment(ago: timedelta) -> str:
    return quote((timezone.now() - ago).isoformat())


def _page(what: str, person: Person, address: str) -> None:
    taken = [person.get(address).milliseconds for _turn in range(WARM + TIMES // 4)][WARM:]
    row(what, f"{timed_of(taken)}   {_statements(person, address)}")


def _statements(person: Person, address: str) -> str:
    """How many statements a page asks, and how many of these count rows without a limit to it."""
    client = Client()
    assert person.user is not None
    client.force_login(person.user)
    with override_settings(ALLOWED_HOSTS=["testserver"]), CaptureQueriesContext(connection) as asked:
        client.get(address)
    counts = [each for each in asked.captured_queries if "COUNT(" in each["sql"] and "LIMIT" not in each["sql"]]
    return f"{len(asked)} statements, {len(counts)} that count all"


def _crowd(port: int, desk: Seeded) -> None:
    people = [Person(port, user) for user in desk.checkers[1 : PEOPLE + 1]]
    stranger = [Person(port) for _user in people]
    users = dict(zip(map(id, stranger), desk.checkers[1:], strict=False))
    bare = timed_of(together(stranger, lambda each: _bare(each, users[id(each)]), TIMES // 4))
    pressed = timed_of(together(people, _press, TIMES // 4))
    row(f"bare view, {PEOPLE} people", bare)
    row(f"Next pressed, {PEOPLE} people", f"{pressed}   {pressed.p50 / bare.p50:.2f} times bare")
    _cycles(people, min(CYCLES, Claim.objects.filter(state="queued").count() // 100))


def _cycles(people: Sequence[Person], times: int) -> None:
    """A claim submitted with its finding confirmed, which leads to the next one."""
    rating = next(each.pk for each in ratings_in_force("substance") if each.slug == "contradicted")
    at = {id(each): claim_of(each.post(reverse("claims:next"))) for each in people}

    def turn(person: Person) -> float:
        answered = person.post(reverse("claims:submit", args=[at[id(person)]]), _form(at[id(person)], rating))
        at[id(person)] = claim_of(answered)
        return answered.milliseconds

    began = time.perf_counter()
    taken = together(people, turn, times)
    rate = len(taken) / (time.perf_counter() - began)
    row(f"next and submit, {PEOPLE} people", f"{timed_of(taken)}   {rate:.0f} a second   {load()}")


def _form(claim_id: int, rating: int) -> dict[str, object]:
    """The evidence of a claim in the seeds has the number of the claim."""
    assert claim_id >= BASE
    said = {"wording": "Few people are hungry", "summary": "The figure was higher.", "reasoning": "See the figure [1]."}
    decided = {"evidence": claim_id, f"e{claim_id}-decided": "confirmed", f"e{claim_id}-stance": "contradicts"}
    return {**said, **decided, "rating": rating, "typed_on": 0}


@contextmanager
def _busy_worker() -> Iterator[None]:
    worker = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.busy"], stdout=subprocess.PIPE, text=True)
    try:
        assert worker.stdout is not None
        worker.stdout.readline()  # says that it began
        yield
    finally:
        worker.terminate()
        row("lookups that it wrote", worker.communicate(timeout=30)[0].strip())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
