"""Wikidata: when people were born and died, and which offices they held from when to when.

Addresses: https://www.wikidata.org/w/api.php (wbsearchentities finds entities by a name, wbgetentities gives their
statements and, asked again, the names of the offices). A series is a list of properties ("P569+P570"). The observations
are dated facts without a number: `raw` is the date as precise as it is known, or the span of an office. Of births and
deaths the preferred ones count where there are any, several are a dispute; of offices all count, since the preferred
one is merely the present one. Deprecated statements are dropped. Vintage is the entity's last revision.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from claims.sources.bodies import said
from claims.sources.parsing import day_of, drift, json_of, rows_of
from claims.sources.wikidata_statements import (
    dates_of,
    is_human,
    known_in,
    named_exactly,
    offices_of,
    span_of_term,
    text_in,
)
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

BIRTH, DEATH, OFFICE = "P569", "P570", "P39"
FACTS = {BIRTH: "birth", DEATH: "death"}
ITEM = re.compile(r"Q[0-9]{1,12}")
CHOSEN = re.compile(r".* \((Q[0-9]{1,12})\)")
ABOUT = "info|labels|descriptions|aliases|claims|sitelinks"
FOUND = 10  # entities that a search may give
OFFERED = 3  # entities that are offered for a claimant
TOGETHER = 50  # entities that one request may ask for
LEAST_KNOWN = 5  # a namesake in a fifth of the best known one's Wikipedias or fewer is nobody that a sentence means
Entity = Mapping[str, Any]
Asking = Generator[Request, Response, Any]


class Wikidata:
    slug = "wikidata"
    version = "1"
    places_together = 0

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """Facts about every name asked; about each of several namesakes where none is far better known."""
        properties = query.series.split("+")
        people = []
        for name in query.people:
            people += [(name, each) for each in (yield from _people(name, config))]
        spans = [(name, each, _offices(each, properties)) for name, each in people]
        labels = yield from _labels({office for _name, _each, found in spans for office, _raw in found}, config)
        observations = []
        for name, entity, found in spans:
            observations += [*_life(name, entity, properties, query), *_terms(name, entity, found, labels, query)]
        release = max((each.vintage_on for each in observations), default=None)
        return SourceReading(release.isoformat() if release else "", tuple(observations))


def _offices(entity: Entity, properties: Sequence[str]) -> list[tuple[str, str]]:
    return list(offices_of(entity)) if OFFICE in properties else []


# --- asking ---------------------------------------------------------------------------------------------


def _people(name: str, config: SourceConfig) -> Asking:
    """The human beings who bear a name, without those whom hardly anybody knows beside the others; whom the id behind
    the name says, where there is one."""
    if chosen := CHOSEN.fullmatch(name):
        return (yield from _entities([chosen[1]], config, ABOUT))
    response = yield _request(config, "wbsearchentities", search=name, language="en", type="item", limit=str(FOUND))
    rows = rows_of(_checked(response), "search")
    found = [found for row in rows if ITEM.fullmatch(found := str(row.get("id", "")))]
    entities = yield from _entities(found, config, ABOUT)
    people = [each for each in entities if is_human(each) and named_exactly(each, name)]
    most = max(map(known_in, people), default=0)
    return [each for each in people if known_in(each) * LEAST_KNOWN > most or len(people) == 1]


def _labels(offices: Iterable[str], config: SourceConfig) -> Asking:
    entities = yield from _entities(sorted(offices), config, "labels")
    return {each["id"]: text_in(each, "labels") or each["id"] for each in entities}


def _entities(ids: Sequence[str], config: SourceConfig, props: str) -> Asking:
    """Entities in the order asked, without those that are missing."""
    found: list[Entity] = []
    for start in range(0, len(ids), TOGETHER):
        part = ids[start : start + TOGETHER]
        response = yield _request(config, "wbgetentities", ids="|".join(part), props=props, languages="en")
        entities = _checked(response).get("entities")
        if not isinstance(entities, dict) or not all(isinstance(each, dict) for each in entities.values()):
            raise drift("entities")
        found += [
            {**entities[each], "id": each} for each in part if "missing" not in entities.get(each, {"missing": ""})
        ]
    return found


def _request(config: SourceConfig, action: str, **parameters: str) -> Request:
    asked = (("action", action), *parameters.items(), ("format", "json"), ("maxlag", "5"))
    return Request(f"{config.base}/w/api.php", asked, limit=20_000_000)


def _checked(response: Response) -> dict[str, Any]:
    """The answer; its errors come with the status 200. A lagging server asks for a pause."""
    content = json_of(response)
    if not isinstance(content, dict):
        raise drift("the outer object")
    error = content.get("error")
    if isinstance(error, dict):
        lagging = str(error.get("code")) in {"maxlag", "ratelimited", "readonly"}
        message = (("message", said(error.get("info") or error.get("code"))),)
        raise SourceError("source_message", permanent=not lagging, numbers=message)
    return content


# --- the facts ------------------------------------------------------------------------------------------


def _life(name: str, entity: Entity, properties: Sequence[str], query: Query) -> Iterator[Observed]:
    for code in properties:
        for raw, span in dates_of(entity, code) if code in FACTS else ():
            yield _observed(name, entity, (FACTS[code], FACTS[code], raw), span, query)


def _terms(
    name: str, entity: Entity, found: Iterable[tuple[str, str]], labels: Mapping[str, str], query: Query
) -> Iterator[Observed]:
    for office, raw in found:
        yield _observed(name, entity, (f"office {office}", labels.get(office, office), raw), span_of_term(raw), query)


def _observed(name: str, entity: Entity, told: tuple[str, str, str], span: tuple[date, date], query: Query) -> Observed:
    fact, label, raw = told
    updated = day_of(entity.get("modified"), "modified")
    return Observed(
        series=query.series,
        place="",
        subject=name,
        fact=f"{entity['id']} {fact}",
        period_start=span[0],
        period_end=span[1],
        label=label[:60],
        vintage_on=updated,
        vintage_label=f"revision {said(entity.get('lastrevid'), 20)} of {updated.isoformat()}",
        raw=raw,
        value=None,
        unit="date",
        note=text_in(entity, "descriptions"),
        address=f"https://www.wikidata.org/wiki/{entity['id']}",
    )


# --- who bears a name -----------------------------------------------------------------------------------


def search_entities(name: str, config: SourceConfig) -> Generator[Request, Response, list[tuple[str, str, str]]]:
    """Id, name and description of the entities that a name may mean, best first: people, bodies and all else."""
    response = yield _request(config, "wbsearchentities", search=name, language="en", type="item", limit=str(OFFERED))
    rows = rows_of(_checked(response), "search")
    return [
        (found, said(row.get("label") or found, 200), said(row.get("description") or "", 300))
        for row in rows
        if ITEM.fullmatch(found := str(row.get("id", "")))
    ]
