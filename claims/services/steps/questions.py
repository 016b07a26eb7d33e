"""The four questions that are answered before the top rating of a scale: how a figure that stands can mislead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claims.models import Rating

QUESTIONS = ("starting_year", "nominal_or_real", "total_or_per_head", "cause")
FAIR, MISLEADS = "fair", "misleads"
CONTEXT = "missing-context"  # the rating that a figure which misleads asks for
Answers = Mapping[str, Any]


def top_of(ratings: Sequence[Rating]) -> Rating | None:
    """The best step of a scale in force, by its value, else the first."""
    steps = [rating for rating in ratings if rating.step]
    return max(steps, key=lambda rating: rating.value or 0, default=None)


def context_of(ratings: Iterable[Rating]) -> str:
    """The label of the rating for what misleads, "" where the scale has none."""
    return next((rating.label for rating in ratings if rating.slug == CONTEXT), "")


def open_questions(answers: Answers) -> list[str]:
    return [name for name in QUESTIONS if _answer(answers, name) not in (FAIR, MISLEADS)]


def misleading(answers: Answers) -> list[str]:
    return [name for name in QUESTIONS if _answer(answers, name) == MISLEADS]


def sentence_of(answers: Answers, name: str) -> str:
    return str(answers.get(name, {}).get("sentence", "")).strip()


def _answer(answers: Answers, name: str) -> str:
    return str(answers.get(name, {}).get("answer", ""))


def summary_with(summary: str, answers: Answers) -> str:
    """The summary with the sentences on what misleads that it does not have yet."""
    sentences = [sentence_of(answers, name) for name in misleading(answers)]
    return " ".join([summary.strip(), *(each for each in sentences if each and each not in summary)]).strip()
