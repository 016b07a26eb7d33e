"""The text layer of a PDF: as a program, from standard input to JSON, within limits that the system enforces.

A hostile PDF can hold a reader busy for ever or make it ask for all memory: so this runs in a process of its
own, given so many seconds of the processor and so much memory, and ended where it does not keep to them. It
imports nothing of the desk: it is started by its path, and is up in a third of a second.
"""

from __future__ import annotations

import json
import resource
import sys
from io import BytesIO

from pypdf import PdfReader

SECONDS = 30  # of the processor
MEMORY = 1_500_000_000  # bytes of address space
MOST_PAGES = 500
MOST_TEXT = 4_000_000  # code points: twice what the desk takes for one article


def _extract(body: bytes) -> dict[str, object]:
    """The text of each page and the title, or the code of what is wrong."""
    try:
        reader = PdfReader(BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"code": "pdf_locked"}
        if len(reader.pages) > MOST_PAGES:
            return {"code": "pdf_too_much"}
        pages = []
        for page in reader.pages:
            pages.append(_sound(page.extract_text()))
            if sum(map(len, pages)) > MOST_TEXT:
                return {"code": "pdf_too_much"}
        title = _sound(str((reader.metadata.title if reader.metadata else "") or ""))[:1000]
    except MemoryError:
        return {"code": "pdf_too_much"}
    except Exception:  # whatever the library stumbles over: nothing else runs in this process
        return {"code": "pdf_broken"}
    return {"pages": pages, "title": title}


def _sound(text: str) -> str:
    """Fonts give halves of surrogate pairs and NUL, which are no text."""
    return text.encode(errors="replace").decode().replace("\x00", "")


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answer = _extract(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
