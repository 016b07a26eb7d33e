"""What a person mends in a reading: every field is a text, an empty one takes the value away."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from claims.models import Claimant, Indicator
from claims.packs import place_titles
from claims.services.steps.readings import main_quantity
from claims.values import (
    Attribution,
    Comparator,
    PlaceRole,
    PlaceSource,
    Quantity,
    QuantityKind,
    Reason,
    SaidOnSource,
)

FIELDS = (
    "claimant",
    "claimant_kind",
    "attribution",
    "person",
    "person_entity",
    "person_office",
    "place",
    "counterpart",
    "indicator",
    "said_on",
    "period_start",
    "period_end",
    "low",
    "high",
    "comparator",
    "unit",
)
QUANTITY_FIELDS = ("low", "high", "comparator", "unit")
LONGEST_UNIT = 40
LONGEST_NAME = 200
LONGEST_PERSON = 180  # an id stands behind it where observations are kept
_ENTITY = re.compile(r"Q[0-9]{1,12}")
_UPPER = frozenset({Comparator.UP_TO, Comparator.LESS_THAN})
_LOWER = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST})
_COUNTED = frozenset({"", "people"})
_KEPT_KINDS = frozenset({QuantityKind.COUNT, QuantityKind.MEASURE, QuantityKind.CHANGE, QuantityKind.DURATION})


class MendRefused(Exception):
    """A field that cannot be read as what it should be, with the reason for people."""

    def __init__(self, code: str, **numbers: str) -> None:
        super().__init__(code)
        self.reason = Reason(code, tuple(numbers.items()))


@dataclass(frozen=True, slots=True)
class Mended:
    structure: dict[str, Any]
    problems: tuple[Reason, ...]


def mend(structure: Mapping[str, Any], changes: Mapping[str, str]) -> Mended:
    """The structure with the changes made and marked as confirmed by a person, and every field that could
    not be read."""
    mended = {**structure, "confirmed": True}
    problems = [Reason("mend_unknown_field", (("field", name),)) for name in changes if name not in FIELDS]
    for fields, change in _CHANGES:
        own = {name: changes[name].strip() for name in fields if name in changes}
        if not own:
            continue
        try:
            change(mended, own)
        except MendRefused as refused:
            problems.append(refused.reason)
    return Mended(mended, tuple(problems))


def _claimant(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    """A name that is taken away takes its kind along."""
    name = _spaced(own.get("claimant", mended["claimant"] or ""))
    kind = own.get("claimant_kind", mended.get("claimant_kind") or "")
    if kind not in ("", *Claimant.Kind.values):
        raise MendRefused("mend_kind", text=kind[:40])
    if len(name) > LONGEST_NAME:
        raise MendRefused("mend_name_long", longest=str(LONGEST_NAME))
    mended["claimant"] = name or None
    if kind or "claimant_kind" in mended:
        mended["claimant_kind"] = kind if name else ""


def _attribution(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    try:
        mended["attribution"] = Attribution(own["attribution"] or Attribution.NONE).value
    except ValueError as error:
        raise MendRefused("mend_attribution", text=own["attribution"][:40]) from error


def _person(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    """Of whom the number is told; a name that is taken away takes the rest along, and another name its id. Whoever is
    given by a person was said, not carried."""
    old = mended.get("person") or {}
    name = _spaced(own.get("person", old.get("name", "")))
    same = name == old.get("name")
    entity = own.get("person_entity", old.get("entity", "") if same else "").upper()
    if len(name) > LONGEST_PERSON:
        raise MendRefused("mend_person_long", longest=str(LONGEST_PERSON))
    if entity and not _ENTITY.fullmatch(entity):
        raise MendRefused("mend_entity", text=entity[:40])
    if not name and (entity or own.get("person_office")):
        raise MendRefused("mend_person_missing")
    given = {
        "name": name,
        "start": old.get("start", -1) if same else -1,
        "end": old.get("end", -1) if same else -1,
        "source": PlaceSource.SAID.value,
        "offices": _offices(own, old),
        "dated": old.get("dated", False),
        "entity": entity,
    }
    mended["person"] = given if name else None


def _offices(own: Mapping[str, str], old: Mapping[str, Any]) -> list[str]:
    if "person_office" not in own:
        return list(old.get("offices", ()))
    office = _spaced(own["person_office"])[:LONGEST_NAME]
    return [office] if office else []


def _spaced(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _place(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    _set_place(mended, PlaceRole.SUBJECT, own["place"])


def _counterpart(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    _set_place(mended, PlaceRole.COUNTERPART, own["counterpart"])


def _set_place(mended: dict[str, Any], role: PlaceRole, code: str) -> None:
    """Places in another role stay; a place that a person gave was said, not carried."""
    code = code.upper()
    if code and code not in place_titles():
        raise MendRefused("mend_place", place=code[:40])
    given = {
        "code": code,
        "role": role.value,
        "source": PlaceSource.SAID.value,
        "text": "",
        "start": -1,
        "end": -1,
    }
    others = [place for place in mended["places"] if place["role"] != role]
    mended["places"] = [given, *others] if code else others


def _indicator(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    """The chosen indicator stands alone: a person has ruled its rivals out."""
    slug = own["indicator"]
    if slug and not Indicator.objects.filter(slug=slug).exists():
        raise MendRefused("mend_indicator", indicator=slug[:60])
    mended["indicator"] = slug or None
    mended["candidates"] = [each for each in mended["candidates"] if each["slug"] == slug]


def _said_on(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    day = _day(own["said_on"])
    if day is not None and day > timezone.localdate():
        raise MendRefused("mend_future", date=day.isoformat())
    mended["said_on"] = day.isoformat() if day else None
    mended["said_on_source"] = (SaidOnSource.SAID if day else SaidOnSource.UNKNOWN).value


def _period(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    old = mended["period"] or {"start": "", "end": ""}
    start = _day(own.get("period_start", old["start"]))
    end = _day(own.get("period_end", old["end"]))
    if start is None and end is None:
        mended["period"] = None
        return
    if start is None or end is None or start > end:
        raise MendRefused("mend_period")
    label = period_label(start, end)
    mended["period"] = {"start": start.isoformat(), "end": end.isoformat(), "label": label}


def period_label(start: date, end: date) -> str:
    """2016; 2014-2016; 2020-04; else both days."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
    month_end = date(start.year, start.month, 1) + timedelta(calendar.monthrange(start.year, start.month)[1] - 1)
    if start.day == 1 and end == month_end:
        return f"{start:%Y-%m}"
    return f"{start.isoformat()} to {end.isoformat()}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise MendRefused("mend_day", text=text[:40]) from error


def about_quantity(structure: Mapping[str, Any], index: int) -> dict[str, Any]:
    """The structure with its measure about another of its numbers, which then stands first."""
    quantities = [{**each, "of_measure": number == index} for number, each in enumerate(structure["quantities"])]
    chosen = [quantities.pop(index), *quantities]
    return {**structure, "quantities": chosen, "comparative": _beside(structure), "confirmed": False}


def _beside(structure: Mapping[str, Any]) -> dict[str, Any] | None:
    """With what the statement compares, where a person said that a number of its own is what counts."""
    told = structure.get("comparative")
    return {**told, "beside": True} if told else None


def _quantity(mended: dict[str, Any], own: Mapping[str, str]) -> None:
    """The number that the indicator is about; the mended one comes first and is read as a plain number."""
    indicator = Indicator.objects.filter(slug=mended["indicator"] or "").first()
    old = main_quantity(mended, indicator.unit if indicator else "")
    index = old_index(mended, old)
    others = [{**each, "of_measure": False} for number, each in enumerate(mended["quantities"]) if number != index]
    kept = mended["quantities"][index] if old else {}
    given = _mended_quantity(kept, old, own)
    if given == kept:
        return
    mended["quantities"] = [{**given, "of_measure": True}, *others]
    mended["comparative"] = _beside(mended)


def old_index(mended: Mapping[str, Any], old: Quantity | None) -> int:
    starts = [each["start"] for each in mended["quantities"]]
    return starts.index(old.start) if old else -1


def _mended_quantity(kept: Mapping[str, Any], old: Quantity | None, own: Mapping[str, str]) -> dict[str, Any]:
    comparator = _comparator(own.get("comparator", old.comparator if old else ""))
    unit = own.get("unit", old.unit if old else "")[:LONGEST_UNIT]
    low = _number(own["low"]) if "low" in own else (old.low if old else None)
    high = _number(own["high"]) if "high" in own else (old.high if old else None)
    low, high = _bounds(comparator, low, high, old)
    if old and (low, high, unit) == (old.low, old.high, old.unit):
        return {**kept, "comparator": comparator.value}
    written = [_plain(each) for each in (low, high) if each is not None]
    return {
        "text": old.text if old else written[0],
        "start": old.start if old else -1,
        "end": old.end if old else -1,
        "low": None if low is None else _plain(low),
        "high": None if high is None else _plain(high),
        "unit": unit,
        "comparator": comparator.value,
        "kind": _kind(unit, old).value,
        "written": written[0],
        "scale": "1",
        "written_high": written[1] if comparator == Comparator.BETWEEN else "",
        "counts": old.counts if old else "",
        "denominator": None,
        "line": False,
        "vast": False,
        "negated": False,
    }


def _kind(unit: str, old: Quantity | None) -> QuantityKind:
    if unit == "percent":
        return QuantityKind.PERCENT
    if old and old.unit == unit and old.kind in _KEPT_KINDS:
        return old.kind
    return QuantityKind.COUNT if unit in _COUNTED else QuantityKind.MEASURE


def _comparator(text: str) -> Comparator:
    try:
        return Comparator(text or Comparator.EQUAL)
    except ValueError as error:
        raise MendRefused("mend_comparator", text=text[:40]) from error


def _number(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise MendRefused("mend_number", text=text[:40]) from error
    if not number.is_finite() or abs(number) >= Decimal(10) ** 24:
        raise MendRefused("mend_number", text=text[:40])
    return number


def _plain(number: Decimal) -> str:
    return format(number, "f")


def _bounds(
    comparator: Comparator, low: Decimal | None, high: Decimal | None, old: Quantity | None
) -> tuple[Decimal | None, Decimal | None]:
    """Both ends as `values.Quantity` keeps them for that comparator."""
    if comparator == Comparator.BETWEEN:
        if low is None or high is None or low >= high:
            raise MendRefused("mend_range")
        return low, high
    value = _value(low, high, old)
    if value is None:
        raise MendRefused("mend_no_number")
    if comparator in _LOWER:
        return value, None
    return (None, value) if comparator in _UPPER else (value, value)


def _value(low: Decimal | None, high: Decimal | None, old: Quantity | None) -> Decimal | None:
    """One number out of two fields: the one that was changed, else the one that is there."""
    if high is not None and old is not None and high != old.high and low == old.low:
        return high
    return low if low is not None else high


_CHANGES: tuple[tuple[tuple[str, ...], Callable[[dict[str, Any], Mapping[str, str]], None]], ...] = (
    (("claimant", "claimant_kind"), _claimant),
    (("attribution",), _attribution),
    (("person", "person_entity", "person_office"), _person),
    (("place",), _place),
    (("counterpart",), _counterpart),
    (("indicator",), _indicator),
    (("said_on",), _said_on),
    (("period_start", "period_end"), _period),
    (QUANTITY_FIELDS, _quantity),
)
