"""The README shows the table of bands as the code has it."""

from __future__ import annotations

from pathlib import Path

from claims.comparison.printed import print_table

README = Path(__file__).parents[2] / "README.md"


def documented() -> str:
    """The table as the README should hold it, to be copied over where it changed."""
    head = "| number | agrees within | close within |\n|---|---|---|\n"
    return head + "".join(f"| {' | '.join(row)} |\n" for row in print_table())


def test_the_readme_holds_the_table_of_bands() -> None:
    text = README.read_text(encoding="utf-8")
    shown = text.partition("<!-- bands:start -->\n")[2].partition("<!-- bands:end -->")[0]

    assert shown == documented()
