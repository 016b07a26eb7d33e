"""An OpenID Connect provider on this machine that signs real tokens, and does as it is told."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.local_server import Answer, LocalServer

CLIENT, SECRET = "desk", "a secret: of the house"


class House:
    """`claims` are what the next token says besides the usual; `broken` changes the token before it is signed,
    `signer` and `algorithm` how it is signed. What the desk asked with stands in `asked`."""

    def __init__(self, server: LocalServer) -> None:
        self.server, self.issuer = server, server.address("")
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signer: Any = self.key
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        server.add_handler("/.well-known/openid-configuration", lambda _path: _json(self._told()))
        server.add_handler("/keys", lambda _path: _json({"keys": [self._public()]}))
        server.add_handler("/token", lambda _path: self._trade())

    def _told(self) -> dict[str, str]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.issuer, **{name: f"{self.issuer}/{place}" for name, place in places.items()}}

    def _public(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {**read, "kid": "one", "use": "sig", "alg": "RS256"}

    def sent(self, address: str) -> str:
        """A browser comes to the address that the desk sent it to: the state with which it goes back."""
        self.asked = {name: values[0] for name, values in parse_qs(address.partition("?")[2]).items()}
        return self.asked["state"]

    def _trade(self) -> Answer:
        """A token for the code, where client and verifier are right."""
        given = {name: values[0] for name, values in parse_qs(self.server.bodies[-1].decode()).items()}
        verifier = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=")
        client = base64.b64encode(b"desk:a%20secret%3A%20of%20the%20house").decode()
        right = self.server.headers[-1]["authorization"] == f"Basic {client}"
        right = right and verifier.decode() == self.asked["code_challenge"] and given["code"] == "right"
        right = right and given["redirect_uri"] == self.asked["redirect_uri"]
        return _json({"id_token": self.token(), "access_token": "x"}) if right else Answer(b"{}", 400)

    def token(self) -> str:
        now = int(time.time())
        said = {"iss": self.issuer, "sub": "7", "aud": CLIENT, "iat": now, "exp": now + 300}
        said |= {"nonce": self.asked["nonce"], **self.claims}
        return jwt.encode(said, self.signer, algorithm=self.algorithm, headers={"kid": "one"})


def _json(value: Any) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json"})
