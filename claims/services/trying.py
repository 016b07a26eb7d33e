"""What a change of indicators, phrases and series would move, told before it is kept.

The caller takes how things stand, makes the change inside a transaction, asks what it moves and rolls back. Nothing
is written here, and what was signed is looked at and never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.comparison.compare import compare
from claims.extraction.lexemes import stems_of
from claims.extraction.pipeline import read_sentences
from claims.models import Claim, Finding, Series
from claims.models.claim import ClaimState
from claims.queries.findings import series_info
from claims.queries.observations import observed_of
from claims.services.steps.findings import observations_of
from claims.services.steps.lexicon import lexicon_of_the_desk
from claims.services.steps.readings import statement_of
from claims.values import Lexicon, Observed, SeriesInfo, Statement

NEWEST = 5000  # claims whose sentences are looked through for the words of a phrase
READ_AT_MOST = 200  # of them are read both ways
COMPARED_AT_MOST = 300  # findings
MOVABLE = (
    *(ClaimState.DETECTED, ClaimState.QUEUED, ClaimState.SUBMITTED, ClaimState.RETURNED),
    *(ClaimState.REOPENED, ClaimState.PUBLISHED),
)


@dataclass(frozen=True, slots=True)
class Standing:
    lexicon: Lexicon
    series: Mapping[int, SeriesInfo]


@dataclass(frozen=True, slots=True)
class SentenceMoved:
    """A claim that would be read as of another indicator; slugs, None for no indicator."""

    claim: Claim
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FindingMoved:
    """A finding in force that would come out otherwise; the relations are codes."""

    finding: Finding
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Tried:
    """`looked` claims had their words looked through, `read` of them were read both ways, `compared` findings were
    computed both ways."""

    sentences: list[SentenceMoved]
    findings: list[FindingMoved]
    looked: int
    read: int
    compared: int


def standing() -> Standing:
    rows = Series.objects.select_related("source", "indicator")
    return Standing(lexicon_of_the_desk(), {each.pk: series_info(each) for each in rows})


def tried(before: Standing, after: Standing) -> Tried:
    phrases = _changed_phrases(before.lexicon, after.lexicon)
    claims = list(Claim.objects.order_by("-pk")[:NEWEST]) if phrases else []
    touched = [claim for claim in claims if _has_any(claim.sentence, phrases)][:READ_AT_MOST]
    series = [pk for pk in before.series if pk in after.series and before.series[pk] != after.series[pk]]
    findings = _findings(series)
    return Tried(
        [moved for claim in touched if (moved := _read_both(claim, before.lexicon, after.lexicon))],
        list(_moved(findings, before.series, after.series)),
        len(claims),
        len(touched),
        len(findings),
    )


# --- sentences ------------------------------------------------------------------------------------------


def _changed_phrases(before: Lexicon, after: Lexicon) -> list[frozenset[str]]:
    """The stems of every phrase that comes in or goes, without what stands in brackets for a place or a number."""
    changed = _phrases(before) ^ _phrases(after)
    words = (" ".join(word for word in text.split() if not word.startswith("[")) for _slug, text in changed)
    return [frozenset(stem for stem in stems_of(text) if stem[0].isalnum()) for text in words]


def _phrases(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    return frozenset((entry.slug, phrase) for entry in lexicon.indicators for phrase in entry.phrases)


def _has_any(sentence: str, phrases: Iterable[frozenset[str]]) -> bool:
    stems = frozenset(stems_of(sentence))
    return any(phrase <= stems for phrase in phrases)


def _read_both(claim: Claim, before: Lexicon, after: Lexicon) -> SentenceMoved | None:
    one, two = _indicator(claim.sentence, before), _indicator(claim.sentence, after)
    return SentenceMoved(claim, one, two) if one != two else None


def _indicator(sentence: str, lexicon: Lexicon) -> str | None:
    """Of the sentence by itself, without what stands around it in its article."""
    read = read_sentences(sentence, 0, len(sentence), lexicon=lexicon)
    return next((each.indicator for each in read if each.indicator), None)


# --- findings -------------------------------------------------------------------------------------------


def _findings(series: list[int]) -> list[Finding]:
    rows = Finding.objects.filter(series__in=series, superseded_at__isnull=True, claim__state__in=MOVABLE)
    rows = rows.select_related("claim", "reading", "series__indicator", "series__source").order_by("-pk")
    return list(rows[:COMPARED_AT_MOST]) if series else []


def _moved(
    findings: Iterable[Finding], before: Mapping[int, SeriesInfo], after: Mapping[int, SeriesInfo]
) -> Iterable[FindingMoved]:
    known: dict[tuple[object, ...], list[Observed]] = {}
    for finding in findings:
        statement = statement_of(finding.reading.structure, after[finding.series_id].unit)
        observed = _observed(finding, statement, known)
        one = _relation(finding, statement, before[finding.series_id], observed)
        two = _relation(finding, statement, after[finding.series_id], observed)
        if one and two and one != two:
            yield FindingMoved(finding, one, two)


def _observed(
    finding: Finding, statement: Statement, known: dict[tuple[object, ...], list[Observed]]
) -> list[Observed]:
    key = (finding.series_id, finding.reading_id)
    if key not in known:
        rows = observations_of(finding.series, statement).filter(gone_in__isnull=True)
        known[key] = [observed_of(row) for row in rows]
    return known[key]


def _relation(finding: Finding, statement: Statement, info: SeriesInfo, observed: list[Observed]) -> str:
    results = compare(statement, info, observed)
    return next((each.relation.value for each in results if each.as_of.value == finding.as_of), "")
