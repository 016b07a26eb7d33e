"""Words for asking those concerned, and for second opinions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "contact_refused": _("Nothing was written into the log."),
    "contact_unknown": _("Line %(number)s of the log is not there, or was taken out: load the page again."),
    "contact_kind": _("This cannot stand in the log: choose whom you asked, what came back, or why nobody was asked."),
    "contact_role": _("Say who it is: who said it, the outlet or an expert."),
    "contact_name": _("The name is missing: say who was asked."),
    "contact_way": _("The way is missing: say how you asked."),
    "contact_times": _("Say when you asked, and by when an answer was due."),
    "contact_future": _("This lies in the future: the log holds what has happened."),
    "contact_due": _("An answer cannot be due before you asked: give a later day or hour."),
    "contact_words": _("The answer is missing: copy it word for word."),
    "contact_received": _("Say when the answer came."),
    "contact_before": _("The answer came before you asked: look at both times."),
    "contact_why": _("Choose why nobody was asked."),
    "contact_answered": _("This question was answered: take its answer out of the log first."),
    # a private person
    "harm_unknown": _("Choose one of the two answers on what a public answer does."),
    "harm_unanswered": _("The claim is a private person's: say whether a public answer does more good or more harm."),
    "harm_note_missing": _("A public answer would do more harm than good: say why, so that an editor can weigh it."),
    # signing
    "claimant_not_asked": _(
        "Nobody asked who said this, and the rating is of the lower half of the scale: ask them, or say why not. "
        "The reason is published."
    ),
    "reply_pending": _(
        "Who said this was asked and has time left to answer, and the rating is of the lower half of the scale: wait, "
        "or say why not. The reason is published."
    ),
    # second opinions
    "second_opinion": _(
        "Two checkers look at this claim without knowing of one another: what the other one says is shown when both "
        "have submitted, to an editor who did not check it."
    ),
}
