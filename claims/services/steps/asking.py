"""Which stretches of a text a language model is asked about: rows that wait, written where a model is set."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from claims.models import ArticleVersion, ModelRequest
from claims.values import ModelConfig

STRETCH = 12_000  # code points: what a small model still reads whole


def model_config() -> ModelConfig | None:
    """The model that the operator named, None where there is none."""
    if not settings.MODEL_URL:
        return None
    return ModelConfig(settings.MODEL_URL, settings.MODEL_NAME, settings.MODEL_KEY)


def ask_model(version: ArticleVersion) -> None:
    """Write what the model is to be asked about a text, nothing where none is set. Inside its caller's
    transaction; a stretch that was written before stays as it is."""
    if model_config() is None:
        return
    ModelRequest.objects.bulk_create(
        [ModelRequest(version=version, start=start, end=end) for start, end in stretches(version.text)],
        ignore_conflicts=True,
    )


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The text in spans of bounded length that end where a paragraph, a line or a word ends, where one does in
    their second half."""
    start = 0
    while start < len(text):
        end = start + STRETCH
        if end < len(text):
            ends = (text.rfind(sign, start + STRETCH // 2, end) + len(sign) for sign in ("\n\n", "\n", ". ", " "))
            end = next((each for each in ends if each > start + STRETCH // 2), end)
        yield start, min(end, len(text))
        start = end
