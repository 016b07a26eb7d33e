"""What people prove themselves by, for tests: an app whose codes are computed, and a security key in software."""

from __future__ import annotations

import hashlib
import json
import os
import time
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import pyotp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth.models import Group
from django.utils import timezone
from fido2 import cbor
from fido2.cose import ES256

from claims.credentials import passcodes
from claims.credentials.vault import code_hash, seal, token_hash
from claims.models import Factor, Invitation, RecoveryCode, User


def make_app(user: User) -> str:
    """Give somebody an authenticator app; its secret."""
    secret = passcodes.new_secret()
    Factor.objects.create(user=user, kind=Factor.Kind.APP, name="app", secret=seal(secret))
    return secret


def make_key(user: User) -> Factor:
    """A row like that of a passkey, which signs nothing."""
    rest = {"name": "key", "secret": "00", "credential_key": os.urandom(32).hex()}
    return Factor.objects.create(user=user, kind=Factor.Kind.PASSKEY, **rest)


def code_of(secret: str, *, later: int = 0) -> str:
    """The code that the app shows now, or so many steps later."""
    return pyotp.TOTP(secret).at(int(time.time()) + later * passcodes.STEP)


def make_recovery_code(user: User, code: str = "abcde-fghjk") -> str:
    RecoveryCode.objects.create(user=user, code_hash=code_hash(user.pk, code))
    return code


def make_invitation(by: User, token: str = "token", **columns: Any) -> Invitation:
    """One that is open for a week, by that token."""
    soon = timezone.now() + timedelta(days=7)
    defaults: dict[str, Any] = {"name": "Eve Field", "email": "eve@example.org", "expires_at": soon}
    defaults |= {"group": Group.objects.get(name="checker"), "token_sha256": token_hash(token)}
    return Invitation.objects.create(by=by, **{**defaults, **columns})


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftKey:
    """A security key of one credential, as a browser on `origin` speaks for it."""

    def __init__(self, origin: str = "http://localhost", host: str = "localhost") -> None:
        self.origin, self.host = origin, host
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.counter = 0

    def create(self, question: str) -> str:
        """The answer to a question of `passkeys.begin_adding`."""
        data, key = (
            self._client_data("webauthn.create", question),
            cbor.encode(ES256.from_cryptography_key(self.public)),  # type: ignore[no-untyped-call]
        )
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + key
        attested = {"fmt": "none", "attStmt": {}, "authData": self._authenticator_data(0x41) + credential}
        return self._answer({"clientDataJSON": _text(data), "attestationObject": _text(cbor.encode(attested))})

    def get(self, question: str) -> str:
        """The answer to a question of `passkeys.begin_proving`."""
        self.counter += 1
        data, said = self._client_data("webauthn.get", question), self._authenticator_data(0x01)
        signature = self.key.sign(said + hashlib.sha256(data).digest(), ec.ECDSA(hashes.SHA256()))
        told = {"clientDataJSON": data, "authenticatorData": said, "signature": signature}
        return self._answer({name: _text(value) for name, value in told.items()})

    @property
    def public(self) -> Any:
        return self.key.public_key()

    def _client_data(self, kind: str, question: str) -> bytes:
        asked = {"type": kind, "challenge": json.loads(question)["challenge"], "origin": self.origin}
        return json.dumps(asked).encode()

    def _authenticator_data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _answer(self, response: dict[str, str]) -> str:
        whole = {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response}
        return json.dumps({**whole, "clientExtensionResults": {}})
