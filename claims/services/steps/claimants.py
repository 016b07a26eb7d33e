"""Claimants by their names."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from claims.models import Claimant, ClaimantName
from claims.models.intake import fold

LONGEST_NAME = 200


def claimant_named(name: str | None, kind: str = "") -> Claimant | None:
    """The claimant of that name, made where the desk has none yet; `kind` is one of `Claimant.Kind` and is
    told of a claimant of whom none is known."""
    if not name:
        return None
    name = name[:LONGEST_NAME]
    kind = kind if kind in Claimant.Kind.values else ""
    claimant = _known(name) or _made(name, kind)
    if kind and not claimant.kind:
        Claimant.objects.filter(pk=claimant.pk, kind="").update(kind=kind)
    return claimant


def _known(name: str) -> Claimant | None:
    known = ClaimantName.objects.select_related("claimant").filter(folded=fold(name)).first()
    return known.claimant if known else None


def _made(name: str, kind: str) -> Claimant:
    try:
        with transaction.atomic():
            claimant = Claimant.objects.create(name=name, kind=kind)
            ClaimantName.objects.create(claimant=claimant, name=name)
    except IntegrityError:
        # Another extraction met the same new name a moment ago.
        return ClaimantName.objects.select_related("claimant").get(folded=fold(name)).claimant
    return claimant
