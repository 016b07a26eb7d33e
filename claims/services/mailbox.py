"""Articles from a mailbox: every unread mail is read once, and what it brought, or why it is none, is kept.

The mailbox is a setting, not a row: its password stays out of the database. A mail is marked as read after its
row is stored, so one whose reader was killed is found again, and known by its Message-ID.
"""

from __future__ import annotations

import hashlib
import imaplib
import logging
import re
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.errors import MessageError
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted, MailMessage, MailMessageFlags
from imap_tools.errors import ImapToolsError, MailboxFetchError
from imap_tools.utils import check_command_status

from claims.extraction.page import PageError, read_page
from claims.models import Letter, Outlet
from claims.services.intake import FILE_SUFFIXES, Received, receive_address, receive_file, receive_text
from claims.services.refusal import Refused
from claims.services.steps.addresses import is_web_address
from claims.services.steps.receiving import storable
from claims.values import Reason

PATIENCE = 20  # seconds for a connection and for each answer
AT_ONCE = 20  # mails of one turn
LARGEST = 20_000_000  # bytes
LONGEST_HEAD = 65_536  # bytes that are asked for of the head of a mail that is too large
SHORTEST = 200  # characters of text below which a mail with files is a note, and no article
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg|rv|tr)\s*:\s*)+", re.IGNORECASE)
Errors = (ImapToolsError, imaplib.IMAP4.error, OSError, ssl.SSLError)
BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError)  # what bad mails raise
NO_DATE = 1900  # the year in which the library puts a mail whose date nobody can read
logger = logging.getLogger(__name__)


class MailboxAway(Exception):
    """The mailbox could not be read; the message says why."""


@dataclass(frozen=True, slots=True)
class _Found:
    received: list[Received] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


def mailbox_name() -> str:
    """The mailbox as people may see it, without a password; empty where none is set."""
    parts = urlsplit(settings.MAILBOX)
    return f"{unquote(parts.username or '')} at {parts.hostname}" if settings.MAILBOX else ""


def read_mailbox() -> list[int]:
    """Read up to twenty unread mails, the oldest first: the ids of the versions of the texts that are new. Raises
    MailboxAway, which is told to people too."""
    if not settings.MAILBOX:
        return []
    try:
        with _opened() as box:
            # Their numbers first, so that a large box is not fetched whole.
            found = [version for number in box.uids(AND(seen=False))[:AT_ONCE] for version in _read(box, number)]
    except Errors as error:
        away = MailboxAway(f"{urlsplit(settings.MAILBOX).hostname}: {error}"[:300])
        _tell_away(str(away))
        raise away from error
    return found


def _tell_away(why: str) -> None:
    """One line a day for each cause."""
    found = _Found(reasons=[Reason("mailbox_away", (("why", _plain(why)),))])
    _keep(_digest(f"{timezone.localdate()} {why}"), found, subject=mailbox_name())


def _opened() -> BaseMailBox:
    parts = urlsplit(settings.MAILBOX)
    box: BaseMailBox
    if parts.scheme == "imaps":
        box = MailBox(parts.hostname or "", parts.port or 993, timeout=PATIENCE)
    else:
        box = MailBoxUnencrypted(parts.hostname or "", parts.port or 143, timeout=PATIENCE)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return cast(BaseMailBox, box.login(unquote(parts.username or ""), settings.MAILBOX_PASSWORD, folder))


def _read(box: BaseMailBox, number: str) -> list[int]:
    """Store what a mail brought, then mark it as read; the versions that are new. One that nobody can make out is told
    and marked as well, or it would keep all others out."""
    try:
        found = _stored(box, number)
    except BROKEN:
        logger.warning("mail %s of the mailbox cannot be read", number, exc_info=True)
        found = _Found(reasons=[Reason("mail_broken")])
        _keep(_digest(f"{settings.MAILBOX} {number}"), found)
    box.flag(number, MailMessageFlags.SEEN, True)
    return [each.version_id for each in found.received if each.new]


def _stored(box: BaseMailBox, number: str) -> _Found:
    message = _fetched(box, number)
    if message is None or Letter.objects.filter(key=_key(message)).exists():
        return _Found()
    found = _taken_in(message)
    _keep(_key(message), found, sender=message.from_, subject=message.subject)
    return found


def _fetched(box: BaseMailBox, number: str) -> MailMessage | None:
    """A mail; of one that is too large no more than its head, None for one that was taken away."""
    size = _told(box, number, "(RFC822.SIZE)")
    if size and MailMessage(size).size_rfc822 > LARGEST:
        head = _told(box, number, f"(UID RFC822.SIZE BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>)")
        return MailMessage(head) if head else None
    return next(iter(box.fetch(uid_list=number, mark_seen=False)), None)


def _told(box: BaseMailBox, number: str, parts: str) -> list[Any]:
    """What the server answers about a mail; nothing where the mail is gone."""
    status, answer = box.client.uid("fetch", number, parts)
    check_command_status((status, answer), MailboxFetchError)
    return [each for each in answer if each is not None]


def _key(message: MailMessage) -> str:
    named = str(message.obj["Message-ID"] or "").strip()
    return _digest(named) if named else hashlib.sha256(message.obj.as_bytes()).hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _taken_in(message: MailMessage) -> _Found:
    if max(message.size, message.size_rfc822) > LARGEST:
        return _Found(reasons=[Reason("mail_too_large", (("limit", str(LARGEST // 1_000_000)),))])
    found = _Found()
    files = [each for each in message.attachments if each.filename.lower().endswith(FILE_SUFFIXES)]
    text, title = _text(message), _FORWARDED.sub("", message.subject.strip())
    common: dict[str, Any] = {"outlet": _outlet(message.from_), "published_on": _sent_on(message)}
    for file in files:
        _try(found, lambda file=file: receive_file(name=file.filename, body=file.payload, **common))
    if is_web_address(text) and len(text.split()) == 1:
        _try(found, lambda: receive_address(address=text))
    elif len(text) >= SHORTEST or not files:
        _try(found, lambda: receive_text(text=text, title=title, **common))
    return found


def _sent_on(message: MailMessage) -> date | None:
    """The day on the sender's calendar, where it says one; nowhere is it more than a day later than here, and no
    article is of a day that lies ahead."""
    day, today = message.date.date(), timezone.localdate()
    if day.year <= NO_DATE or day > today + timedelta(days=1):
        return None
    return min(day, today)


def _try(found: _Found, receive: Any) -> None:
    """One part of a mail: what is wrong with it keeps no other part out."""
    try:
        found.received.append(receive())
    except Refused as refusal:
        found.reasons.append(refusal.reason)


def _text(message: MailMessage) -> str:
    """The plain part; where a mail has none, the main text of its page."""
    if message.text.strip():
        return message.text.strip()
    try:
        return read_page(storable(message.html).encode(), "", "text/html").text
    except PageError:
        return ""


def _outlet(sender: str) -> str:
    """The outlet of the sender's domain, where the desk has one: a mail says no more of who published it."""
    domain = storable(sender).rpartition("@")[2].lower()
    known = Outlet.objects.filter(domain=domain).first() if domain else None
    return known.name if known else ""


def _keep(key: str, found: _Found, *, sender: str = "", subject: str = "") -> None:
    reason = found.reasons[0] if found.reasons else Reason("", ())
    columns = {"sender": _plain(sender)[:254], "subject": _plain(subject)[:300]}
    try:
        with transaction.atomic():
            letter = Letter.objects.create(key=key, reason=reason.code, numbers=[*map(list, reason.numbers)], **columns)
            letter.articles.set(_articles(found.received))
    except IntegrityError:  # another worker read the same mail a moment ago, or the same was told today
        return


def _articles(received: Iterable[Received]) -> set[int]:
    return {each.article_id for each in received}


def _plain(text: str) -> str:
    return " ".join(storable(text).split())
