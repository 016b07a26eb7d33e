"""At which time of a recording the words of a transcript were said."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from claims.models import Appearance, Cue


def with_times(appearances: QuerySet[Appearance]) -> QuerySet[Appearance]:
    """Each with `said_at`, the seconds of the last time that its text gives at or before the claim; None where it
    gives none, as any text but a transcript's does."""
    before = Cue.objects.filter(version=OuterRef("version"), start__lte=OuterRef("start")).order_by("-start")
    return appearances.annotate(said_at=Subquery(before.values("seconds")[:1]))
