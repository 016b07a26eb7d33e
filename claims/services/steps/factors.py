"""Whether somebody has to prove a second factor, and whether what they give is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from claims.credentials import passcodes, passkeys
from claims.credentials.vault import Unreadable, code_hash, unseal
from claims.models import Factor, RecoveryCode, User
from claims.workflow import record_event


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser was asked of its passkeys, and its answer. `state` is what the session kept of the question."""

    site: passkeys.Site
    state: dict[str, Any]
    answer: str


def must_have(user: User) -> bool:
    """Whether a group of theirs demands a second factor; who may do everything is in every group."""
    demanded = settings.SECOND_FACTOR_GROUPS
    if not demanded:
        return False
    return user.is_superuser or user.groups.filter(name__in=demanded).exists()


def code_fits(user: User, code: str) -> bool:
    """Whether it is a code of their app or a recovery code. Either is taken once."""
    return _app_fits(user, code) or _recovery_fits(user, code)


def _app_fits(user: User, code: str) -> bool:
    app = Factor.objects.filter(user=user, kind=Factor.Kind.APP).first()
    if app is None:
        return False
    try:
        step = passcodes.matching_step(unseal(app.secret), code, after=app.counter)
    except Unreadable:
        return False
    if step is None:
        return False
    rows = Factor.objects.filter(pk=app.pk, counter__lt=step)  # of two who bring the same code one gets in
    return bool(rows.update(counter=step, used_at=timezone.now()))


def _recovery_fits(user: User, code: str) -> bool:
    rows = RecoveryCode.objects.filter(user=user, code_hash=code_hash(user.pk, code), used_at__isnull=True)
    if not rows.update(used_at=timezone.now()):
        return False
    record_event(user, "user.recovery_code", user)
    return True


def passkey_fits(user: User, asked: Asked) -> bool:
    """Whether one of their passkeys signed. A counter that goes back is that of a copy."""
    rows = {each.secret: each for each in Factor.objects.filter(user=user, kind=Factor.Kind.PASSKEY)}
    try:
        used = passkeys.finish_proving(asked.site, asked.state, list(rows), asked.answer)
    except passkeys.NotProven:
        return False
    row = rows[used.credential]
    if used.counter <= row.counter and used.counter + row.counter > 0:
        return False
    taken = Factor.objects.filter(pk=row.pk, counter=row.counter)
    return bool(taken.update(counter=used.counter, used_at=timezone.now()))
