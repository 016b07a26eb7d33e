"""Which place a sentence means when it names none: "the population", "its trade"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.values import PlaceMention, PlaceRole, PlaceSource

FADING = 0.6  # what a mention keeps of its weight with every sentence that goes by
OWN, ABOUT, BESIDE = 2.0, 1.0, 0.5
"""Weight of a place that a measure is of, of one that another sentence is about, and of one named besides."""
PARAGRAPH = 0.5  # what it keeps besides where a new paragraph begins
FREQUENCY = 1.0  # weight of being the place that the whole text names most
WORLD = "WLD"


@dataclass(slots=True)
class PlaceContext:
    """The places of one text, told sentence by sentence. `total` counts the mentions of the whole text."""

    total: dict[str, int]
    _weights: dict[str, float] = field(default_factory=dict)
    _paragraph: int = 0

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> PlaceContext:
        total: dict[str, int] = {}
        for row in rows:
            for code in row:
                if code != WORLD:
                    total[code] = total.get(code, 0) + 1
        return cls(total)

    def enter(self, paragraph: int) -> None:
        """A sentence of that paragraph comes next."""
        if paragraph != self._paragraph:
            self._paragraph = paragraph
            self._fade(PARAGRAPH)

    def _fade(self, kept: float) -> None:
        self._weights = {code: weight * kept for code, weight in self._weights.items()}

    def tell(self, mentions: Sequence[PlaceMention], measured: bool) -> None:
        """One more sentence went by, with these places; `measured` where it is about a measure."""
        self._fade(FADING)
        for mention in mentions:
            if mention.code != WORLD or mention.role is PlaceRole.SUBJECT:
                own = OWN if measured else ABOUT
                weight = own if mention.role is PlaceRole.SUBJECT else BESIDE
                self._weights[mention.code] = max(weight, self._weights.get(mention.code, 0.0))

    def carried(self, without: Sequence[str] = ()) -> PlaceMention | None:
        """The place that fits best here, as a carried subject."""
        codes = [code for code in {*self._weights, *self.total} if code not in without]
        if not codes:
            return None
        best = max(sorted(codes), key=self._fit)
        return PlaceMention(best, PlaceRole.SUBJECT, PlaceSource.CARRIED)

    def _fit(self, code: str) -> float:
        most = max(self.total.values(), default=1)
        return self._weights.get(code, 0.0) + FREQUENCY * self.total.get(code, 0) / most
