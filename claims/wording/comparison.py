"""Words for what comparing a claim with observations says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "read_as": _("As worded, the statement stands for %(agrees)s; a fair reader grants %(close)s."),
    "nearest_period": _("No figure for %(asked)s; the nearest, %(period)s, is %(figure)s."),
    "no_figure_near": _(
        "No figure within two years of %(asked)s; the nearest, %(period)s, is %(figure)s and is not compared."
    ),
    "last_figure_old": _(
        "The last figure, %(figure)s for %(period)s, ended more than three years before the statement "
        "and is not compared."
    ),
    "mean_of_years": _("%(period)s is an average of years, its middle is %(middle)s."),
    "implied_period": _("The statement names no period: %(period)s is the last that had ended."),
    "ahead_of_data": _(
        "The statement was ahead of the data: %(period)s, which holds its day, came out later."
    ),
    "no_period_in_common": _("%(period)s is longer than any period of this series."),
    "nothing_for_place": _("The source answered and has no figure for this place."),
    "no_number": _("The statement gives no number to compare."),
    "other_unit": _("The statement speaks of %(said)s, the series of %(given)s."),
    "source_says_only": _("The source says only: %(figure)s."),
    "holds_for_a_part": _("The statement holds for a part of what the source leaves open."),
    "vast_is_judgement": _("It is a majority; whether it is a vast one is a judgement."),
    "upper_end_not_borne_out": _("It lies far below; one figure cannot bear out an upper end."),
    "far_more": _("It is far more than was said."),
    "far_less": _("It is far less than was said."),
    "beyond_the_change": _("It more than grew to the multiple that was said."),
    "rounded_down_from": _("Rounded down from %(figure)s."),
    "rounded_up_from": _("Rounded up from %(figure)s."),
    "words_not_counted": _("Not counted by this series: %(words)s."),
    "place_was_carried": _("The sentence names no place: %(place)s is taken from what stands before it."),
    "near_rival": _("Another measure fits the words nearly as well: %(indicator)s."),
    "period_was_implied": _("Check the reading first: the period was implied."),
}
