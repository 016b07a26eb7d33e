"""Starter content: what a desk has on its first day, loaded once and owned by the curators from then on.

What is there already is left as the curators have it: loading again adds what is missing and changes
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from claims.services.steps.starter_rules import load_rules
from claims.services.tables import put_table
from claims.sources.fact_check_fields import fold_rating

STARTER_TABLE = "starter"
STANDARD_SCALE = "standard"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the starter content a desk takes: the subjects of its indicators, the slugs of the sources that
    are on (the others are there, and off), and the slug of the rating scale in force. None is all of it."""

    subjects: frozenset[str] | None = None
    sources: frozenset[str] | None = None
    scale: str = STANDARD_SCALE


EVERYTHING = Choice()


@transaction.atomic
def load_starter(choice: Choice = EVERYTHING) -> None:
    """Indicators, phrases, sources, series, the starter table, queues, rules, rating scales, publishers and policy."""
    _indicators(choice)
    _sources(choice)
    _series()
    _queues()
    load_rules()
    _scales(choice)
    _publishers()
    _policies()
    _rating_meanings()
    if not ReferenceTable.objects.filter(slug=STARTER_TABLE).exists():
        body = resources.files("claims.packs").joinpath("figures.csv").read_bytes()
        put_table(slug=STARTER_TABLE, name="Starter figures", body=body, actor=None)


def missing_indicators() -> list[Row]:
    """The rows of the indicators that the desk does not have."""
    known = set(Indicator.objects.values_list("slug", flat=True))
    return [row for row in indicator_rows() if row["slug"] not in known]


def _indicators(choice: Choice) -> None:
    """Those of the chosen subjects that the desk lacks, with their phrases, and the phrases of a language in which
    it has none of any."""
    chosen = choice.subjects
    missing = [row for row in missing_indicators() if chosen is None or row["subject"] in chosen]
    spoken = set(Phrase.objects.values_list("language", flat=True).distinct())
    Indicator.objects.bulk_create(_indicator(row) for row in missing)
    fresh = {row["slug"] for row in missing}
    indicators = {each.slug: each for each in Indicator.objects.all()}
    Phrase.objects.bulk_create(
        Phrase(indicator=indicators[row["indicator"]], language=row["language"], text=row["text"])
        for row in rows("phrases")
        if row["indicator"] in fresh or (row["indicator"] in indicators and row["language"] not in spoken)
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


def _sources(choice: Choice) -> None:
    for row in rows("sources"):
        Source.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "active": choice.sources is None or row["slug"] in choice.sources,
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
    """Those of the desk's indicators that it lacks."""
    sources = {source.slug: source for source in Source.objects.all()}
    indicators = {indicator.slug: indicator for indicator in Indicator.objects.all()}
    known = set(Series.objects.values_list("source__slug", "code", "indicator__slug"))
    Series.objects.bulk_create(
        _one_series(row, sources[row["source"]], indicators[row["indicator"]])
        for row in rows("series")
        if row["indicator"] in indicators and (row["source"], row["code"], row["indicator"]) not in known
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
                "position": int(row["position"]),
                "priority": int(row["priority"]),
                "worthiness_points": int(row["worthiness_points"]),
                "target_hours": int(row["target_hours"]),
                "checks_required": int(row["checks_required"]),
                "second_where_fails": row["second_where_fails"] == "yes",
                "takes": row["takes"],
            },
        )


def _scales(choice: Choice) -> None:
    """Of the scales for what was said, the chosen one is in force; who said it has one alone."""
    for row in rows("scales"):
        rates_substance = row["kind"] == RatingScale.Kind.SUBSTANCE
        active = row["slug"] == choice.scale if rates_substance else row["active"] == "yes"
        active = active and not RatingScale.objects.filter(kind=row["kind"], active=True).exists()
        scale, made = RatingScale.objects.get_or_create(
            slug=row["slug"], defaults={"name": row["name"], "kind": row["kind"], "active": active}
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
