"""What readers see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from claims.models import Check, Claim, ClaimState, Publication, PublicationState, Reopening, User, Verdict
from claims.publishing.record import parse_record
from claims.queries.paging import COUNT_LIMIT, Page, page_of, position_of

TWO = 2

RECORDS = ("record", "source_check__record")  # long texts that a list of versions does not need


@dataclass(frozen=True, slots=True)
class PublicView:
    """A publication as a reader sees it: the verdict in force with its record, and all versions of it, the
    newest first."""

    publication: Publication
    verdict: Verdict
    record: Mapping[str, Any]
    versions: Sequence[Verdict]
    reopened: Reopening | None = None

    @property
    def replaced(self) -> bool:
        """Whether an older version is shown than the one in force."""
        return self.verdict.pk != self.publication.verdict_id

    @property
    def withdrawn(self) -> bool:
        return self.publication.state == PublicationState.WITHDRAWN


def public_verdict(public_id: str, number: int | None = None) -> PublicView | None:
    """The version in force, or the one of that number; None where no such was ever shown."""
    publication = (
        Publication.objects.select_related("verdict", "claim__article__outlet", "claim__claimant")
        .filter(public_id=public_id)
        .exclude(state=PublicationState.SCHEDULED)
        .first()
    )
    if publication is None or publication.verdict is None:
        return None
    verdict = publication.verdict if number is None else _version(publication, number)
    if verdict is None:
        return None
    return PublicView(
        publication, verdict, parse_record(verdict.record), _versions(publication), reopening_of(publication)
    )


def _version(publication: Publication, number: int) -> Verdict | None:
    rows = publication.verdicts.select_related("signed_by", "source_check__checker")
    return rows.filter(number=number).first()


def _versions(publication: Publication) -> list[Verdict]:
    return list(
        publication.verdicts.select_related("signed_by", "source_check__checker").defer(*RECORDS).order_by("-number")
    )


def reopening_of(publication: Publication) -> Reopening | None:
    """Why and since when the claim is looked at again, None where it is not."""
    rows = Reopening.objects.filter(claim_id=publication.claim_id, ended_at__isnull=True)
    return rows.select_related("by", "series").first()


@dataclass(frozen=True, slots=True)
class KeptPublication:
    """A publication as editors keep it: all its versions, the newest first, and everything that made the desk
    look at it again."""

    publication: Publication
    versions: Sequence[Verdict]
    reopenings: Sequence[Reopening]

    @property
    def live(self) -> bool:
        return self.publication.state == PublicationState.LIVE

    @property
    def reopened(self) -> Reopening | None:
        return next((each for each in self.reopenings if each.ended_at is None), None)


def kept_publication(publication_id: int) -> KeptPublication | None:
    publication = Publication.objects.select_related("claim", "verdict__source_check__rating")
    found = publication.filter(pk=publication_id, verdict__isnull=False).first()
    if found is None:
        return None
    reopenings = Reopening.objects.filter(claim_id=found.claim_id).select_related("by", "series__source")
    return KeptPublication(found, _versions(found), list(reopenings.order_by("-pk")))


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Claims that one cause brought back: `first` says which, a release of a series or a person's reason."""

    first: Reopening
    rows: Sequence[Reopening]


def come_back() -> list[ComeBack]:
    """What was taken up again and has no new check yet, the claims of one release of one series beneath one
    another."""
    rows = Reopening.objects.filter(ended_at__isnull=True, claim__state__in=(ClaimState.REOPENED, ClaimState.QUEUED))
    rows = rows.select_related("claim__article__outlet", "claim__publication", "series__source", "by")
    ordered = rows.order_by("reason", "series_id", "vintage_label", "pk")[:COUNT_LIMIT]
    grouped = groupby(ordered, key=lambda row: (row.reason, row.series_id, row.vintage_label))
    return [ComeBack(each[0], each) for each in (list(rows) for _cause, rows in grouped)]


def open_reopening(claim: Claim) -> Reopening | None:
    """Why a claim stands open that had a verdict; None of any other, which costs no query: what was taken back or
    handed over waits in one of the queues that reopening fills."""
    in_queue = claim.queue is not None and claim.queue.takes != ""
    if claim.state != ClaimState.REOPENED and not in_queue:
        return None
    rows = Reopening.objects.filter(claim=claim, ended_at__isnull=True)
    return rows.select_related("by", "series__source", "claim__publication").first()


def newest_publications(*, after: str = "") -> Page[Publication]:
    """Live publications, the newest first."""
    joined = _live(after).select_related("verdict", "claim__article__outlet")
    return page_of(joined, lambda publication: publication.published_at)


def listed_publications(*, after: str, size: int) -> Page[Publication]:
    """The same with what a table of them says, without their records."""
    joined = _live(after).select_related(
        "verdict__source_check__rating", "verdict__source_check__attribution_rating", "claim__article__outlet"
    )
    joined = joined.select_related("claim__claimant").defer("verdict__record", "verdict__source_check__record")
    return page_of(joined, lambda publication: publication.published_at, size)


def _live(after: str) -> QuerySet[Publication]:
    rows = Publication.objects.filter(state=PublicationState.LIVE).order_by("-published_at", "-pk")
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(published_at__lte=moment).exclude(published_at=moment, pk__gte=pk)
    return rows


def rating_changes(last: Verdict, check: Check) -> bool:
    """Whether a check rates otherwise than the version in force, the substance or the attribution."""
    before = last.source_check
    pairs = ((before.rating, check.rating), (before.attribution_rating, check.attribution_rating))
    return any((old.slug if old else "") != (new.slug if new else "") for old, new in pairs)


def two_editors() -> bool:
    return User.objects.filter(is_active=True, groups__name="editor").distinct()[:TWO].count() == TWO
