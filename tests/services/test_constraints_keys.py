"""Unique keys: each refuses a second row, and none has a column that can be null."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from claims.models import (
    ArchiveLookup,
    ArticleAddress,
    AuditPending,
    AuditSeal,
    Claim,
    Claimant,
    ClaimantName,
    ClaimTerm,
    Factor,
    FeedReading,
    Finding,
    Gate,
    Outlet,
    OutsideIdentity,
    Phrase,
    PriorHit,
    PriorSearch,
    RatingMeaning,
    RecoveryCode,
)
from claims.services import fact_checks
from claims.services.sealing import seal_events
from tests.builders import (
    make_claim,
    make_draft,
    make_fetch,
    make_finding,
    make_indicator,
    make_lookup,
    make_observation,
    make_outlet,
    make_prior,
    make_proposal,
    make_published,
    make_queue,
    make_scale,
    make_series,
    make_snapshot,
    make_submitted,
    make_translation,
    make_user,
)
from tests.proving import make_app, make_invitation, make_key, make_recovery_code

pytestmark = pytest.mark.django_db


def _again(row: models.Model, **changes: Any) -> Callable[[], None]:
    """The same row a second time."""

    def insert() -> None:
        fields = [field for field in row._meta.concrete_fields if not field.primary_key]
        columns = {field.attname: getattr(row, field.attname) for field in fields}
        type(row)._base_manager.create(**{**columns, **changes})

    return insert


Row = tuple[str, models.Model, dict[str, Any]]


def _intake_rows() -> Iterator[Row]:
    claim = make_claim()
    article = claim.article
    outlet = make_outlet(domain="bugle.example")
    claimant = Claimant.objects.create(name="A body", wikidata_id="Q1")
    address = ArticleAddress.objects.create(article=article, address="https://a.example", address_key="k")
    yield "user", make_user(), {}
    yield "outlet name", outlet, {"domain": ""}
    yield "outlet domain", outlet, {"name": "Another name"}
    yield "claimant", claimant, {"name": "Another"}
    yield "claimant name", ClaimantName.objects.create(claimant=claimant, name="A body"), {}
    yield "article address", address, {}
    yield "version number", article.versions.get(), {"text_sha256": "x"}
    yield "version text", article.versions.get(), {"number": 2}
    yield "appearance", claim.appearances.get(), {}
    yield "reading", claim.readings.get(), {}
    proposal = make_proposal()
    yield "question to the model", proposal.request, {}
    yield "proposal", proposal, {}
    yield "lookup of an address", ArchiveLookup.objects.create(article_address=address, day=date(2018, 1, 1)), {}


def _earlier_rows() -> Iterator[Row]:
    claim, checker, prior = make_claim(), make_user(), make_prior()
    evidence = fact_checks.take_as_evidence(checker, claim.pk, prior.pk)
    ArchiveLookup.objects.all().delete()
    yield "publisher", prior.publisher, {}
    meaning = RatingMeaning.objects.create(publisher=prior.publisher, words="False", meaning="contradicts")
    yield "meaning of a rating", meaning, {}
    yield "earlier fact-check", prior, {}
    yield "term", prior.terms.all()[0], {}
    yield "reading of the feed", FeedReading.objects.create(day=date(2018, 1, 1)), {}
    yield "search", PriorSearch.objects.create(claim=claim, asked_by=checker), {}
    yield "translation of a claim", make_translation(claim), {}
    yield "translation of evidence", make_translation(claim, evidence_id=evidence.pk), {}
    yield "term of a claim", ClaimTerm.objects.create(claim=claim, term="word"), {}
    yield "hit", PriorHit.objects.create(claim=claim, prior=prior), {}
    yield "evidence of a fact-check", evidence, {"number": 99}
    yield "lookup of evidence", ArchiveLookup.objects.create(evidence=evidence, day=date(2018, 1, 1)), {}


def _reference_rows() -> Iterator[Row]:
    series = make_series()
    claim = make_claim()
    evidence = make_finding(claim)
    document = {"address": "https://a.example", "passage": "p", "dated": date(2018, 1, 1)}
    yield "indicator", make_indicator(), {}
    yield "phrase", Phrase.objects.create(indicator=make_indicator(), text="undernourished"), {}
    yield "source", series.source, {}
    yield "series", series, {}
    yield "gate", Gate.objects.create(host="a.example", window=timezone.now()), {}
    yield "snapshot", make_snapshot(), {}
    yield "fetch step", make_fetch(series).steps.get(), {}
    yield "observation", make_observation(series), {}
    yield "lookup", make_lookup(claim), {}
    yield "finding in force", claim.findings.get(), {}
    yield "evidence number", evidence, {"finding": None, "kind": "document", **document}
    yield "evidence of a finding", evidence, {"number": 99}


def _review_rows() -> Iterator[Row]:
    rating = make_scale()["supported"]
    scale = rating.version.scale
    claim = make_claim()
    make_finding(claim)
    draft = make_draft(claim, make_user(), rating)
    submitted = make_submitted(rating=rating)
    yield "queue", make_queue(), {}
    yield "scale", scale, {"active": False}
    yield "scale in force", scale, {"slug": "another"}
    yield "scale version", rating.version, {}
    yield "rating", rating, {}
    yield "check number", submitted, {}
    yield "one draft", draft, {"number": 9}
    yield "draft version", draft.drafts.get(), {}
    yield "decision", submitted.decisions.get(), {}


def _published_rows() -> Iterator[Row]:
    publication = make_published().publication
    seal_events()
    seal = AuditSeal.objects.order_by("number")[0]
    yield "publication of a claim", publication, {"public_id": "other"}
    yield "public id", publication, {"claim": make_claim()}
    yield "verdict", publication.verdicts.get(), {}
    yield "seal number", seal, {"event_id": 10**9}
    yield "seal of an event", seal, {"number": 10**9}
    yield "pending event", AuditPending.objects.create(event_id=10**9), {}


def _account_rows() -> Iterator[Row]:
    user = make_user()
    make_app(user)
    key = make_key(user)
    make_recovery_code(user)
    invitation = make_invitation(user)
    yield "app of a person", Factor.objects.get(kind="app"), {}
    yield "passkey", key, {"user": make_user()}
    yield "recovery code", RecoveryCode.objects.get(), {}
    yield "invitation of an address", invitation, {"token_sha256": "x"}
    yield "token of an invitation", invitation, {"email": "x@example.org"}
    yield "account of the house", OutsideIdentity.objects.create(user=user, issuer="i", subject="s"), {}


@pytest.mark.parametrize(
    "rows", [_account_rows, _intake_rows, _earlier_rows, _reference_rows, _review_rows, _published_rows]
)
def test_no_unique_key_takes_the_same_row_twice(rows: Callable[[], Iterator[Row]]) -> None:
    """Each row comes with what a second one needs to differ in, so that it breaks that key."""
    for name, row, changes in rows():
        with pytest.raises(IntegrityError), transaction.atomic():
            _again(row, **_by_column(row, changes))()
            pytest.fail(f"the unique key of {name} took the same row twice")


def _by_column(row: models.Model, changes: dict[str, Any]) -> dict[str, Any]:
    """Relations by their column, so that they replace what is copied."""
    return {
        row._meta.get_field(name).attname: getattr(value, "pk", value)  # type: ignore[union-attr]
        for name, value in changes.items()
    }


def test_a_key_that_counts_only_in_force_or_where_given_leaves_the_others_alone() -> None:
    claim = make_claim()
    finding = make_finding(claim).finding
    assert finding is not None
    Finding.objects.filter(pk=finding.pk).update(superseded_at=timezone.now())

    _again(finding)()
    Outlet.objects.create(name="One", domain="")
    Outlet.objects.create(name="Two", domain="")
    Claimant.objects.create(name="One")
    Claimant.objects.create(name="Two")


def _unique_columns() -> Iterator[tuple[str, list[models.Field[Any, Any]], models.Q | None]]:
    for model in apps.get_app_config("claims").get_models():
        for field in model._meta.concrete_fields:
            if field.unique:
                yield f"{model.__name__}.{field.name}", [field], None
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                fields = [model._meta.get_field(name) for name in constraint.fields]
                yield constraint.name, fields, constraint.condition  # type: ignore[misc]


def _excludes_null(condition: models.Q | None, name: str) -> bool:
    return condition is not None and (f"{name}__isnull", False) in condition.children


def test_no_column_of_a_unique_key_can_be_null_unless_its_index_leaves_null_out() -> None:
    loose = [
        f"{key}: {field.name}"
        for key, fields, condition in _unique_columns()
        for field in fields
        if field.null and not _excludes_null(condition, field.name)
    ]

    assert loose == []


def test_every_constraint_of_the_models_stands_in_the_database() -> None:
    missing = []
    for model in apps.get_app_config("claims").get_models():
        table = model._meta.db_table
        with connection.cursor() as cursor:
            there = set(connection.introspection.get_constraints(cursor, table))
        wanted = {constraint.name for constraint in model._meta.constraints}
        wanted |= {index.name for index in model._meta.indexes}
        missing += [f"{table}: {name}" for name in wanted - there]

    assert missing == []


def test_no_column_of_a_lease_on_a_claim_stands_in_an_index() -> None:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, Claim._meta.db_table)
    indexed = {column for each in constraints.values() if each["index"] or each["unique"] for column in each["columns"]}

    assert not indexed & {"lease_holder_id", "lease_token", "lease_until"}
    assert "rank_at" in indexed
