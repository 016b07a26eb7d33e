"""A server on this machine that stands in for the sources: it replays bodies, and faults.

    with LocalServer() as server:
        server.add("/data", b"[]", delay=0.1)
        server.address("/data")

Run as a module it serves one body from another process: `python -m tests.local_server --body FILE`.
"""

from __future__ import annotations

import argparse
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
    """What is sent back. `delay` comes before the status line, `header_drip` between its bytes, `drip`
    between the bytes of the body, all in seconds; `cut` ends the body after so many bytes although the
    length says more."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    header_drip: float = 0
    drip: float = 0
    cut: int | None = None


Handler = Callable[[str], Answer]


class LocalServer:
    def __init__(self, port: int = 0) -> None:
        self.answers: dict[str, Answer | Handler] = {}
        self.requests: list[str] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler_for(self))
        self._server.daemon_threads = True
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
    def netloc(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def address(self, path: str) -> str:
        return f"http://{self.netloc}{path}"

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

    def answer(self, asked: str) -> Answer:
        with self._lock:
            self.requests.append(asked)
        found = self.answers.get(asked) or self.answers.get(asked.partition("?")[0]) or self.answers.get("*")
        if found is None:
            return Answer(b"not here", 404)
        return found if isinstance(found, Answer) else found(asked)


def _handler_for(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Replaying(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = server.answer(self.path)
            time.sleep(answer.delay)
            try:
                self._send(answer)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client had enough: that is what some tests are about

        def _send(self, answer: Answer) -> None:
            head = f"HTTP/1.0 {answer.status} OK\r\n"
            headers = {"Content-Length": str(len(answer.body)), **answer.headers}
            head += "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
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
    parser.add_argument("--body", type=Path, required=True)
    parser.add_argument("--delay", type=float, default=0)
    options = parser.parse_args()
    with LocalServer(options.port) as server:
        server.add("*", options.body.read_bytes(), delay=options.delay)
        print(server.netloc, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
