"""Words for what an editor is refused, and for what voids a signature that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "screen_changed": _(
        "A comment or a third look came in, or was settled, since you opened the page: read it before you sign."
    ),
    "embargo": _(
        "The claim may not be published before %(until)s: publish it at that time or later, or lift the embargo."
    ),
    # publishing at a time
    "release_waits": _("A signature on this claim waits for its time already: stop that one first."),
    "release_past": _("That time has passed: give one that lies ahead, or sign and publish now."),
    "release_returned": _("The check was returned to a checker after it was signed."),
    "release_moved_on": _("The check was taken back, returned or signed by somebody else after it was signed."),
    "release_signer": _("Who signed may not sign verdicts any more."),
    "release_superseded": _("Newer data superseded a piece of its evidence after it was signed."),
    # comments
    "remark_missing": _("The comment is empty: say what you mean."),
    "remark_nowhere": _("There is no such part of the check: choose one from the list."),
    "quote_not_there": _("The passage does not stand in that part: copy it word for word, or leave it out."),
    # third looks
    "look_question": _("The question is missing: say what the third look is for."),
    "look_person": _("Choose somebody who can see the desk and who did not make this check."),
    "look_answer": _("The answer is empty: write what you found."),
    # another checker
    "reassign_person": _("Choose a checker who works on the queue of this claim and declared no interest in it."),
    "reassign_same": _("This person works on the claim already: choose another checker."),
    # one check of two
    "single_check_reason": _("Say why the claim goes on with one check."),
    "single_check_needless": _("The desk has checkers who can make the second check: the claim waits for them."),
    # readers
    "shown_as_unknown": _("Choose one of the ways to be shown."),
    "shown_name_missing": _("The name is missing: give one, or choose to be shown by your role or not at all."),
}
