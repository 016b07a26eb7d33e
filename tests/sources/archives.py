"""Feeding a connector recorded or built bodies, as the driver would, and building FAOSTAT's archives."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from claims.values import Connector, Query, Request, Response, SourceConfig, SourceError, SourceReading
from claims.wording import sentence

CONFIG = SourceConfig(base="https://api.example.org/v2", key="token")
Body = bytes | tuple[bytes, Mapping[str, str]]


def feed(
    connector: Connector, query: Query, bodies: Sequence[Body], config: SourceConfig = CONFIG
) -> tuple[SourceReading, list[Request]]:
    """What a connector makes of these answers, its observations read to the end, and what it asked for."""
    generator, waiting, asked = connector.read(query, config), list(bodies), list[Request]()
    try:
        request = next(generator)
        while True:
            asked.append(request)
            given = waiting.pop(0)
            body, headers = given if isinstance(given, tuple) else (given, {})
            request = generator.send(Response(200, headers, io.BytesIO(body), request.address))
    except StopIteration as stop:
        assert not waiting, f"{len(waiting)} answers were not asked for"
        reading: SourceReading = stop.value
        return SourceReading(reading.release, tuple(reading.observations), reading.whole), asked


def refused(connector: Connector, query: Query, bodies: Sequence[Body], config: SourceConfig = CONFIG) -> SourceError:
    """The error that a connector raises on these answers; it has a sentence that its numbers fill."""
    with pytest.raises(SourceError) as raised:
        feed(connector, query, bodies, config)
    assert "%(" not in sentence(raised.value.reason)
    return raised.value


def as_json(content: Any) -> bytes:
    return json.dumps(content).encode()


OLD = "Area Code,Area,Item Code,Item,Element Code,Element,Year Code,Year,Unit,Value,Flag"
NEW = "Area Code,Area Code (M49),Area,Item Code,Item,Element Code,Element,Year Code,Year,Unit,Value,Flag,Note"
TABLE = "Food_Security_Data_E_All_Data_(Normalized)"


def table(*rows: str, head: str = OLD) -> str:
    return "\r\n".join((head, *rows, ""))


def archive(text: str | bytes, *, name: str = f"{TABLE}.csv", encoding: str = "utf-8") -> bytes:
    """A zip with the data and the table of flags that FAO adds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, text if isinstance(text, bytes) else text.encode(encoding))
        made.writestr("Food_Security_Data_E_Flags.csv", "Flag,Description\r\nF,FAO estimate\r\n")
    return packed.getvalue()


def manifest(updated: str = "2019-10-09", **entry: str) -> bytes:
    usual = {"DatasetCode": "FS", "DateUpdate": updated, "FileLocation": f"https://files.example.org/x/{TABLE}.zip"}
    other = {"DatasetCode": "QC", "DateUpdate": "2019-01-01", "FileLocation": "https://files.example.org/x/QC.zip"}
    return as_json({"Datasets": {"Dataset": [other, {**usual, **entry}]}})
