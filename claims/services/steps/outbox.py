"""Mail in the transaction that it tells of: a row waits until it is sent, whatever dies meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from claims.credentials.vault import seal
from claims.models import Mail, User


def write_mail(about: str, people: Iterable[User], subject: str, body: str) -> list[int]:
    """One mail for each of `people` who has an address; the ids of the new rows. `about` names the event, for
    instance "verdict:12". On a desk without a mail server nothing is written: a server that is set up
    years later would send what nobody waits for any more."""
    if not settings.EMAIL_HOST:
        return []
    ids = []
    for person in {each.pk: each for each in people if each.is_active and each.email}.values():
        columns = {"to": person.email, "subject": " ".join(subject.split())[:200], "body": body}
        mail, new = Mail.objects.get_or_create(key=f"{about}:{person.pk}", defaults=columns)
        if new:
            ids.append(mail.pk)
    return ids


def write_link(about: str, to: str, subject: str, body: str, *, link: str) -> list[int]:
    """One mail with a link that lets somebody in, in place of `{link}` in its text; the id of the new row. The
    link is sealed until the mail is sent: who reads the table of mails cannot use it."""
    if not settings.EMAIL_HOST:
        return []
    columns = {"to": to, "subject": " ".join(subject.split())[:200], "body": body, "secret": seal(link)}
    mail, new = Mail.objects.get_or_create(key=about, defaults=columns)
    return [mail.pk] if new else []
