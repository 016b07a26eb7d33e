"""Words for what comparing a claim with observations says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "change_for_level": _("The statement tells by how much something changed; the series gives its level."),
    "change_without_start": _("The statement tells by how much something changed, and not since when."),
    "change_without_figures": _("The series lacks a figure at the beginning or the end of %(period)s."),
    "changed_from": _("From %(from)s in %(start)s to %(to)s in %(end)s; as a change that is %(change)s."),
    "years_taken_together": _("The years after %(start)s up to %(end)s come to %(change)s percent."),
    # How the number was read.
    "read_as": _("As worded, the statement stands for %(agrees)s; a fair reader grants %(close)s."),
    "no_number": _("The statement gives no number to compare."),
    "other_unit": _("The statement speaks of %(said)s, the series of %(given)s."),
    # Which figure was chosen.
    "nothing_for_place": _("The source answered and has no figure for this place."),
    "nothing_by_then": _("The source has no figure for a period that had begun when it was said."),
    "figure_withdrawn": _("The newest release gives no figure for %(period)s any more."),
    "nearest_period": _("No figure for %(asked)s; the nearest, %(period)s, is %(figure)s."),
    "no_figure_near": _(
        "No figure within two years of %(asked)s; the nearest, %(period)s, is %(figure)s and is not compared."
    ),
    "no_period_in_common": _("%(period)s is longer than any period of this series."),
    "last_figure_old": _(
        "The last figure, %(figure)s for %(period)s, ended more than three years before the statement "
        "and is not compared."
    ),
    "mean_of_years": _("The figure stands for the three years %(period)s; their middle is %(middle)s."),
    "implied_period": _("The statement names no period: it is held against %(period)s, the last that had ended."),
    "running_period": _(
        "The statement names no period: it is held against %(period)s, which had begun when it was said."
    ),
    "last_period": _("Neither day nor period is known: it is held against the last figure, %(period)s."),
    "own_day": _("%(period)s holds the day of the statement; its figure came out later, on %(published)s."),
    "own_day_differs_too": _(
        "The figure of %(period)s, which holds the day of the statement, is %(figure)s and differs too."
    ),
    # What is told beside the relation.
    "source_says_only": _("The source says only: %(figure)s."),
    "holds_for_a_part": _("The source leaves a range open, and the statement fits only a part of it."),
    "vast_is_judgement": _("It is a majority; whether it is a vast one is a judgement."),
    "upper_end_not_borne_out": _("The figure is far below the upper end; a single figure cannot bear one out."),
    "far_more": _("The figure is far more than was said."),
    "far_less": _("The figure is far less than was said."),
    "more_than_doubled": _("It more than doubled: %(figure)s times."),
    "more_than_tripled": _("It more than tripled: %(figure)s times."),
    "more_than_halved": _("It more than halved: %(figure)s times."),
    "more_than_the_multiple": _("The change went beyond what was said: %(figure)s times."),
    "rounded_down_from": _("Rounded down from %(figure)s."),
    "rounded_up_from": _("Rounded up from %(figure)s."),
    "too_small_to_tell": _("Too small to tell: the source states a margin of %(margin)s."),
    "smaller_than_rounding": _("The difference is smaller than what rounding hides."),
    "unlike_its_neighbours": _(
        "The figure, %(figure)s, is about ten times off its neighbours in the series, %(before)s and %(after)s: it "
        "may be a slip of the source, and refutes nothing."
    ),
    # Ages and years in office.
    "age_on_day": _("Born %(born)s: %(years)s completed years on %(day)s."),
    "age_at_death": _("Born %(born)s, died %(day)s: %(years)s completed years."),
    "age_taking_office": _("Born %(born)s, %(office)s from %(day)s on: %(years)s completed years."),
    "years_in_office": _("%(office)s, %(dates)s: %(years)s completed years."),
    "dates_disputed": _("The source gives %(count)s dates that do not agree; each is told with what it makes."),
    "date_not_exact": _("A date is not known to the day: what it leaves open is told."),
    "nothing_for_person": _("The source answered and knows no dates of anybody of this name."),
    "several_people": _("Several people bear the name %(name)s (%(entities)s): which one is meant is not said."),
    "no_birth": _("The source has no date of birth of %(name)s that an age can be told from."),
    "no_death": _("The source has no date of death of %(name)s."),
    "no_day_for_age": _("The day on which it was said is not known, and so not the age on it."),
    "no_such_office": _("The source has no dated office of %(name)s of this name by then: %(office)s."),
    "office_not_named": _("The sentence does not say which office is meant: the one that fits best is shown."),
    "no_office_fits": _(
        "The sentence does not say which office is meant, and none of %(count)s fits: it refutes nothing."
    ),
    # What a person should look at first.
    "person_was_carried": _("The sentence does not name anybody: %(name)s is taken from what stands around it."),
    "words_not_counted": _("Not counted by this series: %(words)s."),
    "place_was_carried": _("The sentence names no place: %(place)s is taken from what stands around it."),
    "near_rival": _("Another measure fits the words nearly as well: %(indicator)s."),
}
