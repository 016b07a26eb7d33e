"""Comments, third looks, another checker, what an editor saw before, and how people are shown to readers."""

from __future__ import annotations

from typing import Any

import pytest

from claims import queries
from claims.models import AuditEvent, CheckState, Claim, ClaimState, Comment, ThirdLook
from claims.publishing.record import parse_record
from claims.queries.remarks import beside, comments_for, third_looks_of
from claims.services import appearing, checks, comments, editing, reassigning, seeing, third_looks
from claims.services.refusal import Refused
from claims.workflow import NotAllowed, WrongState
from tests.builders import (
    make_claim,
    make_comment,
    make_draft,
    make_finding,
    make_published,
    make_queue,
    make_scale,
    make_submitted,
    make_third_look,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_comment_is_anchored_to_a_passage_of_a_field() -> None:
    comment = make_comment(anchor="reasoning", quote="of the house", text="Whose house?")

    assert (comment.field, comment.evidence, comment.quote, comment.start) == ("reasoning", None, "of the house", 11)
    assert comment.anchor == "reasoning"
    assert make_comment(anchor="evidence-1").anchor == "evidence-1"
    assert make_comment().anchor == ""


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "  "}, "remark_missing"),
        ({"anchor": "nowhere"}, "remark_nowhere"),
        ({"anchor": "evidence"}, "remark_nowhere"),
        ({"anchor": "evidence-x"}, "remark_nowhere"),
        ({"anchor": "wording-1"}, "remark_nowhere"),
        ({"anchor": "reasoning", "quote": "not in it"}, "quote_not_there"),
        ({"anchor": "evidence-9", "quote": "x"}, "quote_not_there"),
        ({"quote": "on the whole"}, "quote_not_there"),
    ],
)
def test_a_comment_that_points_nowhere_is_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        make_comment(**given)

    assert not Comment.objects.exists()


def test_editors_comment_and_the_checker_resolves() -> None:
    check = make_submitted()
    with pytest.raises(NotAllowed):
        make_comment(check, check.checker)
    comment = make_comment(check)
    with pytest.raises(NotAllowed):
        comments.settle_comment(make_user("checker"), comment.pk, resolved=True)

    resolved = comments.settle_comment(check.checker, comment.pk, resolved=True)
    again = comments.settle_comment(make_user("editor"), comment.pk, resolved=False)

    assert resolved.resolved_by == check.checker
    assert (again.resolved_by, again.resolved_at) == (None, None)


def test_resolving_twice_keeps_who_was_first() -> None:
    comment = make_comment()
    first = comments.settle_comment(make_user("editor"), comment.pk, resolved=True)

    second = comments.settle_comment(make_user("editor"), comment.pk, resolved=True)

    assert second.resolved_by == first.resolved_by
    assert AuditEvent.objects.filter(action="comment.resolve").count() == 1


def test_a_checker_sees_the_comments_on_their_own_checks_alone() -> None:
    claim = make_claim(checks_required=2)
    make_finding(claim)
    rating = make_scale()["supported"]
    users = [make_user(), make_user()]
    submitted = [checks.submit_check(user, make_draft(claim, user, rating).pk) for user in users]
    comment = make_comment(submitted[0])

    assert comments_for(users[0], claim.pk) == [comment]
    assert comments_for(users[1], claim.pk) == []


def test_comments_go_on_with_the_next_version_until_they_are_resolved() -> None:
    check = make_submitted()
    open_one, done = make_comment(check), make_comment(check)
    comments.settle_comment(check.checker, done.pk, resolved=True)
    editing.return_check(make_user("editor"), check.pk, comment="See the comments.")

    again = checks.submit_check(check.checker, checks.open_check(check.checker, check.claim_id).pk)

    assert list(beside(again).comments) == [open_one]
    assert beside(again).open_comments == 1


def test_a_comment_or_an_answer_after_the_page_was_drawn_refuses_the_signature() -> None:
    check = make_submitted()
    look = make_third_look(check)
    screens = [beside(check).sha256]
    make_comment(check)
    screens.append(beside(check).sha256)
    third_looks.answer_third_look(look.person, look.pk, answer="Better not.")

    for screen in ("", *screens):
        with pytest.raises(Refused, match="screen_changed"):
            editing.sign_check(make_user("editor"), check.pk, record_sha256=check.record_sha256, beside=screen)
    now = beside(check).sha256

    assert editing.sign_check(make_user("editor"), check.pk, record_sha256=check.record_sha256, beside=now)


def test_a_third_look_is_answered_once_by_who_was_asked() -> None:
    person = make_user("curator")
    look = make_third_look(person=person)
    with pytest.raises(NotAllowed):
        third_looks.answer_third_look(make_user("editor"), look.pk, answer="I know.")
    with pytest.raises(Refused, match="look_answer"):
        third_looks.answer_third_look(person, look.pk, answer=" ")
    assert list(beside(look.check_of).open_looks) == [look]

    answered = third_looks.answer_third_look(person, look.pk, answer=" Yes, with a source. ")

    assert answered.answer == "Yes, with a source."
    assert list(beside(look.check_of).open_looks) == []
    assert list(third_looks_of(person).rows) == [look]
    with pytest.raises(WrongState):
        third_looks.answer_third_look(person, look.pk, answer="No.")


def test_a_third_look_is_asked_of_somebody_who_can_see_the_desk_and_did_not_check() -> None:
    check = make_submitted()

    for person in (check.checker, make_user(""), make_user("editor", is_active=False)):
        with pytest.raises(Refused, match="look_person"):
            make_third_look(check, person)
    wrongs: list[dict[str, Any]] = [{"question": " "}, {"kind": "astrology"}]
    for wrong in wrongs:
        with pytest.raises(Refused, match="look_question"):
            make_third_look(check, **wrong)
    assert not ThirdLook.objects.exists()


def test_no_record_holds_a_comment_a_look_or_a_name() -> None:
    editor = make_user("editor", username="eva-marie", shown_name="Eva Marie Editor")
    check = make_submitted(checker=make_user("checker", username="ada-louise", shown_name="Ada Louise Checker"))
    make_comment(check, text="A remark of the desk.")
    look = make_third_look(check, question="A question of the desk?")
    third_looks.answer_third_look(look.person, look.pk, answer="An answer of the desk.")

    verdict = editing.sign_check(editor, check.pk, record_sha256=check.record_sha256, beside=beside(check).sha256)

    for words in ("of the desk", "Ada Louise", "Eva Marie", "ada-louise", "eva-marie"):
        assert words not in verdict.record


def test_another_checker_goes_on_from_what_was_written() -> None:
    check, other, editor = make_submitted(), make_user("checker"), make_user("editor")
    comment = make_comment(check)

    draft = reassigning.reassign_check(editor, check.pk, checker_id=other.pk, comment="Please take over.")

    check.refresh_from_db()
    comment.refresh_from_db()
    claim = Claim.objects.get(pk=check.claim_id)
    assert (check.state, claim.state, claim.checks_in) == (CheckState.WITHDRAWN, ClaimState.RETURNED, 0)
    assert (draft.state, draft.checker, draft.reasoning) == (CheckState.DRAFT, other, check.reasoning)
    assert draft.decisions.count() == check.decisions.count()
    assert queries.my_returned(other) == [draft]
    assert queries.my_returned(check.checker) == []
    assert comment.check_of == draft
    submitted = checks.submit_check(other, checks.open_check(other, claim.pk).pk)
    assert editing.sign_check(
        editor, submitted.pk, record_sha256=submitted.record_sha256, beside=beside(submitted).sha256
    )


def test_a_returned_check_can_be_given_to_somebody_else_too() -> None:
    check, other = make_submitted(), make_user("checker")
    editing.return_check(make_user("editor"), check.pk, comment="Look again.")

    reassigning.reassign_check(make_user("editor"), check.pk, checker_id=other.pk, comment="Ada is away.")

    claim = Claim.objects.get(pk=check.claim_id)
    assert (claim.state, claim.checks_in) == (ClaimState.RETURNED, 0)


def test_a_check_is_not_given_to_who_cannot_check_it() -> None:
    claim = make_claim(queue=make_queue(checker := make_user("checker")))
    check = make_submitted(claim, checker)
    editor = make_user("editor")

    for person in (make_user("curator"), make_user("checker")):
        with pytest.raises(Refused, match="reassign_person"):
            reassigning.reassign_check(editor, check.pk, checker_id=person.pk, comment="c")
    with pytest.raises(Refused, match="reassign_same"):
        reassigning.reassign_check(editor, check.pk, checker_id=checker.pk, comment="c")
    with pytest.raises(Refused, match="comment_missing"):
        reassigning.reassign_check(editor, check.pk, checker_id=checker.pk, comment=" ")
    with pytest.raises(NotAllowed):
        reassigning.reassign_check(make_user("checker"), check.pk, checker_id=editor.pk, comment="c")
    check.refresh_from_db()
    assert check.state == CheckState.SUBMITTED


def _again(claim: Claim, checker: object, **changes: object) -> object:
    """The checker submits a returned check once more, with other words."""
    draft = checks.open_check(checker, claim.pk)  # type: ignore[arg-type]
    type(draft).objects.filter(pk=draft.pk).update(**changes)
    return checks.submit_check(checker, draft.pk)  # type: ignore[arg-type]


def test_an_editor_is_shown_what_changed_since_the_version_that_they_saw() -> None:
    saw, never = make_user("editor"), make_user("editor")
    check = make_submitted()
    seeing.note_sight(saw, check.pk)
    seeing.note_sight(saw, check.pk)
    editing.return_check(saw, check.pk, comment="Name the year.")
    second = _again(check.claim, check.checker, reasoning="The figure [1] of 2015 bears it out.")
    editing.return_check(never, second.pk, comment="Still wrong.")  # type: ignore[attr-defined]
    third = _again(check.claim, check.checker, summary="Another summary.")

    mine = queries.check_for_review(saw, third.pk)  # type: ignore[attr-defined]
    theirs = queries.check_for_review(never, third.pk)  # type: ignore[attr-defined]

    assert mine is not None
    assert theirs is not None
    assert mine.seen == check
    assert [change.part for change in mine.changes] == ["summary", "reasoning"]
    assert (theirs.seen, list(theirs.changes)) == (None, [])


def test_a_new_verdict_is_shown_against_the_one_that_is_out() -> None:
    claim = make_published()
    out = claim.publication.verdict
    assert out is not None
    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.REOPENED)
    claim.refresh_from_db()
    check = make_submitted(claim, reasoning="The figure [1] was revised.")

    view = queries.check_for_review(make_user("editor"), check.pk)

    assert view is not None
    assert view.seen == out.source_check
    assert "reasoning" in [change.part for change in view.changes]
    assert view.record == parse_record(check.record)


def test_people_choose_how_readers_see_them_and_it_is_logged() -> None:
    user = make_user("editor")

    appearing.show_as(user, shown_as="initials", shown_name=" Eva Editor ")

    user.refresh_from_db()
    assert (user.shown_as, user.shown_name) == ("initials", "Eva Editor")
    assert AuditEvent.objects.get(action="user.shown_as").object_id == user.pk
    with pytest.raises(Refused, match="shown_name_missing"):
        appearing.show_as(user, shown_as="name", shown_name=" ")
    with pytest.raises(Refused, match="shown_as_unknown"):
        appearing.show_as(user, shown_as="mask", shown_name="Eva")


def test_a_comment_is_on_a_check_that_was_submitted() -> None:
    claim = make_published()

    with pytest.raises(WrongState):
        make_comment(claim.checks.get())
