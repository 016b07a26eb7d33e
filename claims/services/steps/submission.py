"""What must hold before a check can be submitted: an ordered table of small rules.

Every rule names what it misses as a reason; all of them are asked, so that a checker learns of every
problem at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.models import Check, Claim, Decision, Evidence, Rating, RatingScale, Reading, Translation
from claims.publishing.markup import references
from claims.queries import NEEDED
from claims.queries.evidence import Standing
from claims.queries.hiding import proposal_hidden
from claims.queries.translations import translations_of
from claims.services.steps import leases
from claims.services.steps.evidence import (
    CONFIRMED,
    PAPERS,
    known_as_of,
    opens_for_readers,
)
from claims.services.steps.questions import context_of, misleading, open_questions, sentence_of, summary_with, top_of
from claims.values import Attribution, Reason

WORDING_LONGEST = 150  # characters; 75 are advised


@dataclass(frozen=True, slots=True)
class Submission:
    """All that the rules read. `decisions` are by the id of the evidence, `wording` is the latest typed, `summary`
    the one that is published; `ratings` are those of the scale in force for the substance, `translations` by the
    id of their evidence, that of the claim's own words by None."""

    claim: Claim
    check: Check
    wording: str
    standing: Sequence[Standing]
    decisions: Mapping[int, Decision]
    in_force: frozenset[int]
    held_by_other: bool
    reading_id: int
    ratings: Sequence[Rating]
    hidden: bool
    translations: Mapping[int | None, Translation]
    summary: str

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


def wording_in_force(check: Check) -> str:
    """The wording as it was typed, whole: the column cuts one that is too long. The last version may be of
    a window that another one overtook; the one in force is the last that the column was cut from."""
    typed = check.drafts.order_by("-number").values_list("content__wording", flat=True)
    return next((each for each in typed if each.strip()[:WORDING_LONGEST] == check.wording), check.wording)


@dataclass(frozen=True, slots=True)
class AtHand:
    """What was read for a claim under the lock of its row: the reading in force, the evidence that stands, what the
    check decided on it, and the ratings of all scales in force."""

    reading: Reading
    standing: Sequence[Standing]
    decisions: Mapping[int, Decision]
    ratings: Sequence[Rating]


def submission_of(claim: Claim, check: Check, at_hand: AtHand, wording: str) -> Submission:
    """`claim` is its row, locked, with `database_now`; `wording` is whole, as it was typed."""
    ratings, reading = at_hand.ratings, at_hand.reading
    _rate(check, ratings)
    return Submission(
        claim=claim,
        check=check,
        wording=wording,
        standing=at_hand.standing,
        decisions=at_hand.decisions,
        in_force=frozenset(rating.pk for rating in ratings),
        held_by_other=_held_by_other(claim, check),
        reading_id=reading.pk,
        ratings=[each for each in ratings if each.version.scale.kind == RatingScale.Kind.SUBSTANCE],
        hidden=proposal_hidden(claim, reading, check, check.checker),
        translations=translations_of(claim),
        summary=summary_with(check.summary, check.answers),
    )


def _rate(check: Check, ratings: Sequence[Rating]) -> None:
    """Those that the check chose, as they were read, so that nobody asks for them one by one."""
    known = {rating.pk: rating for rating in ratings}
    if check.rating_id in known:
        check.rating = known[check.rating_id]
    if check.attribution_rating_id in known:
        check.attribution_rating = known[check.attribution_rating_id]


def _held_by_other(claim: Claim, check: Check) -> bool:
    if claim.lease_until is None or claim.lease_holder_id == check.checker_id:
        return False
    return claim.lease_until >= claim.database_now  # type: ignore[attr-defined,no-any-return]


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
    if not rating or not rating.needs_evidence:
        return
    confirmed = list(submission.confirmed())
    if not confirmed:
        yield Reason("nothing_confirmed", (("rating", rating.label),))
    elif not any(map(opens_for_readers, confirmed)):
        yield Reason("nothing_opens", (("rating", rating.label),))


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
    has_document = any(piece.kind in PAPERS and piece.address for piece in submission.confirmed())
    for rating in chosen:
        if rating is not None and rating.needs_document and not has_document:
            yield Reason("document_missing", (("rating", rating.label),))


def _harm(submission: Submission) -> Iterator[Reason]:
    """Of a private person's claim the checker weighs whether a public answer is due at all."""
    claimant, check = submission.claim.claimant, submission.check
    if claimant is None or not claimant.private_person:
        return
    if not check.harm:
        yield Reason("harm_unanswered")
    elif check.harm == Check.Harm.MORE and not check.harm_note.strip():
        yield Reason("harm_note_missing")


def _references(submission: Submission) -> Iterator[Reason]:
    """What the reasoning refers to stands in the record: a piece that nothing was decided on does not."""
    known = {piece.number: piece for piece in submission.evidence}
    for number in references(submission.check.reasoning):
        piece = known.get(number)
        if piece is None:
            yield Reason("reference_unknown", (("number", str(number)),))
        elif piece.finding_id is None and piece.pk not in submission.decisions:
            yield Reason("reference_undecided", (("number", str(number)),))


def _at_top(submission: Submission) -> bool:
    top = top_of(submission.ratings)
    return top is not None and submission.check.rating_id == top.pk


def _questions(submission: Submission) -> Iterator[Reason]:
    if _at_top(submission) and open_questions(submission.check.answers):
        assert submission.check.rating is not None  # the top one
        yield Reason("questions_open", (("rating", submission.check.rating.label),))


def _misleads(submission: Submission) -> Iterator[Reason]:
    """What misleads is no reason for the top rating, and readers are told how it does."""
    answers = submission.check.answers
    found = misleading(answers)
    if found and _at_top(submission):
        context = context_of(submission.ratings)
        yield Reason("misleads_context", (("rating", context),)) if context else Reason("misleads_top")
    if any(not sentence_of(answers, name) for name in found):
        yield Reason("misleads_sentence")


def _quotation(submission: Submission) -> Iterator[Reason]:
    if submission.claim.attribution == Attribution.QUOTED and not submission.check.in_context:
        yield Reason("quotation_context")


def _hidden(submission: Submission) -> Iterator[Reason]:
    if submission.hidden:
        yield Reason("reading_unconfirmed")


def _translated(submission: Submission) -> Iterator[Reason]:
    """A translation that readers are shown was confirmed by a person."""
    cited = {None, *submission.decisions}
    open_ones = [row for of, row in submission.translations.items() if row.confirmed_by_id is None and of in cited]
    if open_ones:
        yield Reason("translation_unconfirmed")


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
    _harm,
    _reasoning,
    _references,
    _questions,
    _misleads,
    _quotation,
    _hidden,
    _translated,
)
