"""After publication: a verdict is looked at again, stands, is corrected as a new version, or is withdrawn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from claims.models import (
    ArticleVersion,
    AuditEvent,
    Check,
    CheckState,
    Claim,
    ClaimState,
    DismissReason,
    Mail,
    Publication,
    PublicationState,
    Reopening,
    User,
    Verdict,
)
from claims.services import checks, corrections, desk, editing
from claims.services.extract import extract_version
from claims.services.intake import receive_version
from claims.services.refusal import Refused
from claims.workflow import NotAllowed, WrongState
from tests.builders import FAIR, make_published, make_queue, make_scale, make_submitted, make_user

pytestmark = pytest.mark.django_db
NOTE = "A reader wrote that the figure is of another year."


def published(editor: User | None = None) -> Publication:
    return Publication.objects.get(claim=make_published(editor=editor))


def reopened(editor: User | None = None) -> Publication:
    publication = published(editor)
    corrections.reopen_claim(make_user("editor"), publication.pk, reason="complaint", note=NOTE)
    return publication


def resubmitted(publication: Publication, rating: str = "") -> Check:
    """A second check of a reopened claim, by who checked it before."""
    claim = Claim.objects.get(pk=publication.claim_id)
    checker = claim.checks.order_by("pk").first().checker  # type: ignore[union-attr]
    check = checks.open_check(checker, claim.pk)
    chosen = make_scale()[rating] if rating else check.rating
    content = checks.DraftContent("Reworded", chosen.pk, None, "", "See [1].", answers=FAIR)  # type: ignore[union-attr]
    checks.save_draft(checker, check.pk, content, typed_on=0)
    return checks.submit_check(checker, check.pk)


def test_reopening_keeps_the_verdict_and_says_why() -> None:
    queue = make_queue(rule="complaint")
    publication = published()

    reopening = corrections.reopen_claim(make_user("editor"), publication.pk, reason="complaint", note=f" {NOTE} ")

    publication.refresh_from_db()
    claim = publication.claim
    assert (claim.state, claim.queue, publication.state) == (ClaimState.REOPENED, queue, PublicationState.LIVE)
    assert (reopening.reason, reopening.note, reopening.ended_at) == ("complaint", NOTE, None)
    assert publication.verdict is not None


@pytest.mark.parametrize(
    ("reason", "note", "code"),
    [
        ("complaint", "  ", "public_note_missing"),
        ("revision", NOTE, "reopening_reason"),
        ("", NOTE, "reopening_reason"),
    ],
)
def test_a_person_reopens_with_a_reason_and_a_note(reason: str, note: str, code: str) -> None:
    publication = published()

    with pytest.raises(Refused) as refusal:
        corrections.reopen_claim(make_user("editor"), publication.pk, reason=reason, note=note)

    assert refusal.value.code == code
    assert not Reopening.objects.exists()


def test_what_is_open_is_not_opened_twice() -> None:
    publication = reopened()

    with pytest.raises(WrongState):
        corrections.reopen_claim(make_user("editor"), publication.pk, reason="correction", note=NOTE)

    assert Reopening.objects.count() == 1


def test_only_editors_correct() -> None:
    publication, checker = published(), make_user("checker")

    with pytest.raises(NotAllowed):
        corrections.reopen_claim(checker, publication.pk, reason="complaint", note=NOTE)
    with pytest.raises(NotAllowed):
        corrections.still_stands(checker, publication.pk)
    with pytest.raises(NotAllowed):
        corrections.withdraw_verdict(checker, publication.pk, note=NOTE)


def test_what_still_stands_has_no_new_version() -> None:
    publication = reopened()

    corrections.still_stands(make_user("editor"), publication.pk)

    publication.refresh_from_db()
    assert publication.claim.state == ClaimState.PUBLISHED
    assert publication.verdicts.count() == 1
    assert not Reopening.objects.filter(ended_at__isnull=True).exists()


def test_what_still_stands_sets_a_check_aside_that_was_submitted_meanwhile() -> None:
    publication = reopened()
    check = resubmitted(publication)

    corrections.still_stands(make_user("editor"), publication.pk)

    check.refresh_from_db()
    publication.claim.refresh_from_db()
    assert (check.state, publication.claim.state) == (CheckState.WITHDRAWN, ClaimState.PUBLISHED)


def test_what_was_never_published_cannot_stand() -> None:
    publication = published()

    with pytest.raises(WrongState):
        corrections.still_stands(make_user("editor"), publication.pk)


def test_a_correction_is_a_new_version_and_the_old_one_is_kept() -> None:
    publication = reopened()
    check = resubmitted(publication)

    verdict = editing.sign_check(
        make_user("editor"), check.pk, record_sha256=check.record_sha256, correction="minor", note="A typing error."
    )

    publication.refresh_from_db()
    assert (verdict.number, publication.verdict, publication.verdicts.count()) == (2, verdict, 2)
    assert not Reopening.objects.filter(ended_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("rating", "correction", "note", "code"),
    [
        ("", "", "why", "correction_missing"),
        ("", "minor", "  ", "correction_missing"),
        ("", "withdrawal", "why", "correction_missing"),
        ("", "rating", "why", "correction_is_no_rating"),
        ("contradicted", "factual", "why", "correction_is_rating"),
    ],
)
def test_the_kind_of_a_correction_is_what_was_changed(rating: str, correction: str, note: str, code: str) -> None:
    publication = reopened()
    check = resubmitted(publication, rating)

    with pytest.raises(Refused) as refusal:
        editing.sign_check(
            make_user("editor"), check.pk, record_sha256=check.record_sha256, correction=correction, note=note
        )

    assert refusal.value.code == code
    assert publication.verdicts.count() == 1


def test_a_changed_rating_is_signed_by_another_editor_where_there_is_one() -> None:
    first, second = make_user("editor"), make_user("editor")
    publication = reopened(first)
    check = resubmitted(publication, "contradicted")
    signed = {"record_sha256": check.record_sha256, "correction": "rating", "note": "The other way round."}

    with pytest.raises(Refused) as refusal:
        editing.sign_check(first, check.pk, **signed)
    verdict = editing.sign_check(second, check.pk, **signed)

    assert refusal.value.code == "other_editor_signs"
    assert (verdict.number, verdict.signed_by) == (2, second)


def test_the_only_editor_may_change_a_rating() -> None:
    only = make_user("editor")
    publication = published(only)
    corrections.reopen_claim(only, publication.pk, reason="correction", note=NOTE)
    check = resubmitted(publication, "contradicted")

    verdict = editing.sign_check(only, check.pk, record_sha256=check.record_sha256, correction="rating", note="Why.")

    assert verdict.number == 2


def test_a_withdrawal_is_a_version_of_its_own_and_for_good() -> None:
    publication = reopened()
    resubmitted(publication)
    first = publication.verdict
    editor = make_user("editor")

    verdict = corrections.withdraw_verdict(editor, publication.pk, note=" It was about somebody else. ")

    publication.refresh_from_db()
    assert first is not None
    assert (verdict.number, verdict.correction, verdict.note) == (2, "withdrawal", "It was about somebody else.")
    assert (verdict.record, verdict.record_sha256) == (first.record, first.record_sha256)
    assert (publication.state, publication.claim.state) == (PublicationState.WITHDRAWN, ClaimState.WITHDRAWN)
    assert not Check.objects.filter(state=CheckState.SUBMITTED).exists()
    assert AuditEvent.objects.filter(action="verdict.withdraw", actor_id=editor.pk).exists()
    with pytest.raises(WrongState):
        corrections.withdraw_verdict(editor, publication.pk, note="again")


def test_a_published_claim_is_not_put_aside_under_its_verdict() -> None:
    publication = reopened()

    with pytest.raises(Refused) as refusal:
        desk.dismiss_claim(make_user("checker"), publication.claim_id, reason=DismissReason.NOT_CHECKABLE)

    assert refusal.value.code == "published_not_dismissed"


def test_nothing_is_written_to_a_mail_server_that_is_not_there() -> None:
    reopened()

    assert not Mail.objects.exists()


def test_who_checked_and_who_signed_are_told_once_each(settings: object) -> None:
    settings.EMAIL_HOST = "mail.example"  # type: ignore[attr-defined]
    editor = make_user("editor", email="ed@example.org")
    check = make_submitted(checker=make_user("checker", email="ada@example.org"))
    editing.sign_check(editor, check.pk, record_sha256=check.record_sha256)
    publication = Publication.objects.get()

    corrections.reopen_claim(editor, publication.pk, reason="complaint", note=NOTE)

    told = Mail.objects.filter(key__startswith="reopening:").order_by("to")
    assert [mail.to for mail in told] == ["ada@example.org", "ed@example.org"]
    assert all(NOTE in mail.body for mail in told)
    assert Mail.objects.get(key__startswith="verdict:").to == "ada@example.org"


@pytest.mark.django_db(transaction=True)
def test_of_many_editors_at_once_one_withdraws() -> None:
    publication = published()
    editors = [make_user("editor") for _each in range(6)]

    def press(editor: User) -> str:
        try:
            corrections.withdraw_verdict(editor, publication.pk, note="why")
        except WrongState:
            return "late"
        finally:
            connections.close_all()
        return "withdrawn"

    with ThreadPoolExecutor(len(editors)) as threads:
        answers = sorted(threads.map(press, editors))

    assert answers == ["late"] * 5 + ["withdrawn"]
    assert Verdict.objects.filter(correction="withdrawal").count() == 1


def test_a_published_claim_whose_sentence_was_changed_comes_back() -> None:
    claim = make_published()
    version = claim.article.versions.get()

    receive_version(version.article_id, text=version.text.replace("40", "14"))
    extract_version(ArticleVersion.objects.latest("number").pk)

    claim.refresh_from_db()
    reopening = Reopening.objects.get()
    assert (claim.state, reopening.claim, reopening.reason, reopening.by) == ("reopened", claim, "sentence", None)
