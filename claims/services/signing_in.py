"""Signing in: the password first, then the second factor of those who have one. Whoever tries too often is locked
out for a while, whichever of the two it was."""

from __future__ import annotations

from django.contrib.auth import authenticate

from claims.models import DeskSession, Factor, User
from claims.services.refusal import Refused
from claims.services.steps import factors, sign_ins, tries
from claims.services.steps.factors import Asked
from claims.workflow import record_event


def known_by_password(name: str, password: str, *, address: str) -> User:
    """Who that is; raises Refused where nobody is, or where it was tried too often from there or of that name."""
    this = tries.begin(name, address)
    user = authenticate(username=name, password=password)
    if not isinstance(user, User):
        tries.failed(this, User.objects.filter(username=name).first())
        raise Refused("sign_in_wrong")
    tries.passed(this)
    return user


def confirm_password(user: User, password: str, *, address: str) -> None:
    """The same for somebody who is signed in already and is asked once more."""
    this = tries.begin(user.username, address)
    if not user.check_password(password):
        tries.failed(this, user)
        raise Refused("password_wrong")
    tries.passed(this)


def prove_by_code(user: User, code: str, *, address: str) -> None:
    """A code of the app, or a recovery code. Raises Refused."""
    this = tries.begin(user.username, address)
    if not factors.code_fits(user, code):
        tries.failed(this, user)
        raise Refused("code_wrong")
    tries.passed(this)


def prove_by_passkey(user: User, asked: Asked, *, address: str) -> None:
    this = tries.begin(user.username, address)
    if not factors.passkey_fits(user, asked):
        tries.failed(this, user)
        raise Refused("passkey_wrong")
    tries.passed(this)


def has_factor(user: User) -> bool:
    return Factor.objects.filter(user=user).exists()


def must_have_factor(user: User) -> bool:
    return factors.must_have(user)


def all_the_way_in(user: User) -> None:
    """What failed before counts no more."""
    tries.forget(user.username)


def end_session(user: User, handle: str) -> bool:
    """End one session of theirs, named by its handle (see `claims.queries.accounts`)."""
    for row in DeskSession.objects.filter(user_id=user.pk):
        if row.handle == handle:
            record_event(user, "user.session_ended", user)
            row.delete()
            return True
    return False


def end_other_sessions(user: User, *, but: str) -> int:
    ended = sign_ins.end_sessions(user, but=but)
    record_event(user, "user.sessions_ended", user, {"ended": ended})
    return ended
