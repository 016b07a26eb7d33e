"""Versions of what curators set of an indicator, made when it is saved or first used by a comparison."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from claims.models import CuratedVersion, Indicator, User

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


def _content(indicator: Indicator) -> dict[str, Any]:
    """Numbers as texts: a factor of 1 and one of 1.00 are the same."""
    series = indicator.series.select_related("source").order_by("source__slug", "code")
    return {
        **{name: getattr(indicator, name) for name in SET},
        **{name: f"{getattr(indicator, name):.2f}" for name in BANDS},
        "phrases": sorted(indicator.phrases.values_list("language", "text")),
        "series": [
            {
                "source": each.source.slug,
                **{name: getattr(each, name) for name in OF_SERIES},
                "factor": f"{each.factor:.6f}",
            }
            for each in series
        ],
    }
