"""What curators do to many rows at once: claims put aside or queued again, their data asked for again, sources
switched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now

from claims.models import (
    Claim,
    ClaimState,
    DismissReason,
    Lookup,
    Publication,
    PublicationState,
    RuleHit,
    Source,
    User,
    WorkState,
)
from claims.services.refusal import Refused
from claims.services.steps import leases, work
from claims.services.steps.history import note_history
from claims.services.steps.rule_facts import facts_of_stored
from claims.services.steps.rules import Asked, rules_in_order
from claims.services.steps.triage import forget_sorting, last_queue, triage_by_hand
from claims.workflow import CURATING, NotAllowed, record_event, step_claim, step_work

AT_ONCE = 100  # in one transaction
# A claim repeats another one that a person names, and "not reached" is said by the desk itself.
REASONS = tuple(each for each in DismissReason if each not in (DismissReason.REPEAT, DismissReason.NOT_REACHED))


def put_aside(user: User, claim_ids: Iterable[int], *, reason: str) -> int:
    """Put those aside that nobody holds and that have neither check nor verdict; how many it took."""
    _curator(user)
    if reason not in REASONS:
        raise Refused("dismiss_reason")
    return sum(_put_aside(user, pk, reason) for pk in sorted(set(claim_ids)))


def _put_aside(user: User, claim_id: int, reason: str) -> bool:
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        open_to_it = claim.state in (ClaimState.DETECTED, ClaimState.QUEUED) and not claim.checks_in
        held = claim.lease_holder_id and Claim.objects.filter(pk=claim_id, lease_until__gt=Now()).exists()
        out = Publication.objects.filter(claim=claim, state=PublicationState.LIVE).exists()
        if not open_to_it or held or out:
            return False
        step_claim(claim, "curate_aside", user, reason=reason, **leases.FREED)
        note_history(user, [claim], "history_aside", dismissal=reason)
    return True


@dataclass(frozen=True, slots=True)
class QueuedAgain:
    """How many claims which rule sent to which queue, and how many went to a queue without one."""

    by_rules: Mapping[tuple[str, str], int]
    by_none: int

    @property
    def done(self) -> int:
        return sum(self.by_rules.values()) + self.by_none


def queue_again(user: User, claim_ids: Iterable[int]) -> QueuedAgain:
    """Bring claims that were put aside back to where the rules send them; what these would put aside, into the queue
    that it was in, else into the last one. Raises Refused where no queue is on."""
    _curator(user)
    if last_queue() is None:
        raise Refused("no_queue")
    rules = rules_in_order()
    ids = sorted(set(claim_ids))
    done = [
        pk for start in range(0, len(ids), AT_ONCE) for pk in _queue_again(user, ids[start : start + AT_ONCE], rules)
    ]
    sent = RuleHit.objects.filter(claim__in=done).exclude(queue_name="").values_list("name", "queue_name")
    by_rules = Counter((name, queue) for name, queue in sent)
    return QueuedAgain(by_rules, len(done) - by_rules.total())


@transaction.atomic
def _queue_again(user: User, claim_ids: Sequence[int], rules: Sequence[Asked]) -> list[int]:
    """The ids of those that were queued."""
    rows = Claim.objects.select_for_update(of=("self",)).select_related("article", "indicator", "queue")
    claims = list(rows.filter(pk__in=claim_ids, state=ClaimState.DISMISSED).order_by("pk"))
    for claim, facts in zip(claims, facts_of_stored(claims), strict=True):
        forget_sorting(claim)
        if not triage_by_hand(claim, facts, rules, user, "curate_queue"):
            raise Refused("no_queue")  # the last one was switched off a moment ago
    note_history(user, claims, "history_queued")
    return [claim.pk for claim in claims]


def ask_again(user: User, claim_ids: Iterable[int]) -> list[int]:
    """Have the lookups of these claims run again, those that were answered too; the ids of the series that are due."""
    _curator(user)
    ids = sorted(set(claim_ids))
    with transaction.atomic():
        rows = Lookup.objects.filter(claim__in=ids).exclude(state=WorkState.DROPPED)
        series = sorted(set(rows.values_list("series_id", flat=True)))
        step_work(rows, "retry", attempts=0, due_at=work.in_seconds(0), rung_at=None)
        rows.filter(state=WorkState.PENDING, lease_token="").update(due_at=work.in_seconds(0), rung_at=None)
        for claim in Claim.objects.filter(pk__in=ids):
            record_event(user, "claim.ask_again", claim)
    return series


def switch_sources(user: User, source_ids: Iterable[int], *, on: bool) -> int:
    """Switch sources on or off; how many were the other way."""
    if not user.has_perm("claims.change_source"):
        raise NotAllowed
    with transaction.atomic():
        rows = list(Source.objects.select_for_update().filter(pk__in=list(source_ids), active=not on).order_by("pk"))
        Source.objects.filter(pk__in=[row.pk for row in rows]).update(active=on)
        for row in rows:
            record_event(user, "source.on" if on else "source.off", row)
        note_history(user, rows, "history_on" if on else "history_off")
    return len(rows)


def _curator(user: User) -> None:
    if not user.has_perm(CURATING):
        raise NotAllowed
