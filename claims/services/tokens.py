"""Tokens with which programs post articles: made by a person, shown once, kept as a hash, ended at any time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.models import IntakeToken, User
from claims.services.refusal import Refused
from claims.workflow import record_event

PREFIX = "fck_"  # by which a scanner for leaked secrets knows what it found
BYTES = 32
LONGEST_NAME = 100
MOST = 10  # in force, of one person
NOTED_EVERY = timedelta(minutes=1)


def make_token(owner: User, name: str) -> str:
    """A new token for a program of that name. What is returned is kept nowhere. Refused beyond the most that one
    person may have."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise Refused("token_name")
    token = PREFIX + secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)  # of two at once the second is counted after the first
        if IntakeToken.objects.filter(owner=owner, ended_at=None).count() >= MOST:
            raise Refused("tokens_many", numbers=(("most", str(MOST)),))
        row = IntakeToken.objects.create(name=name, owner=owner, token_sha256=_hash(token))
        record_event(owner, "token.make", row)
    return token


def end_token(owner: User, token_id: int) -> None:
    """End one of one's own tokens, for good."""
    with transaction.atomic():
        row = IntakeToken.objects.select_for_update().get(pk=token_id, owner=owner, ended_at=None)
        IntakeToken.objects.filter(pk=row.pk).update(ended_at=timezone.now())
        record_event(owner, "token.end", row)


def tokens_of(owner: User) -> list[IntakeToken]:
    """Those in force, newest first."""
    return list(IntakeToken.objects.filter(owner=owner, ended_at=None).order_by("-made_at"))


def owner_of(token: str) -> User | None:
    """For whom a token acts; None where it is unknown or ended, or its owner is no member of the desk any more.

    A random token of 256 bits needs no slow hash: there is nothing to guess.
    """
    row = IntakeToken.objects.select_related("owner").filter(token_sha256=_hash(token), ended_at=None).first()
    if row is None or not row.owner.is_active:
        return None
    now = timezone.now()
    IntakeToken.objects.filter(Q(used_at=None) | Q(used_at__lt=now - NOTED_EVERY), pk=row.pk).update(used_at=now)
    return row.owner


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
