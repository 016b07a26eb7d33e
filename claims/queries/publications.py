"""What readers see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.models import Publication, PublicationState, Verdict
from claims.publishing.record import parse_record
from claims.queries.paging import Page, page_of, position_of

RECORDS = ("record", "source_check__record")  # long texts that a list of versions does not need


@dataclass(frozen=True, slots=True)
class PublicView:
    """A publication as a reader sees it: the verdict in force with its record, and all versions of it, the
    newest first."""

    publication: Publication
    verdict: Verdict
    record: Mapping[str, Any]
    versions: Sequence[Verdict]

    @property
    def withdrawn(self) -> bool:
        return self.publication.state == PublicationState.WITHDRAWN


def public_verdict(public_id: str) -> PublicView | None:
    """None where no such publication was ever shown."""
    publication = (
        Publication.objects.select_related("verdict", "claim__article__outlet", "claim__claimant")
        .filter(public_id=public_id)
        .exclude(state=PublicationState.SCHEDULED)
        .first()
    )
    if publication is None or publication.verdict is None:
        return None
    verdict = publication.verdict
    versions = publication.verdicts.select_related("signed_by", "source_check__checker").defer(*RECORDS)
    return PublicView(publication, verdict, parse_record(verdict.record), list(versions.order_by("-number")))


def newest_publications(*, after: str = "") -> Page[Publication]:
    """Live publications, the newest first."""
    rows = Publication.objects.filter(state=PublicationState.LIVE).order_by("-published_at", "-pk")
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(published_at__lte=moment).exclude(published_at=moment, pk__gte=pk)
    joined = rows.select_related("verdict", "claim__article__outlet")
    return page_of(joined, lambda publication: publication.published_at)
