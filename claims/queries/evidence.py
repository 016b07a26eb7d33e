"""The evidence of a claim that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from claims.models import Claim, Evidence, Finding
from claims.queries.findings import by_origin, findings_in_force


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


def evidence_in_force(claim: Claim) -> list[Standing]:
    """Documents, fact-checks, and of each origin the finding that leads, in the order of their numbers."""
    led = {each.leader.pk: each for each in by_origin(findings_in_force(claim))}
    rows = claim.evidence.filter(Q(finding__isnull=True) | Q(finding__in=led)).prefetch_related("prior__publisher")
    found = []
    for piece in rows.order_by("number"):
        if piece.finding_id is None:
            found.append(Standing(piece))
            continue
        one = led[piece.finding_id]
        piece.finding = one.leader
        found.append(Standing(piece, one.origin, one.also))
    return found
