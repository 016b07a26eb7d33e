"""What the desk itself said, or has open, on claims like one: found by the words, numbers and places they share."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from django.db import connections
from django.db.models import QuerySet

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
    """At most five, in three queries, verdicts before open claims, the likest first."""
    terms = terms_of_claim(claim)
    rows = [row for row in _uses(terms) if row[0] != claim.pk]
    frequencies = dict.fromkeys(terms, 1) | dict(Counter(term for _pk, term in rows))
    candidates = Claim.objects.filter(pk__in=most_shared(rows, frequencies, SUPPOSED), state__in=SAID)
    claims = candidates.values_list("pk", "article__language", "sentence", "place", "counterpart")
    ranked = rank(terms, {pk: _terms(*words) for pk, *words in claims}, frequencies, SUPPOSED)
    likely = [match.key for match in ranked if match.likely]
    found = {row.pk: row for row in _with_verdicts(Claim.objects.filter(pk__in=likely))} if likely else {}
    said = [_with_verdict(found[pk]) for pk in likely if pk in found]
    return sorted(said, key=lambda each: each.publication is None)[:SHOWN]


def terms_of_claim(claim: Claim) -> frozenset[str]:
    return _terms(claim.article.language, claim.sentence, claim.place, claim.counterpart)


def _terms(language: str, sentence: str, *places: str) -> frozenset[str]:
    """Of the sentence and of the places that it is about, which it may name otherwise or not at all."""
    titles = place_titles()
    return terms_of(" ".join([sentence, *(titles.get(code, "") for code in places)]), language)


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


def repeated_claim(claim_id: int) -> Similar:
    """The claim that another one repeats, with its verdict."""
    return _with_verdict(_with_verdicts(Claim.objects.filter(pk=claim_id))[0])


def _with_verdicts(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    verdict = "publication__verdict__source_check__rating"
    own = "sentence", "place", "counterpart", "state", "said_on"
    published = "publication__public_id", "publication__slug", "publication__state"
    return rows.select_related(verdict).only(*own, *published, "publication__verdict_id", f"{verdict}__label")


def _with_verdict(claim: Claim) -> Similar:
    publication: Publication | None = getattr(claim, "publication", None)
    if publication is None or publication.state != PublicationState.LIVE or publication.verdict is None:
        return Similar(claim, None, "")
    rating = publication.verdict.source_check.rating
    return Similar(claim, publication, rating.label if rating else "")


NUMBER = re.compile(r"(?:#|\S*/desk/claims/)?([0-9]{1,15})/?(?:[#?]\S*)?")
PUBLIC = re.compile(r"\S*/verdicts/([A-Za-z0-9_]{4,12})(?:-[-\w]*)?/?(?:[#?]\S*)?")


def claim_named(text: str) -> int | None:
    """The id of the claim that a person means by its number, by its address at the desk or by that of its verdict."""
    number, public = NUMBER.fullmatch(text.strip()), PUBLIC.fullmatch(text.strip())
    if number:
        rows = Claim.objects.filter(pk=int(number[1]))
    elif public:
        rows = Claim.objects.filter(publication__public_id=public[1])
    else:
        return None
    return rows.values_list("pk", flat=True).first()
