"""A mailbox that speaks as much of IMAP4rev1 (RFC 3501) as reading unread mail needs, on loopback."""

from __future__ import annotations

import re
import socketserver
import threading
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass
class Box:
    """Mails by their numbers, and which of them were read; `sizes` are told in place of those they have, `fetched` is
    what was asked for of which mail. `hangs_up_at` is the command on which the connection is dropped."""

    password: str = "not a secret"
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    sizes: dict[int, int] = field(default_factory=dict)
    fetched: list[tuple[int, str]] = field(default_factory=list)
    hangs_up_at: str = ""

    def put(self, mail: bytes) -> None:
        self.mails[len(self.mails) + 1] = mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say(b"* OK ready")
        while line := self.rfile.readline():
            tag, _space, command = line.strip().partition(b" ")
            if not self._answer(tag, command.decode()):
                return

    @property
    def box(self) -> Box:
        box: Box = self.server.box  # type: ignore[attr-defined]
        return box

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def _answer(self, tag: bytes, command: str) -> bool:
        word = " ".join(command.split()[: 2 if command.upper().startswith("UID") else 1]).upper()
        if word == self.box.hangs_up_at:
            return False
        if word == "LOGIN" and self.box.password not in command:
            self._say(tag + b" NO [AUTHENTICATIONFAILED] wrong password")
            return True
        if word == "CAPABILITY":
            self._say(b"* CAPABILITY IMAP4rev1")
        elif word in ("SELECT", "EXAMINE"):
            self._say(b"* %d EXISTS" % len(self.box.mails))
        elif word == "UID SEARCH":
            unread = [number for number in self.box.mails if number not in self.box.seen]
            given = re.search(r"UID (\d+)", command.partition("SEARCH")[2])
            found = [int(given[1])] if given else unread
            self._say(b"* SEARCH " + b" ".join(b"%d" % number for number in found))
        elif word == "UID FETCH":
            self._fetch(int(command.split()[2]), command.split(maxsplit=3)[3])
        elif word == "UID STORE":
            self.box.seen.add(int(command.split()[2]))
        elif word == "LOGOUT":
            self._say(b"* BYE")
        self._say(tag + b" OK done")
        return word != "LOGOUT"

    def _fetch(self, number: int, parts: str) -> None:
        """Of a mail what is asked for, as (UID RFC822.SIZE BODY.PEEK[HEADER]<0.100>) asks."""
        mail = self.box.mails[number]
        self.box.fetched.append((number, parts))
        told = b"* %d FETCH (UID %d FLAGS () RFC822.SIZE %d" % (number, number, self.box.sizes.get(number, len(mail)))
        if "BODY" not in parts:
            return self._say(told + b")")
        if "[HEADER]" in parts:
            mail = mail.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        if cut := re.search(r"<0\.(\d+)>", parts):
            mail = mail[: int(cut[1])]
        self._say(told + b" BODY[] {%d}" % len(mail))
        self.wfile.write(mail)
        return self._say(b")")


class ImapServer:
    """`with ImapServer() as server:` serves `server.box` at `server.port`."""

    def __init__(self) -> None:
        self.box = Box()
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.box = self.box  # type: ignore[attr-defined]
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self._server.shutdown()
        self._server.server_close()
