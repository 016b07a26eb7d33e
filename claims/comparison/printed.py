"""The table of bands as a reader sees it, in English: what, agrees within, close within."""

from __future__ import annotations

from collections.abc import Iterator

from claims.comparison.tolerance import LIMITS, TABLE

WORDED_TEXTS = (
    ("nearly all, about or almost 100 percent (almost none: mirrored)", "95 and more", "90 and more"),
    ("equal", "the first band", "the second band"),
    (
        "about, around, some, roughly",
        "the second band",
        "twice the second band, at most 15 % of the value, for shares at most half of what is left to 100, "
        "never less than the second band",
    ),
    (
        "nearly, almost",
        "from the value less the second band up to the value",
        "below as for about, above once the second band; nothing above where the value is half or zero "
        "(nearly 0 percent: as for about)",
    ),
    (
        "more than; at least",
        "above the value; at or above it (more than a quarter above is told as far more)",
        "down by the first band, at most 5 % of the value; nothing where the value is a line that decides",
    ),
    (
        "less than",
        "below the value (more than a quarter below is told as far less)",
        "up by the first band, at most 5 % of the value; nothing where the value is a line that decides",
    ),
    (
        "up to, as many as",
        "from three quarters of the value to the value",
        "up by the same; below three quarters it cannot be compared: one figure cannot bear out an upper end",
    ),
    (
        "between",
        "from the first band below the low end to the first above the high end",
        "the same with the second bands",
    ),
    ("most, a majority", "above 50", "50 as the source rounds it"),
    ("the vast majority", "75 and more", "nothing; from 50 to 75 it cannot be compared"),
    ("order word: dozens, tens of thousands (unit u)", "from 2u to under 10u", "from u to under 12u"),
)


def print_table() -> Iterator[tuple[str, str, str]]:
    """Numbers before their comparator first, then the limits, then comparators and words for spans."""
    for row in TABLE:
        yield row.name, row.first_text, row.second_text
    yield from LIMITS
    yield from WORDED_TEXTS
