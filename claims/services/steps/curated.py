"""Versions of what curators set of an indicator, made when it is saved or first used by a comparison."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from claims.models import CuratedVersion, Finding, Indicator, Series, User

SET = ("slug", "name", "unit", "denominator", "takes_counterpart", "is_change", "takes_person")
BANDS = ("agrees_factor", "close_factor")
OF_SERIES = ("code", "origin", "variant", "definition", "headline", "unit", "factor", "period_rule", "active")


def version_in_force(indicator_id: int, by: User | None = None) -> CuratedVersion:
    """The version of the rows as they stand; made where this content is new."""
    content = json.dumps(_content(Indicator.objects.get(pk=indicator_id)), sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()
    versions = CuratedVersion.objects.filter(indicator_id=indicator_id)
    known = versions.filter(sha256=digest).first()
    if known is not None:
        return known
    return CuratedVersion.objects.get_or_create(
        indicator_id=indicator_id,
        sha256=digest,
        defaults={"number": versions.count() + 1, "content": content, "by": by},
    )[0]


def series_as_then(finding: Finding) -> Series | None:
    """The finding's series, and its indicator, as the version has them that the finding names, to be read and not to
    be saved; None where that version has no such series. A finding from before versions were kept has today's."""
    series = copy.copy(finding.series)
    if finding.curated is None:
        return series
    content = json.loads(finding.curated.content)
    kept = next((each for each in content["series"] if _is_of(each, series)), None)
    if kept is None:
        return None
    series.indicator = copy.copy(series.indicator)
    _set(series.indicator, {**content, **{name: Decimal(content[name]) for name in BANDS}}, (*SET, *BANDS))
    _set(series, {**kept, "factor": Decimal(kept["factor"])}, OF_SERIES)
    return series


def _is_of(kept: Mapping[str, Any], series: Series) -> bool:
    """By its number; by its code in a version from before numbers were kept."""
    if "id" in kept:
        return bool(kept["id"] == series.pk)
    return bool((kept["source"], kept["code"]) == (series.source.slug, series.code))


def _set(row: Indicator | Series, kept: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, kept[name])


def _content(indicator: Indicator) -> dict[str, Any]:
    """Numbers as texts: a factor of 1 and one of 1.00 are the same."""
    series = indicator.series.select_related("source").order_by("source__slug", "code")
    return {
        **{name: getattr(indicator, name) for name in SET},
        **{name: f"{getattr(indicator, name):.2f}" for name in BANDS},
        "phrases": sorted(indicator.phrases.values_list("language", "text")),
        "series": [
            {
                "id": each.pk,
                "source": each.source.slug,
                **{name: getattr(each, name) for name in OF_SERIES},
                "factor": f"{each.factor:.6f}",
            }
            for each in series
        ],
    }
