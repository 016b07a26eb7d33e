"""A mail server on this machine that keeps what it takes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class Box:
    """What a mail server does with each recipient, and what it took."""

    def __init__(self) -> None:
        self.took: list[Any] = []
        self.answer = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the name that the server calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.took.append(envelope)
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[tuple[Box, int]]:
    """What it took, and its port."""
    box = Box()
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
    server = Controller(box, hostname=HOST, port=port)
    server.start()
    try:
        yield box, port
    finally:
        server.stop()
