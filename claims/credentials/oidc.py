"""Signing in with the house's own accounts: OpenID Connect, the code flow with PKCE (S256), state and nonce.

Pure but for `fetch`, which it is given: what goes to the provider leaves by the desk's one door."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from claims.values import Request

Fetch = Callable[[Request], bytes]

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY = 60  # seconds that the clocks of the house may differ
LONGEST_SUBJECT = 255  # characters, as OpenID Connect has it
LARGEST = 500_000  # bytes of an answer
STRONG = frozenset({"mfa", "otp", "hwk", "swk", "sms", "fpt", "face", "iris"})  # RFC 8176: more than a password


class NotVouched(Exception):
    """The provider's answer does not hold; the argument says for the log why."""


class NotAnew(NotVouched):
    """It holds, but nobody logged in there since they were asked to."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The house's provider, as the settings have it. `groups` maps names of its claim to groups of the desk."""

    issuer: str
    client_id: str
    client_secret: str
    scopes: str
    groups_claim: str
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Begun:
    """What the browser keeps between going there and coming back. `since` is the time, in seconds, from which on the
    person must have logged in there; 0 where it counts whenever they did."""

    state: str
    nonce: str
    verifier: str
    since: int = 0

    @classmethod
    def now(cls, *, since: int = 0) -> Begun:
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), since)


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for. `email` is empty unless the provider has verified it; `strong` says that it
    asked for more than a password; `groups` are groups of the desk; `logged_in_at` is when they logged in there, in
    seconds, 0 where it does not say."""

    subject: str
    email: str
    name: str
    username: str
    groups: frozenset[str]
    strong: bool
    logged_in_at: int


def where_to(provider: Provider, begun: Begun, back: str, fetch: Fetch) -> str:
    """The address at the provider to which the browser is sent."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": provider.scopes,
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if begun.since:  # ask even whom it knows still, and say when it did (OpenID Connect Core, 3.1.2.1)
        asked |= {"prompt": "login", "max_age": "0"}
    address = _told(_discovered(provider, fetch), "authorization_endpoint")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def vouched(provider: Provider, begun: Begun, back: str, code: str, fetch: Fetch) -> Vouched:
    """Trade the code for a signed token and read who it is. Raises NotVouched; NotAnew where the browser, in whose
    hands the address was, came back without a log-in that was asked for."""
    known = _discovered(provider, fetch)
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": begun.verifier}
    answer = _json(fetch(_exchange(provider, _told(known, "token_endpoint"), fields)))
    token = _told(answer, "id_token")
    keys = _json(fetch(Request(_told(known, "jwks_uri"), limit=LARGEST)))
    person = _person(provider, _claims(provider, token, keys, begun.nonce))
    if begun.since and person.logged_in_at < begun.since - LEEWAY:
        raise NotAnew("nobody has logged in anew there, or the provider tells no auth_time")
    return person


def _discovered(provider: Provider, fetch: Fetch) -> Mapping[str, Any]:
    address = f"{provider.issuer}/.well-known/openid-configuration"
    known = _json(fetch(Request(address, limit=LARGEST)))
    if str(known.get("issuer", "")).rstrip("/") != provider.issuer:
        raise NotVouched("the provider names another issuer")
    return known


def _exchange(provider: Provider, address: str, fields: dict[str, str]) -> Request:
    """The client's secret goes in the header, as every provider has to take it (RFC 6749, 2.3.1)."""
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    headers = (
        ("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}"),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Accept", "application/json"),
    )
    return Request(address, method="POST", headers=headers, body=urlencode(fields).encode(), limit=LARGEST)


def _claims(provider: Provider, token: str, keys: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
    import jwt  # noqa: PLC0415 - heavy, see the package

    try:
        header = jwt.get_unverified_header(token)
        key = _key(jwt.PyJWKSet.from_dict(dict(keys)).keys, header.get("kid"))
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "sub", "aud", "iss", "nonce"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError) as error:
        raise NotVouched(f"the token does not hold: {error}") from error
    _must_be_for_us(provider, claims, nonce)
    return claims


def _key(keys: Sequence[Any], kid: str | None) -> Any:
    """The key that the token names; the only one where it names none."""
    found = [key for key in keys if kid is None or key.key_id == kid]
    if len(found) != 1:
        raise NotVouched("the provider has no such key")
    return found[0]


def _must_be_for_us(provider: Provider, claims: Mapping[str, Any], nonce: str) -> None:
    if str(claims["iss"]).rstrip("/") != provider.issuer:
        raise NotVouched("another issuer signed the token")
    if len(str(claims["sub"])) > LONGEST_SUBJECT:  # cut, two people would be one
        raise NotVouched("the provider's id of the person is too long")
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise NotVouched("the token answers another request")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", provider.client_id if not several else None) != provider.client_id:
        raise NotVouched("the token was issued to another client")


def _person(provider: Provider, claims: Mapping[str, Any]) -> Vouched:
    named = claims.get(provider.groups_claim) or []
    theirs = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    methods = claims.get("amr")
    return Vouched(
        subject=str(claims["sub"]),
        email=_text(claims, "email") if claims.get("email_verified") is True else "",
        name=_text(claims, "name"),
        username=_text(claims, "preferred_username"),
        groups=frozenset(provider.groups[each] for each in map(str, theirs) if each in provider.groups),
        strong=isinstance(methods, list) and not STRONG.isdisjoint(map(str, methods)),
        logged_in_at=_seconds(claims.get("auth_time")),
    )


def _seconds(value: Any) -> int:
    """A time of the provider's; none that lies ahead, which would count for longer."""
    known = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < time.time() + LEEWAY
    return int(value) if known else 0


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return " ".join(value.split())[:120] if isinstance(value, str) else ""


def _told(answer: Mapping[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise NotVouched(f"the provider tells no {name}")
    return value


def _json(body: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotVouched("the provider answers with no JSON") from error
    if not isinstance(read, dict):
        raise NotVouched("the provider answers with no object")
    return read
