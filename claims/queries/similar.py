"""What the desk itself said, or has open, on claims like one: found by the words, numbers and places they share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import connections

from claims.matching.likely import most_shared, rank
from claims.matching.terms import terms_of
from claims.models import Claim, ClaimState, ClaimTerm, Publication, PublicationState
from claims.packs import place_titles

SHOWN = 5
LOOK = 100  # newest claims that are looked at for each term
SUPPOSED = 100_000  # claims: counting them would cost more than the weights gain
SAID = frozenset(
    {ClaimState.QUEUED, ClaimState.SUBMITTED, ClaimState.RETURNED, ClaimState.PUBLISHED, ClaimState.REOPENED}
)


@dataclass(frozen=True, slots=True)
class Similar:
    """A claim like another one; `publication` and `rating` are those of its verdict, None and "" without one."""

    claim: Claim
    publication: Publication | None
    rating: str


def similar_claims(claim: Claim) -> list[Similar]:
    """At most five, in two queries, verdicts before open claims, the likest first."""
    terms = terms_of_claim(claim)
    rows = [row for row in _uses(terms) if row[0] != claim.pk]
    frequencies = {term: 1 for term in terms} | dict(Counter(term for _pk, term in rows))
    claims = {row.pk: row for row in _with_verdicts(most_shared(rows, frequencies, SUPPOSED))}
    ranked = rank(terms, {pk: terms_of_claim(row) for pk, row in claims.items()}, frequencies, SUPPOSED)
    likely = [with_verdict(claims[match.key]) for match in ranked if match.likely]
    return sorted(likely, key=lambda each: each.publication is None)[:SHOWN]


def terms_of_claim(claim: Claim) -> frozenset[str]:
    """Of the sentence and of the places that it is about, which it may name otherwise or not at all."""
    titles = place_titles()
    places = (titles.get(code, "") for code in (claim.place, claim.counterpart))
    return terms_of(" ".join([claim.sentence, *places]))


def _uses(terms: frozenset[str]) -> list[tuple[int, str]]:
    """The newest claims of each term, in one statement: a term that all claims have costs no more than a rare one."""
    if not terms:
        return []
    table = ClaimTerm._meta.db_table
    look = f"SELECT claim_id, term FROM {table} WHERE term = %s ORDER BY claim_id DESC LIMIT {LOOK}"
    looks = [f"SELECT * FROM ({look}) look_{number}" for number, _term in enumerate(terms)]
    with connections[ClaimTerm.objects.db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks), sorted(terms))
        return [(int(pk), str(term)) for pk, term in cursor.fetchall()]


def _with_verdicts(claim_ids: list[int]) -> list[Claim]:
    rows = Claim.objects.filter(pk__in=claim_ids, state__in=SAID)
    return list(
        rows.select_related("article__outlet", "publication__verdict__source_check__rating").defer(
            "publication__verdict__record", "publication__verdict__source_check__record"
        )
    )


def with_verdict(claim: Claim) -> Similar:
    """The claim comes with its publication, verdict, check and rating, where it has them."""
    publication: Publication | None = getattr(claim, "publication", None)
    if publication is None or publication.state != PublicationState.LIVE or publication.verdict is None:
        return Similar(claim, None, "")
    rating = publication.verdict.source_check.rating
    return Similar(claim, publication, rating.label if rating else "")
