"""Answers of browsers and files of curators that are made to break their readers."""

from __future__ import annotations

import base64
import json

import pytest

from claims.credentials import passkeys
from claims.sources.sheet_files import MOST_COLUMNS, BadFile, read_lines

SITE = passkeys.Site("desk.example", "https://desk.example", "Desk")


def _base64(body: bytes) -> str:
    return base64.urlsafe_b64encode(body).rstrip(b"=").decode()


@pytest.mark.parametrize("attestation", [b"", b"\x81" * 2000, b"\x1b", b"\xa3cfmt"])
def test_a_passkey_whose_bytes_are_none_is_not_proven(attestation: bytes) -> None:
    _question, state = passkeys.begin_adding(SITE, user_id=1, name="ada", known=[])
    told = {"type": "webauthn.create", "challenge": state["challenge"], "origin": SITE.origin}
    response = {"clientDataJSON": _base64(json.dumps(told).encode()), "attestationObject": _base64(attestation)}
    answer = {"id": "AA", "rawId": "AA", "type": "public-key", "response": response}

    with pytest.raises(passkeys.NotProven):
        passkeys.finish_adding(SITE, state, json.dumps(answer))


def test_an_answer_that_is_nested_without_end_is_not_proven() -> None:
    with pytest.raises(passkeys.NotProven):
        passkeys.finish_proving(SITE, {}, [], "[" * 200_000)


def test_a_heading_of_more_columns_than_any_table_has_is_refused_before_lines_are_filled_up_to_it() -> None:
    heading = ",".join(f"c{number}" for number in range(MOST_COLUMNS + 1))

    with pytest.raises(BadFile):
        read_lines(f"{heading}\nx\n".encode())
