"""Secrets as rows keep them: sealed where they are needed again, hashed where they are only compared."""

from __future__ import annotations

import base64
import hashlib
import secrets
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
CODES = 10
HALF = 5  # letters of a half of a recovery code: ten are 49 bits


class Unreadable(Exception):
    """A sealed text was sealed under another SECRET_KEY."""


@cache
def _box(key: str) -> Fernet:
    from cryptography.fernet import Fernet  # noqa: PLC0415 - heavy, see the package

    digest = hashlib.sha256(b"claims.credentials.vault" + key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def seal(text: str) -> str:
    """Encrypted under the desk's SECRET_KEY."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises Unreadable. Keys of before (SECRET_KEY_FALLBACKS) are tried too."""
    from cryptography.fernet import InvalidToken  # noqa: PLC0415 - heavy, see the package

    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _box(key).decrypt(sealed.encode()).decode()
        except InvalidToken:
            continue
    raise Unreadable


def new_token() -> str:
    """A token for a link, 256 bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(purpose: str, text: str) -> str:
    """A hash that nobody without the desk's key can try guesses against, 64 hexadecimal digits."""
    return salted_hmac(f"claims.{purpose}", text, algorithm="sha256").hexdigest()


def new_codes() -> list[str]:
    """Recovery codes as people read them: two halves with a hyphen."""
    return [
        "-".join("".join(secrets.choice(LETTERS) for _each in range(HALF)) for _half in range(2))
        for _code in range(CODES)
    ]


def code_hash(user_id: int, code: str) -> str:
    """The hash of a recovery code, however it was typed."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return keyed_hash("recovery", f"{user_id}:{plain}")
