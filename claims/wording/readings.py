"""Words for the readings under which a number that differs would be fair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "reading_other_period": _("The number fits another period, %(period)s: %(figure)s (%(vintage)s)."),
    "reading_other_place": _("The number fits another place, %(place)s: %(figure)s for %(period)s (%(vintage)s)."),
    "reading_other_measure": _("The number fits another measure, “%(series)s”: %(figure)s for %(period)s."),
    "reading_other_denominator": _("The number fits a share of another whole, “%(series)s”: %(figure)s, %(period)s."),
    "reading_reversed": _("The number fits the other way round, “%(series)s” for %(place)s: %(figure)s, %(period)s."),
    "reading_scale": _("The number fits the figure times %(factor)s: the figure is %(figure)s for %(period)s."),
    "reading_change_for_level": _(
        "The number fits the change from %(before)s in %(before_period)s to %(figure)s in %(period)s."
    ),
    "reading_within_range": _(
        "The number is inside the range that the source itself gives: %(range)s, around %(figure)s."
    ),
}
