"""From the pages of a PDF to one text. The pages come from `pdf_process`, which runs in a process of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

EDGE_LINES = 2  # lines at the top and the foot of a page that may be its running heads
REPEATED = 0.5  # the share of pages on which a line stands that is a running head

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_A-Z])")
_NUMBER = re.compile(r"\d+")


def tidy(pages: Sequence[str]) -> str:
    """Pages as one text: running heads and page numbers out, words that a line breaks joined, lines of one
    paragraph on one line."""
    lines = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    running = _running(lines)
    kept = ["\n".join(line for line in page if _shape(line) not in running) for page in lines]
    whole = _HYPHEN.sub("", "\n".join(kept))
    return "\n\n".join(_paragraphs(whole.split("\n")))


def _shape(line: str) -> str:
    return _NUMBER.sub("0", line)


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    edges = Counter(shape for page in pages for shape in {_shape(each) for each in _edges(page)})
    least = max(2, int(len(pages) * REPEATED))
    return {shape for shape, number in edges.items() if number > least or (number >= least and len(pages) > 2)}


def _edges(page: Sequence[str]) -> Sequence[str]:
    return [*page[:EDGE_LINES], *page[-EDGE_LINES:]]


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """A line that ends a sentence and is shorter than its neighbours ends its paragraph."""
    usual = sorted(map(len, lines))[len(lines) * 3 // 4] if lines else 0
    found: list[str] = []
    current: list[str] = []
    for line in lines:
        current.append(line)
        if len(line) < usual * 0.8:
            found.append(" ".join(current))
            current = []
    return [*found, " ".join(current)] if current else found
