"""The log of those who were asked, and what signing asks of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.models import AuditEvent, Check, Claim, Claimant, ContactEntry, Policy, Verdict
from claims.publishing.record import parse_record, record_sha256
from claims.queries.concerned import contact_entries, hearing_of, standing_lines
from claims.services import checks, concerned, editing
from claims.services.refusal import Refused
from claims.workflow import NotAllowed
from tests.builders import (
    answered,
    asked,
    make_asked,
    make_claim,
    make_claimant,
    make_draft,
    make_finding,
    make_scale,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def hearing(claim: Claim) -> str:
    return hearing_of(claim, contact_entries(claim.pk), timezone.now())


def rated(slug: str, claim: Claim | None = None) -> Check:
    """A submitted check with that rating, of a claim that a minister made."""
    claim = claim or make_claim(claimant=make_claimant())
    return make_submitted(claim, rating=make_scale()[slug])


def sign(check: Check, **changes: Any) -> Verdict:
    return editing.sign_check(make_user("editor"), check.pk, record_sha256=check.record_sha256, **changes)


# --- the log --------------------------------------------------------------------------------------------


def test_who_was_asked_when_and_what_came_back_is_kept_word_for_word() -> None:
    claim, user = make_claim(claimant=make_claimant()), make_user()

    question = concerned.log_contact(user, claim.pk, asked())
    answer = concerned.log_contact(user, claim.pk, answered(words=" No, and I never said so.\nAda Ode "))

    assert (question.number, question.by, question.claimant) == (1, user, claim.claimant)
    assert (answer.answers, answer.name, answer.role) == (question, "Minister Ada Ode", "claimant")
    assert answer.words == "No, and I never said so.\nAda Ode"
    assert [event.action for event in AuditEvent.objects.filter(object_type="contactentry").order_by("pk")] == [
        "contact.asked",
        "contact.answer",
    ]


def test_a_correction_is_a_line_of_its_own_and_the_one_before_stays() -> None:
    claim, user, other = make_claim(), make_user(), make_user()
    first = concerned.log_contact(user, claim.pk, asked(name="Minster Ode"))

    second = concerned.log_contact(other, claim.pk, asked(), corrects=1)

    [line] = standing_lines(contact_entries(claim.pk))
    assert (line.entry, list(line.before)) == (second, [first])
    assert (line.entry.by, line.before[0].by, line.before[0].name) == (other, user, "Minster Ode")


def test_a_line_that_was_corrected_is_corrected_again_by_its_first_number() -> None:
    claim, user = make_claim(), make_user()
    for name in ("a", "b", "c"):
        concerned.log_contact(user, claim.pk, asked(name=name), corrects=None if name == "a" else 1)

    [line] = standing_lines(contact_entries(claim.pk))
    assert [each.name for each in (*line.before, line.entry)] == ["a", "b", "c"]


def test_what_was_entered_by_mistake_is_taken_out_and_stays_in_the_table() -> None:
    claim, user = make_claim(), make_user()
    concerned.log_contact(user, claim.pk, asked())

    concerned.log_contact(user, claim.pk, concerned.ContactGiven("mistake"), corrects=1)

    assert standing_lines(contact_entries(claim.pk)) == []
    assert ContactEntry.objects.count() == 2


def test_a_question_that_was_answered_is_not_taken_out_from_under_its_answer() -> None:
    claim, user = make_claim(), make_user()
    concerned.log_contact(user, claim.pk, asked())
    concerned.log_contact(user, claim.pk, answered())

    with pytest.raises(Refused) as refusal:
        concerned.log_contact(user, claim.pk, concerned.ContactGiven("mistake"), corrects=1)

    assert [problem.code for problem in refusal.value.problems] == ["contact_answered"]


def test_a_form_that_was_sent_twice_is_one_line() -> None:
    claim, user, given = make_claim(), make_user(), asked()

    first = concerned.log_contact(user, claim.pk, given)
    again = concerned.log_contact(user, claim.pk, given)

    assert first == again
    assert ContactEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (asked(name=" "), "contact_name"),
        (asked(role="friend"), "contact_role"),
        (asked(way="dream"), "contact_way"),
        (asked(due_at=None), "contact_times"),
        (asked(asked_at=NOW + timedelta(days=400), due_at=NOW + timedelta(days=500)), "contact_future"),
        (asked(due_at=NOW - timedelta(days=900)), "contact_due"),
        (answered(None, role="outlet", name="The Paper", words=" "), "contact_words"),
        (answered(None, role="outlet", name="The Paper", received_at=None), "contact_received"),
        (answered(None), "contact_name"),
        (concerned.ContactGiven("not_asked", role="claimant", name="X", why="lazy"), "contact_why"),
        (concerned.ContactGiven("mistake", role="claimant", name="X"), "contact_kind"),
        (concerned.ContactGiven("other", role="claimant", name="X"), "contact_kind"),
    ],
)
def test_what_is_not_whole_is_refused_with_its_reason(given: concerned.ContactGiven, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        concerned.log_contact(make_user(), make_claim().pk, given)

    assert code in [problem.code for problem in refusal.value.problems]
    assert not ContactEntry.objects.exists()


def test_an_answer_to_no_line_and_one_from_before_it_was_asked_are_refused() -> None:
    claim, user = make_claim(), make_user()
    concerned.log_contact(user, claim.pk, asked())

    for given in (answered(7), answered(received_at=timezone.now() - timedelta(days=9))):
        with pytest.raises(Refused):
            concerned.log_contact(user, claim.pk, given)


def test_only_who_checks_writes_into_the_log() -> None:
    for group in ("curator", ""):
        with pytest.raises(NotAllowed):
            concerned.log_contact(make_user(group), make_claim().pk, asked())


# --- whether the claimant was heard ---------------------------------------------------------------------


def test_the_claimant_is_heard_when_they_answered_and_silent_when_their_time_is_over() -> None:
    claim, user = make_claim(claimant=make_claimant()), make_user()
    before = hearing(claim)
    concerned.log_contact(user, claim.pk, asked(due_at=timezone.now() + timedelta(days=1)))
    waiting = hearing(claim)
    concerned.log_contact(user, claim.pk, asked(), corrects=1)
    over = hearing(claim)
    concerned.log_contact(user, claim.pk, answered())

    assert (before, waiting, over, hearing(claim)) == ("nobody", "waiting", "silent", "heard")


def test_to_ask_the_outlet_is_not_to_ask_the_claimant() -> None:
    claim = make_claim(claimant=make_claimant())
    make_asked(claim, role="outlet", name="The Paper")

    assert hearing(claim) == "nobody"


def test_who_was_asked_as_the_claimant_of_an_earlier_reading_does_not_count() -> None:
    claim = make_claim(claimant=make_claimant())
    make_asked(claim)

    claim.claimant = make_claimant("Somebody else")
    claim.save()

    assert hearing(claim) == "nobody"


# --- signing --------------------------------------------------------------------------------------------


def test_a_low_rating_of_somebody_whom_nobody_asked_needs_a_reason() -> None:
    check = rated("contradicted")

    with pytest.raises(Refused, match="claimant_not_asked"):
        sign(check, without_reply="  ")
    verdict = sign(check, without_reply=" The ministry does not exist any more. ")

    assert verdict.without_reply == "The ministry does not exist any more."


def test_a_low_rating_of_somebody_whose_time_has_not_passed_needs_a_reason() -> None:
    check = rated("contradicted")
    make_asked(check.claim, due_at=timezone.now() + timedelta(hours=3))

    with pytest.raises(Refused, match="reply_pending"):
        sign(check)

    assert sign(check, without_reply="The vote is tonight.").without_reply == "The vote is tonight."


@pytest.mark.parametrize("line", ["asked", "answer", "not_asked"])
def test_a_low_rating_needs_none_where_the_claimant_was_asked_or_could_not_be(line: str) -> None:
    check = rated("contradicted")
    user = make_user()
    if line == "not_asked":
        given = concerned.ContactGiven("not_asked", role="claimant", name="Ada Ode", why="dead")
        concerned.log_contact(user, check.claim_id, given)
    else:
        later = timezone.now() + timedelta(days=1) if line == "answer" else timezone.now() - timedelta(hours=2)
        concerned.log_contact(user, check.claim_id, asked(due_at=later))
    if line == "answer":
        concerned.log_contact(user, check.claim_id, answered())

    assert sign(check, without_reply="not needed").without_reply == ""


@pytest.mark.parametrize("value", [5, 4, 3, None])
def test_the_upper_half_and_marks_without_a_number_need_no_reason(value: int | None) -> None:
    ratings = make_scale(ratings=[{"slug": "this", "label": "This", "value": value}])

    check = make_submitted(make_claim(claimant=make_claimant()), rating=ratings["this"])

    assert sign(check).without_reply == ""


def test_the_lower_half_begins_below_the_middle() -> None:
    ratings = make_scale(ratings=[{"slug": "low", "label": "Mostly wrong", "value": 2}])

    with pytest.raises(Refused, match="claimant_not_asked"):
        sign(make_submitted(make_claim(claimant=make_claimant()), rating=ratings["low"]))


def test_nobody_and_unnamed_voices_cannot_be_asked() -> None:
    ratings = make_scale()
    for claimant in (None, make_claimant("analysts", kind=Claimant.Kind.UNNAMED)):
        assert sign(make_submitted(make_claim(claimant=claimant), rating=ratings["contradicted"]))


# --- the record -----------------------------------------------------------------------------------------


def test_the_record_holds_the_log_as_it_stood_and_names_nobody_of_the_desk() -> None:
    Policy.objects.create(slug=Policy.ASKING, title="Asking", text="We ask.")
    user = make_user(username="somebody-of-the-desk")
    claim = make_claim(claimant=make_claimant())
    make_finding(claim)
    concerned.log_contact(user, claim.pk, asked(name="Misspelt"))
    concerned.log_contact(user, claim.pk, asked(), corrects=1)
    concerned.log_contact(user, claim.pk, answered(words="I meant 2015."))

    check = make_submitted(claim)
    concerned.log_contact(user, claim.pk, asked(role="expert", name="Professor P"))

    kept = parse_record(check.record)["concerned"]
    assert (kept["policy"], kept["last"], kept["harm"]) == ("We ask.", "3", "")
    assert [(line["number"], line["kind"], line["name"]) for line in kept["contacts"]] == [
        ("1", "asked", "Minister Ada Ode"),
        ("3", "answer", "Minister Ada Ode"),
    ]
    assert kept["contacts"][1]["words"] == "I meant 2015."
    assert "somebody-of-the-desk" not in check.record
    assert record_sha256(check.record) == check.record_sha256


# --- a private person -----------------------------------------------------------------------------------


def submit_private(**changes: Any) -> Check:
    claim = make_claim(claimant=make_claimant(private_person=True))
    make_finding(claim)
    user = make_user()
    return checks.submit_check(user, make_draft(claim, user, **changes).pk)


def test_a_claim_by_a_private_person_needs_an_answer_on_harm() -> None:
    with pytest.raises(Refused) as nothing:
        submit_private()
    with pytest.raises(Refused) as no_reason:
        submit_private(harm="more")

    assert [problem.code for problem in nothing.value.problems] == ["harm_unanswered"]
    assert [problem.code for problem in no_reason.value.problems] == ["harm_note_missing"]


def test_the_answer_on_harm_is_kept_and_its_reason_stays_at_the_desk() -> None:
    check = submit_private(harm="more", harm_note="Twelve people read it.")

    assert (check.harm, check.harm_note) == ("more", "Twelve people read it.")
    assert parse_record(check.record)["concerned"]["harm"] == "more"
    assert "Twelve people" not in check.record


def test_a_new_check_goes_on_from_the_answer_on_harm() -> None:
    check = submit_private(harm="less")
    editing.return_check(make_user("editor"), check.pk, comment="Look again.")

    assert checks.open_check(check.checker, check.claim_id).harm == "less"


def test_a_claimant_is_marked_as_a_private_person_for_all_their_claims() -> None:
    claimant = make_claimant()
    claim, _other = make_claim(claimant=claimant), make_claim(claimant=claimant)

    concerned.mark_private(make_user(), claim.pk, private=True)

    claimant.refresh_from_db()
    assert claimant.private_person
    assert AuditEvent.objects.filter(action="claimant.private", object_id=claimant.pk).exists()
    with pytest.raises(NotAllowed):
        concerned.mark_private(make_user("curator"), claim.pk, private=False)
