"""Sending the mail that waits, through Django's backend, one row a turn."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from claims.credentials.vault import Unreadable, unseal
from claims.models import Mail
from claims.services.steps import work
from claims.values import Reason


def send_mail(mail_id: int) -> None:
    """Send a mail that is due. A server that does not answer puts it back on the ladder; one that refuses the
    recipient for good ends it, and the row says so."""
    taken = work.take(Mail.objects.filter(pk=mail_id), limit=1)
    if not taken:
        return
    mail = Mail.objects.get(pk=mail_id)
    try:
        _message(mail).send()
    except Unreadable:
        work.fail(Mail, taken, Reason("mail_unreadable"), permanent=True)
    except smtplib.SMTPRecipientsRefused as error:
        work.fail(Mail, taken, Reason("mail_refused", (("to", mail.to),)), permanent=_for_good(error))
    except (smtplib.SMTPException, OSError) as error:
        work.fail(Mail, taken, Reason("mail_failed", (("error", f"{error}"[:200]),)), permanent=False)
    else:
        work.finish(Mail, taken, secret="")


def _for_good(error: smtplib.SMTPRecipientsRefused) -> bool:
    """5xx is for good, 4xx (a full box, grey listing) passes."""
    return all(code >= 500 for code, _words in error.recipients.values())


def _message(mail: Mail) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    identifier = f"<{mail.key.replace(':', '.')}@{domain}>"
    body = mail.body.replace(Mail.SECRET_PLACE, unseal(mail.secret)) if mail.secret else mail.body
    return EmailMessage(mail.subject, body, to=[mail.to], headers={"Message-ID": identifier})
