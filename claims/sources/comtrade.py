"""UN Comtrade: trade in goods as countries report it, by the keyless preview or with a subscription key.

Shapes: https://uncomtrade.org/docs/. The preview gives one period and at most 500 rows for a request, a key
takes twelve periods at once. Which years a reporter has, and since when, is asked first (`getDA`): the vintage
of a figure is `lastReleased` of its data set; Comtrade keeps no older one. Wrong parameters are answered like
right ones without rows, so no row at all where there should be some is a failure.

A place that does not report, or stopped, is read in the mirror: what all reporters declare of their trade with
it. Its exports are their imports (CIF), its imports their exports (FOB); a partner's share is what the partner
declares of what all declare.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from claims.sources.comtrade_rows import (
    EXPORTED,
    IMPORTED,
    REFUSALS,
    WORLD,
    Declared,
    Released,
    code_of,
    declare,
    released_in,
    reporters_of,
)
from claims.sources.spans import span_of
from claims.sources.trade import EXPORTS, IMPORTS, Flows, Measure, measure_of
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

DATA_SET = "HS"
OWN_FLOWS = {EXPORTED: EXPORTS, IMPORTED: IMPORTS}
MIRRORED = {IMPORTED: EXPORTS, EXPORTED: IMPORTS}
PREVIEW_ROWS, KEYED_ROWS = 500, 100_000
YEARS = 12  # the newest ones: as many as a key takes at once
STOPPED = 3  # years behind its partners after which a place is taken to report no more
MOST_REQUESTS = 30
PAUSE = 1.1  # seconds: without a key one request a second is answered
ADDRESS = "https://comtradeplus.un.org/TradeFlow"

Asking = Generator[Request, Response, list[Observed]]


class Comtrade:
    slug = "comtrade"
    version = "2"
    places_together = 0

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """Trade of places with partners: as they report it, else in the mirror."""
        measure = measure_of(query.series, DATA_SET)
        codes = {place: code for place in (*query.places, *query.counterparts) if (code := code_of(place)) is not None}
        if not any(place in codes for place in query.places):
            raise SourceError("unknown_place", permanent=True, numbers=(("place", ", ".join(query.places)),))
        response = yield _availability(config, ("reporterCode", _joined(codes.values())), pause=0)
        run = _Run(query, config, measure, codes, released_in(response))
        own, mirrored = run.own(), run.mirrored()
        if run.requests(own, mirrored) > MOST_REQUESTS:
            raise SourceError("too_wide", permanent=True, numbers=(("limit", str(MOST_REQUESTS)),))
        observations = yield from run.read_own(own)
        for place in mirrored:
            observations += yield from run.read_mirrored(place)
        newest = max((each.vintage_on for each in observations), default=None)
        return SourceReading(newest.isoformat() if newest else "", tuple(observations))


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(str(number) for number in sorted(set(numbers)))


def _availability(config: SourceConfig, *parameters: tuple[str, str], pause: float = PAUSE) -> Request:
    address = f"{config.base}/public/v1/getDA/C/A/HS"
    return Request(address, parameters, limit=20_000_000, pause=pause, statuses=REFUSALS)


@dataclass(frozen=True, slots=True)
class _Run:
    query: Query
    config: SourceConfig
    measure: Measure
    codes: dict[str, int]
    released: Released

    def years(self, places: Iterable[str]) -> list[int]:
        """The newest years that any of these places reported."""
        codes = {self.codes.get(place) for place in places}
        span = self.query.span
        years = {year for code, year in self.released if code in codes}
        within = [year for year in years if span is None or span.start.year <= year <= span.end.year]
        return sorted(within)[-YEARS:]

    def own(self) -> list[str]:
        return [place for place in self.query.places if self.years([place])]

    def mirrored(self) -> list[str]:
        """Places that do not report, while their partners do."""
        partners = self.years(self.query.counterparts)
        known = [place for place in self.query.places if place in self.codes and partners]
        return [place for place in known if max(self.years([place]), default=0) < partners[-1] - STOPPED]

    def batches(self, years: Sequence[int]) -> list[Sequence[int]]:
        size = YEARS if self.config.key else 1
        return [years[start : start + size] for start in range(0, len(years), size)]

    def groups(self, places: Sequence[str]) -> list[Sequence[str]]:
        """As many reporters as fit into one answer: two flows with each partner and the world, per year."""
        size = max(1, (PREVIEW_ROWS - 1) // (2 * (len(self.query.counterparts) + 1)))
        return [places[start : start + size] for start in range(0, len(places), size)]

    def requests(self, own: Sequence[str], mirrored: Sequence[str]) -> int:
        for_own = sum(len(self.batches(self.years(group))) for group in self.groups(own))
        return for_own + len(mirrored) * (1 + len(self.batches(self.years(self.query.counterparts))))

    def read_own(self, places: Sequence[str]) -> Asking:
        observations: list[Observed] = []
        for group in self.groups(places):
            reporters = ("reporterCode", _joined(self.codes[place] for place in group))
            partners = (code for place in self.query.counterparts if (code := self.codes.get(place)) is not None)
            asked = (reporters, ("partnerCode", _joined((WORLD, *partners))))
            declared = yield from self._declared(self.years(group), asked)
            observations += self._as_reported(declared, group)
        return observations

    def read_mirrored(self, place: str) -> Asking:
        reported = self.years([place])
        years = [year for year in self.years(self.query.counterparts) if year not in reported]
        response = yield _availability(self.config, ("period", _joined(years)))
        released = released_in(response)
        declared = yield from self._declared(years, (("partnerCode", str(self.codes[place])),))
        return list(self._in_mirror(declared, place, years, released))

    def _declared(
        self, years: Sequence[int], asked: tuple[tuple[str, str], ...]
    ) -> Generator[Request, Response, Declared]:
        declared = Declared()
        for batch in self.batches(years):
            response = yield self._request(batch, asked)
            declare(declared, response, KEYED_ROWS if self.config.key else PREVIEW_ROWS)
        if not declared.values:
            raise SourceError("no_rows", permanent=False)
        return declared

    def _request(self, years: Sequence[int], asked: tuple[tuple[str, str], ...]) -> Request:
        service = "data/v1/get" if self.config.key else "public/v1/preview"
        most = KEYED_ROWS if self.config.key else PREVIEW_ROWS
        parameters = (
            *asked,
            ("period", _joined(years)),
            *(("cmdCode", "TOTAL"), ("flowCode", "M,X"), ("partner2Code", "0"), ("customsCode", "C00")),
            *(("motCode", "0"), ("maxRecords", str(most)), ("includeDesc", "true")),
        )
        headers = (("Ocp-Apim-Subscription-Key", self.config.key),) if self.config.key else ()
        address = f"{self.config.base}/{service}/C/A/HS"
        return Request(address, parameters, headers, limit=50_000_000, pause=PAUSE, statuses=REFUSALS)

    def _partners(self) -> Iterator[tuple[str, int]]:
        """The partners asked for that have a code; of a measure that names none, the world."""
        for partner in self.query.counterparts or ("",):
            code = self.codes.get(partner, None if partner else WORLD)
            if code is not None:
                yield partner, code

    def _as_reported(self, declared: Declared, places: Sequence[str]) -> Iterator[Observed]:
        for place, (partner, code) in product(places, self._partners()):
            own = self.codes[place]
            for year in self.years([place]) if code != own else ():
                whole = _renamed(declared.values.get((own, WORLD, year), {}), OWN_FLOWS)
                part = _renamed(declared.values.get((own, code, year), {}), OWN_FLOWS)
                if not whole:
                    continue  # the list says that there is such a year: nothing is known of it
                value = self.measure.value(part, whole)
                words = self.measure.words(partner or "the world", part, whole) if value is not None else ""
                flag = "aggregated" if (own, code, year) in declared.aggregated else ""
                yield self._observed((place, partner, year), self.released[own, year], value, words, flag)

    def _in_mirror(
        self, declared: Declared, place: str, years: Sequence[int], released: Released
    ) -> Iterator[Observed]:
        own = self.codes[place]
        for (partner, code), year in product(self._partners(), years):
            reporters = reporters_of(declared.values, own, year)
            days = [day for each in reporters if (day := released.get((each, year), self.released.get((each, year))))]
            if code == own or not days:
                continue
            whole = _added(_renamed(declared.values[reporter, own, year], MIRRORED) for reporter in reporters)
            part = _renamed(declared.values.get((code, own, year), {}), MIRRORED) if partner else whole
            value = self.measure.value(part, whole)
            words = self._mirror_words(place, partner, part, whole, len(reporters)) if value is not None else ""
            yield self._observed((place, partner, year), max(days), value, words, "mirror")

    def _mirror_words(self, place: str, partner: str, part: Flows, whole: Flows, reporters: int) -> str:
        computed = self.measure.words(partner or "the world", part, whole)
        declared = f"what {partner} declares, " if partner else ""
        return (
            f"Mirror data, as {place} does not report this year: {computed}, that is {declared}"
            f"of what all {reporters} reporters together declare of their trade with {place}."
        )

    def _observed(
        self, pair: tuple[str, str, int], released: date, value: Decimal | None, words: str, flag: str
    ) -> Observed:
        place, partner, year = pair
        start, end, label = span_of(str(year), self.query.period_rule)
        return Observed(
            series=self.query.series,
            place=place,
            counterpart=partner,
            period_start=start,
            period_end=end,
            label=label,
            vintage_on=released,
            vintage_label=f"released {released.isoformat()}",
            raw="" if value is None else format(value, "f"),
            value=value,
            unit=self.query.unit,
            flag=flag,
            note=words,
            address=ADDRESS,
        )


def _renamed(values: Flows, names: dict[str, str]) -> Flows:
    return {names[flow]: value for flow, value in values.items()}


def _added(flows: Iterable[Flows]) -> Flows:
    total: dict[str, Decimal] = {}
    for each in flows:
        for flow, value in each.items():
            total[flow] = total.get(flow, Decimal(0)) + value
    return total
