"""Everything that stands against a submission, at the top of the page and beside its field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms

from claims.values import Reason
from claims.wording import sentence

# Which part of the page a problem belongs to; the anchor of that part has the same name.
FIELDS: Mapping[str, str] = {
    "reading_changed": "reading",
    "wording_missing": "id_wording",
    "wording_long": "id_wording",
    "rating_missing": "rating",
    "rating_not_in_force": "rating",
    "rating_unknown": "rating",
    "rating_needs_then": "rating",
    "rating_needs_now": "rating",
    "attribution_missing": "attribution",
    "document_missing": "documents",
    "evidence_undecided": "findings",
    "evidence_superseded": "findings",
    "nothing_confirmed": "findings",
    "decision_unknown": "findings",
    "harm_unanswered": "harm",
    "harm_note_missing": "harm",
    "nothing_opens": "documents",
    "reasoning_missing": "id_reasoning",
    "reference_unknown": "id_reasoning",
    "reference_undecided": "id_reasoning",
    "questions_open": "questions",
    "misleads_context": "questions",
    "misleads_top": "questions",
    "misleads_sentence": "questions",
    "quotation_context": "quotation",
    "reading_unconfirmed": "reading",
    "translation_unconfirmed": "translation",
}
PIECES = frozenset({"stance_missing", "note_missing"})


@dataclass(frozen=True, slots=True)
class Problem:
    """`anchor` is the id of the part of the page where it is mended, empty where there is none."""

    words: str
    anchor: str


def shown(problems: Iterable[Reason], form: forms.Form) -> list[Problem]:
    """In the order in which they were found, each once; those of the form's own fields before them."""
    own = [
        Problem(f"{form.fields[name].label}: {words}" if name in form.fields else str(words), f"id_{name}")
        for name, errors in form.errors.items()
        for words in errors
    ]
    told = [Problem(sentence(problem), anchor(problem)) for problem in problems]
    return list(dict.fromkeys([*own, *told]))


def anchor(problem: Reason) -> str:
    if problem.code in PIECES:
        return f"evidence-{dict(problem.numbers)['number']}"
    return FIELDS.get(problem.code, "")


def by_field(problems: Iterable[Reason]) -> Mapping[str, list[str]]:
    """Sentences by the anchor of their part, for the place where they are mended."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for problem in problems:
        found[anchor(problem).removeprefix("id_")].append(sentence(problem))
    return dict(found)
