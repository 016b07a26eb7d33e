"""From the second version of a verdict on: which kind of correction it is, who may sign it, who is told."""

from __future__ import annotations

from django.utils.translation import override

from claims.models import Check, NoticeKind, User, Verdict
from claims.queries import rating_changes, two_editors
from claims.services.steps.notices import tell
from claims.services.steps.reopening import people_of
from claims.values import Reason

KINDS = frozenset(Verdict.Correction.values) - {Verdict.Correction.NONE, Verdict.Correction.WITHDRAWAL}


def correction_problem(editor: User, last: Verdict | None, check: Check, correction: str, note: str) -> str:
    """The code of why this version cannot be signed, "" where it can: its kind is missing or is not what was
    changed, or it changes the rating signed by who signed the version before, where another editor could."""
    if last is None:
        return "nothing_to_correct" if correction else ""
    if correction not in KINDS or not note:
        return "correction_missing"
    changed = rating_changes(last, check)
    if changed != (correction == Verdict.Correction.RATING):
        return "correction_is_rating" if changed else "correction_is_no_rating"
    return "other_editor_signs" if changed and last.signed_by_id == editor.pk and two_editors() else ""


def tell_version(verdict: Verdict, last: Verdict | None) -> None:
    """Whose work a new version replaces is told what was changed, and its checker that it is published."""
    people = [verdict.source_check.checker]
    if last is not None:
        people += people_of(last)
    code = "notice_corrected" if last else "notice_published"
    reason = Reason(code, (("claim", verdict.source_check.wording),))
    with override(None):
        kind = str(verdict.get_correction_display()) if last else ""
    others = [person for person in people if person.pk != verdict.signed_by_id]
    more = "\n\n".join(filter(None, [kind, verdict.note]))
    claim = verdict.publication.claim
    tell(NoticeKind.PUBLISHED, f"verdict:{verdict.pk}", others, reason, claim=claim, more=more)
