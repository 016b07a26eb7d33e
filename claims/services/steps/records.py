"""What a record is built from, gathered from the rows at the moment of submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import override

from claims.extraction.sentences import Sentence, split_sentences
from claims.models import (
    Appearance,
    Check,
    Claim,
    Decision,
    Evidence,
    Finding,
    PriorCheck,
    Rating,
    Reading,
    Snapshot,
    Translation,
)
from claims.publishing.record import (
    AlsoCited,
    ArticleCited,
    DecisionMade,
    DocumentCited,
    FactCheckCited,
    FindingCited,
    OwnCited,
    QuantityRead,
    QuestionAnswered,
    RatingGiven,
    ReadingUsed,
    RecordInput,
    TranslationShown,
    build_record,
    parse_record,
    record_sha256,
)
from claims.queries import appearance_of, cited_findings, first_snapshots, superseded_numbers
from claims.queries.evidence import Standing
from claims.queries.findings import beside
from claims.services.steps.concerned import concerned_of
from claims.services.steps.questions import QUESTIONS, sentence_of
from claims.services.steps.readings import period_of, quantities_of, said_on_of
from claims.services.steps.submission import Submission
from claims.values import Attribution
from claims.wording.findings import finding_words, reading_sentences, reason_sentences

AROUND = 2000  # code points on each side of a claim in which its neighbours are looked for
Snapshots = dict[int, Snapshot]


def record_of(submission: Submission) -> tuple[str, str]:
    """The record of a check that is ready, and its hash. Its sentences are in the desk's language, whichever
    its checker reads."""
    with override(settings.LANGUAGE_CODE):
        return _record_of(submission)


def _record_of(submission: Submission) -> tuple[str, str]:
    claim, check = submission.claim, submission.check
    appearance = appearance_of(claim)
    decided = [each for each in submission.standing if each.piece.pk in submission.decisions]
    findings = [each.piece.finding for each in decided if each.piece.finding is not None]
    translations = submission.translations
    snapshots = first_snapshots([_bearing_fetch(finding) for each in decided for finding in each.findings])
    record = build_record(
        RecordInput(
            sentence=claim.sentence,
            quotation=quotation(appearance.version.text, appearance.start, appearance.end, claim.article.language),
            article=_article(claim, appearance),
            reading=_reading(claim, check.reading),
            decisions=tuple(
                _decision(
                    each, submission.decisions[each.piece.pk], snapshots, _translation(translations.get(each.piece.pk))
                )
                for each in decided
            ),
            rating=_rating(check.rating),
            attribution_rating=_rating(check.attribution_rating),
            wording=check.wording,
            summary=submission.summary,
            reasoning=check.reasoning.strip(),
            sentences=tuple(finding_words(finding) for finding in findings),
            concerned=concerned_of(check),
            translation=_translation(translations.get(None)),
            questions=_questions(check),
            in_context=check.in_context and claim.attribution == Attribution.QUOTED,
            proposal_hidden=check.proposal_hidden,
        )
    )
    return record, record_sha256(record)


def quotation(text: str, start: int, end: int, language: str) -> str:
    """The sentence with the one before and the one after it; a quotation that it belongs to is given
    whole, as far as it stands near."""
    low, high = max(start - AROUND, 0), min(end + AROUND, len(text))
    sentences = split_sentences(text[low:high], language)
    own = [place for place, each in enumerate(sentences) if each.start < end - low and start - low < each.end]
    if not own:
        return text[start:end]
    first, last = _with_neighbours(sentences, own[0], own[-1])
    return text[low + sentences[first].start : low + sentences[last].end]


def _with_neighbours(sentences: Sequence[Sentence], first: int, last: int) -> tuple[int, int]:
    quoted = sentences[first].quoted
    first, last = max(first - 1, 0), min(last + 1, len(sentences) - 1)
    while quoted and first > 0 and sentences[first].quoted:
        first -= 1
    while quoted and last < len(sentences) - 1 and sentences[last].quoted:
        last += 1
    return first, last


def _article(claim: Claim, appearance: Appearance) -> ArticleCited:
    article = claim.article
    address = article.addresses.order_by("pk").first()
    return ArticleCited(
        title=article.title,
        outlet=article.outlet.name if article.outlet else "",
        sha256=appearance.version.text_sha256,
        start=appearance.start,
        end=appearance.end,
        address=address.address if address else "",
        archive=address.archive if address else "",
        published=article.published_on,
    )


def _reading(claim: Claim, reading: Reading) -> ReadingUsed:
    structure = reading.structure
    period = period_of(structure)
    return ReadingUsed(
        number=reading.number,
        **_claimant(claim),
        attribution=structure["attribution"],
        quantities=tuple(
            QuantityRead(each.text, each.low, each.high, each.unit, each.comparator.value)
            for each in quantities_of(structure)
        ),
        place=claim.place,
        counterpart=claim.counterpart,
        indicator=claim.indicator.name if claim.indicator else "",
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_label=period.label if period else "",
        said_on=said_on_of(structure),
    )


def _claimant(claim: Claim) -> dict[str, Any]:
    claimant = claim.claimant
    if claimant is None:
        return {}
    return {
        "claimant": claimant.name,
        "claimant_kind": claimant.kind,
        "claimant_wikidata_id": claimant.wikidata_id,
        "claimant_private": claimant.private_person,
    }


def _translation(row: Translation | None) -> TranslationShown | None:
    return TranslationShown(row.language, row.text, row.made_by) if row else None


def _questions(check: Check) -> tuple[QuestionAnswered, ...]:
    """Those that were answered, in their order."""
    answers = check.answers
    return tuple(
        QuestionAnswered(name, answers[name]["answer"], sentence_of(answers, name))
        for name in QUESTIONS
        if answers.get(name, {}).get("answer")
    )


def _decision(
    standing: Standing, decision: Decision, snapshots: Snapshots, translation: TranslationShown | None
) -> DecisionMade:
    return DecisionMade(
        number=standing.piece.number,
        kind=standing.piece.kind,
        decided=decision.decided,
        cited=_cited(standing, snapshots, translation),
        stance=decision.stance,
        note=decision.note,
    )


def _cited(
    standing: Standing, snapshots: Snapshots, translation: TranslationShown | None
) -> FindingCited | DocumentCited | FactCheckCited | OwnCited:
    piece = standing.piece
    if piece.finding is not None:
        return _finding(piece.finding, standing.also, snapshots)
    if piece.prior is not None:
        return _fact_check(piece, piece.prior, translation)
    return _document(piece, translation) if piece.kind == Evidence.Kind.DOCUMENT else _own(piece, translation)


def _document(piece: Evidence, translation: TranslationShown | None) -> DocumentCited:
    assert piece.dated is not None  # a constraint of the table
    return DocumentCited(
        address=piece.address,
        title=piece.title,
        passage=piece.passage,
        dated=piece.dated,
        archive=piece.archive,
        in_context=piece.in_context,
        translation=translation,
    )


def _own(piece: Evidence, translation: TranslationShown | None) -> OwnCited:
    names = ("title", "passage", "dated", "address", "archive", "in_context", "source", "source_withheld")
    files = ("file_name", "file_type", "file_size", "file_sha256")
    return OwnCited(**{name: getattr(piece, name) for name in (*names, *files)}, translation=translation)


def _fact_check(piece: Evidence, prior: PriorCheck, translation: TranslationShown | None) -> FactCheckCited:
    return FactCheckCited(
        address=piece.address,
        title=piece.title,
        publisher=prior.publisher.name,
        passage=piece.passage,
        claimant=prior.claimant,
        rating=piece.rating,
        dated=piece.dated,
        archive=piece.archive,
        translation=translation,
    )


def _bearing_fetch(finding: Finding) -> int:
    """The run whose bytes hold the figure. The run that led to the comparison may be a later one, which
    no longer gives that vintage."""
    return finding.observation.fetch_id if finding.observation else finding.fetch_id


def _finding(finding: Finding, also: Sequence[Finding], snapshots: Snapshots) -> FindingCited:
    series, observation = finding.series, finding.observation
    snapshot = snapshots.get(_bearing_fetch(finding))
    return FindingCited(
        identifier=str(finding.pk),
        source=series.source.name,
        origin=series.origin,
        series=f"{series.name} ({series.code})",
        definition=series.definition,
        place=(observation.subject if observation else "") or finding.place,
        counterpart=finding.counterpart,
        period=observation.label if observation else "",
        vintage=observation.vintage_label if observation else "",
        value=observation.raw if observation else "",
        unit=(observation.unit if observation else "") or series.unit,
        as_of=finding.as_of,
        relation=finding.relation,
        gap=finding.gap,
        reasons=(*reason_sentences(finding.reasons), *reading_sentences(finding.other_readings)),
        address=observation.address if observation else "",
        licence=(snapshot.licence if snapshot else "") or series.source.licence,
        snapshot_sha256=snapshot.sha256 if snapshot else "",
        retrieved_at=snapshot.first_at if snapshot else None,
        variant=series.variant,
        also=tuple(_also(finding, each, snapshots) for each in also),
    )


def _also(leader: Finding, finding: Finding, snapshots: Snapshots) -> AlsoCited:
    series, observation = finding.series, finding.observation
    snapshot = snapshots.get(_bearing_fetch(finding))
    return AlsoCited(
        identifier=str(finding.pk),
        source=series.source.name,
        series=f"{series.name} ({series.code})",
        period=observation.label if observation else "",
        vintage=observation.vintage_label if observation else "",
        value=observation.raw if observation else "",
        unit=(observation.unit if observation else "") or series.unit,
        relation=finding.relation,
        says=beside(leader, finding),
        address=observation.address if observation else "",
        licence=(snapshot.licence if snapshot else "") or series.source.licence,
        snapshot_sha256=snapshot.sha256 if snapshot else "",
        retrieved_at=snapshot.first_at if snapshot else None,
    )


def _rating(rating: Rating | None) -> RatingGiven | None:
    if rating is None:
        return None
    version = rating.version
    return RatingGiven(
        scale=version.scale.name,
        scale_version=version.number,
        slug=rating.slug,
        label=rating.label,
        meaning=rating.meaning,
        value=rating.value,
        claim_review=rating.claim_review,
    )


def superseded_since(check: Check) -> list[str]:
    """The numbers of the pieces of evidence of a record whose finding was superseded since."""
    return superseded_numbers(cited_findings(parse_record(check.record)))
