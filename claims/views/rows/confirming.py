"""What stands in and beside the form of a check: own evidence, translations, like claims, the four questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from claims.confirming_forms import OWN_FORMS, OwnForm, QuestionsForm, RepeatForm, TranslationForm
from claims.models import Translation
from claims.queries import ClaimView
from claims.queries.similar import repeated_claim, similar_claims
from claims.queries.translations import translations_of
from claims.values import Attribution
from claims.views.access import DeskRequest


@dataclass(frozen=True, slots=True)
class Translated:
    """The words of the claim, or of the piece with that number, and the form to translate them; `row` is None
    where nobody did."""

    words: str
    number: int | None
    row: Translation | None
    form: TranslationForm


def confirming(
    view: ClaimView, request: DeskRequest, *, own: OwnForm | None, repeat: RepeatForm | None
) -> dict[str, Any]:
    """In three queries for the translations and the like claims, and one for a claim that is repeated."""
    repeated = view.claim.repeat_of_id
    translations = translations_of(view.claim)
    return {
        "own_forms": [own if own and own.kind == form.kind else form() for form in OWN_FORMS],
        "own_sent": own,
        "similar": similar_claims(view.claim),
        "repeated": repeated_claim(repeated) if repeated is not None else None,
        "repeat_form": repeat or RepeatForm(),
        "translations": _translated(view, translations),
        "translation": translations.get(None),
        "reasoning_numbers": {each.piece.number for each in (*view.findings, *view.documents)},
        "preview": "preview" in request.GET,
    }


def _translated(view: ClaimView, rows: Mapping[int | None, Translation]) -> list[Translated]:
    """The claim first, then each piece with a passage."""
    language = view.article.language
    pieces = [(each.piece.pk, each.piece.number, each.piece.passage) for each in view.documents if each.piece.passage]
    of: list[tuple[int | None, int | None, str]] = [(None, None, view.claim.sentence), *pieces]
    return [Translated(words, number, rows.get(pk), _form(pk, rows.get(pk), language)) for pk, number, words in of]


def _form(evidence_id: int | None, row: Translation | None, language: str) -> TranslationForm:
    initial: dict[str, Any] = {"evidence": evidence_id, "language": language if evidence_id is None else ""}
    if row is not None:
        initial |= {"language": row.language, "text": row.text, "made_by": row.made_by}
    return TranslationForm(initial=initial, prefix=f"translation-{evidence_id or 0}")


def questions(view: ClaimView, posted: QueryDict | None) -> dict[str, Any]:
    """The questions with what was answered, or as they were sent where the page is drawn again."""
    check = view.check
    initial = QuestionsForm.initial_of(check.answers, in_context=check.in_context) if check else {}
    return {
        "questions": QuestionsForm(posted, initial=initial),
        "quotation_asked": view.claim.attribution == Attribution.QUOTED,
    }
