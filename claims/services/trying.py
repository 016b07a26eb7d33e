"""What a change of indicators, phrases and series would move, told before it is kept.

The caller takes how things stand, makes the change inside a transaction, asks what it moves and rolls back. Nothing
is written here, and what was signed is looked at and never touched.

A sentence is read in its language and with what stands before it in its text: "A third of them" is read of the measure
that the sentence before it names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Greatest, Substr

from claims.comparison.compare import compare
from claims.extraction.languages import ENGLISH, base_of
from claims.extraction.lexemes import stems_of
from claims.extraction.pipeline import read_sentences
from claims.models import Appearance, Claim, Finding, Phrase, Series
from claims.models.claim import ClaimState
from claims.queries.findings import series_info
from claims.queries.observations import observed_of
from claims.services.steps.findings import observations_of
from claims.services.steps.lexicon import lexicon_of_the_desk
from claims.services.steps.readings import statement_of
from claims.values import Lexicon, Observed, SeriesInfo, Statement

NEWEST = 5000  # claims whose sentences are looked through for the words of a phrase
READ_AT_MOST = 200  # of them are read both ways
CONTEXT = 600  # characters of a text before a sentence that are read with it: the sentences that it may stand on
COMPARED_AT_MOST = 300  # findings
MOVABLE = (
    *(ClaimState.DETECTED, ClaimState.QUEUED, ClaimState.SUBMITTED, ClaimState.RETURNED),
    *(ClaimState.REOPENED, ClaimState.PUBLISHED),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The words of each language that has any, and the series by id."""

    lexicons: Mapping[str, Lexicon]
    series: Mapping[int, SeriesInfo]


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim's sentence within as much of its text as it is read with."""

    claim: Claim
    text: str
    start: int


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
    languages = {ENGLISH, *map(base_of, Phrase.objects.order_by().values_list("language", flat=True).distinct())}
    lexicons = {language: lexicon_of_the_desk(language) for language in sorted(languages)}
    return Standing(lexicons, {each.pk: series_info(each) for each in rows})


def tried(before: Standing, after: Standing) -> Tried:
    phrases = _changed_phrases(before, after)
    placed = _newest(phrases)
    touched = _touched(placed, phrases)
    series = [pk for pk in before.series if pk in after.series and before.series[pk] != after.series[pk]]
    findings = _findings(series)
    return Tried(
        list(_read_otherwise(touched, before, after)),
        list(_moved(findings, before.series, after.series)),
        len(placed),
        len(touched),
        len(findings),
    )


# --- sentences ------------------------------------------------------------------------------------------

Stems = frozenset[str]


def _changed_phrases(before: Standing, after: Standing) -> Mapping[str, list[Stems]]:
    """By language the stems of every phrase that comes in or goes, without what stands in brackets for a place or a
    number."""
    changed: dict[str, list[Stems]] = {}
    for language in {*before.lexicons, *after.lexicons}:
        for _slug, text in _phrases(before, language) ^ _phrases(after, language):
            words = " ".join(word for word in text.split() if not word.startswith("["))
            changed.setdefault(language, []).append(_stems(words))
    return changed


def _phrases(standing: Standing, language: str) -> frozenset[tuple[str, str]]:
    lexicon = standing.lexicons.get(language)
    entries = lexicon.indicators if lexicon else ()
    return frozenset((entry.slug, phrase) for entry in entries for phrase in entry.phrases)


def _stems(text: str) -> Stems:
    return frozenset(stem for stem in stems_of(text) if stem[0].isalnum())


def _newest(languages: Collection[str]) -> list[Placed]:
    """The newest claims of texts in these languages, with what stands before them."""
    if not languages:
        return []
    rows = Claim.objects.select_related("article").order_by("-pk")[:NEWEST]
    claims = {claim.pk: claim for claim in rows if base_of(claim.article.language or ENGLISH) in languages}
    first = Greatest(F("start") - CONTEXT, 0)
    places = Appearance.objects.filter(claim__in=list(claims)).order_by("version_id", "part")
    cut = places.annotate(within=Substr("version__text", first + 1, F("end") - first))
    texts = {pk: (within, min(start, CONTEXT)) for pk, within, start in cut.values_list("claim_id", "within", "start")}
    return [_placed(claim, *texts.get(pk, ("", 0))) for pk, claim in claims.items()]


def _placed(claim: Claim, within: str, start: int) -> Placed:
    """By itself where its text does not have its words there, as that of a claim whose words a person changed."""
    return Placed(claim, within, start) if within[start:] == claim.sentence else Placed(claim, claim.sentence, 0)


def _touched(placed: Iterable[Placed], phrases: Mapping[str, list[Stems]]) -> list[Placed]:
    """Those that have the words of a changed phrase in what they are read with, first those that have them
    themselves."""
    own: list[Placed] = []
    near: list[Placed] = []
    for each in placed:
        wanted = phrases[_language(each.claim)]
        if _has_any(each.text, wanted):
            (own if _has_any(each.claim.sentence, wanted) else near).append(each)
    return [*own, *near][:READ_AT_MOST]


def _has_any(text: str, phrases: Iterable[Stems]) -> bool:
    stems = _stems(text)
    return any(phrase <= stems for phrase in phrases)


def _language(claim: Claim) -> str:
    return base_of(claim.article.language or ENGLISH)


def _read_otherwise(touched: Iterable[Placed], before: Standing, after: Standing) -> Iterator[SentenceMoved]:
    """All are read with the words before, then all with those after: words are compiled once for however many."""
    by_language = sorted(touched, key=lambda each: _language(each.claim))
    ones, twos = ([_indicator(each, standing) for each in by_language] for standing in (before, after))
    for placed, one, two in zip(by_language, ones, twos, strict=True):
        if one != two:
            yield SentenceMoved(placed.claim, one, two)


def _indicator(placed: Placed, standing: Standing) -> str | None:
    """Of the sentence where it stands; None where it has none, as in a language that had no words."""
    lexicon = standing.lexicons.get(_language(placed.claim))
    if lexicon is None:
        return None
    published = placed.claim.article.published_on
    read = read_sentences(placed.text, placed.start, len(placed.text), lexicon=lexicon, published=published)
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
