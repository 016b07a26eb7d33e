"""The transition tables: every step from every state, who may take it, and one writer of states."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone

from claims import workflow
from claims.models import (
    AuditEvent,
    AuditPending,
    Check,
    CheckState,
    Claim,
    ClaimState,
    Lookup,
    ProposalState,
    Publication,
    PublicationState,
    ReleaseState,
    WorkState,
)
from claims.workflow import (
    CHECK_STEPS,
    CLAIM_STEPS,
    PROPOSAL_STEPS,
    PUBLICATION_STEPS,
    RELEASE_STEPS,
    WORK_STEPS,
    NotAllowed,
    Step,
    WrongState,
)
from tests.builders import (
    make_claim,
    make_lookup,
    make_proposal,
    make_published,
    make_release,
    make_scale,
    make_user,
)

pytestmark = pytest.mark.django_db

PACKAGE = Path(workflow.__file__).parent


def _matrix(steps: Mapping[str, Step], states: type[models.TextChoices]) -> list[tuple[str, str]]:
    return [(step, state) for step in steps for state in states.values]


def _takes(row: Any, take: Any, step: Step, state: str) -> None:
    """The step takes from the states of its row and from no other."""
    if state in step.sources:
        take()
        row.refresh_from_db()
        assert row.state == step.target
    else:
        with pytest.raises(WrongState):
            take()
        row.refresh_from_db()
        assert row.state == state


@pytest.mark.parametrize(("step", "state"), _matrix(CLAIM_STEPS, ClaimState))
def test_a_claim_takes_every_step_from_the_states_of_the_table_and_no_other(step: str, state: str) -> None:
    claim, person = make_claim(state=state, reason="misread"), make_user("editor")
    person.groups.add(Group.objects.get(name="curator"))

    _takes(claim, lambda: workflow.step_claim(claim, step, person), CLAIM_STEPS[step], state)


@pytest.mark.parametrize(("step", "state"), _matrix(CHECK_STEPS, CheckState))
def test_a_check_takes_every_step_from_the_states_of_the_table_and_no_other(step: str, state: str) -> None:
    claim = make_claim()
    check = Check.objects.create(
        claim=claim,
        checker=make_user(),
        reading=claim.readings.get(),
        state=state,
        rating=make_scale()["supported"],
        record="{}",
        record_sha256="0" * 64,
    )

    _takes(check, lambda: workflow.step_check(check, step, make_user("editor")), CHECK_STEPS[step], state)


@pytest.mark.parametrize(("step", "state"), _matrix(PUBLICATION_STEPS, PublicationState))
def test_a_publication_takes_every_step_from_the_states_of_the_table_and_no_other(step: str, state: str) -> None:
    publication = make_published().publication
    Publication.objects.filter(pk=publication.pk).update(state=state)

    def take() -> None:
        workflow.step_publication(publication, step, make_user("editor"))

    _takes(publication, take, PUBLICATION_STEPS[step], state)


@pytest.mark.parametrize(("step", "state"), _matrix(RELEASE_STEPS, ReleaseState))
def test_a_signature_that_waits_takes_every_step_from_the_states_of_the_table(step: str, state: str) -> None:
    release = make_release()
    ended = {} if state == ReleaseState.WAITING else {"ended_at": timezone.now(), "reason": "release_moved_on"}
    type(release).objects.filter(pk=release.pk).update(state=state, **ended)
    told = {"reason": "release_moved_on"} if step == "void" else {}

    def take() -> None:
        workflow.step_release(release, step, make_user("editor"), **told)

    _takes(release, take, RELEASE_STEPS[step], state)


@pytest.mark.parametrize("state", ProposalState.values)
@pytest.mark.parametrize("step", PROPOSAL_STEPS)
def test_a_proposal_takes_every_step_from_the_states_of_the_table_and_no_other(step: str, state: str) -> None:
    proposal, claim, user = make_proposal(), make_claim(), make_user("checker")
    decided = {} if state == ProposalState.PROPOSED else {"decided_by": user, "decided_at": timezone.now()}
    kept = {"claim": claim} if state == ProposalState.TAKEN else {}
    type(proposal).objects.filter(pk=proposal.pk).update(state=state, **decided, **kept)
    columns = {"claim": claim} if step == "take" else {}

    def take() -> None:
        workflow.step_proposal(proposal, step, user, **columns)

    _takes(proposal, take, PROPOSAL_STEPS[step], state)


@pytest.mark.parametrize(("step", "state"), _matrix(WORK_STEPS, WorkState))
def test_work_takes_every_step_from_the_states_of_the_table_and_frees_its_lease(step: str, state: str) -> None:
    lookup = make_lookup(make_claim(), state=state, lease_token="t", lease_until=timezone.now())

    taken = workflow.step_work(Lookup.objects.filter(pk=lookup.pk), step)

    lookup.refresh_from_db()
    takes = state in WORK_STEPS[step].sources
    assert taken == int(takes)
    assert lookup.state == (WORK_STEPS[step].target if takes else state)
    assert lookup.lease_token == ("" if takes else "t")


@pytest.mark.parametrize("step", [name for name, row in CLAIM_STEPS.items() if row.permission])
@pytest.mark.parametrize("group", ["checker", "editor", "curator", ""])
def test_a_step_of_people_is_refused_to_who_lacks_its_permission(step: str, group: str) -> None:
    row = CLAIM_STEPS[step]
    claim = make_claim(state=next(iter(row.sources)), reason="misread")
    user = make_user(group)

    if user.has_perm(row.permission):
        workflow.step_claim(claim, step, user)
    else:
        with pytest.raises(NotAllowed):
            workflow.step_claim(claim, step, user)
    with pytest.raises(NotAllowed):
        workflow.step_claim(claim, step, None)


def test_no_state_is_a_dead_end_but_those_that_are_meant_to_be() -> None:
    for states, steps, ends in (
        (ClaimState, CLAIM_STEPS, {ClaimState.WITHDRAWN}),
        (CheckState, CHECK_STEPS, {CheckState.SIGNED, CheckState.WITHDRAWN}),
        (PublicationState, PUBLICATION_STEPS, {PublicationState.WITHDRAWN}),
        (ReleaseState, RELEASE_STEPS, {ReleaseState.PUBLISHED, ReleaseState.STOPPED, ReleaseState.VOID}),
    ):
        left = {source for step in steps.values() for source in step.sources}
        assert set(states.values) - left == {str(end) for end in ends}


def test_a_step_writes_its_event_and_the_row_that_waits_for_its_seal() -> None:
    claim, user = make_claim(), make_user()

    workflow.step_claim(claim, "dismiss", user, reason="misread")

    event = AuditEvent.objects.get(object_type="claim", object_id=claim.pk)
    assert (event.action, event.actor_id) == ("claim.dismiss", user.pk)
    assert AuditPending.objects.filter(event_id=event.pk).exists()


def test_a_step_that_does_not_take_writes_no_event() -> None:
    claim = make_claim()

    with pytest.raises(WrongState):
        workflow.step_claim(claim, "reopen", None)

    assert not AuditEvent.objects.filter(object_type="claim", object_id=claim.pk).exists()


def test_a_step_takes_once_where_the_row_in_hand_is_stale() -> None:
    claim = make_claim()
    stale = Claim.objects.get(pk=claim.pk)
    workflow.step_claim(claim, "unqueue", None)

    with pytest.raises(WrongState):
        workflow.step_claim(stale, "unqueue", None)


# --- one writer -----------------------------------------------------------------------------------------


WRITERS = {"update", "create", "get_or_create", "update_or_create", "bulk_create"}


def _writes_of_state(tree: ast.AST) -> Iterator[int]:
    """Lines that assign an attribute `state`, or write a column of that name."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                yield node.lineno
        if isinstance(node, ast.Call) and _writes(node):
            yield node.lineno


def _writes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "setattr":
        return any(isinstance(each, ast.Constant) and each.value == "state" for each in call.args)
    if name == "bulk_update":
        return any(isinstance(each, ast.Constant) and each.value == "state" for each in ast.walk(call))
    models_made = {"Claim", "Check", "Publication", "Lookup", "ArticleVersion", "ModelRequest", "Proposal", "Release"}
    return name in WRITERS | models_made and any(keyword.arg == "state" for keyword in call.keywords)


def test_a_state_is_written_in_workflow_alone() -> None:
    written = {
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and path.name != "workflow.py"
        for line in _writes_of_state(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert written == set()


@pytest.mark.parametrize(
    "source",
    [
        "claim.state = 'queued'",
        "Claim.objects.filter(pk=1).update(state='queued')",
        "Claim(state='queued')",
        "setattr(claim, 'state', 'queued')",
        "Claim.objects.bulk_update(rows, ['state'])",
    ],
)
def test_the_search_for_writers_finds_every_way_to_write_one(source: str) -> None:
    assert list(_writes_of_state(ast.parse(source))) == [1]
