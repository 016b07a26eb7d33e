"""The broker is a doorbell: where it is away the rows wait, and the clock rings for them when it is back."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest
import requests
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from claims.models import Article, Lookup, WorkState
from claims.services.sealing import verify_chain
from claims.services.starter import load_starter
from claims.workflow import record_event
from tests.builders import PASSWORD, make_user
from tests.environment import SCRATCH
from tests.faults.figures import PLACES, SlowFigures, make_lookups, world_bank_environment
from tests.faults.processes import Broker, Processes, until
from tests.local_server import LocalServer

TEXT = "In {place} {share} percent of the population is undernourished, a UN agency said."


@pytest.fixture
def broker() -> Iterator[Broker]:
    folder = SCRATCH / "mortal"
    folder.mkdir(exist_ok=True)
    mortal = Broker(folder)
    mortal.start()
    yield mortal
    mortal.kill()


@pytest.fixture
def desk(transactional_db: None, broker: Broker, source_server: LocalServer) -> Iterator[Processes]:
    """Processes that know the mortal broker."""
    started = Processes({"REDIS_URL": broker.address, **world_bank_environment(source_server)})
    yield started
    started.end()


class Reader:
    """Somebody at a browser, logged in, who pastes articles."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.session = requests.Session()
        user = make_user("checker")
        # The web server knows the hashes of a desk, not the quick one of the tests' own process.
        user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1)
        user.save(update_fields=["password"])
        assert self._post("/login/", username=user.username, password=PASSWORD) == 302

    def paste(self, text: str) -> int:
        """The status of the answer to a pasted article: 302 where it was taken in."""
        return self._post("/desk/intake/", **{"way": "paste", "paste-text": text, "paste-published_on": "2018-06-11"})

    def _post(self, path: str, **fields: str) -> int:
        page = self.session.get(self.base + path, timeout=20).text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None, page[:2000]
        fields["csrfmiddlewaretoken"] = token[1]
        return self.session.post(self.base + path, data=fields, timeout=20, allow_redirects=False).status_code


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _all_done(article: Article) -> bool:
    """Of the one source that stands here: the others cannot be reached."""
    lookups = Lookup.objects.filter(claim__article=article, series__source__slug="world_bank")
    return lookups.exists() and not lookups.exclude(state=WorkState.DONE).exists()


def test_a_claim_that_is_submitted_while_the_broker_is_down_is_looked_up_when_it_is_back(
    desk: Processes, broker: Broker, slow_figures: SlowFigures
) -> None:
    load_starter()
    port = _free_port()
    desk.beat()
    desk.kept_worker()
    desk.web(port)
    reader = Reader(port)
    assert reader.paste(TEXT.format(place="Kenya", share=25)) == 302
    first = Article.objects.get()
    until(lambda: _all_done(first), "the first article's lookups are done, so every part knew the broker")

    broker.kill()
    answer = reader.paste(TEXT.format(place="Chad", share=35))
    second = Article.objects.exclude(pk=first.pk).get()
    waiting = list(Lookup.objects.filter(claim__article=second).values_list("state", "attempts", "rung_at"))
    broker.start()
    until(lambda: _all_done(second), "the second article's lookups are done")

    assert answer == 302
    assert waiting
    assert set(waiting) == {(WorkState.PENDING, 0, None)}


def test_two_clocks_at_once_do_no_harm(processes: Processes, slow_figures: SlowFigures) -> None:
    done = make_lookups(4)
    for number in range(700):
        record_event(None, "article.extract", Article.objects.all()[number % 20])
    processes.beat()
    processes.beat()
    processes.worker()

    until(lambda: done() == 4 * len(PLACES), "every lookup is done")
    until(lambda: verify_chain().waiting == 0, "every event is sealed")

    assert set(Lookup.objects.values_list("attempts", flat=True)) == {1}
    report = verify_chain()
    assert (report.broken, report.sealed >= 700) == (None, True)
