"""A door that may send a body: to one address, without a redirect, within the same limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from claims.sources.http import Door, DoorConfig
from claims.values import Request, SourceError
from tests.local_server import LocalServer


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        running.add("*", b"answered")
        yield running


def door(server: LocalServer, *, posts_to: str = "/model") -> Door:
    address = server.address(posts_to) if posts_to else ""
    return Door(DoorConfig(outgoing_allow=frozenset({server.netloc}), total_seconds=20, posts_to=address))


def asked(server: LocalServer, path: str = "/model") -> Request:
    return Request(server.address(path), method="POST", body=b"a question", headers=(("Authorization", "k"),))


def failure(door: Door, request: Request) -> SourceError:
    with pytest.raises(SourceError) as caught, door.fetch(request):
        pass
    return caught.value


def test_a_body_reaches_the_address_that_takes_it(server: LocalServer) -> None:
    with door(server).fetch(asked(server)) as response:
        assert response.body.read() == b"answered"

    assert (server.requests, server.bodies) == (["/model"], [b"a question"])
    assert server.headers[0]["authorization"] == "k"


@pytest.mark.parametrize("path", ["/", "/model/", "/model?a=b", "/other"])
def test_no_other_address_is_sent_a_body(server: LocalServer, path: str) -> None:
    error = failure(door(server), asked(server, path))

    assert (error.code, error.permanent, server.requests) == ("bad_method", True, [])


def test_a_door_that_posts_nowhere_posts_nowhere(server: LocalServer) -> None:
    assert failure(door(server, posts_to=""), asked(server)).code == "bad_method"


@pytest.mark.parametrize("change", [{"body": b""}, {"method": "PUT"}, {"method": "GET"}, {"method": "post"}])
def test_a_post_without_a_body_and_a_body_without_a_post_are_not_sent(
    server: LocalServer, change: dict[str, str | bytes]
) -> None:
    error = failure(door(server), replace(asked(server), **change))  # type: ignore[arg-type]

    assert (error.code, server.requests) == ("bad_method", [])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_that_is_none(server: LocalServer, status: int) -> None:
    server.add("/model", status=status, headers={"Location": server.address("/elsewhere")})

    error = failure(door(server), asked(server))

    assert (error.code, error.permanent, server.requests) == ("bad_status", True, ["/model"])


def test_a_body_goes_no_more_inside_the_house_than_a_question(server: LocalServer) -> None:
    closed = Door(DoorConfig(posts_to=server.address("/model")))

    assert (failure(closed, asked(server)).code, server.requests) == ("refused_address", [])
