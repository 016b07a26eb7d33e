"""Files that people bring as evidence: told by their bytes, never by their name, and kept under their hash."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage

from claims.values import Reason

LARGEST = 20_000_000  # bytes
CHUNK = 65_536
LONGEST_NAME = 120
LONGEST_LIST = 5_000  # entries of an office file
_ODF = b"application/vnd.oasis.opendocument."
_OOXML = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "text/plain": ".txt",
    _OOXML["word/"]: ".docx",
    _OOXML["xl/"]: ".xlsx",
    _OOXML["ppt/"]: ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}


class NotTaken(Exception):
    """A file that the desk does not keep, with the reason for people: `file_empty`, `file_large`, `file_type`."""

    def __init__(self, code: str, **numbers: str) -> None:
        super().__init__(code)
        self.reason = Reason(code, tuple(numbers.items()))


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the storage: a name to offer it under, its type by its bytes, its size and its sha256."""

    name: str
    type: str
    size: int
    sha256: str


def keep_file(file: IO[bytes], name: str) -> Stored:
    """Store a file that somebody brought; the same bytes are stored once. Raises NotTaken."""
    digest, size = _measured(file)
    if not size:
        raise NotTaken("file_empty")
    kind = type_of(file)
    if not kind:
        raise NotTaken("file_type")
    path = path_of(digest)
    if not default_storage.exists(path):
        file.seek(0)
        default_storage.save(path, File(file))
    return Stored(_plain_name(name, ENDINGS[kind]), kind, size, digest)


def path_of(digest: str) -> str:
    return f"uploads/{digest[:2]}/{digest}"


def _measured(file: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(CHUNK):
        digest.update(piece)
        size += len(piece)
        if size > LARGEST:
            raise NotTaken("file_large", megabytes=str(LARGEST // 1_000_000))
    return digest.hexdigest(), size


def type_of(file: IO[bytes]) -> str:
    """The media type by the bytes, "" of what is not taken."""
    file.seek(0)
    head = file.read(16)
    return next((kind for told in _TOLD if (kind := told(head, file))), "")


def _signed(head: bytes, _file: IO[bytes]) -> str:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in _SIGNS.items() if head.startswith(sign)), "")


_SIGNS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def _office(head: bytes, file: IO[bytes]) -> str:
    """A text, table or set of slides without macros, by what its archive lists; nothing is unpacked but the line
    that says the type."""
    if not head.startswith(b"PK\x03\x04"):
        return ""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()[:LONGEST_LIST]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                told = archive.read("mimetype")
                return told.decode("ascii", "replace") if told.startswith(_ODF) and told.decode() in ENDINGS else ""
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, OSError):
        return ""
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return ""
    return next((kind for folder, kind in _OOXML.items() if any(name.startswith(folder) for name in names)), "")


def _text(_head: bytes, file: IO[bytes]) -> str:
    """Plain text in UTF-8, whatever it says: it is never shown as a page."""
    file.seek(0)
    try:
        text = file.read(LARGEST).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if _CONTROL.search(text) else "text/plain"


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TOLD: tuple[Callable[[bytes, IO[bytes]], str], ...] = (_signed, _office, _text)


def _plain_name(name: str, ending: str) -> str:
    """The name without folders and signs that a system may read, with the ending of what the bytes are."""
    stem = re.sub(r"[^\w .()-]", "_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem = stem.rpartition(".")[0] or stem
    return f"{stem[:LONGEST_NAME].strip(' .') or 'file'}{ending}"


def open_file(digest: str) -> IO[bytes]:
    """The bytes of a file by their sha256; FileNotFoundError where the storage has them no more."""
    stored: IO[bytes] = default_storage.open(path_of(digest))
    return stored
