"""The IMF's International Trade in Goods by Partner Country (IMTS), over SDMX 3.0, without a key.

Shapes: https://data.imf.org/en/Resource-Pages/IMF-API. A key is COUNTRY.INDICATOR.COUNTERPART_COUNTRY.
FREQUENCY; G001 is the world. SCALE is how the IMF's own pages show a figure: the value is in dollars already.
Shares are computed here from exports (FOB) and imports (CIF), each against the same country's trade with the
world. The vintage is the data set's UPDATE_DATE where it is given, else the day on which the answer was
prepared: older releases are not served.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from claims.sources.bodies import LONGEST_FLAG, Element, day_in, drift, number_of, read_xml, said
from claims.sources.spans import span_of
from claims.sources.trade import EXPORTS, IMPORTS, Measure, measure_of
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

DATA_SET = "IMTS"
WORLD = "G001"
INDICATORS = {EXPORTS: "XG_FOB_USD", IMPORTS: "MG_CIF_USD"}
FLOW_OF = {indicator: flow for flow, indicator in INDICATORS.items()}
OWN_CODES = {"WLD": WORLD, "XKX": "KOS"}  # the rest are ISO 3166 alpha-3
MOST_SERIES = 400  # in one answer: about 80 years of some 70 bytes each
NO_RESULTS = "100"  # the code of SDMX for a question with no rows
MISSING = frozenset({"", "NaN"})
ADDRESS = "https://data.imf.org/en/datasets/IMF.STA:IMTS"


class Imf:
    slug = "imf"
    version = "2"
    places_together = 20

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """Trade of many places with many partners, a group of places at a time."""
        measure = measure_of(query.series, DATA_SET)
        release, observations = "", list[Observed]()
        for places in _groups(query, measure):
            response = yield _request(query, measure, places, config)
            answer = _answer(read_xml(response))
            if answer is None:
                continue
            release = max(release, answer.updated.isoformat())
            observations += _observations(answer, query, measure, places)
        return SourceReading(release, tuple(observations))


Cell = tuple[str, str, str]  # country, counterpart and year


@dataclass(slots=True)
class _Answer:
    updated: date
    values: dict[Cell, dict[str, Decimal]] = field(default_factory=dict)
    flags: dict[Cell, set[str]] = field(default_factory=dict)


def _groups(query: Query, measure: Measure) -> Iterator[Sequence[str]]:
    size = max(1, MOST_SERIES // (len(measure.flows) * (len(query.counterparts) + 1)))
    for start in range(0, len(query.places), size):
        yield query.places[start : start + size]


def _code(place: str) -> str:
    return OWN_CODES.get(place, place)


def _partners(query: Query) -> tuple[str, ...]:
    """The partners asked for; of a measure that names none, the world."""
    return query.counterparts or ("",)


def _request(query: Query, measure: Measure, places: Sequence[str], config: SourceConfig) -> Request:
    partners = sorted({_code(partner) for partner in query.counterparts} | {WORLD})
    indicators = (INDICATORS[flow] for flow in measure.flows)
    key = ".".join("+".join(codes) for codes in (map(_code, places), indicators, partners, ("A",)))
    parameters = [("dimensionAtObservation", "TIME_PERIOD"), ("detail", "full"), ("includeHistory", "false")]
    if query.span:
        span = f"ge:{query.span.start.isoformat()}+le:{query.span.end.isoformat()}"
        parameters.append(("c[TIME_PERIOD]", span))
    address = f"{config.base}/data/dataflow/IMF.STA/{DATA_SET}/+/{key}"
    return Request(address, tuple(parameters), headers=(("Accept", "application/xml"),))


def _answer(elements: Sequence[Element]) -> _Answer | None:
    """None where the service says that it has no rows."""
    _refuse_messages(elements)
    rows = [element.attributes for element in elements if element.name == "Obs"]
    if not any(element.name == "DataSet" for element in elements):
        return None
    if rows and not any("OBS_VALUE" in row for row in rows):
        raise drift("OBS_VALUE")
    answer = _Answer(_updated(elements))
    series: Mapping[str, str] | None = None
    for element in elements:
        if element.name == "Series":
            series = element.attributes
        elif element.name == "Obs":
            if series is None:
                raise drift("Series")
            _take(answer, series, element.attributes)
    return answer


def _refuse_messages(elements: Sequence[Element]) -> None:
    """What the service says in place of data, or beside it; that there are no rows is an answer."""
    for number, element in enumerate(elements):
        code = element.attributes.get("code", "")
        if element.name in ("ErrorMessage", "Message") and code != NO_RESULTS:
            words = next((each.text for each in elements[number:] if each.text.strip()), code)
            raise SourceError("source_message", permanent=True, numbers=(("message", said(words)),))
    if not any(element.name in ("DataSet", "ErrorMessage", "Message") for element in elements):
        raise drift("DataSet")


def _updated(elements: Sequence[Element]) -> date:
    for element in elements:
        if element.name == "DataSet" and "UPDATE_DATE" in element.attributes:
            return day_in(element.attributes["UPDATE_DATE"], "UPDATE_DATE")
    prepared = next((element.text for element in elements if element.name == "Prepared"), "")
    return day_in(prepared, "Prepared")


def _take(answer: _Answer, series: Mapping[str, str], row: Mapping[str, str]) -> None:
    try:
        country, indicator = series["COUNTRY"], series["INDICATOR"]
        partner, frequency, year = series["COUNTERPART_COUNTRY"], series["FREQUENCY"], row["TIME_PERIOD"]
    except KeyError as error:
        raise drift(str(error.args[0])) from error
    if frequency != "A" or indicator not in FLOW_OF:
        return
    cell = (country, partner, year)
    values = answer.values.setdefault(cell, {})
    text = row.get("OBS_VALUE", "")
    if text in MISSING:
        return
    if FLOW_OF[indicator] in values:
        raise drift("one figure per year")
    values[FLOW_OF[indicator]] = number_of(text, "OBS_VALUE")[2]
    if kind := row.get("DERIVATION_TYPE"):
        answer.flags.setdefault(cell, set()).add(kind)


def _observations(answer: _Answer, query: Query, measure: Measure, places: Sequence[str]) -> Iterator[Observed]:
    partners = _partners(query)
    pairs = {(_code(place), _code(partner) or WORLD): (place, partner) for place in places for partner in partners}
    for country, partner, year in answer.values:
        if (country, partner) in pairs and country != partner:
            yield _observed(answer, query, measure, pairs[country, partner], year)


def _observed(answer: _Answer, query: Query, measure: Measure, pair: tuple[str, str], year: str) -> Observed:
    place, partner = pair
    cells = [(_code(place), code, year) for code in (_code(partner) or WORLD, WORLD)]
    part, whole = (answer.values.get(cell, {}) for cell in cells)
    flags = set[str]().union(*(answer.flags.get(cell, set()) for cell in cells))
    value = measure.value(part, whole)
    start, end, label = span_of(year, query.period_rule)
    return Observed(
        series=query.series,
        place=place,
        counterpart=partner,
        period_start=start,
        period_end=end,
        label=label,
        vintage_on=answer.updated,
        vintage_label=f"IMTS {answer.updated.isoformat()}",
        raw="" if value is None else format(value, "f"),
        value=value,
        unit=query.unit,
        flag=said("/".join(sorted(flags)), LONGEST_FLAG),
        note="" if value is None else measure.words(partner or "the world", part, whole),
        address=ADDRESS,
    )
