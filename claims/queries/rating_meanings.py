"""What ratings of other publishers mean in the desk's common words, and those that have none yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from claims.models import PriorCheck, Publisher, RatingMeaning
from claims.sources.fact_check_fields import fold_rating

MOST_UNMAPPED = 200


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A rating of a publisher without a meaning, and how many fact-checks bear it."""

    publisher: Publisher
    words: str
    checks: int


def meanings_of(checks: Iterable[PriorCheck]) -> Mapping[int, RatingMeaning]:
    """The meanings of ratings by the ids of their checks, in one query; those without one are missing."""
    keys = {check.pk: (check.publisher_id, fold_rating(check.rating)) for check in checks if check.rating}
    found = RatingMeaning.objects.filter(
        publisher__in={publisher for publisher, _words in keys.values()},
        folded__in={words for _publisher, words in keys.values()},
    )
    by_key = {(each.publisher_id, each.folded): each for each in found}
    return {pk: by_key[key] for pk, key in keys.items() if key in by_key}


def unmapped_ratings() -> list[Unmapped]:
    """The ratings without a meaning, those that stand on most fact-checks first."""
    known = set(RatingMeaning.objects.values_list("publisher_id", "folded"))
    publishers = Publisher.objects.in_bulk()
    counted = PriorCheck.objects.exclude(rating="").values_list("publisher_id", "rating").annotate(n=Count("pk"))
    found: dict[tuple[int, str], list[tuple[str, int]]] = {}
    for publisher, words, checks in counted.order_by("-n", "publisher_id", "rating").iterator():
        key = (publisher, fold_rating(words))
        if key[1] and key not in known:
            found.setdefault(key, []).append((words, checks))
    unmapped = [
        Unmapped(publishers[publisher], spelt[0][0], sum(checks for _words, checks in spelt))
        for (publisher, _folded), spelt in found.items()
    ]
    return sorted(unmapped, key=lambda each: -each.checks)[:MOST_UNMAPPED]
