"""Trade of a place with a partner in a year: values, and shares computed from the parts, with the sum shown.

A series is named `<data set>/<measure>`; a measure is "exports", "imports" or "trade" in US dollars, or
"export_share", "import_share" or "trade_share" in percent of the trade with the world.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from claims.values import SourceError

EXPORTS, IMPORTS = "exports", "imports"
Flows = Mapping[str, Decimal]  # US dollars by flow
GRAIN = Decimal("0.01")  # of a share, in points
SMALL, FINER = Decimal(1), Decimal("0.0001")  # a share below the first is rounded to the second
PREPOSITIONS = {EXPORTS: "to", IMPORTS: "from"}


@dataclass(frozen=True, slots=True)
class Measure:
    """The flows that are added up, and whether their share of the world's is asked."""

    flows: tuple[str, ...]
    is_share: bool

    def value(self, part: Flows, whole: Flows) -> Decimal | None:
        """None where a flow is not known, or where the part cannot be one of the whole."""
        given, of = self._sum(part), self._sum(whole)
        if not self.is_share:
            return given
        if given is None or of is None or not 0 <= given <= of or of == 0:
            return None
        share = given / of * 100
        return share.quantize(FINER if share < SMALL else GRAIN)

    def _sum(self, flows: Flows) -> Decimal | None:
        known = [flows[flow] for flow in self.flows if flow in flows]
        return sum(known, Decimal(0)) if len(known) == len(self.flows) else None

    def words(self, partner: str, part: Flows, whole: Flows) -> str:
        """How the value was computed, so that a reader can do it again."""
        words = self._words(partner, part)
        return f"{words} of {self._words('the world', whole)} USD" if self.is_share else f"{words} USD"

    def _words(self, partner: str, flows: Flows) -> str:
        return " + ".join(f"{flow} {PREPOSITIONS[flow]} {partner} {flows[flow]:,f}" for flow in self.flows)


MEASURES: Mapping[str, Measure] = {
    "exports": Measure((EXPORTS,), False),
    "imports": Measure((IMPORTS,), False),
    "trade": Measure((EXPORTS, IMPORTS), False),
    "export_share": Measure((EXPORTS,), True),
    "import_share": Measure((IMPORTS,), True),
    "trade_share": Measure((EXPORTS, IMPORTS), True),
}


def measure_of(series: str, data_set: str) -> Measure:
    """Raises SourceError for a series that is none of this data set's."""
    name, _slash, measure = series.partition("/")
    if name != data_set or measure not in MEASURES:
        raise SourceError("unknown_series", permanent=True, numbers=(("series", series),))
    return MEASURES[measure]
