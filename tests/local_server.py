"""A server on this machine that stands in for the sources: it replays bodies, and faults.

    with LocalServer() as server:
        server.add("/data", b"[]", delay=0.1)
        server.address("/data")

Run as a module it serves from another process, until it is ended, and says "ready" and where once it listens:
`python -m tests.local_server --port 8765 --file /data=FILE --delay 2`; `--body FILE` answers every path.
"""

from __future__ import annotations

import argparse
import signal
import ssl
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back. `delay` comes before the status line, `header_drip` between the bytes of the head,
    `drip` between those of the body, all in seconds; `cut` ends the body after so many bytes although the
    length says more. A header that is given empty is not sent: {"Content-Length": ""} leaves it out."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    header_drip: float = 0
    drip: float = 0
    cut: int | None = None


Handler = Callable[[str], Answer]


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # many workers ask at once

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about; anything else is told."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class LocalServer:
    """`requests` are the paths with their queries, `headers` the headers that came with them and `bodies` what
    was posted, in order."""

    def __init__(self, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer | Handler] = {}
        self.requests: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self._lock = threading.Lock()
        self._scheme = "https" if tls else "http"
        self._server = _Listening(("127.0.0.1", port), _handler_for(self))
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def netloc(self) -> str:
        return f"127.0.0.1:{self.port}"

    def address(self, path: str) -> str:
        return f"{self._scheme}://{self.netloc}{path}"

    def add(
        self,
        path: str,
        body: bytes = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        delay: float = 0,
        header_drip: float = 0,
        drip: float = 0,
        cut: int | None = None,
    ) -> None:
        """The answer for a path; "*" is for every path that has none of its own."""
        self.answers[path] = Answer(body, status, headers or {}, delay, header_drip, drip, cut)

    def add_handler(self, path: str, handler: Handler) -> None:
        self.answers[path] = handler

    def redirect(self, path: str, to: str) -> None:
        self.add(path, status=302, headers={"Location": to})

    def count(self, path: str) -> int:
        """How often a path was asked for, with whatever query."""
        return sum(each.partition("?")[0] == path for each in self.requests)

    def answer(self, asked: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """A path with its query is looked for first, then the path alone, then "*"."""
        with self._lock:
            self.requests.append(asked)
            self.bodies.append(body)
            self.headers.append({name.lower(): value for name, value in headers.items()})
        found = self.answers.get(asked) or self.answers.get(asked.partition("?")[0]) or self.answers.get("*")
        if found is None:
            return Answer(b"not here", 404)
        return found if isinstance(found, Answer) else found(asked)


def _handler_for(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Replaying(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = server.answer(self.path, dict(self.headers))
            time.sleep(answer.delay)
            self._send(answer)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = server.answer(self.path, dict(self.headers), body)
            time.sleep(answer.delay)
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            head = f"HTTP/1.0 {answer.status} OK\r\n"
            headers = {"Content-Length": str(len(answer.body)), **answer.headers}
            head += "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value) + "\r\n"
            self._write(head.encode("latin-1"), answer.header_drip)
            self._write(answer.body[: answer.cut], answer.drip)

        def _write(self, data: bytes, drip: float) -> None:
            if not drip:
                self.wfile.write(data)
                return
            for place in range(len(data)):
                self.wfile.write(data[place : place + 1])
                self.wfile.flush()
                time.sleep(drip)

        def log_message(self, format: str, *args: object) -> None:
            """Silent: what was asked stands in `requests`."""

    return Replaying


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--file", action="append", default=[], metavar="PATH=FILE", help="may be given again")
    parser.add_argument("--body", type=Path, help="what every other path is answered with")
    parser.add_argument("--delay", type=float, default=0, help="seconds before each answer")
    options = parser.parse_args()
    with LocalServer(options.port) as server:
        for path, _sign, name in (each.rpartition("=") for each in options.file):
            server.add(path, Path(name).read_bytes(), delay=options.delay)
        if options.body:
            server.add("*", options.body.read_bytes(), delay=options.delay)
        print(f"ready {server.netloc}", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
