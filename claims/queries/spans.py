"""Which characters of a text claims stand on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Covered:
    """Spans of a text, in code points, asked whether another one shares a character with any of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end in ordered]
        self._reached = list(accumulate((end for _start, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._reached[before - 1] > start
