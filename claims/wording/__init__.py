"""Reason codes as sentences, by gettext. The pure packages speak in codes; people read these."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claims.packs import load_indicators
from claims.values import Reason, Relation, Summary
from claims.wording import (
    accounts,
    comparatives,
    comparison,
    concerned,
    confirming,
    curating,
    desk,
    earlier,
    editing,
    extraction,
    feeds,
    intake,
    notices,
    origins,
    proposals,
    readings,
    sources,
)
from claims.wording.numbers import local
from claims.wording.places import place_name

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    **extraction.CATALOGUE,
    **comparison.CATALOGUE,
    **comparatives.CATALOGUE,
    **readings.CATALOGUE,
    **origins.CATALOGUE,
    **sources.CATALOGUE,
    **intake.CATALOGUE,
    **feeds.CATALOGUE,
    **desk.CATALOGUE,
    **concerned.CATALOGUE,
    **confirming.CATALOGUE,
    **curating.CATALOGUE,
    **editing.CATALOGUE,
    **notices.CATALOGUE,
    **earlier.CATALOGUE,
    **proposals.CATALOGUE,
    **accounts.CATALOGUE,
}

RELATIONS: dict[Relation, StrPromise] = {
    Relation.AGREES: _("the figure agrees"),
    Relation.CLOSE: _("rounded, close"),
    Relation.DIFFERS: _("the figure differs"),
    Relation.NOT_COMPARABLE: _("cannot be compared"),
    Relation.NO_DATA: _("no figure found"),
}

SUMMARIES: dict[Summary, StrPromise] = {
    Summary.HOLDS: _("the figure agrees, then and now"),
    Summary.FAILS: _("the figure differs, then and now"),
    Summary.REVISED_SINCE: _("then and now differ: the figures were revised, or came out, since"),
    Summary.DEPENDS_ON_DEFINITION: _("it depends on the definition: the sources do not count the same"),
    Summary.THEN_UNKNOWN: _("only what is known now is to be had; what was known when it was said is unknown"),
    Summary.NOW_UNKNOWN: _("only what was known when it was said is to be had; what is known now is unknown"),
    Summary.UNDECIDED: _("no figure that could be compared"),
}


def sentence(reason: Reason) -> str:
    """The sentence of a reason with its numbers set in; a code without words is a defect and raises KeyError."""
    return str(CATALOGUE[reason.code]) % {name: _named(name, text) for name, text in reason.numbers}


def kept_sentence(reason: Reason) -> str:
    """The sentence of a reason out of a row, whose code may be one that is worded no more: it stays as it is."""
    return sentence(reason) if reason.code in CATALOGUE else reason.code.replace("_", " ")


def _named(name: str, text: str) -> str:
    """Codes of places, slugs of indicators and names of forms as people know them."""
    if name == "forms":
        return ", ".join(str(extraction.FORMS[form]) for form in text.split())
    if name == "place":
        return place_name(text)
    if name in comparatives.NAMED:
        return comparatives.NAMED[name](text)
    if name == "dismissal":
        return curating.dismissal_words(text)
    return _indicator_names().get(text, text) if name == "indicator" else local(text)


@cache
def _indicator_names() -> dict[str, str]:
    return {entry.slug: entry.name for entry in load_indicators()}


def relation_words(relation: Relation) -> str:
    return str(RELATIONS[relation])


def summary_words(summary: Summary) -> str:
    return str(SUMMARIES[summary])
