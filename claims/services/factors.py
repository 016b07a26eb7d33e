"""A person's second factors: added, taken away, and the codes for who has lost them all."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from claims.credentials import passcodes, passkeys
from claims.credentials.vault import code_hash, new_codes, seal
from claims.models import Factor, RecoveryCode, User
from claims.services.refusal import Refused
from claims.services.steps.factors import must_have
from claims.workflow import NotAllowed, record_event

MANAGE = "claims.manage_people"
LONGEST_NAME = 60
MOST = 10  # factors of one person


def add_app(user: User, secret: str, code: str) -> list[str]:
    """Add an authenticator app, shown to work by a first code; the recovery codes where these are the first."""
    step = passcodes.matching_step(secret, code, after=0)
    if step is None:
        raise Refused("code_wrong")
    with transaction.atomic():
        _person(user)
        if Factor.objects.filter(user=user, kind=Factor.Kind.APP).exists():
            raise Refused("app_already")
        columns = {"name": Factor.Kind.APP.label, "secret": seal(secret), "counter": step}
        return _added(user, Factor.objects.create(user=user, kind=Factor.Kind.APP, **columns))


def add_passkey(user: User, site: passkeys.Site, state: dict[str, Any], answer: str, *, name: str) -> list[str]:
    """Add a security key or passkey; the recovery codes where these are the first."""
    try:
        made = passkeys.finish_adding(site, state, answer)
    except passkeys.NotProven as error:
        raise Refused("passkey_wrong") from error
    named = " ".join(name.split())[:LONGEST_NAME] or str(Factor.Kind.PASSKEY.label)
    columns = {"secret": made.credential, "credential_key": passkeys.credential_key(made.credential)}
    with transaction.atomic():
        _person(user)
        if Factor.objects.filter(user=user).count() >= MOST:
            raise Refused("factors_many", numbers=(("most", str(MOST)),))
        try:
            with transaction.atomic():
                row = Factor.objects.create(
                    user=user, kind=Factor.Kind.PASSKEY, name=named, counter=made.counter, **columns
                )
        except IntegrityError as error:
            raise Refused("passkey_already") from error
        return _added(user, row)


def _added(user: User, factor: Factor) -> list[str]:
    record_event(user, "user.factor_added", user, {"kind": factor.kind, "factor": factor.pk})
    return [] if RecoveryCode.objects.filter(user=user, used_at__isnull=True).exists() else _new_codes(user)


def remove_factor(user: User, factor_id: int) -> None:
    """Take one away; with the last one go the recovery codes. Refused where their group demands one."""
    with transaction.atomic():
        _person(user)
        factor = Factor.objects.get(pk=factor_id, user=user)
        last = Factor.objects.filter(user=user).count() == 1
        if last and must_have(user):
            raise Refused("factor_demanded")
        record_event(user, "user.factor_removed", user, {"kind": factor.kind, "factor": factor.pk})
        factor.delete()
        if last:
            RecoveryCode.objects.filter(user=user).delete()


def make_codes(user: User) -> list[str]:
    """New recovery codes, in place of those there are."""
    with transaction.atomic():
        _person(user)
        if not Factor.objects.filter(user=user).exists():
            raise Refused("codes_of_what")
        return _new_codes(user)


def _new_codes(user: User) -> list[str]:
    codes = new_codes()
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_hash=code_hash(user.pk, each)) for each in codes)
    record_event(user, "user.recovery_codes", user)
    return codes


def take_factors_away(actor: User, person: User) -> None:
    """Somebody lost every factor and every code, and was recognised by who may manage people: they sign in by
    password alone, and set up a new one."""
    if not actor.has_perm(MANAGE) or person.pk == actor.pk or (person.is_superuser and not actor.is_superuser):
        raise NotAllowed
    with transaction.atomic():
        _person(person)
        gone = Factor.objects.filter(user=person).delete()[0]
        RecoveryCode.objects.filter(user=person).delete()
        record_event(actor, "user.factors_taken_away", person, {"factors": gone})


def _person(user: User) -> None:
    """Lock their row: two changes of one person's factors follow one another."""
    User.objects.select_for_update().get(pk=user.pk)
