"""A third look: a named person is asked about a check. Question and answer are kept and never published."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from claims.models import CheckState, ThirdLook, User
from claims.services.refusal import Refused
from claims.services.steps import signing
from claims.workflow import SIGNING, NotAllowed, WrongState, record_event

SEEING = "claims.view_desk"  # whoever is asked must be able to open the page


def ask_third_look(editor: User, check_id: int, *, kind: str, person_id: int, question: str) -> ThirdLook:
    """Ask somebody of the desk about a submitted check; `kind` is one of `ThirdLook.Kind`."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    question = question.strip()
    if not question or kind not in ThirdLook.Kind.values:
        raise Refused("look_question")
    with transaction.atomic():
        _claim, check = signing.lock(check_id)
        if check.state != CheckState.SUBMITTED:
            raise WrongState(f"Check {check_id} is {check.state}")
        person = User.objects.filter(pk=person_id, is_active=True).first()
        if person is None or not person.has_perm(SEEING) or person.pk == check.checker_id:
            raise Refused("look_person")
        look = ThirdLook.objects.create(check_of=check, kind=kind, person=person, question=question, asked_by=editor)
        record_event(editor, "look.ask", look, {"check": check.pk, "person": person.pk})
    return look


def answer_third_look(person: User, look_id: int, *, answer: str) -> ThirdLook:
    """The answer of who was asked, given once."""
    answer = answer.strip()
    if not answer:
        raise Refused("look_answer")
    with transaction.atomic():
        check_id = ThirdLook.objects.values_list("check_of_id", flat=True).get(pk=look_id)
        signing.lock(check_id)
        look = ThirdLook.objects.get(pk=look_id)
        if look.person_id != person.pk:
            raise NotAllowed
        if look.answered_at is not None:
            raise WrongState(f"Third look {look_id} is answered")
        look.answer, look.answered_at = answer, timezone.now()
        look.save(update_fields=["answer", "answered_at"])
        record_event(person, "look.answer", look, {"check": check_id})
    return look
