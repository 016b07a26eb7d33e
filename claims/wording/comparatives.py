"""Words for statements that compare their figure with others: ranks, ratios, movement, records."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claims.wording.places import place_name

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "ranks_from_above": _(
        "Of %(count)s places with a figure for %(period)s or near it (%(group)s), %(place)s is number %(rank)s from "
        "the top, with %(figure)s. At the top: %(ranking)s."
    ),
    "ranks_from_below": _(
        "Of %(count)s places with a figure for %(period)s or near it (%(group)s), %(place)s is number %(rank)s from "
        "the bottom, with %(figure)s. At the bottom: %(ranking)s."
    ),
    "rank_shared": _("The same figure have: %(places)s."),
    "group_complete": _("All %(of)s places of the group have a figure."),
    "group_lacks": _("%(count)s of %(of)s places of the group have a figure; none have: %(places)s."),
    "group_lacks_many": _("%(count)s of %(of)s places of the group have a figure."),
    "group_too_thin": _("Only %(count)s of %(of)s places of the group have a figure: too few to tell a rank from."),
    "group_not_known": _("Among which places it ranks is not known to the desk: %(words)s."),
    "not_of_the_group": _("%(place)s is not counted in the group (%(group)s)."),
    "ahead_by_another_year": _("Ahead by figures of another year alone, which refute nothing: %(places)s."),
    "ahead_on_the_edge": _("It depends on who is counted in the group (%(group)s). Also ahead: %(places)s."),
    "missing_may_stand_ahead": _("Places without a figure may stand ahead of it: %(count)s."),
    "figures_of_other_years": _("Places of which the nearest year was taken: %(count)s."),
    "among_is_judgement": _("How many count as among the first is a judgement."),
    "nothing_to_compare_with": _("The series has no figure of %(place)s for %(period)s to compare with."),
    "ratio_of_a_limit": _("The source gives a limit and no figure: %(own)s, %(other)s."),
    "ratio_of_no_positive": _("Of %(own)s and %(other)s no multiple can be told."),
    "ratio_of_places": _(
        "%(own)s for %(period)s, against %(other)s of %(place)s for %(when)s: that is %(result)s times as much."
    ),
    "ratio_of_years": _("%(own)s for %(period)s, against %(other)s for %(when)s: that is %(result)s times."),
    "against_place": _(
        "%(own)s for %(period)s, against %(other)s of %(place)s for %(when)s: a difference of %(result)s."
    ),
    "moved_from": _("From %(other)s for %(when)s to %(own)s for %(period)s: a difference of %(result)s."),
    "sign_of_change": _("The change of %(period)s on the year before is %(own)s."),
    "record_high": _(
        "%(own)s for %(period)s; the highest of the %(count)s figures before it, since %(first)s, is %(other)s for "
        "%(when)s."
    ),
    "record_low": _(
        "%(own)s for %(period)s; the lowest of the %(count)s figures before it, since %(first)s, is %(other)s for "
        "%(when)s."
    ),
    "record_of_few": _("The series has too few earlier figures to tell a record from: %(count)s."),
    "not_compared_beside": _("What the statement says besides is not compared here: %(words)s."),
}

SUMS = frozenset(
    {
        "ranks_from_above",
        "ranks_from_below",
        "group_complete",
        "group_lacks",
        "group_lacks_many",
        "group_too_thin",
        "ratio_of_places",
        "ratio_of_years",
        "against_place",
        "moved_from",
        "sign_of_change",
        "record_high",
        "record_low",
    }
)
"""The reasons that give a finding in numbers, in place of its one figure, and how many numbers there are."""

GROUPS: dict[str, StrPromise] = {
    "002": _("Africa"),
    "003": _("North America"),
    "005": _("South America"),
    "009": _("Oceania"),
    "011": _("West Africa"),
    "013": _("Central America"),
    "014": _("East Africa"),
    "015": _("North Africa"),
    "017": _("Central Africa"),
    "018": _("Southern Africa"),
    "019": _("the Americas"),
    "021": _("Northern America"),
    "029": _("the Caribbean"),
    "030": _("East Asia"),
    "034": _("South Asia"),
    "035": _("Southeast Asia"),
    "039": _("Southern Europe"),
    "053": _("Australia and New Zealand"),
    "054": _("Melanesia"),
    "057": _("Micronesia"),
    "061": _("Polynesia"),
    "142": _("Asia"),
    "143": _("Central Asia"),
    "145": _("Western Asia"),
    "150": _("Europe"),
    "151": _("Eastern Europe"),
    "154": _("Northern Europe"),
    "155": _("Western Europe"),
    "G20": _("the G20"),
    "G7": _("the G7"),
    "ME": _("the Middle East"),
    "NATO": _("NATO"),
}


def _group(code: str) -> str:
    return str(GROUPS[code]) if code in GROUPS else place_name(code)


def _places(codes: str) -> str:
    return ", ".join(place_name(code) for code in codes.split())


def _ranking(text: str) -> str:
    return re.sub(r"\b[A-Z]{3}\b", lambda match: place_name(match[0]), text)


NAMED: Mapping[str, Callable[[str], str]] = {"group": _group, "places": _places, "ranking": _ranking}
