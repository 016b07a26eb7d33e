"""The tallies of the insight pages: what they count, how they follow what changes, and that they can be proved."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, ClaimantTag, DirtyDay, LeftAside, SourceAnswer, Tally
from claims.queries.facts import ANSWERS_KEPT
from claims.services import desk, editing, rolling
from claims.services.rolling import count_day, roll_up
from claims.services.sealing import seal_events
from claims.services.steps.storing import keep_left_aside
from claims.values.spreads import bucket_of, percentile
from claims.workflow import record_event
from tests.builders import (
    make_article,
    make_claim,
    make_claimant,
    make_outlet,
    make_published,
    make_queue,
    make_source,
    make_two_checks,
    make_user,
)

pytestmark = pytest.mark.django_db


def told(measure: str, dimension: str = "all", key: int = 0, grain: str = "day") -> dict[str, int]:
    """The numbers of a measure by their value."""
    rows = Tally.objects.filter(grain=grain, measure=measure, dimension=dimension, key=key)
    return {row.value: row.number for row in rows}


def differing() -> list[Any]:
    return list(rolling.prove(rolling.all_days()))


def test_a_published_claim_counts_in_every_dimension_that_it_has() -> None:
    outlet, claimant, queue = make_outlet(), make_claimant(), make_queue()
    group = ClaimantTag.objects.create(name="Ministers")
    group.claimants.add(claimant)
    version = make_article(outlet=outlet)
    quoted = make_claim(version=version, claimant=claimant, queue=queue, attribution="none")
    make_published(quoted)
    make_claim(version=version, queue=queue, attribution="reported")

    roll_up()

    assert told("pulled") == {"": 2}
    assert told("pulled", grain="week") == {"": 2}
    assert told("queued", "queue", queue.pk) == {"": 2}
    assert (told("pulled", "outlet", outlet.pk), told("pulled", "outlet_quoted", outlet.pk)) == ({"": 1}, {"": 1})
    assert told("checked", "claimant", claimant.pk) == told("published", "group", group.pk) == {"": 1}
    assert told("rated", "claimant", claimant.pk) == {"supported": 1}
    assert told("proposed") == {"agreed": 1}
    assert sum(told("to_check").values()) == sum(told("to_publish").values()) == 1
    assert differing() == []


def test_days_that_are_over_follow_what_is_changed_of_them() -> None:
    roll_up()
    claim, other = make_claim(), make_claimant()
    long_ago = timezone.now() - timedelta(days=9)
    Claim.objects.filter(pk=claim.pk).update(added_at=long_ago, queued_at=long_ago)
    count_day(timezone.localdate(long_ago))
    Claim.objects.filter(pk=claim.pk).update(claimant=other)
    record_event(None, "claim.mend", claim)
    assert differing() != []

    seal_events()
    roll_up()

    assert told("pulled", "claimant", other.pk) == {"": 1}
    assert differing() == []
    assert not DirtyDay.objects.exists()


def test_sorting_a_claimant_into_a_group_counts_its_days_anew() -> None:
    claimant = make_claimant()
    claim = make_claim(claimant=claimant)
    long_ago = timezone.now() - timedelta(days=40)
    Claim.objects.filter(pk=claim.pk).update(added_at=long_ago, queued_at=long_ago)
    roll_up()
    roll_up()
    group = ClaimantTag.objects.create(name="Ministers")
    group.claimants.add(claimant)
    record_event(None, "claimanttag.change", group)

    seal_events()
    roll_up()

    assert told("pulled", "group", group.pk) == {"": 1}
    group.claimants.clear()
    record_event(None, "claimanttag.change", group)
    seal_events()
    roll_up()
    assert told("pulled", "group", group.pk) == {}


def test_what_was_put_aside_and_taken_up_again_counts_no_more() -> None:
    claim, user = make_claim(), make_user()
    desk.dismiss_claim(user, claim.pk, reason="opinion")  # type: ignore[arg-type]
    roll_up()
    assert told("aside") == {"": 1}

    desk.take_up_claim(user, claim.pk)
    roll_up()

    assert told("aside") == {}
    assert told("queued") == {"": 1}


def test_sentences_left_aside_are_counted_and_those_written_anew_are_followed() -> None:
    version = make_article()
    long_ago = timezone.now() - timedelta(days=5)
    LeftAside.objects.create(version=version, start=0, end=5, sentence="Hello", rule="no_number", at=long_ago)
    roll_up()
    roll_up()
    assert told("left") == {"": 1}

    keep_left_aside(version, [])
    roll_up()

    assert told("left") == {}


def test_weeks_and_months_follow_what_is_changed_of_their_days() -> None:
    outlet = make_outlet()
    claims = [make_claim(version=make_article(outlet=outlet)) for _number in range(3)]
    days = [timezone.now().replace(day=1) - timedelta(days=back) for back in (1, 2, 20)]
    for claim, day in zip(claims, days, strict=True):
        Claim.objects.filter(pk=claim.pk).update(added_at=day, queued_at=day)
        count_day(timezone.localdate(day))
    assert told("pulled", "outlet", outlet.pk, "month") == {"": 3}

    Claim.objects.filter(pk=claims[1].pk).update(attribution="quoted")
    count_day(timezone.localdate(days[1]))

    assert told("pulled", "outlet", outlet.pk, "month") == {"": 2}
    assert told("pulled", "outlet_quoted", outlet.pk, "month") == {"": 1}
    assert differing() == []


def test_answers_of_sources_are_forgotten_and_what_was_counted_of_them_stays() -> None:
    source, made = make_source(), make_claim()
    long_ago, lately = (timezone.now() - timedelta(days=days) for days in (ANSWERS_KEPT + 2, ANSWERS_KEPT - 2))
    Claim.objects.filter(pk=made.pk).update(added_at=long_ago, queued_at=long_ago)
    for at in (long_ago, lately):
        SourceAnswer.objects.create(source=source, at=at, came=True, milliseconds=90)
    day = timezone.localdate(long_ago)
    answer = {"measure": "asked", "dimension": "source", "key": source.pk, "value": "came", "number": 1}
    for grain, start in (("day", day), *rolling.spans_of(day)):
        Tally.objects.create(grain=grain, day=start, **answer)
    rolling.build(rolling.all_days())

    roll_up()

    assert SourceAnswer.objects.get().at == lately
    count_day(day)
    months = Tally.objects.filter(measure="asked", dimension="source", key=source.pk, grain="month")
    assert months.aggregate(all=Sum("number")) == {"all": 2}
    assert differing() == []


def test_who_checked_apart_is_counted_once_the_claim_is_decided() -> None:
    one, other = make_two_checks()
    roll_up()
    assert told("checked") == {"": 2}
    assert told("checked_by", "person", one.checker_id) == told("pairs") == {}

    editing.sign_check(make_user("editor"), one.pk, record_sha256=one.record_sha256)
    seal_events()
    roll_up()

    by = [sum(told("checked_by", "person", check.checker_id).values()) for check in (one, other)]
    assert sum(by) == sum(told("checked").values())
    assert sum(told("pairs").values()) == by[0] == 1
    assert differing() == []


def test_a_turn_that_finds_nothing_new_writes_nothing() -> None:
    make_published()
    roll_up()
    ids = set(Tally.objects.values_list("pk", flat=True))

    roll_up()

    assert set(Tally.objects.values_list("pk", flat=True)) == ids


def test_counting_a_day_asks_as_many_queries_for_one_claim_as_for_many() -> None:
    make_published()
    few = queries_of_today()
    for _number in range(4):
        make_published()

    many = queries_of_today()

    assert many == few


def queries_of_today() -> int:
    with CaptureQueriesContext(connection) as asked:
        rolling.counted(timezone.localdate())
    return len(asked)


def test_the_command_builds_anew_proves_and_tells_what_differs() -> None:
    make_published()
    call_command("roll_up", stdout=StringIO())
    said = StringIO()
    call_command("roll_up", "--prove", stdout=said)
    assert "0 tallies differ" in said.getvalue()
    Tally.objects.filter(measure="pulled", dimension="all", grain="day").update(number=7)

    with pytest.raises(SystemExit):
        call_command("roll_up", "--prove", stdout=said)

    assert "pulled all 0 : 7 stored, 1 counted" in said.getvalue()
    Tally.objects.filter(measure="queued", dimension="all", grain="week").update(number=9)
    call_command("roll_up", stdout=StringIO())
    assert differing() == []


def test_percentiles_come_from_sums_of_buckets_within_five_percent() -> None:
    amounts = [float(number) for number in range(1, 2001)]
    counts: dict[int, int] = {}
    for amount in amounts:
        counts[bucket_of(amount)] = counts.get(bucket_of(amount), 0) + 1

    found = [percentile(counts, share) for share in (0.5, 0.9)]

    assert found == [pytest.approx(1000, rel=0.05), pytest.approx(1800, rel=0.05)]
    assert percentile({}, 0.5) is None
