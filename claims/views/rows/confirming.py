"""What stands in and beside the form of a check: own evidence, translations, like claims, the four questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string

from claims.confirming_forms import OWN_FORMS, OwnForm, QuestionsForm, RepeatForm, TranslationForm
from claims.models import Translation
from claims.queries import ClaimView
from claims.queries.similar import repeated_claim, similar_claims
from claims.queries.translations import translations_of
from claims.values import Attribution
from claims.views.access import DeskRequest
from claims.views.rows.drawn import blank_fields, blank_part, fields_of

QUESTION_PARTS = {"asked": "claim/_questions_asked.html", "in_context": "claim/_questions_context.html"}


@dataclass(frozen=True, slots=True)
class Translated:
    """The words of the claim, or of the piece with that number, and the form to translate them; `row` is None
    where nobody did."""

    words: str
    evidence_id: int | None
    number: int | None
    row: Translation | None
    fields: str

    @property
    def of(self) -> int:
        """As the form names it: 0 is the claim."""
        return self.evidence_id or 0


@dataclass(frozen=True, slots=True)
class Own:
    """A form of own evidence, drawn, with what is wrong with the whole of it where it was sent."""

    form: type[OwnForm]
    fields: str
    is_bound: bool = False
    problems: Sequence[Any] = ()

    @property
    def kind(self) -> str:
        return self.form.kind

    @property
    def heading(self) -> Any:
        return self.form.heading

    @property
    def lead(self) -> Any:
        return self.form.lead


def confirming(
    view: ClaimView, request: DeskRequest, *, own: OwnForm | None, repeat: RepeatForm | None
) -> dict[str, Any]:
    """In three queries for the translations and the like claims, and one for a claim that is repeated."""
    repeated = view.claim.repeat_of_id
    translations = translations_of(view.claim)
    return {
        "own_forms": [_own(form, own) for form in OWN_FORMS],
        "own_sent": own,
        "similar": similar_claims(view.claim),
        "repeated": repeated_claim(repeated) if repeated is not None else None,
        "repeat_fields": (repeat or RepeatForm())["other"].as_field_group(),
        "translations": _translated(view, translations),
        "translation": translations.get(None),
        "reasoning_numbers": {each.piece.number for each in (*view.findings, *view.documents)},
        "preview": "preview" in request.GET,
    }


def _question_part(template: str, posted: QueryDict | None, initial: Mapping[str, Any]) -> str:
    if posted is not None:
        return render_to_string(template, {"form": QuestionsForm(posted)})
    return blank_part(QuestionsForm, template, initial=tuple(initial.items()))


def _own(kind: type[OwnForm], sent: OwnForm | None) -> Own:
    """The form as it was sent, where one of its kind was and could not be taken."""
    if sent is None or sent.kind != kind.kind:
        return Own(kind, blank_fields(kind))
    return Own(kind, fields_of(sent), is_bound=True, problems=sent.non_field_errors())


def _translated(view: ClaimView, rows: Mapping[int | None, Translation]) -> list[Translated]:
    """The claim first, then each piece with a passage."""
    language = view.article.language
    pieces = [(each.piece.pk, each.piece.number, each.piece.passage) for each in view.documents if each.piece.passage]
    of: list[tuple[int | None, int | None, str]] = [(None, None, view.claim.sentence), *pieces]
    return [
        Translated(words, pk, number, rows.get(pk), _fields(pk, rows.get(pk), language)) for pk, number, words in of
    ]


def _fields(evidence_id: int | None, row: Translation | None, language: str) -> str:
    language = row.language if row else language if evidence_id is None else ""
    initial = ("evidence", evidence_id), ("language", language)
    kept = (("text", row.text), ("made_by", row.made_by)) if row else ()
    return blank_fields(TranslationForm, initial=(*initial, *kept), prefix=f"translation-{evidence_id or 0}")


def questions(view: ClaimView, posted: QueryDict | None) -> dict[str, Any]:
    """The questions with what was answered, or as they were sent where the page is drawn again."""
    check = view.check
    initial = QuestionsForm.initial_of(check.answers, in_context=check.in_context) if check else {}
    return {
        "questions": {name: _question_part(template, posted, initial) for name, template in QUESTION_PARTS.items()},
        "quotation_asked": view.claim.attribution == Attribution.QUOTED,
    }
