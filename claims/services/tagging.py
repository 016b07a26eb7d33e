"""Tags that a person gives a claim or takes from it, beside those that rules give."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from claims.models import Claim, ClaimTag, Tag, User
from claims.workflow import CHECKING, NotAllowed, record_event


def set_tags(user: User, claim_id: int, tag_ids: Iterable[int], *, seen: Iterable[int]) -> bool:
    """Give a claim those of these tags that it was not `seen` with, and take those away that are not among them any
    more; whether that changed any. What came or went meanwhile stays so. What stays is whose it was: a rule takes its
    own back when the claim is sorted again, and what a person gave stays."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        wanted = {tag.pk: tag for tag in Tag.objects.filter(pk__in=set(tag_ids))}
        had = {each.tag_id: each.tag for each in claim.tagged.select_related("tag")}
        known = set(seen)
        added = [tag for pk, tag in wanted.items() if pk not in had and pk not in known]
        removed = [tag for pk, tag in had.items() if pk not in wanted and pk in known]
        if not added and not removed:
            return False
        claim.tagged.filter(tag__in=removed).delete()
        ClaimTag.objects.bulk_create([ClaimTag(claim=claim, tag=tag, by=user) for tag in added])
        record_event(user, "claim.tag", claim, {"added": _slugs(added), "removed": _slugs(removed)})
    return True


def _slugs(tags: Iterable[Tag]) -> str:
    return " ".join(sorted(tag.slug for tag in tags))
