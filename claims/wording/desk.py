"""Words for what the desk refuses: the cause, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    # who may do what: codes of workflow.NotAllowed and of the editor's page
    "permission": _("Your group may not do this: ask whoever keeps the desk's users to add you to one that may."),
    "first_key": _(
        "This desk has no account yet. The first is made on its own machine, or with the address and key that "
        "manage.py doctor prints there."
    ),
    "not_your_queue": _("You do not work on this queue: choose one of yours, or ask to be added to its members."),
    "not_your_check": _("This check is another person's: open your own on the claim."),
    "own_check": _("Who checked a claim may not sign its verdict: another editor has to."),
    "not_submitted": _("This check does not wait for a signature: open the list of what was submitted."),
    "too_many_to_sort": _("At most %(most)s claims are sorted again at once: choose fewer."),
    # after publication
    "reopening_reason": _("No reason was chosen: choose why the claim is taken up again."),
    "public_note_missing": _("Readers are told why: write a note for them."),
    "published_not_dismissed": _(
        "Its verdict is published: an editor says that it still stands, corrects it or withdraws it."
    ),
    "correction_is_rating": _('The rating changed: choose "rating" as the kind of the correction.'),
    "correction_is_no_rating": _("The rating is the one of the version before: choose another kind of correction."),
    "other_editor_signs": _("You signed the version before: a change of its rating is signed by another editor."),
    "mail_refused": _("The mail server refuses %(to)s for good: mend the address of this person."),
    "mail_failed": _("The mail server could not take it (%(error)s): it is tried again."),
    # leases
    "held": _("%(holder)s works on this claim until %(until)s: wait until then, or take another claim."),
    "checked_by_you": _("You have checked this claim: it waits for another checker or for the editor."),
    "skip_reason": _("No reason was chosen: choose why you let the claim go."),
    "postpone_until": _("Give a time that lies ahead, at most %(days)s days."),
    "hand_to_whom": _(
        "Choose a colleague who works on this queue, has not checked the claim and declared no interest in it."
    ),
    "not_held": _("Nobody holds this claim any more."),
    "undo_too_late": _("This cannot be undone any more: something was done since."),
    "interest_declared": _("You declared an interest that this claim touches: leave it to a colleague."),
    "interest_in_whom": _("Name the party, employer, outlet or person, and what they are to you."),
    "interest_future": _("That day lies in the future: give the day from which it holds, or none."),
    "dismiss_reason": _("No reason was chosen: choose why the claim is put aside."),
    "repeat_of_what": _(
        "A repeat names the claim that it repeats, another one that is no repeat itself; "
        "with any other reason leave that number out."
    ),
    "no_queue": _("No queue is on that the claim could go to: ask a curator to turn one on."),
    # drafts and evidence
    "rating_unknown": _("This rating does not exist: choose one from the list."),
    "decision_unknown": _("The decision on [%(number)s] cannot be read: confirm it or reject it."),
    "evidence_superseded": _("[%(numbers)s] was superseded by newer data: look at the page again."),
    "stance_missing": _(
        "[%(number)s] is confirmed and does not say which way it points: supports, contradicts or context."
    ),
    "note_missing": _("[%(number)s] is rejected without a reason: write a note that says why."),
    "draft_overtaken": _(
        "This draft was changed in another window since you opened it: look at it again, then submit."
    ),
    "document_address": _("%(address)s is no web address: give one that begins with http:// or https://."),
    "passage_missing": _("The passage is missing: copy it from the document, word for word."),
    "document_future": _("%(date)s lies in the future: give the day that the document bears."),
    # submission
    "not_ready": _("The check was not submitted yet."),
    "reading_changed": _(
        "The claim has been read in another way since you opened your check: look at the reading now in force and "
        "take it over."
    ),
    "wording_missing": _("The claim as readers will see it is missing: write it in one sentence."),
    "wording_long": _("The claim as readers will see it has %(length)s characters: at most %(longest)s are allowed."),
    "reasoning_missing": _("The reasoning is missing: write how the evidence leads to the rating."),
    "rating_missing": _("No rating was chosen: choose one."),
    "rating_not_in_force": _('"%(rating)s" is of a scale that is not in force any more: choose a rating again.'),
    "rating_needs_then": _(
        '"%(rating)s" needs a figure as known when it was said, and none stands: choose another rating, or '
        "wait for the figure."
    ),
    "rating_needs_now": _(
        '"%(rating)s" needs a figure as known now, and none stands: choose another rating, or wait for the figure.'
    ),
    "attribution_missing": _("Somebody is said to have said this: rate that too."),
    "document_missing": _(
        '"%(rating)s" is given from a document only: add one with its passage and confirm it, or choose '
        "a rating that needs none."
    ),
    "evidence_undecided": _("Nothing was decided on [%(numbers)s]: confirm or reject each."),
    "nothing_confirmed": _('"%(rating)s" rests on evidence: confirm at least one piece, or choose another rating.'),
    # signing and returning
    "record_changed": _("The check is not the one that you read: read it again before you sign."),
    "reading_changed_since": _(
        "The claim has been read in another way since this check was submitted: return it to its checker."
    ),
    "superseded_since": _(
        "[%(numbers)s] was superseded by newer data since the check was submitted: return it to its checker."
    ),
    "correction_missing": _(
        "A verdict is out on this claim: say what kind of correction this is, and tell readers why."
    ),
    "nothing_to_correct": _("This is the first verdict on the claim: leave the kind of correction empty."),
    "no_address": _("No free public address was found: try again."),
    "comment_missing": _("The comment is missing: tell the checker what has to change."),
    # mending a reading
    "mend_refused": _("The reading was not changed."),
    "mend_unknown_field": _("%(field)s is no field of a reading: reload the page."),
    "mend_place": _("%(place)s is no place that the desk knows: give a code of three letters, or WLD for the world."),
    "mend_indicator": _("%(indicator)s is no indicator of the desk: choose one from the list."),
    "mend_future": _("%(date)s lies in the future: give the day on which it was said."),
    "mend_day": _("%(text)s is no day: write it as 2018-06-11."),
    "mend_period": _("A period has a first and a last day, in this order: give both, or neither."),
    "mend_comparator": _("%(text)s is no way to state a number: choose one from the list."),
    "mend_number": _("%(text)s is no number: write digits, with a point before decimals."),
    "mend_range": _("A range has a lower and a higher number: give both, the lower one first."),
    "mend_no_number": _("There is no number: give one."),
    "mend_kind": _("%(text)s is no kind of claimant: choose one from the list."),
    "mend_name_long": _("The name of the claimant is too long: at most %(longest)s characters are kept."),
    "mend_person_long": _("The name of the person is too long: at most %(longest)s characters are kept."),
    "mend_person_missing": _("An id or an office needs to be somebody's: give the name of the person too."),
    "mend_entity": _("%(text)s is no id of Wikidata: write it as in Q7747."),
    "mend_attribution": _("%(text)s is no way to attribute a claim: choose one from the list."),
    # sentences by hand
    "no_sentence": _("Nothing was pulled in: choose one sentence of the text, or a few that belong together."),
    "text_changed": _("The text has had a newer version since the page was opened: look at it and choose again."),
    "judged_already": _("Somebody has looked at this sentence meanwhile and said otherwise: what they said stands."),
    "split_number": _("That number is not in the reading: load the page again and choose one of its numbers."),
}
