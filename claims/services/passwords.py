"""A password of one's own: a new one in place of the old, or by a link in a mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims.models import Factor, User
from claims.services.refusal import Refused
from claims.services.steps import sign_ins, tries
from claims.services.steps.outbox import write_link
from claims.services.steps.tokens import end_tokens
from claims.workflow import record_event

EACH = timedelta(minutes=5)  # at most one mail to a person in so long
MOST_AT_ONCE = 5  # accounts that share one address of mail


def ask_reset(email: str, *, link: Callable[[str, str], str]) -> list[int]:
    """A mail with a link for everybody of that address who has a password here; the ids of the mails. What is
    answered to who asks is the same for an address that nobody has. `link` makes the address of uid and token."""
    people = User.objects.filter(email__iexact=email.strip(), is_active=True).exclude(email="").order_by("pk")
    slot = int(timezone.now().timestamp() // EACH.total_seconds())
    ids: list[int] = []
    for person in people[:MOST_AT_ONCE]:
        if person.has_usable_password():
            ids += _write(person, f"reset:{person.pk}:{slot}", link)
    return ids


def _write(person: User, key: str, link: Callable[[str, str], str]) -> list[int]:
    address = link(urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person))
    with override(person.language or settings.LANGUAGE_CODE):
        subject = _("Set a new password for %(desk)s") % {"desk": settings.DESK_NAME}
        text = _(
            "Somebody asked for a new password for your account %(name)s.\n\n"
            "Set it here within %(hours)s hours:\n{link}\n\n"
            "If it was not you, do nothing: the password stays as it is."
        )
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        return write_link(key, person.email, subject, text % {"name": person.username, "hours": hours}, link=address)


def reset_for(uid: str, token: str) -> User | None:
    """Whose password that link sets; None where it is old, was used, or is none."""
    try:
        person = User.objects.get(pk=int(urlsafe_base64_decode(uid)), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return person if default_token_generator.check_token(person, token) else None


def reset_password(uid: str, token: str, password: str) -> tuple[User, int]:
    """Set it, end every session and every token of theirs (how many is told), and lift a lock, but for who has a
    second factor: whoever reads their mail may not guess at its codes anew with each link. Raises Refused where the
    link does not hold (any more)."""
    with transaction.atomic():
        person = reset_for(uid, token)
        if person is None:
            raise Refused("link_spent")
        locked = User.objects.select_for_update().get(pk=person.pk)
        if not default_token_generator.check_token(locked, token):  # two came with one link
            raise Refused("link_spent")
        _set(locked, password)
        ended = end_tokens(locked, locked)
        record_event(locked, "user.password_reset", locked)
    if not Factor.objects.filter(user=locked).exists():
        tries.forget(locked.username)
    return locked, ended


def change_password(user: User, password: str, *, but: str) -> None:
    """The forms have asked for the old one. Every session but that of the key `but` ends."""
    with transaction.atomic():
        _set(user, password, but=but)
        record_event(user, "user.password", user)


def _set(user: User, password: str, *, but: str = "") -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    sign_ins.end_sessions(user, but=but)
