"""Searching sentences by words. PostgreSQL finds the words that begin so by an index (claims.migrations.0015); SQLite,
whose desks are small, reads the sentences for the letters."""

from __future__ import annotations

from heapq import nlargest
from typing import Any

from django.db import connections
from django.db.models import BooleanField, F, Func, QuerySet, Value

from claims.queries.paging import PAGE_SIZE

FEW = 2000  # rows that have the words: those are put in order, of more the newest are looked through in order
WORDS_READ = 8  # of a search; further ones narrow nothing that eight do not


class _Says(Func):
    """Whether a text has all words of a query."""

    template = "(to_tsvector('simple', %(expressions)s))"
    arg_joiner = ") @@ to_tsquery('simple', "
    output_field = BooleanField()


def with_words(rows: QuerySet[Any], words: str, *, newest: str, column: str = "sentence") -> QuerySet[Any]:
    """Those whose sentence, or other `column`, has all of the words, at least the first page of them by the column
    `newest`; all rows where there is no word. A word has a letter or a digit."""
    asked = [word for word in words.split() if any(map(str.isalnum, word))][:WORDS_READ]
    if words.strip() and not asked:
        return rows.none()
    if connections[rows.db].vendor == "postgresql":
        return _by_index(rows, asked, newest, column) if asked else rows
    for word in asked:
        rows = rows.filter(**{f"{column}__icontains": word})
    return rows


def _by_index(rows: QuerySet[Any], words: list[str], newest: str, column: str) -> QuerySet[Any]:
    """PostgreSQL does not know how many sentences have a word that begins so, and by a wrong guess reads all rows in
    their order to find none."""
    says = rows.filter(_Says(F(column), Value(_query(words))))
    found = list(says.order_by().values_list(newest, "pk")[: FEW + 1])
    if len(found) > FEW:
        return says
    return rows.filter(pk__in=[pk for _time, pk in nlargest(PAGE_SIZE + 1, found)])


def _query(words: list[str]) -> str:
    """As PostgreSQL spells it: every word quoted, for what stands in it means nothing, and open at its end."""
    quoted = (word.replace("\\", "").replace("'", "''") for word in words)
    return " & ".join(f"'{word}':*" for word in quoted)
