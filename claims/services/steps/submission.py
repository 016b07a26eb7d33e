"""What must hold before a check can be submitted: an ordered table of small rules.

Every rule names what it misses as a reason; all of them are asked, so that a checker learns of every
problem at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.models import Check, Claim, Decision, Evidence, RatingScale
from claims.queries import NEEDED, ratings_in_force
from claims.queries.evidence import Standing, evidence_in_force
from claims.services.steps import leases
from claims.services.steps.evidence import CONFIRMED, decisions_of, known_as_of
from claims.services.steps.readings import reading_in_force
from claims.values import Attribution, Reason

WORDING_LONGEST = 150  # characters; 75 are advised


@dataclass(frozen=True, slots=True)
class Submission:
    """All that the rules read. `decisions` are by the id of the evidence, `wording` is the latest typed."""

    claim: Claim
    check: Check
    wording: str
    standing: Sequence[Standing]
    decisions: Mapping[int, Decision]
    in_force: frozenset[int]
    held_by_other: bool
    reading_id: int

    @property
    def evidence(self) -> Sequence[Evidence]:
        return [each.piece for each in self.standing]

    @property
    def attribution_asked(self) -> bool:
        return self.claim.attribution != Attribution.NONE

    def confirmed(self) -> Iterator[Evidence]:
        return (piece for piece in self.evidence if self._decided(piece) == CONFIRMED)

    def _decided(self, piece: Evidence) -> str:
        decision = self.decisions.get(piece.pk)
        return decision.decided if decision else ""


def _wording_in_force(check: Check) -> str:
    """The wording as it was typed, whole: the column cuts one that is too long. The last version may be of
    a window that another one overtook; the one in force is the last that the column was cut from."""
    typed = check.drafts.order_by("-number").values_list("content__wording", flat=True)
    return next((each for each in typed if each.strip()[:WORDING_LONGEST] == check.wording), check.wording)


def submission_of(claim: Claim, check: Check) -> Submission:
    kinds = (RatingScale.Kind.SUBSTANCE, RatingScale.Kind.ATTRIBUTION)
    return Submission(
        claim=claim,
        check=check,
        wording=_wording_in_force(check),
        standing=evidence_in_force(claim),
        decisions=decisions_of(check),
        in_force=frozenset(rating.pk for kind in kinds for rating in ratings_in_force(kind)),
        held_by_other=not Claim.objects.filter(pk=claim.pk).filter(leases.free_for(check.checker)).exists(),
        reading_id=reading_in_force(claim).pk,
    )


def problems_of(submission: Submission) -> list[Reason]:
    return [problem for rule in RULES for problem in rule(submission)]


def _lease(submission: Submission) -> Iterator[Reason]:
    if submission.held_by_other:
        yield Reason("held", leases.holder_of(submission.claim.pk))


def _reading(submission: Submission) -> Iterator[Reason]:
    if submission.check.reading_id != submission.reading_id:
        yield Reason("reading_changed")


def _wording(submission: Submission) -> Iterator[Reason]:
    wording = submission.wording.strip()
    if not wording:
        yield Reason("wording_missing")
    if len(wording) > WORDING_LONGEST:
        yield Reason("wording_long", (("length", str(len(wording))), ("longest", str(WORDING_LONGEST))))


def _reasoning(submission: Submission) -> Iterator[Reason]:
    if not submission.check.reasoning.strip():
        yield Reason("reasoning_missing")


def _rating(submission: Submission) -> Iterator[Reason]:
    rating = submission.check.rating
    if rating is None:
        yield Reason("rating_missing")
    elif rating.pk not in submission.in_force:
        yield Reason("rating_not_in_force", (("rating", rating.label),))


def _known(submission: Submission) -> Iterator[Reason]:
    rating = submission.check.rating
    if rating is None:
        return
    known = known_as_of(submission.evidence, submission.decisions)
    for as_of in NEEDED.get(rating.needs, ()):
        if as_of not in known:
            yield Reason(f"rating_needs_{as_of}", (("rating", rating.label),))


def _findings_decided(submission: Submission) -> Iterator[Reason]:
    open_numbers = [
        str(piece.number)
        for piece in submission.evidence
        if piece.finding_id is not None and piece.pk not in submission.decisions
    ]
    if open_numbers:
        yield Reason("evidence_undecided", (("numbers", ", ".join(open_numbers)),))


def _decisions_whole(submission: Submission) -> Iterator[Reason]:
    for piece in submission.evidence:
        decision = submission.decisions.get(piece.pk)
        problem = missing_of(decision.decided, decision.stance, decision.note) if decision else ""
        if problem:
            yield Reason(problem, (("number", str(piece.number)),))


def missing_of(decided: str, stance: str, note: str) -> str:
    """The code of what a decision lacks: a confirmed piece its stance, a rejected one its note."""
    if decided == CONFIRMED:
        return "" if stance else "stance_missing"
    return "" if note.strip() else "note_missing"


def _confirmed(submission: Submission) -> Iterator[Reason]:
    rating = submission.check.rating
    if rating and rating.needs_evidence and not any(submission.confirmed()):
        yield Reason("nothing_confirmed", (("rating", rating.label),))


def _attribution(submission: Submission) -> Iterator[Reason]:
    rating = submission.check.attribution_rating
    if not submission.attribution_asked:
        return
    if rating is None:
        yield Reason("attribution_missing")
    elif rating.pk not in submission.in_force:
        yield Reason("rating_not_in_force", (("rating", rating.label),))


def _document(submission: Submission) -> Iterator[Reason]:
    """Who said something is rated from a document, whatever the substance says."""
    chosen = [submission.check.rating]
    if submission.attribution_asked:
        chosen.append(submission.check.attribution_rating)
    has_document = any(piece.kind == Evidence.Kind.DOCUMENT for piece in submission.confirmed())
    for rating in chosen:
        if rating is not None and rating.needs_document and not has_document:
            yield Reason("document_missing", (("rating", rating.label),))


RULES: tuple[Callable[[Submission], Iterator[Reason]], ...] = (
    _lease,
    _reading,
    _wording,
    _rating,
    _known,
    _attribution,
    _document,
    _findings_decided,
    _decisions_whole,
    _confirmed,
    _reasoning,
)
