"""Publishing at a time: nothing before it, once at it, void after any change, held by an embargo."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from claims import queries, tasks
from claims.models import (
    AuditEvent,
    Check,
    CheckState,
    Claim,
    ClaimState,
    Publication,
    PublicationState,
    Reading,
    Release,
    ReleaseState,
    User,
    Verdict,
)
from claims.services import checks, editing, scheduling
from claims.services.refusal import Refused
from claims.services.steps import signing
from claims.workflow import NotAllowed, WrongState
from tests.builders import make_claim, make_queue, make_release, make_submitted, make_user, structure

pytestmark = pytest.mark.django_db


def _due(release: Release) -> None:
    """Its time has come."""
    Release.objects.filter(pk=release.pk).update(due_at=timezone.now() - timedelta(seconds=1))


def _sweep() -> None:
    for release_id in scheduling.waiting_releases():
        scheduling.look_at_release(release_id)


def test_until_its_time_readers_see_nothing_and_the_check_stays_submitted() -> None:
    release = make_release()

    _sweep()

    publication = Publication.objects.get()
    release.check_of.refresh_from_db()
    assert publication.state == PublicationState.SCHEDULED
    assert queries.public_verdict(publication.public_id) is None
    assert not Verdict.objects.exists()
    assert release.check_of.state == CheckState.SUBMITTED


def test_at_its_time_it_is_published_once_under_the_hand_that_signed() -> None:
    editor = make_user("editor")
    release = make_release(editor=editor)
    _due(release)

    tasks.sweep()
    tasks.sweep()

    verdict = Verdict.objects.get()
    release.refresh_from_db()
    assert (verdict.signed_by, verdict.signed_at) == (editor, release.signed_at)
    assert verdict.record_sha256 == release.record_sha256
    assert (release.state, release.ended_by) == (ReleaseState.PUBLISHED, None)
    assert Claim.objects.get(pk=release.check_of.claim_id).state == ClaimState.PUBLISHED
    assert Publication.objects.get().state == PublicationState.LIVE


def test_a_sweep_that_is_killed_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    release = make_release()
    _due(release)

    def killed(*_row: Any, **_columns: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(signing, "step_claim", killed)
        with pytest.raises(KeyboardInterrupt):
            _sweep()
    assert not Verdict.objects.exists()
    _sweep()

    assert Verdict.objects.count() == 1


def _look(release_id: int) -> bool:
    try:
        return scheduling.look_at_release(release_id) is not None
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_eight_sweeps_at_once_publish_once() -> None:
    make_queue()
    release = make_release()
    _due(release)

    with ThreadPoolExecutor(max_workers=8) as pool:
        published = list(pool.map(_look, [release.pk] * 8))

    assert sorted(published) == [*[False] * 7, True]
    assert Verdict.objects.count() == 1


def _schedule(editor: User, check: Check) -> str:
    try:
        make_release(check, editor)
    except Refused as refusal:
        return refusal.code
    finally:
        connections.close_all()
    return "signed"


@pytest.mark.django_db(transaction=True)
def test_sixteen_editors_at_once_make_one_signature_that_waits() -> None:
    make_queue()
    check = make_submitted()
    editors = [make_user("editor") for _ in range(16)]

    with ThreadPoolExecutor(max_workers=16) as pool:
        outcomes = list(pool.map(lambda editor: _schedule(editor, check), editors))

    assert sorted(outcomes) == [*["release_waits"] * 15, "signed"]
    assert Release.objects.count() == 1


def test_it_can_be_stopped_and_the_check_waits_for_an_editor_again() -> None:
    release = make_release()
    other = make_user("editor")

    scheduling.stop_release(other, release.pk)
    _due(release)
    _sweep()

    release.refresh_from_db()
    assert (release.state, release.ended_by) == (ReleaseState.STOPPED, other)
    assert not Verdict.objects.exists()
    with pytest.raises(WrongState):
        scheduling.stop_release(other, release.pk)
    assert editing.sign_check(other, release.check_of_id, record_sha256=release.record_sha256).number == 1


def _take_back(release: Release) -> None:
    checks.take_back_check(release.check_of.checker, release.check_of_id)


def _mend(release: Release) -> None:
    Reading.objects.create(claim=release.check_of.claim, number=2, by=make_user(), structure=structure())


def _supersede(release: Release) -> None:
    release.check_of.claim.findings.update(superseded_at=timezone.now())


def _retire(release: Release) -> None:
    User.objects.filter(pk=release.signed_by_id).update(is_active=False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_take_back, "release_moved_on"),
        (_mend, "reading_changed_since"),
        (_supersede, "release_superseded"),
        (_retire, "release_signer"),
    ],
)
def test_any_later_change_voids_it_and_says_so(change: Any, code: str) -> None:
    release = make_release()
    change(release)

    _sweep()  # long before its time

    release.refresh_from_db()
    assert (release.state, release.reason) == (ReleaseState.VOID, code)
    assert AuditEvent.objects.filter(action="release.void", object_id=release.pk).exists()
    assert not Verdict.objects.exists()


def test_returning_the_check_voids_it_at_once() -> None:
    release = make_release()

    editing.return_check(make_user("editor"), release.check_of_id, comment="One thing more.")

    release.refresh_from_db()
    assert (release.state, release.reason) == (ReleaseState.VOID, "release_returned")


def test_it_is_refused_what_a_signature_is_refused() -> None:
    check = make_submitted()
    own = make_submitted(checker=(checker := make_user("editor")))
    past = timezone.now() - timedelta(minutes=1)

    with pytest.raises(Refused, match="record_changed"):
        make_release(check, record_sha256="0" * 64)
    with pytest.raises(Refused, match="release_past"):
        make_release(check, at=past)
    with pytest.raises(Refused, match="nothing_to_correct"):
        make_release(check, correction="minor", note="n")
    with pytest.raises(NotAllowed):
        make_release(own, checker)
    with pytest.raises(NotAllowed):
        make_release(check, make_user("checker"))
    assert not Release.objects.exists()


def test_while_one_waits_nobody_else_signs() -> None:
    release = make_release()

    with pytest.raises(Refused, match="release_waits"):
        editing.sign_check(make_user("editor"), release.check_of_id, record_sha256=release.record_sha256)


def test_an_embargo_holds_every_way_of_publishing() -> None:
    release = make_release()
    check = make_submitted()
    until = timezone.now() + timedelta(days=2)
    for claim_id in (release.check_of.claim_id, check.claim_id):
        scheduling.set_embargo(make_user("editor"), claim_id, until)
    _due(release)

    _sweep()
    with pytest.raises(Refused, match="embargo"):
        editing.sign_check(make_user("editor"), check.pk, record_sha256=check.record_sha256)
    with pytest.raises(Refused, match="embargo"):
        make_release(check)
    assert not Verdict.objects.exists()
    scheduling.set_embargo(make_user("editor"), release.check_of.claim_id, None)
    _sweep()

    assert Verdict.objects.get().publication.claim_id == release.check_of.claim_id
    assert make_release(check, at=until).due_at == until


def test_an_embargo_is_set_by_editors_on_what_is_not_out() -> None:
    claim = make_claim()

    with pytest.raises(NotAllowed):
        scheduling.set_embargo(make_user("checker"), claim.pk, timezone.now())
    with pytest.raises(WrongState):
        scheduling.set_embargo(make_user("editor"), make_claim(state=ClaimState.PUBLISHED).pk, None)
