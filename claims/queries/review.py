"""What waits for an editor, and one check as an editor reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from claims.models import (
    Appearance,
    Check,
    CheckState,
    Claim,
    ClaimState,
    ContactEntry,
    Finding,
    Publication,
    Reading,
    Release,
    ReleaseState,
    Sight,
    SingleCheck,
    User,
    Verdict,
)
from claims.publishing.difference import Change, changes
from claims.publishing.record import parse_record
from claims.queries.claim_page import ClaimElsewhere, appearance_of, elsewhere
from claims.queries.concerned import contact_entries, unheard
from claims.queries.publications import rating_changes, two_editors
from claims.queries.remarks import Beside, beside
from claims.queries.second_opinion import sees_others
from claims.values import Reason

SIGNING = "claims.sign_verdict"  # the permission of claims.workflow, which stands beside this package


def waiting_for_editor() -> QuerySet[Check]:
    """One check of each claim that waits: two of the same claim are read and signed as one."""
    before = Check.objects.filter(claim=OuterRef("claim"), state=CheckState.SUBMITTED, pk__lt=OuterRef("pk"))
    return Check.objects.filter(~Exists(before), state=CheckState.SUBMITTED, claim__state=ClaimState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A check as an editor reads it. `record` is the parsed record whose hash is signed; `news` are
    findings in force that the record does not know, `superseded` the numbers of its evidence that was
    superseded since. `why_not` says why this user may not sign, None where `may_sign`. `others` are the
    other checks of the claim that stand, none where this user must not see them; `hidden` says that this very
    check is one. `contacts` is the log of those who were asked, `unheard` the code of why signing needs a reason
    for readers, empty where it needs none. `changes` tells what differs from `seen`, the version that this user
    had before their eyes last, or else from the verdict that is out. `releases` are the signatures on it that
    waited or wait for their time, the last one first. `last` is the verdict that is out. `single_check` says that an
    editor let it go on without the second check that it needed."""

    check: Check
    claim: Claim
    record: Mapping[str, Any]
    news: Sequence[Finding]
    superseded: Sequence[str]
    may_sign: bool
    why_not: Reason | None
    others: Sequence[Check]
    last: Verdict | None
    hidden: bool
    contacts: Sequence[ContactEntry]
    unheard: str
    beside: Beside
    seen: Check | None
    changes: Sequence[Change]
    releases: Sequence[Release]
    appearance: Appearance
    elsewhere: Sequence[ClaimElsewhere]
    single_check: SingleCheck | None

    @property
    def rating_changes(self) -> bool:
        """Whether the check rates otherwise than the version in force; false for a first one."""
        return self.last is not None and rating_changes(self.last, self.check)

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
    others = list(standing.select_related("checker", "rating", "attribution_rating"))
    sees = sees_others(user, check.claim)
    last = _in_force(check)
    why_not = _why_not(user, check, superseded, others) or _needs_another(user, check, last)
    seen = _seen_before(user, check, last)
    appearance = appearance_of(check.claim)
    return ReviewView(
        check=check,
        claim=check.claim,
        record=record,
        news=_news(check, mentioned_findings(record)),
        superseded=superseded,
        may_sign=why_not is None,
        why_not=why_not,
        others=others if sees else [],
        hidden=not sees and check.checker_id != user.pk,
        contacts=contact_entries(check.claim_id),
        unheard=unheard(check.claim, check.rating, timezone.now()),
        last=last,
        beside=beside(check),
        seen=seen,
        changes=changes(parse_record(seen.record), record) if seen else (),
        releases=list(check.releases.select_related("signed_by", "ended_by").order_by("-pk")),
        appearance=appearance,
        elsewhere=elsewhere(appearance),
        single_check=single_check_of(check),
    )


def single_check_of(check: Check) -> SingleCheck | None:
    """That an editor let the claim go on without a second check, towards the verdict that this check is for."""
    earlier = Q(claim__publication__verdicts__signed_at__lt=check.submitted_at)
    rows = SingleCheck.objects.filter(claim_id=check.claim_id).select_related("by")
    counted = rows.annotate(before=Count("claim__publication__verdicts", filter=earlier))
    return counted.filter(verdicts=F("before")).order_by("-pk").first()


def _needs_another(user: User, check: Check, last: Verdict | None) -> Reason | None:
    """A change of rating is signed by somebody else than the version before, where there is somebody."""
    if last is None or last.signed_by_id != user.pk or not rating_changes(last, check):
        return None
    return Reason("other_editor_signs") if two_editors() else None


def _in_force(check: Check) -> Verdict | None:
    """The version that readers see now, which this check would replace."""
    publication = Publication.objects.filter(claim_id=check.claim_id).select_related(
        "verdict__source_check__rating", "verdict__source_check__attribution_rating", "verdict__signed_by"
    )
    return next((each.verdict for each in publication), None)


def _seen_before(user: User, check: Check, last: Verdict | None) -> Check | None:
    """The last version of this work that the user has had before their eyes and that is no longer up for a
    signature; where they have seen none, the one behind the verdict that is out."""
    earlier = Q(check_of__claim_id=check.claim_id, check_of__pk__lt=check.pk) & ~Q(check_of__state=CheckState.SUBMITTED)
    sight = Sight.objects.filter(earlier, editor=user).select_related("check_of").order_by("-at", "-pk").first()
    if sight is not None:
        return sight.check_of
    return last.source_check if last is not None and last.source_check_id != check.pk else None


def cited_findings(record: Mapping[str, Any]) -> dict[int, str]:
    """The ids of the findings that a record cites, with the numbers of their evidence."""
    return {
        int(decision["cited"]["identifier"]): decision["number"]
        for decision in record["decisions"]
        if decision["kind"] == "finding"
    }


def mentioned_findings(record: Mapping[str, Any]) -> set[int]:
    """The ids of all findings whose figures a record holds: those cited, and those of sources beside them."""
    cited = [each["cited"] for each in record["decisions"] if each["kind"] == "finding"]
    return {int(each["identifier"]) for one in cited for each in (one, *one.get("also", ()))}


def superseded_numbers(cited: Mapping[int, str]) -> list[str]:
    """The evidence of a record whose finding was superseded since."""
    gone = Finding.objects.filter(pk__in=list(cited), superseded_at__isnull=False)
    return [cited[pk] for pk in gone.order_by("pk").values_list("pk", flat=True)]


def _news(check: Check, known: Iterable[int]) -> list[Finding]:
    rows = Finding.objects.filter(claim_id=check.claim_id, superseded_at__isnull=True).exclude(pk__in=known)
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
