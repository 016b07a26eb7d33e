"""What tasks work out for curators, and what curators make of it by one press."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from claims import fetching
from claims.extraction.lexemes import stems_of
from claims.extraction.pipeline import read_sentences
from claims.extraction.words import en_attribution
from claims.gating import GateClosed
from claims.matching.terms import is_number, terms_of
from claims.models import Claim, Claimant, ClaimantSearch, Phrase, PhraseUse, Source, UnmatchedGroup, User
from claims.models import WikidataSuggestion as Suggestion
from claims.queries.to_do import claimants_to_ask_about
from claims.services.refusal import Refused
from claims.services.steps.history import note_history
from claims.services.steps.lexicon import lexicon_of_the_desk
from claims.sources.wikidata import Wikidata, search_entities
from claims.values import IndicatorEntry, SourceError
from claims.workflow import NotAllowed, record_event

ASKED_AT_ONCE = 20
PATIENCE = 20.0  # seconds for one claimant
NEWEST = 5000  # claims that are looked through
ENOUGH = 20  # claims of an indicator, before a phrase of it is said never to match
LEAST = 3  # claims that make a group
MOST_GROUPS = 100
MOST_TRIED = 200  # pairs of words that are tried as a phrase, the most shared first
MEMBERS = 200
SPEAKING = en_attribution.SAYING | en_attribution.FINDING | en_attribution.REPORTS
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


# --- claimants ------------------------------------------------------------------------------------------


def suggest_ids() -> int:
    """Ask Wikidata about claimants that it was not asked about; how many. Ends where the host wants a pause."""
    source = Source.objects.filter(connector=Wikidata.slug, active=True).order_by("pk").first()
    if source is None or not fetching.is_set_up(source):
        return 0
    asked = 0
    for claimant in claimants_to_ask_about()[:ASKED_AT_ONCE]:
        try:
            _ask(source, claimant)
        except GateClosed:
            break
        asked += 1
    return asked


def _ask(source: Source, claimant: Claimant) -> None:
    asking = search_entities(claimant.name, fetching.source_config(source))
    found, error = [], ""
    try:
        found = fetching.consult(source, asking, seconds=PATIENCE)
    except SourceError as failed:
        error = failed.code
        if not failed.permanent:
            return
    with transaction.atomic():
        ClaimantSearch.objects.update_or_create(claimant=claimant, defaults={"at": timezone.now(), "error": error[:40]})
        rows = [
            Suggestion(claimant=claimant, wikidata_id=qid, label=label[:200], description=told[:300], position=place)
            for place, (qid, label, told) in enumerate(found)
        ]
        Suggestion.objects.bulk_create(rows, ignore_conflicts=True)


def accept_suggestion(user: User, suggestion_id: int) -> Claimant:
    """The claimant is this entity; raises Refused where another claimant is."""
    if not user.has_perm("claims.change_claimant"):
        raise NotAllowed
    with transaction.atomic():
        suggestion = Suggestion.objects.get(pk=suggestion_id)
        claimant = Claimant.objects.select_for_update().get(pk=suggestion.claimant_id)
        other = Claimant.objects.filter(wikidata_id=suggestion.wikidata_id).exclude(pk=claimant.pk).first()
        if other is not None:
            raise Refused("id_of_other", numbers=(("other", other.name),))
        if claimant.wikidata_id:
            raise Refused("id_known")
        Claimant.objects.filter(pk=claimant.pk).update(wikidata_id=suggestion.wikidata_id)
        record_event(user, "claimant.wikidata", claimant, {"wikidata_id": suggestion.wikidata_id})
        note_history(user, [claimant], "history_wikidata", id=suggestion.wikidata_id)
        Suggestion.objects.filter(claimant=claimant).delete()
    claimant.refresh_from_db()
    return claimant


def refuse_suggestions(user: User, claimant_id: int) -> None:
    """None of those whom Wikidata has is the claimant."""
    if not user.has_perm("claims.change_claimant"):
        raise NotAllowed
    with transaction.atomic():
        claimant = Claimant.objects.get(pk=claimant_id)
        Suggestion.objects.filter(claimant=claimant).delete()
        record_event(user, "claimant.no_wikidata", claimant)


# --- phrases and claims that no indicator fits ----------------------------------------------------------


def count_words() -> None:
    """Count anew which phrases match, and which claims without an indicator share words."""
    _count_phrases()
    groups = _groups(Claim.objects.filter(indicator__isnull=True).order_by("-pk")[:NEWEST])
    with transaction.atomic():
        UnmatchedGroup.objects.all().delete()
        UnmatchedGroup.objects.bulk_create(groups)


def _count_phrases() -> None:
    """Of phrases whose indicator has claims enough: with few, nothing is known of its phrases."""
    sentences: defaultdict[int, list[frozenset[str]]] = defaultdict(list)
    rows = Claim.objects.filter(indicator__isnull=False).order_by("-pk").values_list("indicator", "sentence")[:NEWEST]
    for indicator, sentence in rows:
        sentences[indicator or 0].append(frozenset(stems_of(sentence)))
    told = [indicator for indicator, own in sentences.items() if len(own) >= ENOUGH]
    phrases = Phrase.objects.filter(indicator__in=told, language="en")
    at = timezone.now()
    uses = [PhraseUse(phrase=each, claims=_uses(each, sentences[each.indicator_id]), at=at) for each in phrases]
    with transaction.atomic():
        PhraseUse.objects.all().delete()
        PhraseUse.objects.bulk_create(uses, batch_size=500)


def _uses(phrase: Phrase, sentences: Iterable[frozenset[str]]) -> int:
    words = " ".join(word for word in phrase.text.split() if not word.startswith("["))
    stems = frozenset(stem for stem in stems_of(words) if stem[0].isalnum())
    return sum(stems <= each for each in sentences)


def _groups(claims: Iterable[Claim]) -> list[UnmatchedGroup]:
    """The pairs of words that most claims of one unit share; each claim counts for the largest one alone."""
    rows = list(claims)
    pairs = {claim.pk: dict(_pairs(claim.sentence)) for claim in rows}
    sizes = _sizes_of_measures(rows, pairs)
    members: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in rows:
        best = max(((sizes.get((pair, claim.unit), 0), pair) for pair in pairs[claim.pk]), default=(0, ""))
        if best[0] >= LEAST:
            members[best[1], claim.unit].append(claim)
    groups = [_group(pair, unit, own, pairs) for (pair, unit), own in members.items() if len(own) >= LEAST]
    return sorted(groups, key=lambda group: -group.claims)[:MOST_GROUPS]


def _sizes_of_measures(rows: list[Claim], pairs: dict[int, dict[str, str]]) -> dict[tuple[str, str], int]:
    """How many claims share each pair, of the pairs by which an indicator would be found: not of those that only
    name what a share is of ("40 percent of village wells hold no water")."""
    sizes = Counter((pair, claim.unit) for claim in rows for pair in pairs[claim.pk])
    newest: dict[tuple[str, str], Claim] = {}
    for claim in rows:
        for pair in pairs[claim.pk]:
            newest.setdefault((pair, claim.unit), claim)
    shared = [each for each in sizes.most_common(MOST_TRIED) if each[1] >= LEAST]
    return {key: size for key, size in shared if _is_found_by(pairs[newest[key].pk][key[0]], newest[key])}


def _is_found_by(words: str, claim: Claim) -> bool:
    """Whether an indicator with this phrase alone would be read in the sentence of a claim."""
    asked = IndicatorEntry(slug="asked", name=words, unit=claim.unit, phrases=(words,))
    lexicon = replace(lexicon_of_the_desk(), indicators=(asked,))
    read = read_sentences(claim.sentence, 0, len(claim.sentence), lexicon=lexicon)
    return any(each.indicator == asked.slug for each in read)


def _group(pair: str, unit: str, own: list[Claim], pairs: dict[int, dict[str, str]]) -> UnmatchedGroup:
    """Under the words as most of its claims have them."""
    spelled = Counter(pairs[claim.pk][pair] for claim in own).most_common(1)[0][0]
    return UnmatchedGroup(
        words=spelled[:120],
        unit=unit,
        claims=len(own),
        members=[claim.pk for claim in own[:MEMBERS]],
        example=own[0].sentence,
    )


def _pairs(sentence: str) -> Iterator[tuple[str, str]]:
    """Words that stand beside one another and mean something: the terms of a pair, and how it is spelled. Names begin
    with a capital and are of no measure."""
    words = [(word, _term(word)) for word in _WORD.findall(sentence)]
    for (one, first), (two, second) in zip(words, words[1:], strict=False):
        if first and second and first != second and one[0].islower() and two[0].islower():
            yield f"{first} {second}", f"{one} {two}"


def _term(word: str) -> str:
    """Empty for a word that says nothing by itself, and for one of those who say it ("the survey found")."""
    if word.casefold() in SPEAKING:
        return ""
    terms = [term for term in terms_of(word) if not is_number(term)]
    return terms[0] if terms else ""


def articles_of(group_id: int) -> list[int]:
    """The articles whose claims are in a group; none where it was counted anew."""
    group = UnmatchedGroup.objects.filter(pk=group_id).first()
    if group is None:
        return []
    rows = Claim.objects.filter(pk__in=group.members).values_list("article_id", flat=True)
    return sorted(set(rows))
