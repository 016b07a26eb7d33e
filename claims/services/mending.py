"""How a claim is understood, mended, confirmed or split by a person. A mended field makes a new reading; what
was compared under the reading before is out of force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from claims.extraction.pipeline import EXTRACTOR_VERSION
from claims.models import Appearance, Check, CheckState, Claim, ClaimState, Reading, User
from claims.queries import appearance_of, new_wording_of
from claims.queries.findings import findings_in_force
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.evidence import carry_to_new_findings
from claims.services.steps.findings import compare_with_series
from claims.services.steps.membership import require_member
from claims.services.steps.mends import about_quantity, mend
from claims.services.steps.readings import reading_in_force, structure_of
from claims.services.steps.settling import settle
from claims.services.steps.spans import read_span
from claims.services.steps.storing import locked_article, put_in_force, stand
from claims.services.steps.triage import last_queue, queue_columns
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event, step_check, step_claim


@dataclass(frozen=True, slots=True)
class SplitOff:
    """The claim that was split off, and the ids of the series that are due."""

    claim_id: int
    series_ids: list[int]


MENDABLE = frozenset({ClaimState.DETECTED, ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})


def mend_reading(user: User, claim_id: int, *, changes: Mapping[str, str]) -> list[int]:
    """Make a new reading with these fields changed (claims.services.steps.mends.FIELDS; empty takes a value
    away) and ask for the data that it calls for; the ids of the series that are due. The user's own draft
    follows the new reading, other drafts are told of it when they are submitted."""
    with transaction.atomic():
        claim = _open_claim(user, claim_id)
        old = reading_in_force(claim)
        mended = mend(old.structure, changes)
        if mended.problems:
            raise Refused("mend_refused", problems=mended.problems)
        if {**mended.structure, "confirmed": False} == {**old.structure, "confirmed": False}:
            return []
        reading = _new_reading(claim, old, mended.structure, user)
        due = put_in_force(claim, reading)
        _drafts(claim).filter(checker=user).update(reading=reading)
        return due


def _open_claim(user: User, claim_id: int) -> Claim:
    """The claim's row, locked, where its reading can be changed by this user."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    if claim.state not in MENDABLE:
        raise WrongState(f"Claim {claim_id} is {claim.state}")
    require_member(user, claim)
    if not Claim.objects.filter(pk=claim_id).filter(leases.free_for(user)).exists():
        raise Refused("held", numbers=leases.holder_of(claim_id))
    return claim


def _new_reading(claim: Claim, old: Reading, structure: dict[str, Any], user: User) -> Reading:
    reading = Reading.objects.create(claim=claim, number=old.number + 1, by=user, structure=structure)
    record_event(user, "claim.mend", claim, {"reading": reading.pk})
    _withdraw_checks(claim, user)
    return reading


def _withdraw_checks(claim: Claim, user: User) -> None:
    """A check of an older reading cannot count beside one of the new: its checker starts from a copy."""
    for check in Check.objects.filter(claim=claim, state=CheckState.SUBMITTED):
        step_check(check, "withdraw", user)
    if claim.checks_in:
        Claim.objects.filter(pk=claim.pk).update(checks_in=0)
        claim.checks_in = 0


def _drafts(claim: Claim) -> Any:
    return Check.objects.filter(claim=claim, state=CheckState.DRAFT)


def confirm_reading(user: User, claim_id: int) -> None:
    """Say that a claim was understood rightly: a person's reading equal to the one in force. What was
    fetched stays; the findings are computed again and no more marked "check the reading first", and
    decisions of drafts go over to them."""
    with transaction.atomic():
        claim = _open_claim(user, claim_id)
        old = reading_in_force(claim)
        if old.structure["confirmed"]:
            return
        reading = _new_reading(claim, old, {**old.structure, "confirmed": True}, user)
        claim.lookups.filter(reading=old).update(reading=reading)
        for series, fetch in {each.series: each.fetch for each in findings_in_force(claim)}.items():
            compare_with_series(claim, reading, series, fetch)
        settle(claim)
        drafts = _drafts(claim).filter(reading=old)
        carry_to_new_findings(claim, drafts, old)
        drafts.update(reading=reading)


def split_claim(user: User, claim_id: int, *, number: int) -> SplitOff:
    """A second claim of the same sentence, read as this one and about its number at position `number` of the
    reading (nothing else where there is none), in the same queue: what it says apart is mended there."""
    claim = Claim.objects.get(pk=claim_id)
    with transaction.atomic():
        locked_article(claim.article_id)
        claim = _open_claim(user, claim_id)
        structure = _about(reading_in_force(claim).structure, number)
        part = Claim.objects.create(article=claim.article, sentence=claim.sentence, said_on=claim.said_on)
        _stand_beside(part, claim)
        reading = Reading.objects.create(claim=part, number=1, by=user, structure=structure)
        due = put_in_force(part, reading)
        record_event(user, "claim.split", claim, {"part": part.pk})
        record_event(user, "claim.split_off", part, {"claim": claim.pk, "reading": reading.pk})
        _queue(user, part, claim)
        return SplitOff(part.pk, due)


def _stand_beside(part: Claim, whole: Claim) -> None:
    """Wherever the whole stands, from the last text on that has its words."""
    since = appearance_of(whole).version.number
    for place in whole.appearances.filter(version__number__gte=since).select_related("version"):
        stand(part, place.version, place.start, place.end, place.status)


def _about(structure: Mapping[str, Any], number: int) -> dict[str, Any]:
    quantities = structure["quantities"]
    if not quantities:
        return {**structure, "confirmed": False}
    if not 0 <= number < len(quantities):
        raise Refused("split_number")
    return about_quantity(structure, number)


def _queue(user: User, part: Claim, whole: Claim) -> None:
    """The part waits where the whole does, else in the last queue."""
    queue = whole.queue or last_queue()
    if queue is None:
        raise Refused("no_queue")
    step_claim(part, "queue", user, **queue_columns(queue, part.worthiness))


def follow_text(user: User, claim_id: int) -> list[int]:
    """Take over the words that a newer version of the article has in place of the claim's, read by the
    program; the ids of the series that are due."""
    with transaction.atomic():
        claim = _open_claim(user, claim_id)
        place = new_wording_of(claim)
        if place is None:
            raise WrongState(f"Claim {claim_id} has the words of its text")
        found = read_span(place.version, place.start, place.end)
        reading = Reading.objects.create(
            claim=claim,
            number=reading_in_force(claim).number + 1,
            program=EXTRACTOR_VERSION,
            structure=structure_of(found),
        )
        record_event(user, "claim.follow_text", claim, {"reading": reading.pk, "version": place.version_id})
        _withdraw_checks(claim, user)
        Claim.objects.filter(pk=claim.pk).update(sentence=found.sentence)
        Appearance.objects.filter(pk=place.pk).update(status=Appearance.Status.STANDS)
        return put_in_force(claim, reading)
