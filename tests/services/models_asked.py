"""A language model as tests serve it, and an article that it is asked about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import LazySettings

from claims.models import ArticleVersion, WorkState
from claims.services.steps.asking import ask_model
from tests.builders import make_article, make_claim
from tests.local_server import LocalServer

PATH = "/v1/chat/completions"
KNOWN = "About 40 percent of the people of Freedonia are undernourished."
MISSED = "The capital has more bakeries than any other town of the country."
BRIDGE = "The old bridge was closed in March 2017."
TEXT = f"{KNOWN} {MISSED}\n\n{BRIDGE} Nobody can know what the winter will bring."
GOOD = {"sentence": MISSED, "wording": "Freedonia's capital has more bakeries than any other town"}


def said(content: str) -> bytes:
    """An answer in the protocol's shape with these words of the model."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    return json.dumps({"id": "1", "object": "chat.completion", "model": "m", "choices": [choice]}).encode()


def offering(*claims: Any) -> bytes:
    return said(json.dumps({"claims": claims}))


def serving(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.MODEL_URL, settings.MODEL_NAME = running.address("/v1"), "small-model"
        settings.MODEL_KEY = "key-of-the-house"
        yield running


def article(text: str = TEXT) -> int:
    """The id of a text that was read: the grammar made a claim of the known sentence alone."""
    version = make_article(text, published_on=date(2018, 6, 11))
    ArticleVersion.objects.filter(pk=version.pk).update(state=WorkState.DONE)
    if KNOWN in text:
        make_claim(version=version, sentence=KNOWN)
    ask_model(version)
    return version.pk


def asked_about(body: bytes) -> dict[str, Any]:
    """What of the article stands in a question."""
    return dict(json.loads(json.loads(body)["messages"][1]["content"]))
