"""Which addresses may be reached from the desk: public ones, whatever the spelling.

Own code: the check must hold for the very address that is dialled, after names were resolved, and for the
public internet as it is meant by a newsroom; no client offers it.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import idna

PORTS = {"http": 80, "https": 443}
LONGEST = 4000  # characters of an address
_NUMERIC = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)")
_WRAPPING = tuple(
    ipaddress.ip_network(each)
    for each in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10", "100::/64")
)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class BadAddress(ValueError):
    """The text is no address that may be fetched."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads: `host` as it is resolved, `netloc` as OUTGOING_ALLOW names it."""

    scheme: str
    host: str
    port: int

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def target_of(address: str) -> Target:
    """The parts that are dialled; raises BadAddress for anything but a plain http(s) address."""
    if len(address) > LONGEST or any(unicodedata.category(sign)[0] in "CZ" for sign in address) or "\\" in address:
        raise BadAddress(address[:200])
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise BadAddress(address[:200]) from error
    if parts.scheme not in PORTS or parts.username is not None or parts.password is not None or not parts.hostname:
        raise BadAddress(address[:200])
    return Target(parts.scheme, _host(parts.hostname), port if port is not None else PORTS[parts.scheme])


def _host(host: str) -> str:
    """The name in its ASCII form, or a literal address in its usual spelling; other spellings are refused."""
    if ":" in host:
        if "%" in host:
            raise BadAddress(host)
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise BadAddress(host) from error
    name = host.rstrip(".")
    try:
        plain = name if name.isascii() else idna.encode(name, uts46=True).decode()
    except idna.IDNAError as error:
        raise BadAddress(host) from error
    return _name(plain.lower(), host)


def _name(name: str, host: str) -> str:
    labels = name.split(".")
    if not all(labels) or not re.fullmatch(r"[a-z0-9._-]{1,253}", name):
        raise BadAddress(host)
    if _NUMERIC.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError as error:
            raise BadAddress(host) from error
    return name


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet, and wraps no other."""
    if isinstance(address, ipaddress.IPv6Address) and _wraps(address):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _wraps(address: ipaddress.IPv6Address) -> bool:
    """Whether an address of the sixth version carries one of the fourth, or stands for none."""
    return address.ipv4_mapped is not None or any(address in network for network in _WRAPPING)


def address_key(address: str) -> str:
    """The sha256 of an address without fragment, its host in lower case."""
    parts = urlsplit(address)
    plain = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
    return hashlib.sha256(plain.encode()).hexdigest()
