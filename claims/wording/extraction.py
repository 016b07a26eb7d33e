"""The sentences for the reason codes of extraction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "figure_of_indicator": _("gives a figure of a measure that official statistics keep"),
    "other_figure": _("gives a figure"),
    "vague_figure": _("speaks of how many without a number"),
    "sourced_figure": _("names who says so"),
    "figure_at_place": _("says for which place the figure is"),
    "record": _("says that something is a first or a record"),
    "age_or_duration": _("gives an age or a length of time"),
    "indicator_without_figure": _("speaks of a measure that official statistics keep"),
    "event": _("says that something happened, and where or when"),
    "trend": _("says how a measure moved"),
    "named_speaker": _("tells what somebody named said"),
    "period_stated": _("says for which time"),
    "question": _("asks a question"),
    "prediction": _("looks ahead"),
    "hypothetical": _("supposes something"),
    "intention": _("tells what somebody wants"),
    "wish": _("tells what should be"),
    "modal": _("says what may be, not what is"),
    "opinion": _("judges in words that nobody can measure"),
    "first_person": _("speaks of the speaker"),
    "heading": _("is a heading"),
    "aside_boilerplate": _("is no part of the article's text"),
    "aside_question": _("asks and states nothing"),
    "aside_prediction": _("predicts: nobody can look it up yet"),
    "aside_hypothetical": _("supposes something and states nothing"),
    "aside_intention": _("tells what somebody means to do, not what is"),
    "aside_wish": _("tells what somebody wishes or asks for, not what is"),
    "aside_definition": _("says what a word means, not how many there are"),
    "aside_denial": _("denies what others said: what is denied is not stated here"),
    "aside_refuted": _("holds the figure out as wrong: it is not stated here"),
    "aside_mockery": _("mocks, and states nothing in earnest"),
    "aside_opinion": _("judges, and states nothing that can be looked up"),
    "aside_nothing": _("states nothing that can be looked up"),
    "repeated": _("the same sentence stands earlier in the article"),
}
