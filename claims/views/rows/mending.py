"""The forms by which a person mends or splits how a claim was understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

from claims.forms import MendForm, SplitForm
from claims.models import Claim, Indicator, Reading
from claims.services.steps.readings import (
    main_quantity,
    period_of,
    person_of,
    place_in_role,
    quantities_of,
    reading_in_force,
    said_on_of,
)
from claims.values import PlaceRole
from claims.views.rows.drawn import Initial, blank_fields
from claims.views.rows.reading import number_words

PREFIX = "mend"
Measures = tuple[tuple[str, str], ...]


def mend_form(claim: Claim, posted: Mapping[str, Any]) -> MendForm:
    """The form to mend the reading in force, as it was sent."""
    initial = dict(_read(reading_in_force(claim), claim.indicator))
    return MendForm(posted, initial=initial, prefix=PREFIX, measures=measures())


def mend_fields(reading: Reading, indicator: Indicator | None, offered: Measures) -> SafeString:
    """The fields of the same as they are read now."""
    return blank_fields(MendForm, initial=_read(reading, indicator), prefix=PREFIX, measures=offered)


def measures() -> Measures:
    """Those that the desk knows: slug and name, by name."""
    return tuple(Indicator.objects.order_by("name").values_list("slug", "name"))


def _read(reading: Reading, indicator: Indicator | None) -> Initial:
    structure = reading.structure
    quantity = main_quantity(structure, indicator.unit if indicator else "")
    subject = place_in_role(structure, PlaceRole.SUBJECT)
    other = place_in_role(structure, PlaceRole.COUNTERPART)
    person = person_of(structure)
    period = period_of(structure)
    read = {
        "claimant": structure["claimant"] or "",
        "claimant_kind": structure.get("claimant_kind") or "",
        "attribution": structure["attribution"],
        "person": person.name if person else "",
        "person_entity": person.entity if person else "",
        "person_office": ", ".join(person.offices) if person else "",
        "place": subject.code if subject else "",
        "counterpart": other.code if other else "",
        "indicator": structure["indicator"] or "",
        "comparator": quantity.comparator.value if quantity else "",
        "low": quantity.low if quantity else None,
        "high": quantity.high if quantity else None,
        "unit": quantity.unit if quantity else "",
        "said_on": said_on_of(structure),
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
    }
    return tuple(read.items())


def split_form(reading: Reading, posted: Mapping[str, Any]) -> SplitForm:
    return SplitForm(posted, numbers=_numbers(reading))


def split_fields(reading: Reading) -> SafeString:
    return blank_fields(SplitForm, numbers=_numbers(reading))


def _numbers(reading: Reading) -> tuple[str, ...]:
    return tuple(number_words(each) for each in quantities_of(reading.structure))
