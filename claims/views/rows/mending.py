"""The forms by which a person mends or splits how a claim was understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
from claims.views.rows.reading import number_words


def mend_form(claim: Claim, posted: Mapping[str, Any] | None = None) -> MendForm:
    """The form to mend the reading in force, with the fields as they are read now."""
    return mend_form_of(reading_in_force(claim), claim.indicator, posted)


def mend_form_of(reading: Reading, indicator: Indicator | None, posted: Mapping[str, Any] | None = None) -> MendForm:
    structure = reading.structure
    quantity = main_quantity(structure, indicator.unit if indicator else "")
    subject = place_in_role(structure, PlaceRole.SUBJECT)
    other = place_in_role(structure, PlaceRole.COUNTERPART)
    person = person_of(structure)
    period = period_of(structure)
    initial = {
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
    return MendForm(posted, initial=initial, prefix="mend")


def split_form(reading: Reading, posted: Mapping[str, Any] | None = None) -> SplitForm:
    return SplitForm(posted, numbers=[number_words(each) for each in quantities_of(reading.structure)])
