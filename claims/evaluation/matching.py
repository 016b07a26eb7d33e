"""How well repeats of checked claims are found: CheckThat! 2020, task 2 (tweets to claims that were verified)."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.matching.likely import Match, most_shared, rank, rarest
from claims.matching.terms import terms_of

FIRST = (1, 3, 5, 10)
SHOWN = 5
CLAIMS = "verified_claims.docs.tsv"
QUERIES, ANSWERS = "tweets.queries.tsv", "tweet-vclaim-pairs.qrels"


@dataclass(frozen=True, slots=True)
class Table:
    """Earlier claims by their keys, as the desk's database holds them."""

    terms: Mapping[int, frozenset[str]]
    by_term: Mapping[str, Sequence[int]]

    def matches(self, text: str) -> list[Match]:
        """As the claim page has them: candidates by the rarest terms, then in order."""
        terms = terms_of(text)
        frequencies = {term: len(self.by_term[term]) for term in terms if term in self.by_term}
        total = len(self.terms)
        rows = ((key, term) for term in rarest(frequencies) for key in self.by_term[term])
        found = most_shared(rows, frequencies, total)
        return rank(terms, {key: self.terms[key] for key in found}, frequencies, total)


def report(folder: Path) -> Iterator[str]:
    """Lines to print, for each part of the data. Raises OSError or ValueError for what cannot be read."""
    table = _table(folder / CLAIMS)
    for part in sorted(each.parent for each in folder.glob(f"*/{QUERIES}")):
        queries = {int(key): text for key, text in _rows(part / QUERIES)}
        right = _answers(part / ANSWERS)
        yield from _part(part.name, {key: table.matches(text) for key, text in queries.items()}, right)


def _part(name: str, found: Mapping[int, Sequence[Match]], right: Mapping[int, frozenset[int]]) -> Iterator[str]:
    ranks = [_rank(found[key], right[key]) for key in found if key in right]
    yield f"{name}: {len(ranks)} queries"
    yield "  MRR " + f"{sum(1 / each for each in ranks if each) / len(ranks):.3f}"
    for first in FIRST:
        yield f"  recall@{first} {sum(0 < each <= first for each in ranks) / len(ranks):.3f}"
    shown = {key: [match.key for match in matches if match.likely][:SHOWN] for key, matches in found.items()}
    kept = sum(bool(right[key] & set(keys)) for key, keys in shown.items() if key in right)
    many = Counter(len(keys) for keys in shown.values())
    yield f"  shown as likely, at most {SHOWN}: the right one for {kept / len(ranks):.3f} of the queries"
    yield "  queries by the number shown: " + ", ".join(f"{number} for {many[number]}" for number in sorted(many))


def _rank(found: Sequence[Match], right: frozenset[int]) -> int:
    """The place of the first right one, zero where it was not found."""
    return next((place for place, match in enumerate(found, start=1) if match.key in right), 0)


def _table(path: Path) -> Table:
    terms = {int(key): terms_of(text) for key, text in _rows(path)}
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    for key, own in terms.items():
        for term in own:
            by_term[term].append(key)
    return Table(terms, by_term)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """The first two columns, below the heading."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows, None)
        yield from ((row[0], row[1]) for row in rows)


def _answers(path: Path) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _zero, claim, _one = line.split()
        found[int(query)].add(int(claim))
    return {query: frozenset(keys) for query, keys in found.items()}
