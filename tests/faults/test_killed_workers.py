"""Workers die in the middle of their work: nothing is lost, nothing is done twice."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from claims.models import (
    Appearance,
    ArticleVersion,
    AuditEvent,
    Claim,
    Finding,
    Lookup,
    Observation,
    WorkState,
)
from claims.services.intake import receive_text
from claims.services.starter import load_starter
from tests.faults.figures import PLACES, YEARS, SlowFigures, make_lookups
from tests.faults.processes import Processes, until

SERIES = 12
KILLS = 5


def _in_hands() -> set[int]:
    """Lookups that a worker holds at this moment."""
    held = Lookup.objects.filter(state=WorkState.PENDING).exclude(lease_token="")
    return set(held.values_list("pk", flat=True))


def _kill_in_the_middle(processes: Processes, figures: SlowFigures) -> set[int]:
    """Start a worker and kill its group while a fetch runs; the lookups that it held and had not done."""
    before = set(Lookup.objects.exclude(lease_token="").values_list("pk", "attempts"))
    worker = processes.worker()

    def fetching() -> bool:
        held = set(Lookup.objects.exclude(lease_token="").values_list("pk", "attempts"))
        return bool(held - before) and figures.open > 0

    until(fetching, "a worker holds lookups while the source has an open request")
    processes.kill(worker)
    assert figures.open > 0, "the kill came when no request was open any more"
    return _in_hands()


def test_five_kills_in_the_middle_of_sixty_fetches_lose_nothing_and_double_nothing(
    processes: Processes, slow_figures: SlowFigures
) -> None:
    done = make_lookups(SERIES)
    processes.beat()

    hit = [_kill_in_the_middle(processes, slow_figures) for _kill in range(KILLS)]
    processes.worker()
    until(lambda: done() == 60, "every lookup is done")

    assert all(hit)
    assert Lookup.objects.filter(pk__in=set.union(*hit), attempts__gte=2).count() == len(set.union(*hit))
    assert Lookup.objects.count() == 60
    assert Observation.objects.count() == SERIES * len(PLACES) * len(YEARS)
    _assert_each_claim_has_one_answer_per_day()


def _assert_each_claim_has_one_answer_per_day() -> None:
    in_force = Finding.objects.filter(superseded_at__isnull=True)
    doubled = in_force.values("claim", "series", "as_of").annotate(rows=Count("pk")).filter(rows__gt=1)
    assert not doubled.exists()
    assert not Finding.objects.filter(superseded_at__isnull=False).exists()
    assert in_force.filter(as_of="now").values("claim").distinct().count() == 60
    assert Finding.objects.count() == in_force.count() == 120


PLAIN = "The river was quiet that morning, and the ferry went across as it does on every other day of the week. "
CLAIM = "In Kenya {share} percent of the population is undernourished.\n\n"


def test_an_article_whose_reader_was_killed_is_read_once_afterwards(processes: Processes) -> None:
    load_starter()
    text = "".join(PLAIN * 60 + CLAIM.format(share=share) for share in range(20, 60))
    version_id = receive_text(text=text, published_on=date(2018, 6, 11)).version_id
    version = ArticleVersion.objects.filter(pk=version_id)
    processes.beat()
    reader = processes.worker()
    until(lambda: version.exclude(lease_token="").exists(), "a worker reads the article")

    processes.kill(reader)
    assert version.get().state == WorkState.PENDING
    assert not Claim.objects.exists()
    processes.worker()
    until(lambda: version.get().state == WorkState.DONE, "the article is read")

    assert version.get().attempts >= 2
    assert AuditEvent.objects.filter(action="article.extract").count() == 1
    sentences = list(Claim.objects.values_list("sentence", flat=True))
    assert len(sentences) == len(set(sentences)) == 40
    assert Appearance.objects.count() == 40
