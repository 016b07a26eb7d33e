"""The evidence of a claim that stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from claims.models import Claim, Evidence, Finding
from claims.queries.findings import OneOrigin, by_origin, findings_in_force


@dataclass(frozen=True, slots=True)
class Standing:
    """A piece of evidence. Of a finding, `origin` is what it is of, `also` what other sources say that serve the
    number of that origin; both are empty of any other."""

    piece: Evidence
    origin: tuple[str, ...] = ()
    also: Sequence[Finding] = ()

    @property
    def findings(self) -> Sequence[Finding]:
        return [self.piece.finding, *self.also] if self.piece.finding is not None else []


def evidence_of(claim: Claim) -> QuerySet[Evidence]:
    """All of it, in the order of its numbers, what stands no more among it."""
    return claim.evidence.prefetch_related("prior__publisher").order_by("number")


def evidence_in_force(claim: Claim) -> list[Standing]:
    """Documents, fact-checks, and of each origin the finding that leads, in the order of their numbers."""
    led = by_origin(findings_in_force(claim))
    leaders = [each.leader.pk for each in led]
    return standing_among(evidence_of(claim).filter(Q(finding__isnull=True) | Q(finding__in=leaders)), led)


def standing_among(rows: Iterable[Evidence], led: Iterable[OneOrigin]) -> list[Standing]:
    """Of the evidence of a claim that which stands; `led` are its findings in force."""
    by_leader = {each.leader.pk: each for each in led}
    return [_standing(piece, by_leader) for piece in rows if piece.finding_id is None or piece.finding_id in by_leader]


def _standing(piece: Evidence, by_leader: Mapping[int, OneOrigin]) -> Standing:
    if piece.finding_id is None:
        return Standing(piece)
    one = by_leader[piece.finding_id]
    piece.finding = one.leader
    return Standing(piece, one.origin, one.also)
