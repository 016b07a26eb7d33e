"""What rules may ask of claims that are stored: of any number of them in four queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claims.models import Claim, ClaimState, Reading, Series
from claims.services.steps.conditions import TriageFacts
from claims.services.steps.lookups import active_series, answering
from claims.services.steps.readings import Structure
from claims.services.steps.storing import RECORD
from claims.values import Attribution, QuantityKind


def facts_of_stored(claims: Sequence[Claim]) -> list[TriageFacts]:
    """In the order of the claims, whose article and indicator are read with them."""
    structures = _structures(claims)
    series = active_series({claim.indicator_id for claim in claims if claim.indicator_id})
    repeats = _published(claims)
    return [_facts(claim, structures.get(claim.pk), series, repeats) for claim in claims]


def _structures(claims: Iterable[Claim]) -> Mapping[int, Structure]:
    """Of the reading in force, which is the last."""
    rows = Reading.objects.filter(claim__in=[claim.pk for claim in claims]).order_by("number")
    return dict(rows.values_list("claim_id", "structure"))


def _published(claims: Iterable[Claim]) -> Mapping[str, Sequence[int]]:
    """The published claims with the very sentence of one of these."""
    rows = Claim.objects.filter(state=ClaimState.PUBLISHED, sentence__in={claim.sentence for claim in claims})
    found: dict[str, list[int]] = {}
    for sentence, pk in rows.order_by("pk").values_list("sentence", "pk"):
        found.setdefault(sentence, []).append(pk)
    return found


def _facts(
    claim: Claim,
    structure: Structure | None,
    series: Mapping[int, list[Series]],
    repeats: Mapping[str, Sequence[int]],
) -> TriageFacts:
    read: Structure = structure or {"quantities": (), "reasons": ()}
    of_measure = series.get(claim.indicator_id, []) if claim.indicator_id else []
    return TriageFacts(
        sentence=claim.sentence,
        worthiness=claim.worthiness,
        kinds=frozenset(QuantityKind(quantity["kind"]) for quantity in read["quantities"]),
        has_series=bool(answering(claim, structure, of_measure)),
        has_place=bool(claim.place),
        record=any(code == RECORD for code, _numbers in read["reasons"]),
        attributed=claim.attribution != Attribution.NONE,
        repeat_of=next((pk for pk in repeats.get(claim.sentence, ()) if pk != claim.pk), None),
        indicator_id=claim.indicator_id,
        claimant_id=claim.claimant_id,
        outlet_id=claim.article.outlet_id,
        places=frozenset((claim.place, claim.counterpart)) - {""},
        language=claim.article.language,
        said_on=claim.said_on or claim.article.published_on,
    )
