"""Security keys and passkeys (WebAuthn): what the browser is asked, and whether its answer holds.

A passkey belongs to the host of the desk's address; browsers make none for a bare number such as 127.0.0.1."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData

Answer = Mapping[str, Any]
# What the libraries raise over an answer that is none, or is nested without end.
BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, struct.error)


class NotProven(Exception):
    """The browser's answer is none, or does not hold."""


@dataclass(frozen=True, slots=True)
class Site:
    """The desk as the browser knows it: host, without port, and origin."""

    host: str
    origin: str
    name: str

    @property
    def takes_passkeys(self) -> bool:
        try:
            ipaddress.ip_address(self.host.strip("[]"))
        except ValueError:
            return True
        return False


@dataclass(frozen=True, slots=True)
class Passkey:
    """What is kept of one: its id and its public key, as texts, and how often it has signed."""

    credential: str
    counter: int


def _server(site: Site) -> Fido2Server:
    from fido2.server import Fido2Server  # noqa: PLC0415 - heavy, see the package
    from fido2.webauthn import PublicKeyCredentialRpEntity  # noqa: PLC0415

    party = PublicKeyCredentialRpEntity(id=site.host, name=site.name)
    return Fido2Server(party, verify_origin=lambda origin: origin == site.origin)


def _read(credentials: Sequence[str]) -> list[AttestedCredentialData]:
    from fido2.webauthn import AttestedCredentialData  # noqa: PLC0415 - heavy, see the package

    return [AttestedCredentialData(bytes.fromhex(each)) for each in credentials]


def credential_key(credential: str) -> str:
    """A name of 64 hexadecimal digits for a passkey, the same whenever it is registered."""
    (read,) = _read([credential])
    return hashlib.sha256(read.credential_id).hexdigest()


def begin_adding(site: Site, *, user_id: int, name: str, known: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """(what the browser is asked, as JSON; the state that `finish_adding` needs). Keys that are known are refused
    by the browser."""
    from fido2.webauthn import PublicKeyCredentialUserEntity  # noqa: PLC0415 - heavy, see the package

    person = PublicKeyCredentialUserEntity(id=str(user_id).encode(), name=name, display_name=name)
    options, state = _server(site).register_begin(person, _read(known), user_verification=None)
    return json.dumps(dict(options)["publicKey"], default=dict), state


def finish_adding(site: Site, state: dict[str, Any], answer: str) -> Passkey:
    """Raises NotProven."""
    try:
        data = _server(site).register_complete(state, json.loads(answer))
    except BROKEN as error:
        raise NotProven from error
    if data.credential_data is None:
        raise NotProven
    return Passkey(bytes(data.credential_data).hex(), data.counter)


def begin_proving(site: Site, known: Sequence[str]) -> tuple[str, dict[str, Any]]:
    options, state = _server(site).authenticate_begin(_read(known))
    return json.dumps(dict(options)["publicKey"], default=dict), state


def finish_proving(site: Site, state: dict[str, Any], known: Sequence[str], answer: str) -> Passkey:
    """Which of the known passkeys signed, with its new counter. Raises NotProven."""
    from fido2.webauthn import AuthenticationResponse  # noqa: PLC0415 - heavy, see the package

    try:
        given = json.loads(answer)
        credential = _server(site).authenticate_complete(state, _read(known), given)
        counter = AuthenticationResponse.from_dict(given).response.authenticator_data.counter
    except BROKEN as error:
        raise NotProven from error
    return Passkey(bytes(credential).hex(), counter)
