"""The public feed in the desk's table: publishers of the list alone, each check once, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import FeedReading, PriorCheck, PriorTerm, WorkState
from claims.services import claim_reviews
from claims.services.claim_reviews import ask_today, read_reviews, work_feed
from claims.services.steps import earlier
from claims.services.steps.work import error_reason
from claims.wording import kept_sentence
from tests.builders import make_publisher
from tests.local_server import LocalServer
from tests.sources.reviews import element, feed, review

pytestmark = pytest.mark.django_db
PATH = "/data.json"


def own(number: int = 1, **changes: Any) -> dict[str, Any]:
    return element(review(url=f"https://www.checkers.example/{number}", **changes))


SPAM = element(review(url="https://checkers.example.spam.example/1", author={"name": "The Checkers"}))


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    make_publisher()
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"claim_reviews": running.address("")}
        yield running


def asked() -> FeedReading:
    reading_id = ask_today()
    assert reading_id is not None
    return FeedReading.objects.get(pk=reading_id)


def test_checks_of_publishers_on_the_list_are_kept_and_others_are_counted() -> None:
    make_publisher()
    make_publisher("off.example", active=False)
    off = element(review(url="https://off.example/1"))

    told = read_reviews(BytesIO(feed(own(), SPAM, off, None, own(2, claimReviewed=""))))

    assert (told.checks, told.new, told.left_out, told.unusable) == (3, 1, 2, 1)
    kept = PriorCheck.objects.get()
    assert (kept.publisher.name, kept.rating, kept.value) == ("The Checkers", "Mostly false", "2")


def test_a_second_reading_writes_nothing() -> None:
    make_publisher()
    twice = own(3, reviewRating={"alternateName": "Told twice"})
    body = feed(own(1), own(2), own(3), twice)
    read_reviews(BytesIO(body))

    with CaptureQueriesContext(connection) as asked:
        told = read_reviews(BytesIO(body))

    assert (told.new, told.changed) == (0, 0)
    assert PriorCheck.objects.count() == 3
    assert [each["sql"] for each in asked if not each["sql"].startswith("SELECT")] == []


def test_a_rating_that_was_corrected_is_taken_over() -> None:
    make_publisher()
    read_reviews(BytesIO(feed(own())))

    told = read_reviews(BytesIO(feed(own(reviewRating={"alternateName": "True"}))))

    assert (told.new, told.changed) == (0, 1)
    assert PriorCheck.objects.get().rating == "True"


def test_a_reading_that_was_killed_starts_again_without_doubling(monkeypatch: pytest.MonkeyPatch) -> None:
    make_publisher()
    monkeypatch.setattr(claim_reviews, "BATCH", 3)
    body = feed(*(own(number) for number in range(10)))
    batches: list[Any] = []

    def killed(batch: Any, *, in_force: bool) -> Any:
        if len(batches) == 2:
            raise KeyboardInterrupt
        batches.append(batch)
        return earlier.store(batch, in_force=in_force)

    monkeypatch.setattr(claim_reviews, "store", killed)
    with pytest.raises(KeyboardInterrupt):
        read_reviews(BytesIO(body))
    monkeypatch.setattr(claim_reviews, "store", earlier.store)
    before = PriorCheck.objects.count()
    told = read_reviews(BytesIO(body))

    assert (before, told.new, PriorCheck.objects.count()) == (6, 4, 10)
    assert PriorTerm.objects.count() == PriorTerm.objects.values("prior", "term").distinct().count() == 30


def test_the_feed_of_the_day_is_fetched_and_read_once(server: LocalServer) -> None:
    server.add(PATH, feed(own(1), own(2), SPAM))
    reading = asked()

    again = work_feed(reading.pk)

    reading.refresh_from_db()
    assert not again
    assert (reading.state, reading.checks, reading.new, reading.left_out) == (WorkState.DONE, 3, 2, 1)
    assert len(reading.sha256) == 64
    assert ask_today() is None
    work_feed(reading.pk)
    assert server.count(PATH) == 1


def test_a_turn_that_takes_too_long_is_handed_back_and_goes_on(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_reviews, "BATCH", 2)
    server.add(PATH, feed(*(own(number) for number in range(5))))
    reading = asked()
    with monkeypatch.context() as hurried:
        hurried.setattr(claim_reviews, "READING", 0)
        again = work_feed(reading.pk)
    stored = PriorCheck.objects.count()

    work_feed(reading.pk)

    reading.refresh_from_db()
    assert (again, stored, PriorCheck.objects.count()) == (True, 2, 5)
    assert (reading.state, reading.new) == (WorkState.DONE, 3)


FAULTS: dict[str, dict[str, Any]] = {
    "bad_status": {"body": b"", "status": 500},
    "rate_limited": {"body": b"", "status": 429, "headers": {"Retry-After": "60"}},
    "truncated": {"body": feed(own()), "cut": 100},
    "html_instead": {"body": b"<html>Sorry</html>"},
    "not_json": {"body": b'{"dataFeedElement": [{]}'},
    "drift": {"body": b"{}"},
    "not_decoded": {"body": b"no gzip", "headers": {"Content-Encoding": "gzip"}},
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_leaves_the_reading_due_or_missing_with_its_reason(code: str, server: LocalServer) -> None:
    server.add(PATH, **FAULTS[code])
    reading = asked()

    work_feed(reading.pk)

    reading.refresh_from_db()
    reason = error_reason(reading.last_error)
    assert reason is not None
    assert reason.code == code
    assert kept_sentence(reason)
    assert reading.state == (WorkState.MISSING if code == "drift" else WorkState.PENDING)
    assert PriorCheck.objects.count() == 0


def test_a_feed_that_cannot_be_reached_is_tried_again(server: LocalServer, settings: LazySettings) -> None:
    settings.SOURCE_BASES = {"claim_reviews": "http://127.0.0.1:9"}
    settings.OUTGOING_ALLOW = ["127.0.0.1:9"]
    reading = asked()

    codes = []
    for _attempt in range(4):
        FeedReading.objects.update(due_at=Now() - timedelta(seconds=1))
        work_feed(reading.pk)
        reading.refresh_from_db()
        codes.append(error_reason(reading.last_error).code)  # type: ignore[union-attr]

    # After three failures in a row the host is left alone, which is no attempt.
    assert codes == ["unreachable"] * 3 + ["host_paused"]
    assert reading.attempts == 3


def test_without_a_publisher_nothing_is_fetched(settings: LazySettings) -> None:
    settings.SOURCE_BASES = {"claim_reviews": "http://127.0.0.1:9"}

    assert ask_today() is None
    assert not FeedReading.objects.exists()


def test_the_command_reads_a_file_and_says_what_came_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_publisher()
    path = tmp_path / "data.json"
    path.write_bytes(feed(own(), SPAM))

    call_command("read_claim_reviews", str(path))

    assert "2 fact-checks, 1 new, 0 changed; left out 1" in capsys.readouterr().out


def test_the_command_reads_todays_feed_again_and_tells_a_failure(server: LocalServer) -> None:
    server.add(PATH, feed(own()))
    call_command("read_claim_reviews")
    server.add(PATH, b"<html>")

    with pytest.raises(CommandError, match="a web page came instead of data"):
        call_command("read_claim_reviews")

    assert FeedReading.objects.get().day == timezone.localdate()


def test_the_command_tells_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("read_claim_reviews", str(tmp_path / "no.json"))
