"""A worker dies while the model thinks: the question is asked again, and its answer counts once."""

from __future__ import annotations

import json

from claims.models import ArticleVersion, AuditEvent, ModelRequest, Proposal, WorkState
from tests.builders import SENTENCE, make_article
from tests.faults.processes import Processes, until
from tests.local_server import LocalServer

OFFER = {"sentence": SENTENCE, "wording": "40 percent of Freedonia's people are undernourished"}
CONTENT = json.dumps({"claims": [OFFER]})
ANSWER = json.dumps({"choices": [{"message": {"role": "assistant", "content": CONTENT}}]}).encode()


def test_a_question_whose_asker_was_killed_is_answered_once(processes: Processes, source_server: LocalServer) -> None:
    path = "/model/v1/chat/completions"
    source_server.add(path, ANSWER, delay=2)
    processes.environment |= {"MODEL_URL": source_server.address("/model/v1"), "MODEL_NAME": "small-model"}
    version = make_article()
    ArticleVersion.objects.filter(pk=version.pk).update(state=WorkState.DONE)
    ModelRequest.objects.create(version=version, start=0, end=version.length)
    processes.beat()
    asker = processes.worker()
    until(lambda: source_server.count(path) == 1, "a worker asks the model")

    processes.kill(asker)
    assert ModelRequest.objects.get().state == WorkState.PENDING
    assert not Proposal.objects.exists()
    source_server.add(path, ANSWER)
    processes.worker()
    until(lambda: ModelRequest.objects.get().state == WorkState.DONE, "the question is answered")

    assert ModelRequest.objects.get().attempts == 2
    assert Proposal.objects.count() == 1
    assert AuditEvent.objects.filter(action="article.propose").count() == 1
