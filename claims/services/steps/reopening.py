"""A published claim taken up again, by a person or because its data were revised, and the end of that."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims.models import Claim, NoticeKind, Queue, Reopening, Series, User, Verdict
from claims.services.steps.notices import tell
from claims.services.steps.triage import queue_columns
from claims.values import Reason, Summary
from claims.workflow import step_claim

DECIDED = frozenset({Summary.HOLDS, Summary.FAILS, Summary.REVISED_SINCE, Summary.DEPENDS_ON_DEFINITION})


def moved(before: str, after: str) -> bool:
    """Whether what is known of a published claim has turned: another answer than the one that its verdict was
    signed with, or none any more. A first answer where there was none is no turn, unless it says that the data
    were revised."""
    if before == after:
        return False
    return before in DECIDED or (before == Summary.NOW_UNKNOWN and after == Summary.REVISED_SINCE)


def reopen(
    claim: Claim,
    by: User | None,
    reason: Reopening.Reason,
    *,
    note: str = "",
    series: Series | None = None,
    vintage_label: str = "",
) -> Reopening:
    """Take a published claim up again; its verdict stays readable, and its page says so. Those who checked and
    signed it are told. Runs inside its caller's transaction, the claim's row locked."""
    takes = Queue.Takes.COMPLAINTS if reason == Reopening.Reason.COMPLAINT else Queue.Takes.COME_BACK
    queue = Queue.objects.filter(active=True, takes=takes).first() or claim.queue
    columns = queue_columns(queue, claim.worthiness) if queue else {}
    step_claim(claim, "reopen", by, checks_in=0, **columns)
    reopening = Reopening.objects.create(
        claim=claim, by=by, reason=reason, note=note, series=series, vintage_label=vintage_label[:120]
    )
    _tell_reopened(reopening, claim)
    return reopening


def end_reopening(claim: Claim) -> None:
    Reopening.objects.filter(claim=claim, ended_at__isnull=True).update(ended_at=timezone.now())


def people_of(verdict: Verdict) -> list[User]:
    """Who checked and who signed a version."""
    return [verdict.source_check.checker, verdict.signed_by]


def _tell_reopened(reopening: Reopening, claim: Claim) -> None:
    verdict = claim.publication.verdict
    if verdict is None:
        return
    reason = Reason("notice_reopened", (("claim", verdict.source_check.wording or claim.sentence),))
    with override(None):
        more = [str(reopening.get_reason_display()), reopening.note, _("You checked or signed its verdict.")]
    about, told = f"reopening:{reopening.pk}", "\n\n".join(filter(None, more))
    tell(NoticeKind.REOPENED, about, people_of(verdict), reason, claim=claim, more=told)
