"""Words for what other sources say that serve a number too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "also_same": _("%(figure)s for %(period)s (%(vintage)s)"),
    "also_other_figure": _("another figure, beyond rounding: %(figure)s for %(period)s (%(vintage)s)"),
    "also_other_period": _("a figure for another period: %(figure)s for %(period)s (%(vintage)s)"),
    "also_nothing": _("no figure found there"),
    "also_withheld": _("its figure is not printed here; it can be looked up for %(period)s (%(vintage)s)"),
}
