"""Mail waits in rows until a server takes it: a real one, that is killed, refuses, or is not there."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from claims.models import Mail, WorkState
from claims.services.mailing import send_mail
from claims.services.steps.outbox import write_mail
from claims.services.steps.work import error_reason
from claims.wording import sentence
from tests.builders import make_user
from tests.mail_server import HOST, Box, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    with mail_server() as (handler, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, port
        settings.EMAIL_USE_TLS = False
        settings.DEFAULT_FROM_EMAIL = "Factcheck <desk@example.org>"
        yield handler


def written(subject: str = "Taken up again") -> Mail:
    (pk,) = write_mail("reopening:7", [make_user("editor", email="ed@example.org")], subject, "The data were revised.")
    return Mail.objects.get(pk=pk)


def test_a_mail_is_sent_once(box: Box) -> None:
    mail = written()

    send_mail(mail.pk)
    send_mail(mail.pk)

    mail.refresh_from_db()
    (envelope,) = box.took
    assert (mail.state, envelope.rcpt_tos) == (WorkState.DONE, ["ed@example.org"])
    assert b"The data were revised." in envelope.content
    assert b"Message-ID: <reopening.7." in envelope.content


def test_nobody_is_told_the_same_twice(box: Box) -> None:
    mail = written()
    person = make_user("editor", email="ed@example.org")

    assert write_mail("reopening:7", [person], "x", "y") != []
    assert write_mail("reopening:7", [person], "x", "y") == []
    assert Mail.objects.exclude(pk=mail.pk).count() == 1


def test_a_server_that_is_away_leaves_the_mail_waiting(settings: Any, box: Box) -> None:
    mail = written()
    settings.EMAIL_PORT = 9  # nobody listens there

    send_mail(mail.pk)

    mail.refresh_from_db()
    reason = error_reason(mail.last_error)
    assert (mail.state, mail.attempts, mail.lease_token) == (WorkState.PENDING, 1, "")
    assert reason is not None
    assert "could not take it" in sentence(reason)


@pytest.mark.parametrize(("answer", "state"), [("550 no such box", WorkState.MISSING), ("450 full", WorkState.PENDING)])
def test_a_refusal_for_good_ends_it_and_one_that_passes_does_not(answer: str, state: str, box: Box) -> None:
    mail = written()
    box.answer = answer

    send_mail(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, box.took) == (state, [])


def test_a_sentence_cannot_write_headers(box: Box) -> None:
    mail = written("Corrected: one\r\nBcc: all@example.org\n\nand more")

    send_mail(mail.pk)

    content: EmailMessage | bytes = box.took[0].content
    assert isinstance(content, bytes)
    assert b"\nBcc:" not in content
    assert box.took[0].rcpt_tos == ["ed@example.org"]
