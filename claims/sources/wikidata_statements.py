"""What the statements of an entity of Wikidata say: ranks, dates and their precision, terms of offices.

Model: https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON. A date says how precise it is: 11 a day, 10 a month,
9 a year, 8 a decade; of coarser ones nobody's age can be told. Where a value is unknown (somevalue) or there is none
(novalue) there is no date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeGuard

from claims.sources.bodies import drift, said
from claims.values.days import OPEN, span_of_date

HUMAN, INSTANCE_OF, OFFICE, START, END = "Q5", "P31", "P39", "P580", "P582"
PREFERRED, DEPRECATED = "preferred", "deprecated"
DAY, MONTH, YEAR, DECADE = 11, 10, 9, 8
_TIME = re.compile(r"\+(\d{4})-(\d{2})-(\d{2})T")
_ID = re.compile(r"Q\d{1,12}")
Entity = Mapping[str, Any]
Span = tuple[date, date]


def text_in(entity: Entity, field: str) -> str:
    """An entity's label or description in English, '' for none."""
    return said(_inside(_inside(entity, field), "en").get("value"))


def named_exactly(entity: Entity, name: str) -> bool:
    """Whether a name is the entity's label or another name of it, whatever its capitals, hyphens and accents."""
    aliases = _inside(entity, "aliases").get("en")
    others = [said(each.get("value")) for each in aliases if isinstance(each, dict)] if _is_list(aliases) else []
    return _plain(name) in {_plain(each) for each in (text_in(entity, "labels"), *others)}


def known_in(entity: Entity) -> int:
    """In how many Wikipedias and the like somebody is written about."""
    return len(_inside(entity, "sitelinks"))


def _inside(whole: Any, field: str) -> Mapping[str, Any]:
    """An object inside of another; an empty one stands for one that is missing, and for the list that an empty object
    is written as."""
    part = whole.get(field) if isinstance(whole, dict) else None
    return part if isinstance(part, dict) else {}


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _plain(name: str) -> str:
    letters = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return " ".join(letters.casefold().replace("-", " ").replace(".", " ").split())


def is_human(entity: Entity) -> bool:
    return any(_item(each.get("mainsnak")) == HUMAN for each in _statements(entity, INSTANCE_OF))


def dates_of(entity: Entity, code: str) -> list[tuple[str, Span]]:
    """The dates of a property of which one is true: the preferred ones where there are any. Each once."""
    statements = _statements(entity, code)
    preferred = [each for each in statements if each.get("rank") == PREFERRED]
    found = (_date(each.get("mainsnak")) for each in preferred or statements)
    return [(raw, span_of_date(raw)) for raw in dict.fromkeys(each for each in found if each)]


def offices_of(entity: Entity) -> Iterator[tuple[str, str]]:
    """Offices with a known beginning: the office's id and its span, "1999-08-09/1999-08-16". The end is ".." where the
    statement has none, '' where it is not known. Each once."""
    seen: set[tuple[str, str]] = set()
    for statement in _statements(entity, OFFICE):
        office, start, end = _item(statement.get("mainsnak")), _qualified(statement, START), _end(statement)
        term = (office, f"{start}/{end}")
        if office and start and term not in seen:
            seen.add(term)
            yield term


def span_of_term(raw: str) -> Span:
    """The first and the last day that an office may have been held; without end to the last day that there is."""
    start, _slash, end = raw.partition("/")
    first = span_of_date(start)[0]
    last = date.max if end in ("", OPEN) else span_of_date(end)[1]
    return first, max(first, last)


def _end(statement: Mapping[str, Any]) -> str:
    snaks = _qualifiers(statement, END)
    if not snaks or snaks[0].get("snaktype") == "novalue":
        return OPEN
    return _date(snaks[0])


def _qualified(statement: Mapping[str, Any], code: str) -> str:
    snaks = _qualifiers(statement, code)
    return _date(snaks[0]) if snaks else ""


def _qualifiers(statement: Mapping[str, Any], code: str) -> Sequence[Mapping[str, Any]]:
    snaks = _inside(statement, "qualifiers").get(code)
    return [each for each in snaks if isinstance(each, dict)] if _is_list(snaks) else ()


def _statements(entity: Entity, code: str) -> list[Mapping[str, Any]]:
    claims = entity.get("claims")
    if isinstance(claims, list) and not claims:
        return []  # an entity without statements has an empty list in place of the object
    rows = claims.get(code, []) if isinstance(claims, dict) else None
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise drift("claims")
    return [each for each in rows if each.get("rank") != DEPRECATED]


def _item(snak: Any) -> str:
    found = str(_value(snak).get("id", ""))
    return found if _ID.fullmatch(found) else ""


def _date(snak: Any) -> str:
    """A date as precise as it is known, '' where there is none or one too coarse, or before our era."""
    value = _value(snak)
    match, precision = _TIME.match(str(value.get("time", ""))), value.get("precision")
    if match is None or match[1] == "0000":
        return ""
    year, month, day = match.groups()
    texts = {DAY: f"{year}-{month}-{day}", MONTH: f"{year}-{month}", YEAR: year, DECADE: f"{year[:3]}X"}
    raw = texts.get(int(precision)) if precision is not None and str(precision).isdigit() else None
    if raw is None:
        return ""
    try:
        span_of_date(raw)
    except ValueError as error:
        raise drift("time") from error
    return raw


def _value(snak: Any) -> Mapping[str, Any]:
    """What a snak says, nothing where it is unknown or there is none."""
    if not isinstance(snak, dict) or snak.get("snaktype") != "value":
        return {}
    return _inside(_inside(snak, "datavalue"), "value")
