"""Telling people in the transaction that it tells of: a notice in the desk, and a mail at the rhythm that each set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import override

from claims.models import Claim, Notice, NoticeKind, NoticeRhythm, Rhythm, Source, User
from claims.models.notices import FIRST_RHYTHMS
from claims.services.steps.outbox import write_mail
from claims.values import Reason
from claims.wording import sentence

LONGEST = 300  # characters of a word in a notice: a sentence of an article can be long


def tell(
    kind: NoticeKind,
    about: str,
    people: Iterable[User],
    reason: Reason,
    *,
    claim: Claim | None = None,
    source: Source | None = None,
    more: str = "",
) -> None:
    """Tell each of `people`, once for each event `about`. `more` is said in the mail alone. Runs inside its caller's
    transaction."""
    each_once = {person.pk: person for person in people if person.is_active}
    known = set(Notice.objects.filter(about=about, person__in=each_once).values_list("person_id", flat=True))
    new = [person for person in each_once.values() if person.pk not in known]
    if not new:
        return
    rhythms = _rhythms(new, kind)
    reason = Reason(reason.code, tuple((name, value[:LONGEST]) for name, value in reason.numbers))
    common: dict[str, Any] = {"kind": kind, "about": about, "code": reason.code, "claim": claim, "source": source}
    numbers = [list(pair) for pair in reason.numbers]
    rows = [Notice(person=each, numbers=numbers, mail_due=_waits(each, rhythms), **common) for each in new]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    User.objects.filter(pk__in=[person.pk for person in new]).update(unseen=F("unseen") + 1)
    for person in new:
        if rhythms[person.pk] == Rhythm.AT_ONCE:
            _mail(person, about, reason, address_of(claim, source), more)


def _waits(person: User, rhythms: Mapping[int, str]) -> bool:
    """For the daily mail: where the person has an address, and the desk a server."""
    return rhythms[person.pk] == Rhythm.DAILY and bool(person.email) and bool(settings.EMAIL_HOST)


def _rhythms(people: Iterable[User], kind: NoticeKind) -> dict[int, str]:
    chosen = NoticeRhythm.objects.filter(person__in=people, kind=kind).values_list("person_id", "rhythm")
    first = FIRST_RHYTHMS.get(kind, Rhythm.AT_ONCE)
    return {person.pk: first for person in people} | dict(chosen)


def _mail(person: User, about: str, reason: Reason, address: str, more: str) -> None:
    with override(person.language or settings.LANGUAGE_CODE):
        words = sentence(reason)
    write_mail(about, [person], words, "\n\n".join(filter(None, [words, more, settings.PUBLIC_BASE + address])))


def address_of(claim: Claim | None, source: Source | None) -> str:
    """Where in the desk what is told of is to be seen."""
    if claim is not None:
        return reverse("claims:claim", args=[claim.pk])
    return f"{reverse('claims:sources')}#source-{source.pk}" if source is not None else reverse("claims:notices")
