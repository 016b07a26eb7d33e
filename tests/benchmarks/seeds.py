"""A desk that has worked for years, written in bulk: its rows are made inside the database, in few statements.

One row of each kind is made by the builders that the tests use; the rest are copies of it with other columns.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from claims.matching.terms import terms_of
from claims.models import (
    Appearance,
    Article,
    ArticleVersion,
    Check,
    Claim,
    Claimant,
    ClaimTerm,
    Deferral,
    DeskAction,
    Evidence,
    Finding,
    Interest,
    LeftAside,
    Outlet,
    PriorCheck,
    PriorTerm,
    Publication,
    Queue,
    Reading,
    Series,
    User,
    Verdict,
)
from claims.queries import ratings_in_force
from tests.benchmarks.measure import LEAST
from tests.builders import (
    make_article,
    make_claim,
    make_claimant,
    make_finding,
    make_lookup,
    make_observation,
    make_outlet,
    make_prior,
    make_published,
    make_queue,
    make_series,
    make_user,
)

BASE = 1_000_000  # ids of copies begin behind those of the rows that they are copied from
PER_ARTICLE = 100  # claims, one a sentence
TEXTS = 200  # different ones; later articles say the same again
QUEUES, OUTLETS, CLAIMANTS = 12, 200, 2000
PUT_OFF = 1000  # claims by one checker, of a small desk a tenth
CHECKED = "b.n % 100 BETWEEN 90 AND 98"
STATE = """CASE WHEN b.n % 100 < 80 THEN 'queued' WHEN b.n % 100 < 90 THEN 'dismissed'
  WHEN b.n % 100 < 92 THEN 'submitted' WHEN b.n % 100 < 93 THEN 'returned'
  WHEN b.n % 100 < 99 THEN 'published' ELSE 'reopened' END"""
CHECK_STATE = """CASE WHEN b.n % 100 < 92 THEN 'submitted' WHEN b.n % 100 < 93 THEN 'returned' ELSE 'signed' END"""
SYLLABLES = ("ba", "ko", "ri", "ma", "te", "lu", "sol", "ver", "nan", "dip", "gra", "hem", "tor", "vil", "quen", "zar")
RARE, COMMON = "zanzibarian", "report"


@dataclass(frozen=True, slots=True)
class Seeded:
    """Who works at the desk, and the claim that its page is measured with."""

    checkers: Sequence[User]
    editor: User
    queues: Sequence[Queue]
    claim: Claim


def fill(size: int) -> Seeded:
    """So many claims: four fifths wait, the others stand in every state that a claim can have."""
    checkers = [make_user() for _each in range(20)]
    editor = make_user("editor")
    queues = [make_queue() for _each in range(QUEUES)]
    version, claim, published = _templates(queues[0])
    _trust_keys(True)
    _numbers(size)
    _sentences(min(TEXTS, -(-size // PER_ARTICLE)))
    _articles(size, version)
    _claims(claim, queues, size)
    _findings(claim, size)
    _checks(published, checkers, editor)
    _habits(checkers[0], size)
    _trust_keys(False)
    _reset_sequences()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return Seeded(checkers, editor, queues, _evidence())


def _templates(queue: Queue) -> tuple[ArticleVersion, Claim, Claim]:
    version = make_article()
    ArticleVersion.objects.update(state="done")
    claim = make_claim(version=version, queue=queue)
    version.left_aside.create(start=0, end=1, sentence="A", rule="aside_nothing", at=claim.added_at)
    published = make_published(make_claim(queue=queue))
    Claim.objects.filter(pk=claim.pk).update(state="dismissed", reason="out_of_scope")  # never offered itself
    return version, claim, published


def _trust_keys(trusted: bool) -> None:
    """PostgreSQL looks up every foreign key of every row, which takes longer than writing it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET session_replication_role = {'replica' if trusted else 'origin'}")


def _numbers(size: int) -> None:
    """A row for each claim: its number `n`, that of its article `a`, of its text `k` and of its sentence `s`."""
    rows = f"WITH RECURSIVE r(n) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT n + 1 FROM r WHERE n + 1 < {size})"
    split = f"n, n / {PER_ARTICLE} AS a, n / {PER_ARTICLE} % {TEXTS} AS k, n % {TEXTS * PER_ARTICLE} AS s"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bench AS {rows} SELECT {split} FROM r")


def _sentences(texts: int) -> None:
    """Texts in made words, of which few are common and most are rare, with the terms of every sentence."""
    chance = random.Random(1)
    words = ["".join(chance.choice(SYLLABLES) for _each in range(chance.randint(2, 4))) for _each in range(4000)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_text (k integer PRIMARY KEY, body text, length integer)")
        cursor.execute("CREATE TEMP TABLE bench_sentence (s integer PRIMARY KEY, said text, at integer)")
        cursor.execute("CREATE TEMP TABLE bench_term (s integer, term text)")
        for text in range(texts):
            _one_text(cursor, text, chance, words)


def _one_text(cursor: Any, text: int, chance: random.Random, words: Sequence[str]) -> None:
    said = [_sentence(text * PER_ARTICLE + each, chance, words) for each in range(PER_ARTICLE)]
    body = " ".join(said)
    cursor.execute("INSERT INTO bench_text VALUES (%s, %s, %s)", [text, body, len(body)])
    at = 0
    sentences: list[tuple[int, str, int]] = []
    terms: list[tuple[int, str]] = []
    for number, sentence in enumerate(said, text * PER_ARTICLE):
        sentences.append((number, sentence, at))
        terms.extend((number, term) for term in terms_of(sentence))
        at += len(sentence) + 1
    cursor.executemany("INSERT INTO bench_sentence VALUES (%s, %s, %s)", sentences)
    cursor.executemany("INSERT INTO bench_term VALUES (%s, %s)", terms)


def _sentence(number: int, chance: random.Random, words: Sequence[str]) -> str:
    """The word of rank r comes with a frequency of about 1/r, as in a language."""
    few = [words[int(len(words) ** chance.random()) - 1] for _each in range(5)]
    rare = f"{RARE} " if number % 1000 == 85 else ""
    named = f"{few[0]} {few[1]} {few[2]} {few[3]}"
    return f"A {COMMON} of {rare}{few[4]} says {chance.randint(1, 99)} percent of {named} in {1990 + number % 35}."


def _copies(model: type[models.Model], template: int, source: str, **columns: str) -> None:
    """Copies of one row, one for each row `b` of `source`. `columns` are expressions of SQL by the names of columns;
    every other column is that of the template."""
    quote, table = connection.ops.quote_name, model._meta.db_table
    names = [str(each.column) for each in model._meta.local_concrete_fields if each.column != "id" or "id" in columns]
    chosen = ", ".join(columns.get(name, f"t.{quote(name)}") for name in names)
    into = ", ".join(map(quote, names))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({into}) SELECT {chosen} FROM {table} t, {source} AND t.id = {template}")


def _moment(seconds: str) -> str:
    """So many seconds from now."""
    if connection.vendor == "postgresql":
        return f"(STATEMENT_TIMESTAMP() + ({seconds}) * INTERVAL '1 second')"
    return f"datetime('now', ({seconds}) || ' seconds')"


def _padded(number: str) -> str:
    return (
        f"lpad(CAST({number} AS text), 64, '0')" if connection.vendor == "postgresql" else f"printf('%064d', {number})"
    )


def _articles(size: int, version: ArticleVersion) -> None:
    """With the outlets and claimants, and as many sentences left aside as there are claims."""
    outlet, claimant = make_outlet(), make_claimant()
    name = {"id": f"{BASE} + b.n", "name": "t.name || ' ' || b.n"}
    _copies(Outlet, outlet.pk, f"bench b WHERE b.n < {OUTLETS}", folded="t.folded || ' ' || b.n", **name)
    _copies(Claimant, claimant.pk, f"bench b WHERE b.n < {CLAIMANTS}", **name)
    texts = f"bench b, bench_text x WHERE b.n % {PER_ARTICLE} = 0 AND x.k = b.k"
    of_outlet, added = f"{BASE} + b.a % {min(OUTLETS, size)}", _moment("b.a - 9999999")
    _copies(Article, version.article_id, texts, id=f"{BASE} + b.a", outlet_id=of_outlet, added_at=added)
    columns = {"id": f"{BASE} + b.a", "article_id": f"{BASE} + b.a", "text": "x.body", "length": "length(x.body)"}
    _copies(ArticleVersion, version.pk, texts, text_sha256=_padded("b.a"), **columns)
    span = {"start": "x.at + 1", "end": "x.at + length(x.said)", "sentence": "x.said", "at": _moment("-b.n")}
    left = version.left_aside.get().pk
    _copies(LeftAside, left, SAID, version_id=f"{BASE} + b.a", **span)


SAID = "bench b, bench_sentence x WHERE x.s = b.s"


def _claims(claim: Claim, queues: Sequence[Queue], size: int) -> None:
    """With their readings, their places in the texts and their terms."""
    first = min(each.pk for each in queues)
    spread = f"b.n * 7919 % {size}"
    _copies(
        Claim,
        claim.pk,
        SAID,
        id=f"{BASE} + b.n",
        article_id=f"{BASE} + b.a",
        claimant_id=f"{BASE} + b.n * 31 % {min(CLAIMANTS, size)}",
        sentence="x.said",
        state=STATE,
        reason="CASE WHEN b.n % 100 BETWEEN 80 AND 89 THEN t.reason ELSE '' END",
        queue_id=f"{first} + b.n / 100 % {QUEUES}",
        rank_at=_moment(f"{spread} - 99"),
        due_at=_moment(f"{spread} - {size // 5}"),
        state_at=_moment("-b.n"),
        added_at=_moment("-b.n"),
        checks_in=f"CASE WHEN {CHECKED} THEN 1 ELSE 0 END",
    )
    _copies(Reading, claim.readings.get().pk, "bench b WHERE 1 = 1", id=f"{BASE} + b.n", claim_id=f"{BASE} + b.n")
    span = {
        "start": "x.at",
        "end": "x.at + length(x.said)",
        "length": "(SELECT length(body) FROM bench_text y WHERE y.k = b.k)",
    }
    place = {"claim_id": f"{BASE} + b.n", "version_id": f"{BASE} + b.a"}
    texts = "bench b, bench_sentence x, bench_text y WHERE x.s = b.s AND y.k = b.k"
    _copies(Appearance, claim.appearances.get().pk, texts, **place, **span)
    _terms(ClaimTerm, "claim_id", "n", "bench b")


def _findings(claim: Claim, size: int) -> None:
    """One on each of the claims that stand first in line, which are those that are checked."""
    evidence = make_finding(claim)
    assert evidence.finding_id is not None
    first = f"bench b WHERE b.n * 7919 % {size} < {max(size // 20, LEAST // 2)}"
    own = {"id": f"{BASE} + b.n", "claim_id": f"{BASE} + b.n"}
    _copies(Finding, evidence.finding_id, first, **own, reading_id=f"{BASE} + b.n")
    _copies(Evidence, evidence.pk, first, **own, finding_id=f"{BASE} + b.n")


def _checks(published: Claim, checkers: Sequence[User], editor: User) -> None:
    """What was submitted, returned and published; every third is by the first checker or the one after."""
    check = published.checks.get()
    ratings = [each.pk for each in ratings_in_force("substance")]
    first = min(each.pk for each in checkers)
    own = {"id": f"{BASE} + b.n", "claim_id": f"{BASE} + b.n"}
    _copies(
        Check,
        check.pk,
        f"bench b WHERE {CHECKED}",
        **own,
        reading_id=f"{BASE} + b.n",
        checker_id=f"{first} + b.n / 100 % {len(checkers)}",
        rating_id=f"{min(ratings)} + b.n / 100 % {len(ratings)}",
        state=CHECK_STATE,
        returned_by_id=f"CASE WHEN b.n % 100 = 92 THEN {editor.pk} END",
    )
    signed = "bench b WHERE b.n % 100 BETWEEN 93 AND 98"
    publication = Publication.objects.get(claim=published)
    columns = {"public_id": "'pub' || b.n", "published_at": _moment("-b.n")}
    _copies(Publication, publication.pk, signed, **own, **columns, state="'scheduled'", verdict_id="NULL")
    of = {"publication_id": f"{BASE} + b.n", "source_check_id": f"{BASE} + b.n", "signed_at": _moment("-b.n")}
    _copies(Verdict, publication.verdicts.get().pk, signed, id=f"{BASE} + b.n", **of)
    Publication.objects.filter(verdict=None).update(verdict_id=models.F("pk"), state="live")


def _habits(checker: User, size: int) -> None:
    """What a checker leaves behind: interests, claims that were put off, a long list of actions."""
    Interest.objects.create(person=checker, kind="family", words="Hannah Hlavacek")
    Interest.objects.create(person=checker, kind="party", claimant=Claimant.objects.order_by("-pk")[0])
    Interest.objects.create(person=checker, kind="outlet", outlet=Outlet.objects.order_by("-pk")[0])
    claims = list(Claim.objects.filter(state="queued").order_by("-pk")[: min(PUT_OFF, size // 10)])
    until = timezone.now() + timedelta(days=3)
    Deferral.objects.bulk_create(
        Deferral(claim=each, person=checker, by=checker, reason="later", until=until) for each in claims
    )
    DeskAction.objects.bulk_create(DeskAction(person=checker, claim=each, kind="postponed") for each in claims)


def _evidence() -> Claim:
    """A claim that waits in the middle of the line, with findings of two series of sixty years in three vintages, a
    lookup that waits, and earlier fact-checks that share words with it."""
    queued = Claim.objects.filter(state="queued").order_by("rank_at")
    claim = queued[queued.count() // 2]
    for code in ("FIRST", "SECOND"):
        series = make_series(code)
        for as_of in ("then", "now"):
            make_finding(claim, as_of=as_of, series=series)
        for year in range(1960, 2020):
            _vintages(series, year)
    make_lookup(claim, make_series("WAITING"))
    _priors()
    return claim


def _priors() -> None:
    """An earlier fact-check for each sentence."""
    prior = make_prior()
    _copies(
        PriorCheck,
        prior.pk,
        "bench_sentence b WHERE 1 = 1",
        id=f"{BASE} + b.s",
        key=_padded("b.s"),
        address="t.address || b.s",
        claim="b.said",
    )
    _terms(PriorTerm, "prior_id", "s", "bench_sentence b")


def _terms(model: type[models.Model], column: str, number: str, source: str) -> None:
    """The terms of its sentence for each row `b`."""
    table, of = model._meta.db_table, f"{BASE} + b.{number}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({column}, term) SELECT {of}, x.term FROM {source}, bench_term x WHERE x.s = b.s"
        )


def _vintages(series: Series, year: int) -> None:
    span: dict[str, Any] = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31), "label": str(year)}
    for vintage in (2016, 2018, 2020):
        on: dict[str, Any] = {"vintage_on": date(vintage, 3, 1), "vintage_label": f"{vintage}-03"}
        make_observation(series, f"{30 + year % 17}.{vintage % 10}", **span, **on)


def _reset_sequences() -> None:
    """Ids go on behind those that were given."""
    own = list(apps.get_app_config("claims").get_models())
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), own):
            cursor.execute(statement)
