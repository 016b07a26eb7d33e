"""What others found on a claim, as the claim page shows it: word for word, with what a person may do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import PriorCheck, PriorSearch, RatingMeaning, User, WorkState
from claims.queries import ClaimView
from claims.queries.earlier import earlier_checks
from claims.queries.rating_meanings import meanings_of
from claims.services.steps.work import error_reason
from claims.wording import kept_sentence


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """`number` is that of the piece of evidence that it was taken as, None where it was not. `meaning` is the common
    meaning of its rating, as curators set it, empty where they have not."""

    prior: PriorCheck
    number: int | None
    meaning: str


@dataclass(frozen=True, slots=True)
class EarlierShown:
    """`said` says how the search stands, `again_at` when it is tried again; `may_search` whether the desk may
    ask for one, `waits` that one is under way."""

    rows: Sequence[EarlierRow]
    dismissed: Sequence[PriorCheck]
    said: str
    again_at: datetime | None
    may_search: bool
    waits: bool


def earlier_shown(view: ClaimView, only_of: User | None = None) -> EarlierShown:
    """With `only_of`, what others put away is shown as found."""
    earlier = earlier_checks(view.claim, only_of)
    taken = {each.piece.prior_id: each.piece.number for each in view.documents if each.piece.prior_id}
    meanings = meanings_of(earlier.found)
    search = earlier.search
    waits = search is not None and search.state == WorkState.PENDING
    return EarlierShown(
        rows=[EarlierRow(prior, taken.get(prior.pk), _meaning(meanings.get(prior.pk))) for prior in earlier.found],
        dismissed=earlier.dismissed,
        said=_said(search) if search else "",
        again_at=search.due_at if search and waits and search.last_error else None,
        may_search=bool(settings.SOURCE_KEYS.get("fact_checks") and settings.SOURCE_BASES.get("fact_checks")),
        waits=waits,
    )


def _meaning(meaning: RatingMeaning | None) -> str:
    return str(meaning.get_meaning_display()) if meaning else ""


def _said(search: PriorSearch) -> str:
    reason = error_reason(search.last_error)
    why = kept_sentence(reason) if reason else ""
    if search.state == WorkState.MISSING:
        return _("The search got no answer: %(why)s.") % {"why": why}
    if search.state == WorkState.PENDING:
        return _("No answer so far: %(why)s, tried again at") % {"why": why} if why else _("The search is under way.")
    if not search.found and not search.left_out:
        return _("The search found nothing.")
    words = ngettext("The search found %(found)d.", "The search found %(found)d.", search.found)
    if not search.left_out:
        return words % {"found": search.found}
    left_out = ngettext(
        "%(number)d more is of a publisher that is not on the desk's list.",
        "%(number)d more are of publishers that are not on the desk's list.",
        search.left_out,
    )
    return f"{words % {'found': search.found}} {left_out % {'number': search.left_out}}"
