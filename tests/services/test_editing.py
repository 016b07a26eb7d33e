"""Signing what was read, and returning it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from claims.models import (
    AuditEvent,
    Check,
    CheckState,
    Claim,
    ClaimState,
    Finding,
    Publication,
    PublicationState,
    Reading,
    User,
    Verdict,
)
from claims.publishing.record import parse_record
from claims.services import checks, desk, editing
from claims.services.refusal import Refused
from claims.services.steps import signing
from claims.workflow import NotAllowed, WrongState
from tests.builders import (
    make_claim,
    make_draft,
    make_fetch,
    make_finding,
    make_published,
    make_queue,
    make_scale,
    make_snapshot,
    make_submitted,
    make_user,
    structure,
)

pytestmark = pytest.mark.django_db


def _sign(editor: User, check: Check, **changes: Any) -> Verdict:
    return editing.sign_check(editor, check.pk, **{"record_sha256": check.record_sha256, **changes})


def test_signing_publishes_the_very_record_that_was_submitted() -> None:
    check = make_submitted()
    editor = make_user("editor")

    verdict = _sign(editor, check)

    check.refresh_from_db()
    claim = Claim.objects.get(pk=check.claim_id)
    publication = Publication.objects.get(claim=claim)
    assert (verdict.record, verdict.record_sha256) == (check.record, check.record_sha256)
    assert (verdict.number, verdict.signed_by, verdict.alone) == (1, editor, False)
    assert (check.state, claim.state, claim.checks_in) == (CheckState.SIGNED, ClaimState.PUBLISHED, 0)
    assert (publication.state, publication.verdict) == (PublicationState.LIVE, verdict)
    assert publication.published_at is not None


def test_the_public_address_is_a_short_random_id_with_a_readable_slug() -> None:
    claim = make_published()

    publication = claim.publication
    assert publication.slug == "forty-percent-of-freedonias-people-are-undernourished"
    assert publication.public_id.isalnum()
    assert publication.public_id == publication.public_id.lower()
    assert 6 <= len(publication.public_id) <= 12
    assert str(claim.pk) != publication.public_id


def test_an_id_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = make_published().publication.public_id
    drawn = iter([taken, taken, "freshone"])
    monkeypatch.setattr(signing, "new_public_id", lambda: next(drawn))

    claim = make_published()

    assert claim.publication.public_id == "freshone"


def test_any_other_hash_than_that_of_the_record_is_refused() -> None:
    check = make_submitted()

    for wrong in ("", "0" * 64, check.record_sha256[:-1] + "ä"):
        with pytest.raises(Refused, match="record_changed"):
            editing.sign_check(make_user("editor"), check.pk, record_sha256=wrong)

    assert not Verdict.objects.exists()


def test_who_checked_may_not_sign() -> None:
    editor = make_user("editor")
    check = make_submitted(checker=editor)

    with pytest.raises(NotAllowed) as refusal:
        _sign(editor, check)

    assert refusal.value.reason == "own_check"


def test_the_second_checker_of_a_claim_may_not_sign_the_first_one_s_check() -> None:
    claim = make_claim(checks_required=2)
    editor = make_user("editor")
    make_finding(claim)
    rating = make_scale()["supported"]
    first_checker = make_user()
    first = checks.submit_check(first_checker, make_draft(claim, first_checker, rating).pk)
    checks.submit_check(editor, make_draft(claim, editor, rating).pk)

    with pytest.raises(NotAllowed):
        _sign(editor, first)


def test_on_a_desk_of_one_person_it_is_allowed_and_marked_and_logged(settings: Any) -> None:
    settings.ONE_PERSON_DESK = True
    editor = make_user("editor")

    verdict = _sign(editor, make_submitted(checker=editor))

    assert verdict.alone
    event = AuditEvent.objects.get(object_type="verdict", object_id=verdict.pk)
    assert event.action == "verdict.alone"


def test_who_has_no_permission_can_neither_sign_nor_return() -> None:
    check = make_submitted()

    for group in ("checker", "curator", ""):
        with pytest.raises(NotAllowed):
            _sign(make_user(group), check)
        with pytest.raises(NotAllowed):
            editing.return_check(make_user(group), check.pk, comment="No.")


def test_a_finding_that_was_superseded_since_refuses_the_signature_and_says_which() -> None:
    check = make_submitted()
    piece = check.claim.evidence.get()
    check.claim.findings.update(superseded_at=timezone.now())

    with pytest.raises(Refused, match="superseded_since") as refusal:
        _sign(make_user("editor"), check)

    assert dict(refusal.value.numbers)["numbers"] == str(piece.number)


def test_a_finding_that_is_newer_than_the_record_refuses_nothing() -> None:
    check = make_submitted()
    make_finding(check.claim, as_of="then")

    assert _sign(make_user("editor"), check).number == 1


def test_a_reading_that_changed_since_refuses_the_signature() -> None:
    check = make_submitted()
    Reading.objects.create(claim=check.claim, number=2, by=make_user(), structure=structure())

    with pytest.raises(Refused, match="reading_changed_since"):
        _sign(make_user("editor"), check)


def test_a_signed_check_a_draft_and_a_returned_one_cannot_be_signed() -> None:
    signed = make_submitted()
    _sign(make_user("editor"), signed)
    returned = make_submitted()
    editing.return_check(make_user("editor"), returned.pk, comment="Look again.")

    for check in (signed, returned):
        with pytest.raises(WrongState):
            _sign(make_user("editor"), check)


def test_the_first_of_two_checks_cannot_be_signed_before_the_second_is_in() -> None:
    check = make_submitted(make_claim(checks_required=2))

    with pytest.raises(WrongState):
        _sign(make_user("editor"), check)


def test_the_other_of_two_checks_is_withdrawn_when_one_is_signed() -> None:
    claim = make_claim(checks_required=2)
    make_finding(claim)
    rating = make_scale()["supported"]
    users = [make_user(), make_user()]
    first, second = (checks.submit_check(user, make_draft(claim, user, rating).pk) for user in users)

    _sign(make_user("editor"), second)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (CheckState.WITHDRAWN, CheckState.SIGNED)


def _reopened() -> tuple[Claim, Check]:
    """A published claim that came back and was checked again."""
    claim = make_published()
    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.REOPENED)
    claim.refresh_from_db()
    return claim, make_submitted(claim)


def test_a_second_verdict_needs_the_kind_of_its_correction_and_a_note_and_keeps_the_address() -> None:
    claim, check = _reopened()
    address = (claim.publication.public_id, claim.publication.slug)
    for lacking in ({}, {"correction": "factual"}, {"correction": "wrong", "note": "n"}, {"note": "n"}):
        with pytest.raises(Refused, match="correction_missing"):
            _sign(make_user("editor"), check, **lacking)

    verdict = _sign(make_user("editor"), check, correction="factual", note="The year was wrong.")

    publication = Publication.objects.get(claim=claim)
    assert (verdict.number, verdict.correction, verdict.note) == (2, "factual", "The year was wrong.")
    assert publication.verdict == verdict
    assert (publication.public_id, publication.slug) == address
    assert publication.verdicts.count() == 2


def test_a_first_verdict_is_no_correction() -> None:
    with pytest.raises(Refused, match="nothing_to_correct"):
        _sign(make_user("editor"), make_submitted(), correction="minor", note="n")


def test_a_refused_signature_leaves_nothing_behind() -> None:
    _claim, check = _reopened()
    events = AuditEvent.objects.count()

    with pytest.raises(Refused):
        _sign(make_user("editor"), check)

    assert AuditEvent.objects.count() == events
    assert Verdict.objects.count() == 1


def test_returning_needs_a_comment_and_gives_the_claim_back_to_the_checker() -> None:
    check = make_submitted()
    editor = make_user("editor")
    with pytest.raises(Refused, match="comment_missing"):
        editing.return_check(editor, check.pk, comment="  ")

    editing.return_check(editor, check.pk, comment=" Name the year. ")

    check.refresh_from_db()
    claim = Claim.objects.get(pk=check.claim_id)
    assert (check.state, check.returned_by, check.return_comment) == (
        CheckState.RETURNED,
        editor,
        "Name the year.",
    )
    assert (claim.state, claim.checks_in) == (ClaimState.RETURNED, 0)
    with pytest.raises(WrongState):
        editing.return_check(editor, check.pk, comment="Again.")


def test_both_of_two_checks_can_be_returned_and_both_have_to_come_back() -> None:
    claim = make_claim(checks_required=2)
    make_finding(claim)
    rating = make_scale()["supported"]
    users = [make_user(), make_user()]
    submitted = [checks.submit_check(user, make_draft(claim, user, rating).pk) for user in users]
    for check in submitted:
        editing.return_check(make_user("editor"), check.pk, comment="Look again.")

    states = []
    for user in users:
        checks.submit_check(user, checks.open_check(user, claim.pk).pk)
        claim.refresh_from_db()
        states.append((claim.state, claim.checks_in))

    assert states == [(ClaimState.RETURNED, 1), (ClaimState.SUBMITTED, 2)]


def _try_to_sign(editor: User, check: Check) -> str:
    try:
        _sign(editor, check)
    except WrongState:
        return "too late"
    finally:
        connections.close_all()
    return "signed"


@pytest.mark.django_db(transaction=True)
def test_sixteen_editors_at_once_make_one_signature() -> None:
    make_queue()
    check = make_submitted()
    editors = [make_user("editor") for _ in range(16)]

    with ThreadPoolExecutor(max_workers=16) as pool:
        outcomes = list(pool.map(lambda editor: _try_to_sign(editor, check), editors))

    assert sorted(outcomes) == ["signed", *["too late"] * 15]
    assert Verdict.objects.count() == 1
    assert Publication.objects.count() == 1
    assert AuditEvent.objects.filter(action="verdict.sign").count() == 1


def test_who_checked_the_claim_does_not_sign_the_check_that_came_after_theirs() -> None:
    editor, other = make_user("editor"), make_user("checker")
    claim = make_claim()
    own = make_submitted(claim, editor)
    editing.return_check(make_user("editor"), own.pk, comment="Another reading, please.")
    desk.hand_over_claim(editor, claim.pk)
    check = make_submitted(claim, other)

    with pytest.raises(NotAllowed):
        editing.sign_check(editor, check.pk, record_sha256=check.record_sha256)

    assert not Verdict.objects.exists()


def test_a_record_cites_the_bytes_that_hold_its_figure() -> None:
    claim = make_claim()
    finding = make_finding(claim).finding
    assert finding is not None
    later = make_fetch(finding.series)
    later.steps.update(snapshot=make_snapshot(b"bytes without the figure"))
    Finding.objects.filter(pk=finding.pk).update(fetch=later)

    check = make_submitted(claim)

    [decision] = parse_record(check.record)["decisions"]
    assert finding.observation is not None
    bearing = finding.observation.fetch.steps.get().snapshot
    assert decision["cited"]["snapshot_sha256"] == bearing.sha256
    assert bearing.sha256 != later.steps.get().snapshot.sha256
