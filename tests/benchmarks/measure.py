"""Timing and printing: plain numbers, nothing is asserted on a clock."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEAST = 2000  # claims of a desk; of fewer, those who press Next and submit leave none


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of one call: the middle one and the one that nineteen in twenty stay under."""

    p50: float
    p95: float

    def __str__(self) -> str:
        return f"p50 {self.p50:8.2f} ms   p95 {self.p95:8.2f} ms"


def timed(call: Callable[[], object], times: int, *, warm: int = 3) -> Timed:
    """Call so many times after a few calls that do not count."""
    for _turn in range(warm):
        call()
    return timed_of([_milliseconds(call) for _turn in range(times)])


def timed_of(milliseconds: Sequence[float]) -> Timed:
    taken = sorted(milliseconds)
    return Timed(statistics.median(taken), taken[min(int(len(taken) * 0.95), len(taken) - 1)])


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def row(what: str, figure: object) -> None:
    print(f"  {what:<58} {figure}", flush=True)


def load() -> str:
    """The load average of this minute, which says what else the machine did."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
