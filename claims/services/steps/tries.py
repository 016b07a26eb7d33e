"""Tries to sign in, counted in the database by what was typed and by where it came from.

A try is written down before the secret is looked at, so that many at once cannot outrun the count. A name that
nobody has is counted like any other: being locked out tells nothing about who there is."""

from __future__ import annotations

import ipaddress
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from claims.credentials.vault import keyed_hash
from claims.models import FailedTry, User
from claims.services.refusal import Refused
from claims.workflow import record_event

OF_ACCOUNT = 10  # failed tries within WINDOW after which a name is locked
OF_ADDRESS = 100  # and an address: a newsroom of many people may share one
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Try:
    """One that is under way, as its row has it."""

    row: int
    account_key: str


def account_key(name: str) -> str:
    return keyed_hash("account", unicodedata.normalize("NFKC", name).strip().casefold())


def address_key(address: str) -> str:
    """Of an IPv6 address its network, for one machine has as many addresses there as it likes."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return keyed_hash("address", address)
    network = ipaddress.ip_network((read, 64 if read.version == 6 else 32), strict=False)
    return keyed_hash("address", str(network))


def begin(name: str, address: str) -> Try:
    """Note a try; raises Refused where the name or the address is locked."""
    keys = {"account_key": account_key(name), "address_key": address_key(address)}
    row = FailedTry.objects.create(**keys)
    lately = FailedTry.objects.filter(at__gt=timezone.now() - WINDOW)
    of_account = lately.filter(account_key=keys["account_key"])[: OF_ACCOUNT + 1].count()
    of_address = lately.filter(address_key=keys["address_key"])[: OF_ADDRESS + 1].count()
    if of_account > OF_ACCOUNT or of_address > OF_ADDRESS:
        row.delete()  # else whoever goes on trying would never be let in again
        raise Refused("locked_out", numbers=(("minutes", str(int(WINDOW.total_seconds()) // 60)),))
    return Try(row.pk, keys["account_key"])


def passed(this: Try) -> None:
    """The try failed not. What failed before it counts on until somebody is all the way in."""
    FailedTry.objects.filter(pk=this.row).delete()


def failed(this: Try, user: User | None) -> None:
    """The try failed: its row stays. The one that locks an account is an event of it."""
    rows = FailedTry.objects.filter(account_key=this.account_key, at__gt=timezone.now() - WINDOW)
    if rows[: OF_ACCOUNT + 1].count() == OF_ACCOUNT and user is not None:
        record_event(None, "user.locked", user)


def forget(name: str) -> None:
    """Whoever is all the way in, or has set a new password by mail, begins anew."""
    FailedTry.objects.filter(account_key=account_key(name)).delete()


def forget_old() -> None:
    FailedTry.objects.filter(at__lt=timezone.now() - 2 * WINDOW).delete()
