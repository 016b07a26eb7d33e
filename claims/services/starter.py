"""Starter content: what a desk has on its first day, loaded once and owned by the curators from then on.

What is there already is left as the curators have it: loading again adds what is missing and changes
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from importlib import resources

from django.db import transaction

from claims.models import (
    Indicator,
    Phrase,
    Policy,
    Publisher,
    Queue,
    Rating,
    RatingMeaning,
    RatingScale,
    ReferenceTable,
    ScaleVersion,
    Series,
    Source,
)
from claims.packs import indicator_rows, rows, variants
from claims.services.tables import put_table
from claims.sources.fact_check_fields import fold_rating

STARTER_TABLE = "starter"
Row = Mapping[str, str]


@transaction.atomic
def load_starter() -> None:
    """Indicators, phrases, sources, series, the starter table, queues, rating scales, publishers and policy."""
    _indicators()
    _sources()
    _series()
    _queues()
    _scales()
    _publishers()
    _policies()
    _rating_meanings()
    if not ReferenceTable.objects.filter(slug=STARTER_TABLE).exists():
        body = resources.files("claims.packs").joinpath("figures.csv").read_bytes()
        put_table(slug=STARTER_TABLE, name="Starter figures", body=body, actor=None)


def _indicators() -> None:
    """Those that the desk lacks, with their phrases, and the phrases of a language in which it has none of any."""
    known = set(Indicator.objects.values_list("slug", flat=True))
    spoken = set(Phrase.objects.values_list("language", flat=True).distinct())
    new = [_indicator(row) for row in indicator_rows() if row["slug"] not in known]
    Indicator.objects.bulk_create(new)
    fresh = {each.slug for each in new}
    indicators = {each.slug: each for each in Indicator.objects.all()}
    Phrase.objects.bulk_create(
        Phrase(indicator=indicators[row["indicator"]], language=row["language"], text=row["text"])
        for row in rows("phrases")
        if row["indicator"] in fresh or row["language"] not in spoken
    )


def _indicator(row: Row) -> Indicator:
    return Indicator(
        slug=row["slug"],
        name=row["name"],
        measure=row["measure"],
        unit=row["unit"],
        denominator=row["denominator"],
        takes_counterpart=row["takes_counterpart"] == "yes",
        is_change=row["is_change"] == "yes",
        takes_person=row["takes_person"] == "yes",
        agrees_factor=Decimal(row["agrees_factor"] or "1"),
        close_factor=Decimal(row["close_factor"] or "1"),
    )


def _sources() -> None:
    for row in rows("sources"):
        Source.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "connector": row["connector"],
                "name": row["name"],
                "origin": row["origin"],
                "home": row["home"],
                "licence": row["licence"],
                "may_republish": row["may_republish"] == "yes",
                "cadence_days": int(row["cadence_days"]),
                "daily_quota": int(row["daily_quota"]),
                "note": row["note"],
                "note_on": row["note_on"],
            },
        )


def _series() -> None:
    """Those that the desk lacks."""
    sources = {source.slug: source for source in Source.objects.all()}
    indicators = {indicator.slug: indicator for indicator in Indicator.objects.all()}
    known = set(Series.objects.values_list("source__slug", "code", "indicator__slug"))
    Series.objects.bulk_create(
        _one_series(row, sources[row["source"]], indicators[row["indicator"]])
        for row in rows("series")
        if (row["source"], row["code"], row["indicator"]) not in known
    )


def _one_series(row: Row, source: Source, indicator: Indicator) -> Series:
    return Series(
        source=source,
        code=row["code"],
        indicator=indicator,
        name=row["name"],
        origin=row["origin"],
        variant=variants().get((row["source"], row["code"]), ""),
        definition=row["definition"],
        headline=row["headline"] == "yes",
        unit=row["unit"],
        factor=Decimal(row["factor"]),
        cadence=row["cadence"],
        period_rule=row["period_rule"],
    )


def _publishers() -> None:
    for row in rows("publishers"):
        Publisher.objects.get_or_create(domain=row["domain"], defaults={"name": row["name"], "note": row["note"]})


def _policies() -> None:
    for row in rows("policies"):
        Policy.objects.get_or_create(slug=row["slug"], defaults={"title": row["title"], "text": row["text"]})


def _rating_meanings() -> None:
    """Those that the desk lacks; what its curators changed stays."""
    publishers = {publisher.domain: publisher for publisher in Publisher.objects.all()}
    known = set(RatingMeaning.objects.values_list("publisher__domain", "folded"))
    RatingMeaning.objects.bulk_create(
        RatingMeaning(
            publisher=publishers[row["domain"]],
            words=row["words"],
            folded=fold_rating(row["words"]),
            meaning=row["meaning"],
        )
        for row in rows("rating_meanings")
        if (row["domain"], fold_rating(row["words"])) not in known
    )


def _queues() -> None:
    for row in rows("queues"):
        Queue.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "description": row["description"],
                "rule": row["rule"],
                "position": int(row["position"]),
                "priority": int(row["priority"]),
                "worthiness_points": int(row["worthiness_points"]),
                "target_hours": int(row["target_hours"]),
                "checks_required": int(row["checks_required"]),
                "words": "\n".join(row["words"].split("|")),
            },
        )


def _scales() -> None:
    for row in rows("scales"):
        scale, made = RatingScale.objects.get_or_create(
            slug=row["slug"],
            defaults={"name": row["name"], "kind": row["kind"], "active": row["active"] == "yes"},
        )
        if made:
            version = ScaleVersion.objects.create(scale=scale, number=1)
            own = [rating for rating in rows("ratings") if rating["scale"] == scale.slug]
            Rating.objects.bulk_create(_rating(version, place, rating) for place, rating in enumerate(own))


def _rating(version: ScaleVersion, position: int, row: Row) -> Rating:
    return Rating(
        version=version,
        slug=row["slug"],
        label=row["label"],
        meaning=row["meaning"],
        position=position,
        step=row["step"] == "yes",
        value=int(row["value"]) if row["value"] else None,
        claim_review=row["claim_review"] == "yes",
        needs=row["needs"],
        needs_document=row["needs_document"] == "yes",
        needs_evidence=row["needs_evidence"] == "yes",
    )
