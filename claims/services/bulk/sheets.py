"""The tables that curators bring in and take away as files."""

from __future__ import annotations

from collections.abc import Sequence

from claims.models import Claimant, Indicator, Outlet, Phrase, Rating, RatingScale, ReferenceTable, Rule, Series
from claims.services.bulk.claimants import ClaimantSheet
from claims.services.bulk.figures import FigureSheet
from claims.services.bulk.rules import RuleSheet
from claims.services.bulk.scales import RatingSheet
from claims.services.bulk.sheet import Sheet

INDICATORS = Sheet(
    model=Indicator,
    key=("slug",),
    columns=(
        *("slug", "name", "measure", "unit", "denominator", "takes_counterpart", "is_change", "takes_person"),
        *("agrees_factor", "close_factor"),
    ),
)
PHRASES = Sheet(model=Phrase, key=("indicator", "language", "text"), columns=("indicator.slug", "language", "text"))
SERIES = Sheet(
    model=Series,
    key=("source", "code", "indicator"),
    columns=(
        *("source.slug", "code", "indicator.slug", "name", "origin", "variant", "definition", "headline", "unit"),
        *("factor", "cadence", "period_rule", "active"),
    ),
)
OUTLETS = Sheet(
    model=Outlet,
    key=("name",),
    columns=("name", "domain", "ours", "funder", "note"),
    unique=("domain",),
    folded=True,
)
CLAIMANTS = ClaimantSheet(
    model=Claimant,
    key=("name",),
    columns=("name", "kind", "wikidata_id", "private_person", "funder", "note"),
    unique=("wikidata_id",),
    folded=True,
)
SCALES = Sheet(model=RatingScale, key=("slug",), columns=("slug", "name", "kind"))
RATINGS = RatingSheet(
    model=Rating,
    key=("scale", "slug"),
    columns=(
        *("slug", "label", "meaning", "position", "step", "value", "claim_review", "needs", "needs_document"),
        *("needs_evidence",),
    ),
)
FIGURES = FigureSheet(model=ReferenceTable, key=("table",), columns=())
RULES = RuleSheet(
    model=Rule,
    key=("name",),
    columns=(
        *("name", "note", "position", "active", "stops", "queue.slug", "reason", "points", "worthiness_points"),
        "person.username",
    ),
)

# A further table joins by its line here; `BulkAdmin` on its admin page gives it the pages.
SHEETS: Sequence[Sheet] = (INDICATORS, PHRASES, SERIES, OUTLETS, CLAIMANTS, SCALES, RATINGS, FIGURES, RULES)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
