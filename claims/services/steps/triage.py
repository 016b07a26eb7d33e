"""Which queue a claim goes to: an ordered table of small named rules, the first that fits decides.

The rules stand here; which of them are asked, in which order, with which priority and narrowed by which
conditions is the curators' in the tables of queues. No rule reads what comparing proposed: a queue sorted by
"differs" would measure its own sort.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import Claim, DismissReason, Queue, User
from claims.models.claim import ClaimState
from claims.services.steps.conditions import TriageFacts, conditions_met
from claims.services.steps.second_checks import checks_asked
from claims.values import QuantityKind
from claims.workflow import step_claim

LOW = 0.2
URGENT = 0.3
HALF = 0.5
DAY_PER_POINT = timedelta(days=1)


def _danger(facts: TriageFacts, queue: Queue) -> bool:
    words = {word.strip().casefold() for word in queue.words.splitlines() if word.strip()}
    folded = f" {' '.join(facts.sentence.casefold().split())} "
    return facts.worthiness >= URGENT and any(word in folded for word in words)


def _repeat(facts: TriageFacts, _queue: Queue) -> bool:
    return facts.repeat_of is not None


def _number_with_data(facts: TriageFacts, _queue: Queue) -> bool:
    return bool(facts.kinds) and facts.has_series and facts.has_place and facts.worthiness >= LOW


def _people_and_records(facts: TriageFacts, _queue: Queue) -> bool:
    return (facts.record or facts.kinds == {QuantityKind.DURATION}) and facts.worthiness >= LOW


def _who_said(facts: TriageFacts, _queue: Queue) -> bool:
    return facts.attributed and facts.worthiness >= HALF


def _number(facts: TriageFacts, _queue: Queue) -> bool:
    return bool(facts.kinds) and facts.worthiness >= LOW


def _worth_half(facts: TriageFacts, _queue: Queue) -> bool:
    return facts.worthiness >= HALF


def _by_hand(_facts: TriageFacts, _queue: Queue) -> bool:
    """Queues that events and people fill, never triage."""
    return False


def _conditions_alone(_facts: TriageFacts, queue: Queue) -> bool:
    """Queues that their conditions describe; without any they stay empty."""
    return bool(queue.conditions.all())


RULES: Mapping[str, Callable[[TriageFacts, Queue], bool]] = {
    "complaint": _by_hand,
    "come_back": _by_hand,
    "danger": _danger,
    "repeat": _repeat,
    "reader": _by_hand,
    "number_with_data": _number_with_data,
    "people_and_records": _people_and_records,
    "who_said": _who_said,
    "number": _number,
    "worth_half": _worth_half,
    "conditions_alone": _conditions_alone,
}


def _fits(facts: TriageFacts, queue: Queue) -> bool:
    return RULES[queue.rule](facts, queue) and conditions_met(facts, queue)


def triage(claim: Claim, facts: TriageFacts, queues: list[Queue]) -> None:
    """Put a detected claim into its queue, or aside with a reason. Runs inside its caller's transaction."""
    queue = next((each for each in queues if _fits(facts, each)), None)
    if queue is None:
        step_claim(claim, "put_aside", None, reason=DismissReason.LOW)
        return
    step_claim(claim, "queue", None, **queue_columns(queue, facts.worthiness), repeat_of_id=facts.repeat_of)


def best_queue(facts: TriageFacts, queues: list[Queue]) -> Queue | None:
    """Where a claim goes that a person wants checked: as the rules say, else to the last queue."""
    fitting = (each for each in queues if _fits(facts, each))
    return next(fitting, queues[-1] if queues else None)


def take_up(claim: Claim, user: User) -> bool:
    """Bring a claim that was put aside back into its queue, into the last one where it had none; False where
    no queue is on."""
    queue = claim.queue or Queue.objects.filter(active=True).order_by("position").last()
    if queue is None:
        return False
    step_claim(claim, "take_up", user, reason="", repeat_of=None, **queue_columns(queue, claim.worthiness))
    return True


def queue_columns(queue: Queue, worthiness: float, at: datetime | None = None) -> dict[str, object]:
    """The columns of a claim that enters a queue. `rank_at` is the time it was queued less one day per
    point of priority: Next reads it ascending, so age counts by itself."""
    at = at or timezone.now()
    points = queue.priority + queue.worthiness_points * worthiness
    return {
        "queue": queue,
        "rank_at": at - points * DAY_PER_POINT,
        "queued_at": Coalesce(F("queued_at"), Value(at)),
        "due_at": at + timedelta(hours=queue.target_hours),
        "checks_required": checks_asked(queue),
    }


def queues_in_order() -> list[Queue]:
    """With their conditions: triage asks no query of its own, however many claims there are."""
    return list(Queue.objects.filter(active=True).order_by("position").prefetch_related("conditions"))


def published_repeat(claim: Claim) -> int | None:
    """A published claim with the very same sentence; likeness in other words is for people to see."""
    same = Claim.objects.filter(state=ClaimState.PUBLISHED, sentence=claim.sentence).exclude(pk=claim.pk)
    return same.values_list("pk", flat=True).first()
