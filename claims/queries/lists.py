"""Long tables as the admin site lists them: counted and searched as far as a page goes."""

from __future__ import annotations

from heapq import nlargest
from typing import Any

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from claims.matching.terms import STOP_WORDS, terms_of
from claims.models import ClaimTerm, Series

FEW = 2000  # claims that have a term: these are looked through, of more the newest
FOUND_AT_MOST = 1000
TERMS_READ = 6


def counted_to(rows: Any, most: int) -> int:
    """How many rows a queryset or a list has, `most` where there are more."""
    return rows[:most].count() if isinstance(rows, QuerySet) else min(len(rows), most)


def counted(rows: QuerySet[Any]) -> Coalesce:
    """For a column: how many rows there are of each row of a list, asked for those alone that are shown."""
    number = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def series_with_words(words: str) -> list[int]:
    """The series that have each of the words in their name or code, or in their indicator's name."""
    rows = Series.objects.all()
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(code__icontains=word) | Q(indicator__name__icontains=word))
    return list(rows.order_by().values_list("pk", flat=True))


def claims_with_words(words: str) -> list[int]:
    """The newest claims that have all of the words, by the terms that the desk keeps of each: at most a thousand. A
    word that is in very many claims is looked for among the newest of them. Nobody says in which language they search:
    the words are read in each."""
    read = {terms_of(words, language) for language in STOP_WORDS}
    return nlargest(FOUND_AT_MOST, set().union(*(_with_terms(sorted(terms)[:TERMS_READ]) for terms in read if terms)))


def _with_terms(terms: list[str]) -> set[int]:
    sizes = {term: counted_to(ClaimTerm.objects.filter(term=term), FEW + 1) for term in terms}
    first, *others = sorted(terms, key=lambda term: sizes[term])
    rows = ClaimTerm.objects.filter(term=first).order_by("-claim_id")
    found = set(rows.values_list("claim_id", flat=True)[: FEW * 5])
    for term in others:
        found &= set(ClaimTerm.objects.filter(term=term, claim__in=found).values_list("claim_id", flat=True))
    return found
