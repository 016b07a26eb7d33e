"""How fast a text becomes claims. Run apart: `python -m tests.benchmarks.extraction`."""

from __future__ import annotations

from datetime import date
from itertools import cycle

from claims.extraction.pipeline import extract
from claims.packs import load_lexicon
from tests.benchmarks.measure import row, timed

LENGTH = 8600
TIMES = 40
PLACES = ("Kenya", "Chad", "Bolivia", "Norway", "Viet Nam", "Ghana", "Peru", "Nepal")
SENTENCES = (
    "According to the ministry, {n} percent of the population of {place} was undernourished in 201{d}. ",
    "“We have built more roads than any government before us,” the minister told reporters on Tuesday. ",
    "Unemployment in {place} fell to {n}.{d} percent last year, the statistics office said. ",
    "The road to the harbour has been closed since the rains, and nobody knows when it will open again. ",
    "About {d}.{n} million people live in the capital, nearly a third of the inhabitants of {place}. ",
    "Critics doubt it: they point at the price of bread, which everybody sees at the market each morning. ",
    "The economy of {place} grew by between {d} and {d}.5 percent between 2010 and 201{d}. ",
    "Some of the older people still remember the years before the bridge was built.\n\n",
)


def article(length: int = LENGTH) -> str:
    """News prose of that many characters, with claims and with sentences that hold none."""
    text, number, places = "", 0, cycle(PLACES)
    while len(text) < length:
        sentence = SENTENCES[number % len(SENTENCES)]
        text += sentence.format(n=10 + number % 80, d=1 + number % 8, place=next(places))
        number += 1
    return text[:length]


def main() -> None:
    text, lexicon = article(), load_lexicon()
    found = extract(text, lexicon=lexicon, published=date(2019, 6, 1))
    warm = timed(lambda: extract(text, lexicon=lexicon, published=date(2019, 6, 1)), TIMES)
    print(f"Extraction, an article of {len(text):,} characters with {len(found.claims)} claims")
    row("one article, warm", warm)
    row("claims per second", f"{len(found.claims) / warm.p50 * 1000:,.0f}")
    row("characters per second", f"{len(text) / warm.p50 * 1000:,.0f}")


if __name__ == "__main__":
    main()
