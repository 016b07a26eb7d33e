"""The ratings of scales as a sheet: each line is a rating of the newest version of its scale. A version that a check
used never changes: what a file changes then makes the next one, with the ratings that the file leaves out as they
were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from claims.models import Rating, RatingScale, ScaleVersion, User
from claims.services.bulk.plan import Change, Plan, Planned
from claims.services.bulk.sheet import Sheet
from claims.services.scales import is_used, next_version
from claims.sources.sheet_files import Lines
from claims.values import Reason

SCALE = "scale"


@dataclass(frozen=True)
class RatingSheet(Sheet):
    @cached_property
    def heads(self) -> dict[str, str]:
        return {SCALE: "version.scale.slug", **super().heads}

    def rows(self) -> Any:
        newest = ScaleVersion.objects.filter(scale=OuterRef("version__scale")).order_by("-number").values("pk")
        return Rating.objects.filter(version=Subquery(newest[:1])).select_related("version__scale")

    def targets(self) -> dict[str, dict[str, Any]]:
        """Of each scale its newest version, the first one of a scale that has none."""
        newest = {each.scale_id: each for each in ScaleVersion.objects.select_related("scale").order_by("number")}
        scales = RatingScale.objects.all()
        return {SCALE: {each.slug: newest.get(each.pk) or ScaleVersion(scale=each) for each in scales}}

    def put(self, head: str, cell: str, planned: Planned, targets: Mapping[str, Mapping[str, Any]]) -> None:
        if head != SCALE:
            super().put(head, cell, planned, targets)
        elif cell not in targets[SCALE]:
            planned.refuse(SCALE, "no_such_scale", name=cell)
        elif planned.new:
            planned.row.version = targets[SCALE][cell]
            planned.changes.append(Change(SCALE, "", cell))

    def plan(self, given: Lines) -> Plan:
        plan = super().plan(given)
        versions = {each.row.version.scale.slug: each.row.version for each in plan.stored}
        used = sorted(slug for slug, version in versions.items() if version.pk and is_used(version))
        return Plan(plan.lines, [Reason("rating_used", (("scale", slug),)) for slug in used])

    def save(self, plan: Plan, actor: User) -> None:
        versions: dict[str, ScaleVersion] = {}
        for each in plan.stored:
            slug = each.row.version.scale.slug
            version = versions.get(slug) or versions.setdefault(slug, _to_change(each.row.version, actor))
            kept = version.ratings.filter(slug=each.row.slug).first()
            each.row.pk, each.row.version = kept.pk if kept else None, version
            each.row._state.adding = kept is None
            each.row.save()


def _to_change(version: ScaleVersion, actor: User) -> ScaleVersion:
    if version.pk is None:
        version.save()
    return next_version(version.scale, actor) if is_used(version) else version
