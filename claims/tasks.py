"""The only file that speaks Celery: a task takes primary keys, calls one use case, returns.

The rows are the truth and the broker is a doorbell. `ring` tells a worker that something is due; a ring
that fails is ignored, because the sweep rings again for whatever is due and was not rung for.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from celery import Task
from django.db.models import QuerySet
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from claims.gating import forget_old_gates
from claims.models import (
    ArchiveLookup,
    ArticleVersion,
    Feed,
    FeedItem,
    FeedReading,
    Lookup,
    Mail,
    ModelRequest,
    PriorSearch,
    User,
    WebHost,
)
from claims.services import claim_reviews, fact_checks, mailbox, notices, polling, rolling
from claims.services.archiving import work_archive
from claims.services.drawing import draw_week
from claims.services.extract import ORDINARY_LENGTH, extract_version
from claims.services.lookups import work_series
from claims.services.mailing import send_mail
from claims.services.proposing import propose
from claims.services.scheduling import look_at_release, waiting_releases
from claims.services.sealing import seal_events
from claims.services.sources import try_source
from claims.services.steps.hosts import waiting_hosts
from claims.services.steps.looks import look_at_due
from claims.services.steps.sign_ins import forget_expired as forget_expired_sessions
from claims.services.steps.tries import forget_old as forget_old_tries
from claims.services.steps.work import due, give_up_spent, unrung
from claims.services.taking_in import take_in
from claims.services.to_do import count_words, suggest_ids
from claims.services.unreached import put_aside_unreached
from claims.services.watching import ask_again
from factcheck.celery import app

logger = logging.getLogger(__name__)
SWEEP_AT_MOST = 500
SEAL_AT_MOST = 500
TRIAL_SECONDS = 120  # a trial that no worker took by then is one that nobody waits for
PING_SECONDS = 3.0
HOSTS_AT_MOST = 200  # of one sweep: four hundred a minute


@app.task(name="claims.tasks.work_lookups")
def work_lookups(series_id: int) -> None:
    """Answer the due lookups of a series, and ring again where more than one run's worth is due."""
    worked = work_series(series_id)
    if worked.done and due(Lookup.objects.filter(series_id=series_id)).exists():
        ring_lookups([series_id])


@app.task(name="claims.tasks.read_article")
def read_article(version_id: int) -> None:
    ring_lookups(extract_version(version_id))
    ring_model([version_id])


@app.task(name="claims.tasks.ask_model")
def ask_model(version_id: int) -> None:
    """Ask the model about one stretch of a text, and ring again where more of it is due."""
    if propose(version_id):
        ring_model([version_id])


@app.task(name="claims.tasks.read_claim_reviews")
def read_claim_reviews() -> None:
    """Once a day the feed of fact-checks is due."""
    reading_id = claim_reviews.ask_today()
    if reading_id is not None:
        ring_feed([reading_id])


@app.task(name="claims.tasks.work_feed")
def work_feed(reading_id: int) -> None:
    if claim_reviews.work_feed(reading_id):
        ring_feed([reading_id])


@app.task(name="claims.tasks.search_fact_checks")
def search_fact_checks(search_id: int) -> None:
    fact_checks.work_search(search_id)


@app.task(name="claims.tasks.find_archived")
def find_archived(lookup_id: int) -> None:
    work_archive(lookup_id)


@app.task(name="claims.tasks.send_mail")
def send(mail_id: int) -> None:
    send_mail(mail_id)


@app.task(name="claims.tasks.try_source")
def try_one_source(user_id: int, source_id: int) -> None:
    """Nothing is lost with it: whoever asked sees that no answer came, and asks again."""
    try_source(User.objects.get(pk=user_id), source_id)


@app.task(name="claims.tasks.read_mailbox")
def read_letters() -> None:
    """Read the mailbox, where one is set; a box that is away is read in the next turn."""
    try:
        ring_texts(mailbox.read_mailbox())
    except mailbox.MailboxAway as away:
        logger.warning("the mailbox cannot be read, the next turn tries again: %s", away)


@app.task(name="claims.tasks.tell")
def tell_people() -> None:
    """Tell of what the clock alone finds, and write the daily mails."""
    notices.find_what_to_tell()


@app.task(name="claims.tasks.work_hosts")
def work_hosts(hosts: list[str]) -> None:
    """Poll the feeds of a host that are due, and fetch the pages that feeds named there. One ring is for many hosts, so
    that a sweep of hundreds costs one: who hears it takes the first and rings at once for the others."""
    first, *others = hosts
    if others:
        _sent(work_hosts, others)
    for told in polling.work_host(first):
        ring_items(told.items)
        ring_hosts(told.hosts)


@app.task(name="claims.tasks.take_in_item")
def take_in_item(item_id: int) -> None:
    """From the page of a feed's item to claims in queues."""
    version_id = take_in(item_id)
    if version_id is not None:
        read_article(version_id)


@app.task(name="claims.tasks.watch")
def watch() -> None:
    """Ask again for what published verdicts rest on."""
    ring_lookups(ask_again())


@app.task(name="claims.tasks.help_curators")
def help_curators() -> None:
    """Work out what waits for curators."""
    count_words()
    suggest_ids()


@app.task(name="claims.tasks.roll_up")
def roll_up() -> None:
    """Keep the tallies of the insight pages."""
    rolling.roll_up()


@app.task(name="claims.tasks.draw_aside")
def draw_aside() -> None:
    """Once a week, of what nobody read."""
    draw_week()


@app.task(name="claims.tasks.sweep")
def sweep() -> None:
    """Ring again for rows that are due and were not rung for, and give up those that nobody finishes."""
    give_up_spent(Lookup.objects.all())
    give_up_spent(ArticleVersion.objects.all())
    give_up_spent(ModelRequest.objects.all())
    silent = unrung(Lookup.objects.all()).values_list("series_id", flat=True).order_by().distinct()
    ring_lookups(list(silent[:SWEEP_AT_MOST]))
    texts = unrung(ArticleVersion.objects.all()).order_by("due_at").values_list("pk", flat=True)
    ring_texts(list(texts[:SWEEP_AT_MOST]))
    questions = unrung(ModelRequest.objects.all()).values_list("version_id", flat=True).order_by().distinct()
    ring_model(questions[:SWEEP_AT_MOST])
    _sweep_others()
    put_aside_unreached()
    sweep_feeds()
    for release_id in waiting_releases():
        look_at_release(release_id)
    forget_old_gates()
    forget_old_tries()
    forget_expired_sessions()


def _sweep_others() -> None:
    """Work that is rung for by its own number."""
    rings = ((FeedReading, ring_feed), (PriorSearch, ring_searches), (ArchiveLookup, ring_archive), (Mail, ring_mail))
    for model, ring in rings:
        rows = model._default_manager.all()
        give_up_spent(rows)
        ring(list(unrung(rows).order_by("due_at").values_list("pk", flat=True)[:SWEEP_AT_MOST]))


def sweep_feeds() -> None:
    """Ring for hosts where a feed or a page is due, and for pages that wait to be read."""
    give_up_spent(Feed.objects.filter(active=True))
    give_up_spent(FeedItem.objects.all())
    look_at_due()
    ring_hosts(waiting_hosts(limit=HOSTS_AT_MOST))
    pages = unrung(FeedItem.objects.filter(snapshot__isnull=False)).order_by("due_at")
    ring_items(list(pages.values_list("pk", flat=True)[:SWEEP_AT_MOST]))


@app.task(name="claims.tasks.seal_audit")
def seal_audit() -> None:
    """As long as a full turn leaves more to seal."""
    while seal_events(SEAL_AT_MOST) == SEAL_AT_MOST:
        continue


def read_text(version_id: int) -> None:
    """Read a text of ordinary length at once; a longer one waits for a worker, who is rung for."""
    length = ArticleVersion.objects.values_list("length", flat=True).get(pk=version_id)
    if length > ORDINARY_LENGTH:
        ring_texts([version_id])
    else:
        ring_lookups(extract_version(version_id))
        ring_model([version_id])


def ring_lookups(series_ids: Iterable[int]) -> None:
    """Tell workers that lookups of these series are due."""
    _ring(work_lookups, {pk: Lookup.objects.filter(series_id=pk) for pk in series_ids})


def ring_texts(version_ids: Iterable[int]) -> None:
    """Tell workers that these texts wait to be read."""
    _ring(read_article, {pk: ArticleVersion.objects.filter(pk=pk) for pk in version_ids})


def ring_model(version_ids: Iterable[int]) -> None:
    """Tell workers that the model waits to be asked about these texts, where it does."""
    rows = {pk: ModelRequest.objects.filter(version_id=pk) for pk in version_ids}
    _ring(ask_model, {pk: waiting for pk, waiting in rows.items() if due(waiting).exists()})


def ring_feed(reading_ids: Iterable[int]) -> None:
    _ring(work_feed, {pk: FeedReading.objects.filter(pk=pk) for pk in reading_ids})


def ring_searches(search_ids: Iterable[int]) -> None:
    _ring(search_fact_checks, {pk: PriorSearch.objects.filter(pk=pk) for pk in search_ids})


def ring_archive(lookup_ids: Iterable[int]) -> None:
    _ring(find_archived, {pk: ArchiveLookup.objects.filter(pk=pk) for pk in lookup_ids})


def ring_mail(mail_ids: Iterable[int]) -> None:
    _ring(send, {pk: Mail.objects.filter(pk=pk) for pk in mail_ids})


def ring_trials(user: User, source_ids: Iterable[int]) -> bool:
    """Have each of these sources asked its known question; False where the broker is away."""
    for pk in source_ids:
        try:
            try_one_source.apply_async((user.pk, pk), retry=False, expires=TRIAL_SECONDS)
        except OperationalError as error:
            logger.warning("the broker is away, no source is tried: %s", error)
            return False
    return True


def broker_complaint() -> str:
    """Why the broker cannot be reached; empty where it answers."""
    connection: Any = app.connection_for_write()
    with connection:
        try:
            connection.default_channel  # noqa: B018, opening a channel asks the server whether it is there
        except OperationalError as error:
            return str(error)
    return ""


def workers_that_answer() -> int:
    """How many workers answer within a few seconds; the broker has to be there."""
    return len(app.control.ping(timeout=PING_SECONDS) or ())


def ring_hosts(hosts: Iterable[str]) -> None:
    """Tell workers that these hosts are to be asked: one ring for all of them."""
    if asked := list(hosts):
        rows = WebHost.objects.filter(pk__in=asked)
        rows.update(rung_at=Now())
        if not _sent(work_hosts, asked):
            rows.update(rung_at=None)


def ring_items(item_ids: Iterable[int]) -> None:
    """Tell workers that the pages of these items are there to be read."""
    _ring(take_in_item, {pk: FeedItem.objects.filter(pk=pk) for pk in item_ids})


def _ring(task: Task[..., None], rows: Mapping[int, QuerySet[Any]]) -> None:
    """Ring once per key and note it on its due rows.

    Noted before it is heard: a row that is being written to is locked, and who takes passes over locked rows, so that
    a ring answered at once would find nothing to do."""
    for key, waiting in rows.items():
        due(waiting).update(rung_at=Now())
        if not _sent(task, key):
            due(waiting).update(rung_at=None)
            return


def _sent(task: Task[..., None], key: Any) -> bool:
    """Ring; False where the broker is away, in which case the caller rings no more: a request must not wait for it once
    per row."""
    try:
        task.apply_async((key,), retry=False)
    except OperationalError as error:
        logger.warning("the broker is away, the sweep will ring: %s", error)
        return False
    return True
