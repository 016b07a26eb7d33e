"""States and their transition tables: the only writer of a state.

A transition is a step of one table below: from which states, to which, under which permission. It is one
conditional UPDATE that reports whether it took, and the audit event beside it, both in the caller's
transaction. Steps that a person takes carry a permission; steps of the program carry none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, models, transaction
from django.utils import timezone

from claims.models import (
    AuditEvent,
    AuditPending,
    Check,
    CheckState,
    Claim,
    ClaimState,
    Proposal,
    ProposalState,
    Publication,
    PublicationState,
    Release,
    ReleaseState,
    User,
    Work,
    WorkState,
)

CHECKING = "claims.check_claim"
CURATING = "claims.curate_claim"
SIGNING = "claims.sign_verdict"
WATCHING = "claims.watch_sources"


class WrongState(Exception):
    """The row is not, or no longer, in a state from which the step can be taken."""


class NotAllowed(Exception):
    """The person may not take this step. `reason` is a code that the page words."""

    def __init__(self, reason: str = "permission") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a transition table. `permission` is empty for steps that the program may take."""

    sources: frozenset[str]
    target: str
    permission: str = ""


def _step(sources: list[str], target: str, permission: str = "") -> Step:
    return Step(frozenset(sources), target, permission)


_C = ClaimState
CLAIM_STEPS: Mapping[str, Step] = {
    "queue": _step([_C.DETECTED], _C.QUEUED),
    "put_aside": _step([_C.DETECTED], _C.DISMISSED),
    "dismiss": _step([_C.DETECTED, _C.QUEUED, _C.RETURNED, _C.REOPENED], _C.DISMISSED, CHECKING),
    "curate_aside": _step([_C.DETECTED, _C.QUEUED], _C.DISMISSED, CURATING),
    "curate_queue": _step([_C.DISMISSED], _C.QUEUED, CURATING),
    "take_up": _step([_C.DISMISSED], _C.QUEUED, CHECKING),
    "take_up_returned": _step([_C.DISMISSED], _C.RETURNED, CHECKING),
    "take_up_reopened": _step([_C.DISMISSED], _C.REOPENED, CHECKING),
    "unqueue": _step([_C.QUEUED], _C.DETECTED),
    "reconsider": _step([_C.DISMISSED], _C.DETECTED),
    "submit": _step([_C.QUEUED, _C.RETURNED, _C.REOPENED], _C.SUBMITTED, CHECKING),
    "go_on_with_one": _step([_C.QUEUED, _C.RETURNED, _C.REOPENED], _C.SUBMITTED, SIGNING),
    "take_back": _step([_C.SUBMITTED], _C.QUEUED, CHECKING),
    "return": _step([_C.SUBMITTED], _C.RETURNED, SIGNING),
    "hand_over": _step([_C.RETURNED], _C.QUEUED, CHECKING),
    "hand_back": _step([_C.RETURNED], _C.QUEUED),
    "publish": _step([_C.SUBMITTED], _C.PUBLISHED, SIGNING),
    "reopen": _step([_C.PUBLISHED], _C.REOPENED),
    # The last two are of claims with a verdict in force, wherever their new check stands (claims.services.corrections).
    "still_stands": _step([_C.REOPENED, _C.QUEUED, _C.SUBMITTED, _C.RETURNED], _C.PUBLISHED, SIGNING),
    "withdraw": _step([_C.PUBLISHED, _C.REOPENED, _C.QUEUED, _C.SUBMITTED, _C.RETURNED], _C.WITHDRAWN, SIGNING),
}

_K = CheckState
CHECK_STEPS: Mapping[str, Step] = {
    "submit": _step([_K.DRAFT], _K.SUBMITTED, CHECKING),
    "return": _step([_K.SUBMITTED], _K.RETURNED, SIGNING),
    "sign": _step([_K.SUBMITTED], _K.SIGNED, SIGNING),
    "withdraw": _step([_K.DRAFT, _K.SUBMITTED], _K.WITHDRAWN, CHECKING),
    "set_aside": _step([_K.SUBMITTED, _K.RETURNED], _K.WITHDRAWN, SIGNING),
}

_W = WorkState
WORK_STEPS: Mapping[str, Step] = {
    "finish": _step([_W.PENDING], _W.DONE),
    "give_up": _step([_W.PENDING], _W.MISSING),
    "drop": _step([_W.PENDING, _W.MISSING], _W.DROPPED),
    "retry": _step([_W.MISSING, _W.DONE], _W.PENDING),
    "take_up": _step([_W.DROPPED], _W.PENDING),
}

_P = PublicationState
PUBLICATION_STEPS: Mapping[str, Step] = {
    "publish": _step([_P.SCHEDULED], _P.LIVE, SIGNING),
    "withdraw": _step([_P.LIVE], _P.WITHDRAWN, SIGNING),
}

_E = ReleaseState
RELEASE_STEPS: Mapping[str, Step] = {
    "publish": _step([_E.WAITING], _E.PUBLISHED),
    "stop": _step([_E.WAITING], _E.STOPPED, SIGNING),
    "void": _step([_E.WAITING], _E.VOID),
}

_R = ProposalState
PROPOSAL_STEPS: Mapping[str, Step] = {
    "take": _step([_R.PROPOSED], _R.TAKEN, CHECKING),
    "drop": _step([_R.PROPOSED], _R.DROPPED, CHECKING),
}

_TABLES: Mapping[type[models.Model], Mapping[str, Step]] = {
    Claim: CLAIM_STEPS,
    Check: CHECK_STEPS,
    Publication: PUBLICATION_STEPS,
    Release: RELEASE_STEPS,
    Proposal: PROPOSAL_STEPS,
}


def step_claim(claim: Claim, step: str, actor: User | None, /, **columns: Any) -> None:
    """Take a step of a claim with `columns` set by the same UPDATE; raises WrongState or NotAllowed."""
    _take(claim, step, actor, {"state_at": timezone.now(), **columns})


def step_check(check: Check, step: str, actor: User, /, **columns: Any) -> None:
    _take(check, step, actor, columns)


def step_publication(publication: Publication, step: str, actor: User, /, **columns: Any) -> None:
    _take(publication, step, actor, columns)


def step_proposal(proposal: Proposal, step: str, actor: User, /, **columns: Any) -> None:
    _take(proposal, step, actor, {"decided_by": actor, "decided_at": timezone.now(), **columns})


def step_release(release: Release, step: str, actor: User | None, /, **columns: Any) -> None:
    _take(release, step, actor, {"ended_by": actor, "ended_at": timezone.now(), **columns})


def step_work(rows: models.QuerySet[Any], step: str, **columns: Any) -> int:
    """Move pieces of work (lookups, extractions) and free their lease; how many it took. Not audited:
    the row itself tells its attempts and its last error."""
    row = WORK_STEPS[step]
    assert issubclass(rows.model, Work)
    return rows.filter(state__in=row.sources).update(state=row.target, lease_token="", lease_until=None, **columns)


def _take(
    row: Claim | Check | Publication | Proposal | Release, step: str, actor: User | None, columns: Mapping[str, Any]
) -> None:
    table_row = _TABLES[type(row)][step]
    if table_row.permission and (actor is None or not actor.has_perm(table_row.permission)):
        raise NotAllowed
    with transaction.atomic(savepoint=False):
        rows = type(row)._base_manager.filter(pk=row.pk, state__in=table_row.sources)
        taken = rows.update(state=table_row.target, **columns)
        if taken:
            record_event(actor, f"{type(row).__name__.lower()}.{step}", row)
    if not taken:
        raise WrongState(f"{type(row).__name__} {row.pk}: no {step} from its state")
    for name, value in {"state": table_row.target, **columns}.items():
        setattr(row, name, value)


def record_event(
    actor: User | None,
    action: str,
    row: models.Model,
    payload: Mapping[str, int | str | None] | None = None,
) -> AuditEvent:
    """Write what happened, in the transaction that it tells of. `payload` is ids and hashes, no prose."""
    event = AuditEvent(
        at=timezone.now(),
        actor_id=actor.pk if actor else 0,
        action=action,
        object_type=row._meta.model_name or "",
        object_id=row.pk,
        payload=json.dumps(dict(payload or {}), sort_keys=True, separators=(",", ":")),
    )
    _write_event(event)
    return event


def record_events(actor: User | None, action: str, rows: Sequence[models.Model]) -> None:
    """One event for each of many rows of one table, in few statements."""
    at = timezone.now()
    events = AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=at,
                actor_id=actor.pk if actor else 0,
                action=action,
                object_type=row._meta.model_name or "",
                object_id=row.pk,
            )
            for row in rows
        ],
        batch_size=1000,
    )
    AuditPending.objects.bulk_create([AuditPending(event_id=event.pk) for event in events], batch_size=1000)


def _write_event(event: AuditEvent) -> None:
    """With the row that waits for its seal; in one statement where the database has one for it."""
    connection = connections[AuditEvent.objects.db]
    if connection.vendor != "postgresql":
        event.save(force_insert=True)
        AuditPending.objects.create(event_id=event.pk)
        return
    with connection.cursor() as cursor:
        columns = (event.at, event.actor_id, event.action, event.object_type, event.object_id, event.payload)
        cursor.execute(_EVENT, columns)
        event.pk = cursor.fetchone()[0]


_EVENT = """
WITH event AS (
  INSERT INTO claims_auditevent (at, actor_id, action, object_type, object_id, payload)
  VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
)
INSERT INTO claims_auditpending (event_id) SELECT id FROM event RETURNING event_id
"""
