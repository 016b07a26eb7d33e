"""What people are told: seen, at which rhythm by mail, and what the clock finds to tell of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from claims.models import (
    Check,
    CheckState,
    Claim,
    ClaimState,
    HandOver,
    Notice,
    NoticeKind,
    NoticeRhythm,
    Rhythm,
    Source,
    User,
)
from claims.queries.notices import holders_of
from claims.services.steps.notices import address_of, tell
from claims.services.steps.outbox import write_mail
from claims.values import Reason
from claims.wording import sentence
from claims.workflow import WATCHING

AT_ONCE = 500  # rows that are read at a time; a turn of the clock goes through all there are
FAILS_AFTER = timedelta(days=1)
MORNING = 7  # the hour, by the person's clock, from which the daily mail may leave
LISTED = 30  # notices in a daily mail; the rest is counted
OPEN = (ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED)
Row = TypeVar("Row", bound=Model)


def see_all(person: User) -> None:
    """All that a person was told until now is seen."""
    with transaction.atomic():
        Notice.objects.filter(person=person, seen_at=None).update(seen_at=timezone.now())
        User.objects.filter(pk=person.pk).update(unseen=0)


def set_rhythms(person: User, chosen: Mapping[str, str]) -> None:
    """How often each kind comes by mail; kinds that are not named stay as they are."""
    rows = [
        NoticeRhythm(person=person, kind=kind, rhythm=rhythm)
        for kind, rhythm in chosen.items()
        if kind in NoticeKind.values and rhythm in Rhythm.values
    ]
    NoticeRhythm.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["rhythm"]
    )


def find_what_to_tell() -> None:
    """Once an hour: claims that somebody has and that are overdue, sources that fail, and the daily mails."""
    _tell_overdue()
    _tell_failing()
    for person in _due_for_mail():
        send_daily(person.pk)


def _batches(rows: QuerySet[Row]) -> Iterator[list[Row]]:
    """All the rows by their ids, some at a time: what was told of before keeps nothing behind it out."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield batch
        last = batch[-1].pk


def _tell_overdue() -> None:
    now = timezone.now()
    late = Q(claim__due_at__lt=now, claim__state__in=OPEN)
    handed = HandOver.objects.filter(late, ended_at=None).select_related("claim", "to")
    for hand_overs in _batches(handed):
        _tell_late((each.claim, each.to) for each in hand_overs)
    returned = Check.objects.filter(late, state=CheckState.RETURNED).select_related("claim", "checker")
    for checks in _batches(returned):
        _tell_late((each.claim, each.checker) for each in checks)
    held = Claim.objects.filter(due_at__lt=now, state__in=OPEN, lease_until__gt=now).select_related("lease_holder")
    for claims in _batches(held):
        _tell_late((claim, claim.lease_holder) for claim in claims if claim.lease_holder is not None)


def _tell_late(found: Iterable[tuple[Claim, User]]) -> None:
    """Those who were not told yet, each claim in a transaction of its own."""
    late = [(f"overdue:{claim.pk}:{claim.due_at:%Y%m%d}", claim, person) for claim, person in found]
    told = Notice.objects.filter(person__in=[row[2].pk for row in late], about__in=[row[0] for row in late])
    known = set(told.values_list("about", "person_id"))
    for about, claim, person in late:
        if (about, person.pk) not in known:
            with transaction.atomic():
                tell(NoticeKind.OVERDUE, about, [person], _of(claim, "notice_overdue"), claim=claim)


def _of(claim: Claim, code: str) -> Reason:
    return Reason(code, (("claim", claim.sentence),))


def _tell_failing() -> None:
    """Each time that a source begins to fail, once it has for a day."""
    for failing in _batches(failing_sources()):
        watchers = holders_of(WATCHING)
        for source in failing:
            since = source.last_success_at.isoformat() if source.last_success_at else "never"
            reason = Reason("notice_source", (("source", source.name),))
            with transaction.atomic():
                tell(NoticeKind.SOURCE, f"source:{source.pk}:{since}", watchers, reason, source=source)


def failing_sources() -> QuerySet[Source]:
    """Those that are on and whose last answer, if any, is a day older than their last error."""
    never, stale = Q(last_success_at=None), Q(last_success_at__lt=F("last_error_at") - FAILS_AFTER)
    return Source.objects.filter(never | stale, active=True, last_error_at__isnull=False).order_by("pk")


def _due_for_mail() -> Iterator[User]:
    waits = Exists(Notice.objects.filter(person=OuterRef("pk"), mail_due=True))
    for people in _batches(User.objects.filter(waits, is_active=True)):
        yield from (person for person in people if timezone.now().astimezone(_zone(person)).hour >= MORNING)


def _zone(person: User) -> ZoneInfo:
    try:
        return ZoneInfo(person.time_zone or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)


def send_daily(person_id: int) -> None:
    """One mail with all that waits for the daily one, at most one a day."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person_id)
        today = timezone.now().astimezone(_zone(person)).date()
        if person.told_on == today:
            return
        rows = list(person.notices.filter(mail_due=True).select_related("claim", "source").order_by("at", "pk"))
        if not rows:
            return
        with override(person.language or settings.LANGUAGE_CODE):
            subject, body = _daily(rows)
        write_mail(f"daily:{today:%Y%m%d}", [person], subject, body)
        person.notices.filter(pk__in=[row.pk for row in rows]).update(mail_due=False)
        User.objects.filter(pk=person.pk).update(told_on=today)


def _daily(rows: list[Notice]) -> tuple[str, str]:
    number = len(rows)
    words = ngettext("%(number)d thing from the desk", "%(number)d things from the desk", number)
    lines = [f"{words_of(row)}\n{settings.PUBLIC_BASE}{address_of(row.claim, row.source)}" for row in rows[:LISTED]]
    if number > LISTED:
        lines.append(_("And %(number)d more in the desk.") % {"number": number - LISTED})
    return words % {"number": number}, "\n\n".join(lines)


def words_of(notice: Notice) -> str:
    return sentence(Reason(notice.code, tuple((name, value) for name, value in notice.numbers)))
