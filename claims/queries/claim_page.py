"""All that a claim's page shows to one user, in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Now, Substr

from claims.models import (
    Appearance,
    Article,
    ArticleVersion,
    Check,
    CheckState,
    Claim,
    Decision,
    DraftVersion,
    Evidence,
    FetchStep,
    Finding,
    Lookup,
    Rating,
    RatingScale,
    Reading,
    ScaleVersion,
    Snapshot,
    User,
    WorkState,
)
from claims.queries.evidence import evidence_in_force
from claims.queries.hiding import proposal_hidden
from claims.queries.second_opinion import sees_others
from claims.values import Attribution, Relation

KNOWN = frozenset({Relation.AGREES, Relation.CLOSE, Relation.DIFFERS})


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a claim now; `holder` is None where nobody does."""

    holder: User | None
    until: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class ClaimElsewhere:
    """Another claim of the same text: where it stands, in code points."""

    claim_id: int
    start: int
    end: int
    state: str


@dataclass(frozen=True, slots=True)
class AlsoServed:
    """A finding of another source that serves the number too, and the first response that its run was given."""

    finding: Finding
    snapshot: Snapshot | None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence that stands, what the user decided on it, and for a finding the first response
    that its run was given, what it is of, and who serves the same number."""

    piece: Evidence
    decision: Decision | None
    snapshot: Snapshot | None
    origin: tuple[str, ...] = ()
    also: Sequence[AlsoServed] = ()


@dataclass(frozen=True, slots=True)
class RatingChoice:
    """A rating of the scale in force; `missing` names what the desk does not know and the rating needs:
    "then", "now"."""

    rating: Rating
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """All that a claim's page shows to one user. `by_program` is the program's last reading, `new_wording` what a
    newer text has in the claim's place; `lookups` are those of the reading in force, `check` is the user's last
    check (a draft or not) and `draft` the latest version typed on it. `names_others` says whether
    the page may say who else worked on the claim."""

    claim: Claim
    article: Article
    version: ArticleVersion
    appearance: Appearance
    new_wording: Appearance | None
    others: Sequence[ClaimElsewhere]
    reading: Reading
    by_program: Reading | None
    lookups: Sequence[Lookup]
    findings: Sequence[EvidenceView]
    documents: Sequence[EvidenceView]
    check: Check | None
    draft: DraftVersion | None
    ratings: Sequence[RatingChoice]
    attribution_ratings: Sequence[RatingChoice]
    lease: Lease
    now: datetime
    names_others: bool
    proposal_hidden: bool

    @property
    def attribution_asked(self) -> bool:
        return self.claim.attribution != Attribution.NONE

    @property
    def gone(self) -> bool:
        return self.appearance.status == Appearance.Status.GONE

    @property
    def older_text(self) -> bool:
        """Whether the text shown is one that has the claim's words, and a newer one has not."""
        return self.gone or self.new_wording is not None

    @property
    def pending(self) -> bool:
        """Whether anything is still to come."""
        return any(lookup.state == WorkState.PENDING for lookup in self.lookups)

    @property
    def reading_changed(self) -> bool:
        """Whether the user's draft was opened on an earlier reading."""
        check = self.check
        return bool(check and check.state == CheckState.DRAFT and check.reading_id != self.reading.pk)


JOINED = ("article__outlet", "claimant", "indicator", "queue", "lease_holder", "publication")


def claim_for_page(user: User, claim_id: int) -> ClaimView | None:
    """None where there is no such claim."""
    rows = Claim.objects.select_related(*JOINED).annotate(database_now=Now()).filter(pk=claim_id)
    claim = next(iter(rows), None)
    if claim is None:
        return None
    appearance, readings = appearance_of(claim), list(claim.readings.order_by("-number"))
    mine = claim.checks.filter(checker=user).order_by("-number").first()
    evidence = _evidence(claim, mine)
    findings = [each for each in evidence if each.piece.finding is not None]
    known = {each.piece.finding.as_of for each in findings if _shows_figure(each)}  # type: ignore[union-attr]
    return ClaimView(
        claim=claim,
        article=claim.article,
        version=appearance.version,
        appearance=appearance,
        new_wording=new_wording_of(claim),
        others=elsewhere(appearance),
        reading=readings[0],
        by_program=next((each for each in readings if each.by_id is None), None),
        lookups=_lookups(claim),
        findings=findings,
        documents=[each for each in evidence if each.piece.finding is None],
        check=mine,
        draft=mine.drafts.order_by("-number").first() if mine else None,
        ratings=[_choice(rating, known) for rating in ratings_in_force(RatingScale.Kind.SUBSTANCE)],
        attribution_ratings=_attributions(claim, known),
        lease=_lease(claim, user),
        now=claim.database_now,
        names_others=sees_others(user, claim),
        proposal_hidden=proposal_hidden(claim, readings[0], mine, user),
    )


def appearance_of(claim: Claim) -> Appearance:
    """Where a claim stands in the newest text that has its words."""
    rows = claim.appearances.exclude(status=Appearance.Status.CHANGED).select_related("version")
    return rows.order_by("-version__number", "part", "start")[0]


def new_wording_of(claim: Claim) -> Appearance | None:
    """Where the newest text has other words (`words`) in place of the claim's; None where it has none."""
    if not claim.appearances.filter(status=Appearance.Status.CHANGED).exists():
        return None
    rows = claim.appearances.annotate(words=Substr("version__text", F("start") + 1, F("end") - F("start")))
    newest = rows.select_related("version__article").defer("version__text").order_by("-version__number").first()
    return newest if newest and newest.status == Appearance.Status.CHANGED else None


def elsewhere(appearance: Appearance) -> list[ClaimElsewhere]:
    """The other claims of the text in which a claim stands."""
    others = appearance.version.appearances.exclude(claim_id=appearance.claim_id).order_by("start")
    return [ClaimElsewhere(*row) for row in others.values_list("claim_id", "start", "end", "claim__state")]


def _lookups(claim: Claim) -> list[Lookup]:
    rows = claim.lookups.exclude(state=WorkState.DROPPED).select_related("series__source")
    shown = "state", "due_at", "attempts", "last_error", "claim_id", "series__name", "series__source__name"
    return list(rows.only(*shown).order_by("series__source__name", "series__name"))


def _lease(claim: Claim, user: User) -> Lease:
    now: datetime = claim.database_now  # type: ignore[attr-defined]
    if claim.lease_holder is None or claim.lease_until is None or claim.lease_until < now:
        return Lease(None, None, mine=False)
    return Lease(claim.lease_holder, claim.lease_until, mine=claim.lease_holder_id == user.pk)


def _evidence(claim: Claim, check: Check | None) -> list[EvidenceView]:
    standing = evidence_in_force(claim)
    decisions = {each.evidence_id: each for each in check.decisions.all()} if check else {}
    snapshots = first_snapshots(finding.fetch_id for each in standing for finding in each.findings)
    return [
        EvidenceView(
            each.piece,
            decisions.get(each.piece.pk),
            snapshots.get(each.piece.finding.fetch_id) if each.piece.finding is not None else None,
            each.origin,
            [AlsoServed(finding, snapshots.get(finding.fetch_id)) for finding in each.also],
        )
        for each in standing
    ]


def first_snapshots(fetch_ids: Iterable[int]) -> dict[int, Snapshot]:
    """The first response of each run, without its body."""
    steps = FetchStep.objects.filter(fetch_id__in=set(fetch_ids), number=0)
    rows = steps.select_related("snapshot").defer("snapshot__body", "snapshot__headers")
    return {step.fetch_id: step.snapshot for step in rows}


def _shows_figure(view: EvidenceView) -> bool:
    finding = view.piece.finding
    rejected = view.decision is not None and view.decision.decided == Decision.Verdict.REJECTED
    return finding is not None and finding.relation in KNOWN and not rejected


NEEDED: Mapping[str, tuple[str, ...]] = {
    Rating.Needs.THEN: ("then",),
    Rating.Needs.NOW: ("now",),
    Rating.Needs.BOTH: ("then", "now"),
}


def _choice(rating: Rating, known: set[str]) -> RatingChoice:
    return RatingChoice(rating, tuple(each for each in NEEDED.get(rating.needs, ()) if each not in known))


def _attributions(claim: Claim, known: set[str]) -> list[RatingChoice]:
    """Asked for where somebody is quoted or reported."""
    if claim.attribution == Attribution.NONE:
        return []
    return [_choice(rating, known) for rating in ratings_in_force(RatingScale.Kind.ATTRIBUTION)]


def ratings_in_force(*kinds: str) -> list[Rating]:
    """The ratings of the newest version of the scale in force, in their order; none without a scale. Of several
    kinds those of all."""
    newest = ScaleVersion.objects.filter(scale=OuterRef("version__scale")).order_by("-number").values("number")[:1]
    rows = Rating.objects.filter(
        version__scale__active=True, version__scale__kind__in=kinds, version__number=Subquery(newest)
    )
    return list(rows.select_related("version__scale").order_by("position"))
