"""What waits for an editor, and one check as an editor reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from claims.models import (
    Appearance,
    Check,
    CheckState,
    Claim,
    ClaimState,
    Finding,
    Publication,
    Reading,
    Release,
    ReleaseState,
    Sight,
    User,
)
from claims.publishing.difference import Change, changes
from claims.publishing.record import parse_record
from claims.queries.claim_page import ClaimElsewhere, appearance_of, elsewhere
from claims.queries.remarks import Beside, beside
from claims.values import Reason

SIGNING = "claims.sign_verdict"  # the permission of claims.workflow, which stands beside this package


def waiting_for_editor() -> QuerySet[Check]:
    return Check.objects.filter(state=CheckState.SUBMITTED, claim__state=ClaimState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A check as an editor reads it. `record` is the parsed record whose hash is signed; `news` are
    findings in force that the record does not know, `superseded` the numbers of its evidence that was
    superseded since. `why_not` says why this user may not sign, None where `may_sign`. `others` are the
    other checks of the claim that stand. `changes` tells what differs from `seen`, the version that this user
    had before their eyes last, or else from the verdict that is out. `releases` are the signatures on it that
    waited or wait for their time, the last one first."""

    check: Check
    claim: Claim
    record: Mapping[str, Any]
    news: Sequence[Finding]
    superseded: Sequence[str]
    may_sign: bool
    why_not: Reason | None
    others: Sequence[Check]
    beside: Beside
    seen: Check | None
    changes: Sequence[Change]
    releases: Sequence[Release]
    appearance: Appearance
    elsewhere: Sequence[ClaimElsewhere]

    @property
    def waiting(self) -> Release | None:
        return next((each for each in self.releases if each.state == ReleaseState.WAITING), None)


JOINED = (
    "claim__article__outlet",
    "claim__claimant",
    "checker",
    "rating",
    "attribution_rating",
    "claim__queue",
    "reading",
    "returned_by",
)


def check_for_review(user: User, check_id: int) -> ReviewView | None:
    """None where there is no such check, or nothing was submitted of it."""
    check = Check.objects.select_related(*JOINED).filter(pk=check_id).first()
    if check is None or not check.record:
        return None
    record = parse_record(check.record)
    cited = cited_findings(record)
    superseded = superseded_numbers(cited)
    standing = Check.objects.filter(claim_id=check.claim_id, state=CheckState.SUBMITTED).exclude(pk=check.pk)
    others = list(standing.select_related("checker", "rating"))
    why_not = _why_not(user, check, superseded, others)
    seen = _seen_before(user, check)
    appearance = appearance_of(check.claim)
    return ReviewView(
        check=check,
        claim=check.claim,
        record=record,
        news=_news(check, cited),
        superseded=superseded,
        may_sign=why_not is None,
        why_not=why_not,
        others=others,
        beside=beside(check),
        seen=seen,
        changes=changes(parse_record(seen.record), record) if seen else (),
        releases=list(check.releases.select_related("signed_by", "ended_by").order_by("-pk")),
        appearance=appearance,
        elsewhere=elsewhere(appearance),
    )


def _seen_before(user: User, check: Check) -> Check | None:
    """The last version of this work that the user has had before their eyes and that is no longer up for a
    signature; where they have seen none, the one behind the verdict that is out."""
    earlier = Q(check_of__claim_id=check.claim_id, check_of__pk__lt=check.pk) & ~Q(check_of__state=CheckState.SUBMITTED)
    sight = Sight.objects.filter(earlier, editor=user).select_related("check_of").order_by("-at", "-pk").first()
    if sight is not None:
        return sight.check_of
    rows = Publication.objects.filter(claim_id=check.claim_id, verdict__isnull=False)
    out = rows.exclude(verdict__source_check=check).select_related("verdict__source_check").first()
    return out.verdict.source_check if out and out.verdict else None


def cited_findings(record: Mapping[str, Any]) -> dict[int, str]:
    """The ids of the findings that a record cites, with the numbers of their evidence."""
    return {
        int(decision["cited"]["identifier"]): decision["number"]
        for decision in record["decisions"]
        if decision["kind"] == "finding"
    }


def superseded_numbers(cited: Mapping[int, str]) -> list[str]:
    """The evidence of a record whose finding was superseded since."""
    gone = Finding.objects.filter(pk__in=list(cited), superseded_at__isnull=False)
    return [cited[pk] for pk in gone.order_by("pk").values_list("pk", flat=True)]


def _news(check: Check, cited: Mapping[int, str]) -> list[Finding]:
    rows = Finding.objects.filter(claim_id=check.claim_id, superseded_at__isnull=True).exclude(pk__in=list(cited))
    return list(rows.select_related("series__source", "series__indicator", "observation").order_by("pk"))


def _why_not(user: User, check: Check, superseded: Sequence[str], others: Sequence[Check]) -> Reason | None:
    if not user.has_perm(SIGNING):
        return Reason("permission")
    if check.state != CheckState.SUBMITTED or check.claim.state != ClaimState.SUBMITTED:
        return Reason("not_submitted")
    own = user.pk in {check.checker_id, *(other.checker_id for other in others)}
    if own and not settings.ONE_PERSON_DESK:
        return Reason("own_check")
    newer = Reading.objects.filter(Q(claim_id=check.claim_id) & Q(number__gt=check.reading.number))
    if newer.exists():
        return Reason("reading_changed_since")
    return Reason("superseded_since", (("numbers", ", ".join(superseded)),)) if superseded else None
