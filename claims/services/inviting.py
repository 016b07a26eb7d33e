"""Inviting people: a link by mail that lets one person in once, into the group that was chosen for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.credentials.vault import new_token, token_hash
from claims.models import Invitation, User
from claims.services.refusal import Refused
from claims.services.steps.joining import named, one_after_the_other, put_into_groups
from claims.services.steps.outbox import write_link
from claims.workflow import NotAllowed, record_event

MANAGE = "claims.manage_people"
OPEN_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` is told to who invited only where the desk sends no mail; then they have to pass it on."""

    invitation: Invitation
    mails: tuple[int, ...]
    link: str


def invite(by: User, *, name: str, email: str, group: Group, link: Callable[[str], str]) -> Invited:
    """Invite somebody; an invitation of that address that is open still, or ran out, is replaced. `link` makes
    the address of a token."""
    if not by.has_perm(MANAGE):
        raise NotAllowed
    if User.objects.filter(email__iexact=email, is_active=True).exists():
        raise Refused("invited_is_here")
    token = new_token()
    address, now = link(token), timezone.now()
    columns = {"name": name, "email": email.lower(), "group": group, "by": by, "token_sha256": token_hash(token)}
    with transaction.atomic():
        Invitation.objects.filter(email=columns["email"], ended_at__isnull=True).update(ended_at=now)
        try:
            with transaction.atomic():
                invitation = Invitation.objects.create(**columns, expires_at=now + OPEN_FOR)
        except IntegrityError as error:  # somebody else has invited them this very moment
            raise Refused("invited_twice") from error
        record_event(by, "invitation.make", invitation, {"group": group.pk})
        mails = tuple(_write(invitation, by, address))
    return Invited(invitation, mails, "" if mails else address)


def _write(invitation: Invitation, by: User, address: str) -> list[int]:
    subject = _("You are invited to %(desk)s") % {"desk": settings.DESK_NAME}
    text = _(
        "Hello %(name)s,\n\n%(by)s invites you to the desk of %(desk)s.\n\n"
        "Choose a username and a password here within %(days)s days:\n{link}\n\n"
        "The link works once."
    )
    # Whoever is invited has typed nothing: a brace in a name must not stand for the link.
    words = {"name": invitation.name, "by": str(by), "desk": settings.DESK_NAME, "days": OPEN_FOR.days}
    plain = {key: str(value).replace("{", "(").replace("}", ")") for key, value in words.items()}
    return write_link(f"invitation:{invitation.pk}", invitation.email, subject, text % plain, link=address)


def open_invitation(token: str) -> Invitation | None:
    """The invitation of a link, None where it was used, taken back, or ran out."""
    rows = Invitation.objects.select_related("group", "by").filter(ended_at__isnull=True, expires_at__gt=timezone.now())
    return rows.filter(token_sha256=token_hash(token)).first()


def revoke(by: User, invitation_id: int) -> None:
    if not by.has_perm(MANAGE):
        raise NotAllowed
    with transaction.atomic():
        invitation = Invitation.objects.get(pk=invitation_id)
        if not Invitation.objects.filter(pk=invitation_id, ended_at__isnull=True).update(ended_at=timezone.now()):
            raise Refused("invitation_ended")
        record_event(by, "invitation.revoke", invitation)


def join(token: str, *, username: str, password: str) -> User:
    """Take an invitation: the person, in their group. Raises Refused where the link does not hold (any more) or
    somebody has that username."""
    with transaction.atomic():
        invitation = open_invitation(token)
        now = timezone.now()
        if invitation is None or not _end(invitation, now):
            raise Refused("link_spent")
        one_after_the_other()
        if User.objects.filter(email__iexact=invitation.email, is_active=True).exists():  # by their house, meanwhile
            raise Refused("invited_is_here")
        if User.objects.filter(username__iexact=username).exists():
            raise Refused("username_taken")
        columns: Mapping[str, str] = named(invitation.name)
        try:
            with transaction.atomic():
                user = User.objects.create_user(username, email=invitation.email, password=password, **columns)
        except IntegrityError as error:  # a curator has made somebody of that name this very moment
            raise Refused("username_taken") from error
        put_into_groups(user, [invitation.group.name], of=[])
        Invitation.objects.filter(pk=invitation.pk).update(joined=user)
        record_event(user, "user.join", user, {"invitation": invitation.pk})
    return user


def _end(invitation: Invitation, now: datetime) -> bool:
    """Whether it was this caller who ended it: of two who come with one link one gets in."""
    return bool(Invitation.objects.filter(pk=invitation.pk, ended_at__isnull=True).update(ended_at=now))
