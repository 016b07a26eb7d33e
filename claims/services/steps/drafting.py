"""A checker's draft: what was typed, kept version by version, with the decisions beside it.

Everything here runs in the transaction of its caller, who holds the check's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone

from claims.models import Check, Decision, DraftVersion, Evidence, Rating, RatingScale
from claims.queries.evidence import Standing
from claims.services.refusal import Refused
from claims.services.steps.submission import WORDING_LONGEST, missing_of
from claims.values import Reason


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What a checker typed; empty texts and None where nothing was yet. `answers` are those to the four questions
    (claims.services.steps.questions), `in_context` says that the claim's quotation stands in its context."""

    wording: str
    rating_id: int | None
    attribution_rating_id: int | None
    summary: str
    reasoning: str
    harm: str = ""
    harm_note: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    in_context: bool = False


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """The number under which a draft was kept. `overtaken` says that another window saved in between: this
    content is kept beside it, and the check still holds the other's."""

    number: int
    overtaken: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was sent; an empty `decided` takes the one before back."""

    evidence_id: int
    decided: str
    stance: str
    note: str

    def says(self, known: Decision | None) -> bool:
        """Whether it says what is known already."""
        if known is None:
            return not self.decided
        return (self.decided, self.stance, self.note.strip()) == (known.decided, known.stance, known.note)


def refuse_unknown(content: DraftContent, ratings: Sequence[Rating] = ()) -> None:
    """Raises Refused where a draft names what there is not. `ratings` are those in force, as far as the caller read
    them; others are asked for, since a draft may have been typed on an earlier scale."""
    if content.harm not in ("", *Check.Harm.values):
        raise Refused("harm_unknown")
    chosen = (
        (content.rating_id, RatingScale.Kind.SUBSTANCE),
        (content.attribution_rating_id, RatingScale.Kind.ATTRIBUTION),
    )
    known = {(rating.pk, rating.version.scale.kind) for rating in ratings}
    for rating_id, kind in chosen:
        if rating_id is None or (rating_id, kind) in known:
            continue
        if not Rating.objects.filter(pk=rating_id, version__scale__kind=kind).exists():
            raise Refused("rating_unknown")


def save_version(check: Check, content: DraftContent, typed_on: int) -> SavedDraft:
    """Keep what was typed on the version `typed_on` as the newest one, and put it in force in the check's row,
    unless another window saved in between."""
    latest = check.drafts.order_by("-number").first()
    number = latest.number if latest else 0
    if latest is not None and latest.content == asdict(content):
        return SavedDraft(number, overtaken=False)
    overtaken = typed_on != number
    DraftVersion.objects.create(draft_of=check, number=number + 1, typed_on=typed_on, content=asdict(content))
    if not overtaken:
        columns = _columns(content)
        Check.objects.filter(pk=check.pk).update(**columns)
        for name, value in columns.items():
            setattr(check, name, value)
    return SavedDraft(number + 1, overtaken)


def _columns(content: DraftContent) -> dict[str, Any]:
    """A wording that is too long is kept whole in its version, and told at submission."""
    return {**asdict(content), "wording": content.wording.strip()[:WORDING_LONGEST]}


def decide_all(
    check: Check, sent: Sequence[Decided], known: dict[int, Decision], standing: Iterable[Standing]
) -> list[Reason]:
    """Keep those decisions that are whole, of those that say anything new; what the others lack. `known` are those
    that the check has on what stands, and then has."""
    new = [each for each in sent if not each.says(known.get(each.evidence_id))]
    pieces = _pieces(check, new, {each.piece.pk: each.piece for each in standing})
    problems = {each: list(_lacking(pieces[each.evidence_id], each)) for each in new}
    rows = [_row(check, each) for each, lacking in problems.items() if not lacking]
    _write(check, rows)
    known |= {row.evidence_id: row for row in rows if row.decided}
    for row in rows:
        if not row.decided:
            known.pop(row.evidence_id, None)
    return [problem for lacking in problems.values() for problem in lacking]


def _pieces(check: Check, sent: Sequence[Decided], standing: dict[int, Evidence]) -> dict[int, Evidence]:
    """By their ids; what stands no more is read anew."""
    others = {each.evidence_id for each in sent} - set(standing)
    if not others:
        return standing
    rows = Evidence.objects.select_related("finding").filter(claim_id=check.claim_id)
    pieces = standing | rows.in_bulk(others)
    if others - set(pieces):
        raise Evidence.DoesNotExist
    return pieces


def _row(check: Check, sent: Decided) -> Decision:
    columns = {"decided": sent.decided, "stance": sent.stance, "note": sent.note.strip()}
    return Decision(check_of=check, evidence_id=sent.evidence_id, at=timezone.now(), **columns)


def _write(check: Check, rows: Sequence[Decision]) -> None:
    taken_back = [row.evidence_id for row in rows if not row.decided]
    if taken_back:
        check.decisions.filter(evidence__in=taken_back).delete()
    Decision.objects.bulk_create(
        [row for row in rows if row.decided],
        update_conflicts=True,
        unique_fields=["check_of", "evidence"],
        update_fields=["decided", "stance", "note", "at"],
    )


def _lacking(piece: Evidence, sent: Decided) -> Iterator[Reason]:
    number = (("number", str(piece.number)),)
    if not sent.decided:
        return
    if sent.decided not in Decision.Verdict.values or (sent.stance and sent.stance not in Decision.Stance.values):
        yield Reason("decision_unknown", number)
    elif piece.finding is not None and piece.finding.superseded_at is not None:
        yield Reason("evidence_superseded", (("numbers", str(piece.number)),))
    elif problem := missing_of(sent.decided, sent.stance, sent.note):
        yield Reason(problem, number)
