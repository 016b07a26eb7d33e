"""An article that is read again: what stands on the desk is carried over, and nothing of it is doubled.

A claim keeps its words. In a new version of the text it is marked with what became of them; only a reading
that no person has worked on is replaced by what the program reads now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from django.db.models import Exists, OuterRef

from claims.extraction.pipeline import EXTRACTOR_VERSION
from claims.models import Appearance, ArticleVersion, AuditEvent, Check, Claim, ClaimState, Reading, Reopening
from claims.queries.spans import Covered
from claims.services.steps import leases
from claims.services.steps.following import Stand, follow
from claims.services.steps.readings import Structure, reading_in_force, structure_of
from claims.services.steps.reopening import reopen
from claims.services.steps.storing import Desk, facts_of, put_in_force
from claims.services.steps.triage import forget_sorting, triage
from claims.values import ExtractedClaim
from claims.workflow import record_event, step_claim

STATUS = Appearance.Status
WORDS_STAND = frozenset({STATUS.STANDS, STATUS.MOVED})
UNWORKED = frozenset({ClaimState.DETECTED, ClaimState.QUEUED, ClaimState.DISMISSED})
BY_HAND = ("claim.dismiss", "claim.pull_in", "claim.split")
_PLACES = frozenset({"start", "end"})


class Occupied:
    """The spans of a version where claims stand."""

    def __init__(self, appearances: Iterable[Appearance]) -> None:
        self._at: dict[tuple[int, int], list[Appearance]] = {}
        for each in appearances:
            self._at.setdefault((each.start, each.end), []).append(each)
        self._covered = Covered(self._at)

    def at(self, start: int, end: int) -> list[Appearance]:
        return self._at.get((start, end), [])

    def touches(self, start: int, end: int) -> bool:
        """Whether any claim stands on a character of the span."""
        return self._covered.touches(start, end)


def carry_over(version: ArticleVersion) -> Occupied:
    """Place the article's claims in its newest version, those that were not placed yet."""
    here = list(version.appearances.all())
    placed = {each.claim_id for each in here}
    last = [each for each in _last_places(version) if each.claim_id not in placed]
    texts = ArticleVersion.objects.in_bulk({each.version_id for each in last})
    for old in sorted(texts.values(), key=lambda each: -each.number):
        own = [each for each in last if each.version_id == old.pk]
        stands = follow(old.text, version.text, [(each.start, each.end) for each in own], version.article.language)
        here += _carried(version, zip(own, stands, strict=True), here)
    return Occupied(here)


def _last_places(version: ArticleVersion) -> list[Appearance]:
    """Where each claim's words stood last before this version."""
    rows = Appearance.objects.filter(version__article=version.article_id, version__number__lt=version.number)
    ordered = rows.exclude(status=STATUS.CHANGED).select_related("claim").order_by("version__number")
    last = {each.claim_id: each for each in ordered}
    return sorted(last.values(), key=lambda each: (each.start, each.part))


def _carried(
    version: ArticleVersion, pairs: Iterable[tuple[Appearance, Stand | None]], here: Sequence[Appearance]
) -> list[Appearance]:
    spans = {(each.start, each.end) for each in here}
    taken = {(each.start, each.end, each.part) for each in here}
    made: list[Appearance] = []
    for old, stand in pairs:
        # Another claim's own words are no new wording of this one.
        reworded_as_another = stand and stand.status == STATUS.CHANGED and (stand.start, stand.end) in spans
        found = None if reworded_as_another else stand
        _mark(old, found)
        if found is not None:
            part = next(part for part in count(old.part) if (found.start, found.end, part) not in taken)
            taken.add((found.start, found.end, part))
            made.append(_appearance(version, old, found, part))
    return Appearance.objects.bulk_create(made)


def _appearance(version: ArticleVersion, old: Appearance, found: Stand, part: int) -> Appearance:
    return Appearance(
        claim=old.claim,
        version=version,
        start=found.start,
        end=found.end,
        part=part,
        length=version.length,
        status=found.status,
    )


def _mark(old: Appearance, found: Stand | None) -> None:
    """Tell of words that changed or went; what comes back is not gone any more."""
    if found is None and old.status != STATUS.GONE:
        Appearance.objects.filter(pk=old.pk).update(status=STATUS.GONE)
        record_event(None, "claim.gone", old.claim)
    elif found is not None and old.status == STATUS.GONE:
        Appearance.objects.filter(pk=old.pk).update(status=STATUS.STANDS)
    if found is not None and found.status == STATUS.CHANGED:
        record_event(None, "claim.changed", old.claim)
        _come_back(old.claim_id)


def _come_back(claim_id: int) -> None:
    """A published claim whose sentence was changed is looked at again."""
    published = Claim.objects.filter(pk=claim_id, state=ClaimState.PUBLISHED).select_related("publication")
    for claim in published.select_for_update(of=("self",)):
        reopen(claim, None, Reopening.Reason.SENTENCE)


# --- readings that no person has worked on ---------------------------------------------------------------


def read_anew(
    version: ArticleVersion, pairs: Iterable[tuple[Appearance, ExtractedClaim]], desk: Desk
) -> Iterable[list[int]]:
    """Replace the program's readings by its new ones where no person has worked on the claim; the ids of the
    series that are due, claim by claim."""
    found = {place.claim_id: each for place, each in pairs}
    for claim in _unworked(found):
        yield _read_anew(version, claim, found[claim.pk], desk)


def _unworked(found: Mapping[int, ExtractedClaim]) -> Iterable[Claim]:
    """Claims, locked, that nobody holds, mended, checked, split, pulled in or put aside."""
    hands = AuditEvent.objects.filter(object_type="claim", object_id=OuterRef("pk"), action__in=BY_HAND)
    return (
        Claim.objects.select_for_update(of=("self",))
        .filter(leases.free(), pk__in=list(found), state__in=UNWORKED)
        .exclude(Exists(Reading.objects.filter(claim=OuterRef("pk"), by__isnull=False)))
        .exclude(Exists(Check.objects.filter(claim=OuterRef("pk"))))
        .exclude(Exists(hands))
        .order_by("pk")
    )


def _read_anew(version: ArticleVersion, claim: Claim, found: ExtractedClaim, desk: Desk) -> list[int]:
    old, structure = reading_in_force(claim), structure_of(found)
    if _unplaced(old.structure) == _unplaced(structure):
        return []
    reading = Reading.objects.create(claim=claim, number=old.number + 1, program=EXTRACTOR_VERSION, structure=structure)
    record_event(None, "claim.read_again", claim, {"reading": reading.pk})
    due = put_in_force(claim, reading)
    if claim.state == ClaimState.DISMISSED:
        step_claim(claim, "reconsider", None, reason="", repeat_of=None)
        forget_sorting(claim)
        triage(claim, facts_of(claim, found, version.article), desk.rules)
    return due


def _unplaced(structure: Structure) -> Any:
    """A structure without its offsets, which are other ones in another text."""
    if isinstance(structure, Mapping):
        return {name: _unplaced(value) for name, value in structure.items() if name not in _PLACES}
    if isinstance(structure, list | tuple):
        return [_unplaced(each) for each in structure]
    return structure
