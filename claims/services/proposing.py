"""Asking a language model for claims that the grammar missed: take, ask, hold against the text, store.

The question is sent outside any transaction. What comes back is kept whole before it is read, and of it only
what holds against the text becomes a proposal, in one transaction with the end of the work. A model that
does not answer, or not in the documented shape, costs the article nothing.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from claims import fetching
from claims.extraction.proposals import judge
from claims.extraction.sentences import Sentence, split_sentences
from claims.gating import GateClosed
from claims.models import Appearance, Article, ArticleVersion, ModelRequest, Proposal, Snapshot, User, WorkState
from claims.services.steps import work
from claims.services.steps.asking import ask_model, model_config
from claims.services.steps.work import Taken
from claims.sources.model import offers_of, request_of
from claims.values import Judged, ModelConfig, Reason, SourceError
from claims.workflow import CHECKING, NotAllowed, record_event, step_work

Span = tuple[int, int]


def propose(version_id: int) -> bool:
    """Ask about one due stretch of a text; whether the model answered. Where no model is set any more nothing
    is sent, and what waited is given up; so it is dropped where a newer text has taken this one's place."""
    config = model_config()
    waiting = ModelRequest.objects.filter(version_id=version_id)
    if config is None:
        step_work(waiting.filter(lease_token=""), "give_up", last_error=work.error_text(Reason("model_off")))
        return False
    if _superseded(version_id):
        step_work(waiting.filter(lease_token=""), "drop")
        return False
    taken = work.take(waiting, limit=1)
    if not taken:
        return False
    asked = work.mine(ModelRequest, taken).select_related("version__article").get()
    return _answered(config, asked, taken)


def _superseded(version_id: int) -> bool:
    return ArticleVersion.objects.filter(pk=version_id, article__versions__number__gt=F("number")).exists()


def _answered(config: ModelConfig, asked: ModelRequest, taken: Taken) -> bool:
    text, sentences, known = asked.version.text, _sentences(asked), _known(asked)
    read = [text[start:end] for start, end in sorted(known)]
    try:
        snapshot = fetching.post(request_of(config, text[asked.start : asked.end], read))
        work.mine(ModelRequest, taken).update(snapshot=snapshot)
        judged = judge(sentences, known, offers_of(fetching.body_of(snapshot).read()))
    except GateClosed as gate:
        work.postpone(ModelRequest, taken, gate.until, gate.reason)
        return False
    except SourceError as error:
        work.fail(ModelRequest, taken, error.reason, permanent=error.permanent, wait=error.retry_after)
        return False
    return _store(config, asked, taken, snapshot, judged)


def _sentences(asked: ModelRequest) -> list[Sentence]:
    """Those that stand whole in the stretch."""
    sentences = split_sentences(asked.version.text, asked.version.article.language)
    return [each for each in sentences if asked.start <= each.start < asked.end]


def _known(asked: ModelRequest) -> set[Span]:
    """Where claims stand in the stretch, those that were put aside too."""
    stands = Appearance.objects.filter(version=asked.version, start__gte=asked.start, start__lt=asked.end)
    return set(stands.values_list("start", "end"))


def _store(config: ModelConfig, asked: ModelRequest, taken: Taken, snapshot: Snapshot, judged: Judged) -> bool:
    with transaction.atomic():
        refused = [list(pair) for pair in judged.refused]
        if not work.finish(ModelRequest, taken, model_name=config.name, refused=refused):
            return False
        Proposal.objects.bulk_create(
            [
                Proposal(
                    version=asked.version,
                    request=asked,
                    model_name=config.name,
                    sentence=each.sentence,
                    start=each.start,
                    end=each.end,
                    wording=each.wording,
                )
                for each in judged.kept
            ],
            ignore_conflicts=True,
        )
        told: dict[str, int | str | None] = {"request": asked.pk, "snapshot": snapshot.sha256}
        record_event(None, "article.propose", asked.version.article, {**told, "proposals": len(judged.kept)})
    return True


def ask_again(user: User, article_id: int) -> list[int]:
    """Ask the model about an article's newest text: what was never asked, and what got no answer. The ids of
    the texts that wait now, none where no model is set."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    version = Article.objects.get(pk=article_id).versions.latest("number")
    if model_config() is None or version.state != WorkState.DONE:
        return []
    with transaction.atomic():
        ask_model(version)
        missing = ModelRequest.objects.filter(version=version, state=WorkState.MISSING)
        step_work(missing, "retry", attempts=0, due_at=work.in_seconds(0), rung_at=None)
        record_event(user, "article.ask_model", version.article, {"version": version.pk})
    return [version.pk]
