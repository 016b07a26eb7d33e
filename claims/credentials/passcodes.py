"""Codes of an authenticator app (TOTP, RFC 6238): six digits, a new code every thirty seconds."""

from __future__ import annotations

import time

import pyotp
import segno

STEP = 30  # seconds
TOLERATED = 1  # steps that a clock may be off, to either side


def new_secret() -> str:
    return pyotp.random_base32()


def app_address(secret: str, *, person: str, desk: str) -> str:
    """What the app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=person, issuer_name=desk)


def picture(address: str) -> str:
    """The address as a QR code: an SVG without styles, so that the content policy lets it stand."""
    code = segno.make(address, error="m", micro=False)
    return str(
        code.svg_inline(
            scale=5, border=4, dark="#000000", light="#ffffff", omitsize=True, svgclass="qr", lineclass=None
        )
    )


def matching_step(secret: str, code: str, *, after: int) -> int | None:
    """The step of time whose code this is, None where it is none of now; a step up to `after` counts no more, for
    a code is taken once."""
    digits = "".join(sign for sign in code if sign.isdecimal() and sign.isascii())
    now = int(time.time()) // STEP
    app = pyotp.TOTP(secret)
    for step in range(now - TOLERATED, now + TOLERATED + 1):
        if step > after and len(digits) == 6 and pyotp.utils.strings_equal(app.generate_otp(step), digits):
            return step
    return None
