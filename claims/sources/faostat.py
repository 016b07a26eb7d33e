"""FAOSTAT bulk files: the whole of a dataset as one zipped table.

A manifest tells where the file of a dataset lies and when it was updated; the file is looked for beside the
manifest, so that a mirror serves both. Its table has a row per area, item, element and year; newer ones name
the columns "Area Code (M49)" and "Note" besides, older ones come in cp1252, newer ones in UTF-8. The table is
read out of the archive line by line and never unpacked whole; what is kept are the rows of one item for the
places asked, so a file that breaks off gives nothing. A release counts from the later of the manifest's date
and the file's Last-Modified: a file is touched up between releases.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, unquote

from claims.sources.faostat_rows import Asked, Row, asked_of, observations_of
from claims.sources.parsing import day_of, drift, host_of, rows_of
from claims.values import Query, Request, Response, SourceConfig, SourceError, SourceReading

LIMIT = 100_000_000  # bytes of an archive
MOST_UNPACKED = 2_000_000_000  # bytes of a table
MOST_PACKED = 200  # times that a table is larger than its archive; the recorded one is 17
CHUNK = 1_000_000  # bytes
COLUMNS = ("Area Code", "Item Code", "Element Code", "Element", "Year", "Unit", "Value", "Flag")
_NAME = re.compile(r"[\w().-]{1,200}\.zip")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class Faostat:
    slug = "faostat"
    version = "1"
    places_together = 100  # a file has them all

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        asked = asked_of(query)
        manifest = yield Request(f"{config.base}/datasets_E.json")
        name, updated = _entry(manifest, asked)
        archive = yield Request(f"{config.base}/{quote(name)}", limit=LIMIT)
        published = max(updated, _modified(archive) or updated)
        observations = observations_of(_rows(archive, asked), asked, published)
        return SourceReading(f"FAOSTAT {published}", observations)


def _entry(manifest: Response, asked: Asked) -> tuple[str, date]:
    """The name of a dataset's file and the day of its update."""
    for entry in rows_of(_manifest(manifest), "Datasets", "Dataset"):
        if entry.get("DatasetCode") == asked.dataset:
            name = unquote(str(entry.get("FileLocation", ""))).rpartition("/")[2]
            if not _NAME.fullmatch(name):
                raise drift("FileLocation")
            return name, day_of(entry.get("DateUpdate"), "DateUpdate")
    raise SourceError("unknown_series", permanent=True, numbers=(("series", asked.query.series),))


def _manifest(response: Response) -> Any:
    body = response.body.read()
    if body.lstrip()[:1] == b"<":
        raise SourceError("html_instead", permanent=False)
    try:
        return json.loads(_text(body))
    except (ValueError, RecursionError) as error:
        raise SourceError("not_json", permanent=False) from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252")


def _modified(response: Response) -> date | None:
    try:
        return parsedate_to_datetime(response.headers.get("last-modified", "")).date()
    except ValueError:
        return None


def _rows(response: Response, asked: Asked) -> Iterator[Row]:
    """The rows of the item for the places asked; raises SourceError where the archive or its table is broken."""
    if response.body.read(1) == b"<":
        raise SourceError("html_instead", permanent=False)
    try:
        with zipfile.ZipFile(response.body) as archive, archive.open(_sound(archive, response)) as table:
            yield from _chosen(io.TextIOWrapper(table, "utf-8-sig", errors=CP1252, newline=""), asked)
    except _BROKEN as error:
        raise SourceError("not_decoded", permanent=False, numbers=(("host", host_of(response)),)) from error


def _sound(archive: zipfile.ZipFile, response: Response) -> zipfile.ZipInfo:
    """The table of the data, read through to its checksum: a byte that fell over must not pass for a drift.
    A line without end would have to be held whole."""
    member = _member(archive, response)
    with archive.open(member) as table:
        while piece := table.read(CHUNK):
            if len(piece) == CHUNK and b"\n" not in piece:
                raise drift("a line")
    return member


def _member(archive: zipfile.ZipFile, response: Response) -> zipfile.ZipInfo:
    """The table of the data; a size that would flood the desk is refused unread. Reading stops at that size."""
    found = [each for each in archive.infolist() if "All_Data" in each.filename and each.filename.endswith(".csv")]
    if len(found) != 1:
        raise drift("the table in the archive")
    most = min(MOST_UNPACKED, found[0].compress_size * MOST_PACKED)
    if found[0].file_size > most:
        raise _too_large(response, most)
    return found[0]


def _too_large(response: Response, limit: int) -> SourceError:
    return SourceError("too_large", permanent=True, numbers=(("host", host_of(response)), ("limit", str(limit))))


def _chosen(text: io.TextIOWrapper, asked: Asked) -> Iterator[Row]:
    try:
        head = next(csv.reader(text, strict=True), [])
        place = _columns(head)
        item, area, seen = place["Item Code"], place["Area Code"], False
        for cells in csv.reader(_lines(text, asked.item), strict=True):
            if len(cells) != len(head):
                raise drift("a row")
            if cells[item] == asked.item:
                seen = True
                if cells[area] in asked.areas:
                    yield _row(cells, place)
    except csv.Error as error:
        raise drift("a row") from error
    if not seen:
        raise SourceError("unknown_series", permanent=True, numbers=(("series", asked.query.series),))


def _lines(text: io.TextIOWrapper, item: str) -> Iterator[str]:
    """The lines of the rows that may be of an item: to split every line into cells would take twice as long.
    A row goes on where a line ends within quotes."""
    wanted = within = False
    for line in text:
        if not within:
            wanted = item in line
        if wanted:
            yield line
        if line.count('"') % 2:
            within = not within
    if within:
        raise drift("a row")


def _columns(head: Sequence[str]) -> Mapping[str, int]:
    place = {name.strip(): number for number, name in enumerate(head)}
    for name in COLUMNS:
        if name not in place:
            raise drift(name)
    return place


def _row(cells: Sequence[str], place: Mapping[str, int]) -> Row:
    return Row(
        area=cells[place["Area Code"]],
        element=cells[place["Element"]],
        code=cells[place["Element Code"]],
        year=cells[place["Year"]],
        unit=cells[place["Unit"]],
        value=cells[place["Value"]].strip(),
        flag=cells[place["Flag"]],
        note=cells[place["Note"]] if "Note" in place else "",
    )


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are of the older files."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


CP1252 = "faostat_cp1252"
codecs.register_error(CP1252, _as_cp1252)
