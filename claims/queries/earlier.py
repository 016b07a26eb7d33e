"""What others found on a claim: likely matches by their words, what a search brought, what was put away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections

from claims.matching.likely import FIRST_TERMS, most_shared, rank, rarest
from claims.matching.terms import terms_of
from claims.models import Claim, PriorCheck, PriorHit, PriorSearch, PriorTerm, User
from claims.packs import place_titles

SHOWN = 5  # likely matches
SEARCHED = 10  # hits of a search, which were chosen by another program
COMMON = 2000  # uses of a term beyond which they are not counted
SUPPOSED = 100_000  # earlier claims: counting them would cost more than the weights gain


@dataclass(frozen=True, slots=True)
class Earlier:
    """Fact-checks of others that may be on a claim, the best match first; `dismissed` are those that a person put
    away. `search` is the last that was asked for."""

    found: list[PriorCheck]
    dismissed: list[PriorCheck]
    search: PriorSearch | None


def earlier_checks(claim: Claim, only_of: User | None = None) -> Earlier:
    """In at most five queries, whatever the number of earlier checks. With `only_of`, what others put away counts
    as not put away."""
    hits = {hit.prior_id: hit for hit in PriorHit.objects.filter(claim=claim)}
    searched = sorted(pk for pk, hit in hits.items() if hit.searched)[:SEARCHED]
    away = {
        pk
        for pk, hit in hits.items()
        if hit.dismissed_by_id is not None and (only_of is None or hit.dismissed_by_id == only_of.pk)
    }
    likely, rows = _likely(claim, {*searched, *away})
    ordered = [rows[pk] for pk in dict.fromkeys([*likely, *searched]) if pk in rows]
    return Earlier(
        found=[row for row in ordered if row.pk not in away],
        dismissed=[rows[pk] for pk in sorted(away) if pk in rows],
        search=PriorSearch.objects.filter(claim=claim).first(),
    )


def _likely(claim: Claim, linked: set[int]) -> tuple[list[int], dict[int, PriorCheck]]:
    """The ids of likely matches in order, and the rows of these and of `linked` by their ids."""
    terms = terms_of(_words(claim))
    frequencies = _frequencies(terms)
    uses = PriorTerm.objects.filter(term__in=rarest(frequencies)).values_list("prior_id", "term")
    candidates = most_shared(uses[:FIRST_TERMS], frequencies, SUPPOSED)
    rows = _rows({*candidates, *linked})
    theirs = {pk: terms_of(rows[pk].claim) for pk in candidates if pk in rows}
    ranked = rank(terms, theirs, frequencies, SUPPOSED)
    return [match.key for match in ranked if match.likely][:SHOWN], rows


def _frequencies(terms: Iterable[str]) -> dict[str, int]:
    """How many earlier checks use each term, counted up to `COMMON`: of a common word it need not be known better."""
    connection = connections[PriorTerm.objects.db]
    looks, parameters = [], []
    for number, term in enumerate(sorted(terms)):
        rows = PriorTerm.objects.filter(term=term).values("term")[:COMMON]
        sql, own = rows.query.get_compiler(connection=connection).as_sql()
        looks.append(f"SELECT term, COUNT(*) FROM ({sql}) look_{number} GROUP BY term")
        parameters.extend(own)
    if not looks:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks), parameters)
        return dict(cursor.fetchall())


def _words(claim: Claim) -> str:
    """The sentence with the places that it is about, which it may name otherwise or not at all."""
    titles = place_titles()
    places = (titles.get(code, "") for code in (claim.place, claim.counterpart))
    return " ".join([claim.sentence, *places])


def _rows(ids: set[int]) -> dict[int, PriorCheck]:
    rows = PriorCheck.objects.filter(pk__in=ids, publisher__active=True).select_related("publisher")
    return {row.pk: row for row in rows}
