"""Where a claim goes: the curators' rules say it (claims.services.steps.rules), here it is done and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import Check, CheckState, Claim, ClaimTag, DismissReason, HandOver, Queue, RuleHit, User
from claims.models.claim import ClaimState
from claims.queries import works_on
from claims.services.steps import leases
from claims.services.steps.conditions import TriageFacts
from claims.services.steps.handing import end_hand_overs
from claims.services.steps.interests import interest_in
from claims.services.steps.rules import Asked, Outcome, decide, points_of
from claims.services.steps.second_checks import checks_asked
from claims.workflow import CHECKING, record_event, step_claim

DAY_PER_POINT = timedelta(days=1)


def triage(claim: Claim, facts: TriageFacts, rules: Sequence[Asked], since: datetime | None = None) -> None:
    """Put a detected claim into its queue, or aside with a reason. `since` is from when its waiting counts, where
    that is not now. Runs inside its caller's transaction."""
    outcome = decide(facts, rules)
    if outcome.queue is None:
        repeat_of = facts.repeat_of if outcome.reason == DismissReason.REPEAT else None
        step_claim(claim, "put_aside", None, reason=outcome.reason, repeat_of_id=repeat_of)
    else:
        _enter(claim, outcome.queue, outcome, facts, since=since)
    _keep(claim, outcome)


def triage_by_hand(claim: Claim, facts: TriageFacts, rules: Sequence[Asked], user: User, step: str = "queue") -> bool:
    """Queue a claim that a person wants checked: where the rules say, and where they would put it aside to the queue
    that it was in, else to the last one; False where no queue is on."""
    outcome = decide(facts, rules)
    own = claim.queue if claim.queue and claim.queue.active else None
    queue = outcome.queue or own or last_queue()
    if queue is None:
        return False
    _enter(claim, queue, outcome, facts, user=user, step=step)
    if outcome.queue is not None:
        _keep(claim, outcome)
    return True


def _enter(
    claim: Claim,
    queue: Queue,
    outcome: Outcome,
    facts: TriageFacts,
    *,
    user: User | None = None,
    since: datetime | None = None,
    step: str = "queue",
) -> None:
    columns = queue_columns(queue, facts.worthiness, points=outcome.points, since=since)
    columns |= {"state_at": since} if since else {}
    step_claim(claim, step, user, **columns, reason="", repeat_of_id=facts.repeat_of)


def forget_sorting(claim: Claim) -> None:
    """What rules did before: the claim is sorted again. Tags that people gave stay."""
    claim.rule_hits.all().delete()
    claim.tagged.filter(by=None).delete()
    HandOver.objects.filter(claim=claim, by=None, ended_at__isnull=True).update(ended_at=timezone.now())


def _keep(claim: Claim, outcome: Outcome) -> None:
    """Which rules did what, the tags, and who gets it."""
    tags = [ClaimTag(claim=claim, tag=tag) for tag in outcome.tags]
    ClaimTag.objects.bulk_create(tags, ignore_conflicts=True)  # a person may have given it before
    handed = outcome.queue is not None and outcome.person is not None and _hand_to(claim, outcome.person)
    RuleHit.objects.bulk_create(_hits(claim, outcome, outcome.person if handed else None))


def _hits(claim: Claim, outcome: Outcome, person: User | None) -> list[RuleHit]:
    sender = next((rule for rule in outcome.hits if rule.queue_id or rule.reason), None)
    giver = next((rule for rule in outcome.hits if person and rule.person_id == person.pk), None)
    return [
        RuleHit(
            claim=claim,
            number=number,
            rule=rule,
            name=rule.name,
            queue_name=rule.queue.name if rule is sender and rule.queue else "",
            reason=rule.reason if rule is sender else "",
            points=round(points_of(rule, claim.worthiness)),
            person=person if rule is giver else None,
        )
        for number, rule in enumerate(outcome.hits, start=1)
    ]


def _hand_to(claim: Claim, person: User) -> bool:
    """As a colleague hands it over; not to somebody who could not check it now, or has done so."""
    may = person.is_active and person.has_perm(CHECKING) and works_on(person, claim.queue_id)
    checked = Check.objects.filter(claim=claim, checker=person, state=CheckState.SUBMITTED).exists()
    if not may or checked or interest_in(person, claim) is not None or not leases.lease(claim, person):
        return False
    end_hand_overs(claim.pk)  # one that a colleague made before the claim was put aside may still stand
    handed = HandOver.objects.create(claim=claim, by=None, to=person)
    record_event(None, "claim.pass_on", claim, {"hand_over": handed.pk, "to": person.pk})
    return True


def take_up(claim: Claim, user: User) -> bool:
    """Bring a claim that was put aside back into its queue, into the last one where it had none; False where
    no queue is on."""
    queue = claim.queue or last_queue()
    if queue is None:
        return False
    step_claim(claim, "take_up", user, reason="", repeat_of=None, **queue_columns(queue, claim.worthiness))
    return True


def last_queue() -> Queue | None:
    return Queue.objects.filter(active=True).order_by("position").last()


def queue_columns(
    queue: Queue, worthiness: float, *, points: float = 0, since: datetime | None = None
) -> dict[str, object]:
    """The columns of a claim that enters a queue, with `points` of priority besides the queue's own. `rank_at` is
    the time from which it waits less one day per point: Next reads it ascending, so age counts by itself."""
    now = timezone.now()
    return {
        "queue": queue,
        "rank_at": (since or now) - (priority_of(queue, worthiness) + points) * DAY_PER_POINT,
        "queued_at": Coalesce(F("queued_at"), Value(now)),
        "due_at": now + timedelta(hours=queue.target_hours),
        "checks_required": checks_asked(queue),
    }


def priority_of(queue: Queue, worthiness: float) -> float:
    return queue.priority + queue.worthiness_points * worthiness


def published_repeat(claim: Claim) -> int | None:
    """A published claim with the very same sentence; likeness in other words is for people to see."""
    same = Claim.objects.filter(state=ClaimState.PUBLISHED, sentence=claim.sentence).exclude(pk=claim.pk)
    return same.values_list("pk", flat=True).first()
