"""Rating scales are versioned: a version that a check used never changes, a change makes the next one."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max, Q

from claims.models import Check, RatingScale, ScaleVersion, User
from claims.workflow import record_event


def is_used(version: ScaleVersion) -> bool:
    """Whether a check, even a draft, was rated with a rating of this version."""
    rated = Q(rating__version=version) | Q(attribution_rating__version=version)
    return Check.objects.filter(rated).exists()


def next_version(scale: RatingScale, actor: User | None) -> ScaleVersion:
    """A copy of the newest version under the next number, to be changed before it is used."""
    with transaction.atomic():
        RatingScale.objects.select_for_update().get(pk=scale.pk)
        newest = scale.versions.aggregate(newest=Max("number"))["newest"] or 0
        version = ScaleVersion.objects.create(scale=scale, number=newest + 1)
        old = ScaleVersion.objects.filter(scale=scale, number=newest).first()
        for rating in old.ratings.order_by("position") if old else ():
            rating.pk, rating.version = None, version
            rating.save(force_insert=True)
        record_event(actor, "scaleversion.add", version, {"scale": scale.pk})
    return version
