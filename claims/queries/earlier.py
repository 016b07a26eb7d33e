"""What others found on a claim: likely matches by their words, what a search brought, what was put away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connections

from claims.matching.likely import CANDIDATES, FIRST_TERMS, rank, rarest, weight
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
    terms = terms_of(_words(claim), claim.article.language)
    frequencies = _frequencies(terms)
    candidates = _most_shared(rarest(frequencies), frequencies)
    theirs = {pk: terms_of(*words) for pk, words in candidates.items()}
    ranked = rank(terms, theirs, frequencies, SUPPOSED)
    likely = [match.key for match in ranked if match.likely][: SHOWN + len(linked)]
    rows = _rows({*likely, *linked})
    return [pk for pk in likely if pk in rows][:SHOWN], rows


def _most_shared(terms: list[str], frequencies: dict[str, int]) -> dict[int, tuple[str, str]]:
    """Which share the most weight of these terms, added up in the database, with their words and language."""
    if not terms:
        return {}
    table, checks = PriorTerm._meta.db_table, PriorCheck._meta.db_table
    listed = ", ".join(["%s"] * len(terms))
    weights = [each for term in terms for each in (term, weight(frequencies[term], SUPPOSED))]
    look = f"SELECT prior_id, term FROM {table} WHERE term IN ({listed}) LIMIT {FIRST_TERMS}"
    summed = f"SUM(CASE term{' WHEN %s THEN %s' * len(terms)} END)"
    order = f"GROUP BY prior_id ORDER BY {summed} DESC, prior_id LIMIT {CANDIDATES}"
    words = f"SELECT id, claim, language FROM {checks} WHERE id IN (SELECT prior_id FROM ({look}) look {order})"
    with connections[PriorTerm.objects.db].cursor() as cursor:
        cursor.execute(words, [*terms, *weights])
        return {pk: (claim, language) for pk, claim, language in cursor.fetchall()}


def _frequencies(terms: Collection[str]) -> dict[str, int]:
    """How many earlier checks use each term, counted up to `COMMON`: of a common word it need not be known better."""
    look = f"SELECT term FROM {PriorTerm._meta.db_table} WHERE term = %s LIMIT {COMMON}"
    looks = [f"SELECT term, COUNT(*) FROM ({look}) look_{number} GROUP BY term" for number, _term in enumerate(terms)]
    if not looks:
        return {}
    with connections[PriorTerm.objects.db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks), sorted(terms))
        return dict(cursor.fetchall())


def _words(claim: Claim) -> str:
    """The sentence with the places that it is about, which it may name otherwise or not at all."""
    titles = place_titles()
    places = (titles.get(code, "") for code in (claim.place, claim.counterpart))
    return " ".join([claim.sentence, *places])


def _rows(ids: set[int]) -> dict[int, PriorCheck]:
    rows = PriorCheck.objects.filter(pk__in=ids, publisher__active=True).select_related("publisher")
    return {row.pk: row for row in rows}
