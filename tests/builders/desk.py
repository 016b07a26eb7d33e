"""Small builders of rows for tests: plain functions with sensible defaults, every column can be given."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db.models import Max
from django.utils import timezone

from claims.models import (
    Appearance,
    Article,
    ArticleVersion,
    Claim,
    ClaimState,
    Evidence,
    Fetch,
    FetchStep,
    Finding,
    Indicator,
    Lookup,
    ModelRequest,
    Observation,
    Outlet,
    PriorCheck,
    Proposal,
    Publisher,
    Queue,
    Reading,
    Rule,
    RuleCondition,
    Series,
    Snapshot,
    Source,
    Tag,
    Translation,
    User,
    WorkState,
)
from claims.services import own_evidence, translating
from claims.services.steps import earlier
from claims.values import AsOf, Attribution, FactCheck, Relation

SENTENCE = "A UN report says 40 percent of the people of Freedonia are undernourished."
PASSWORD = "not a secret"
serial = count(1)


@cache
def _hashed_password() -> str:
    """Hashed once a run: a good hash takes its time."""
    return make_password(PASSWORD)


def make_user(group: str = "checker", **columns: Any) -> User:
    """A user of one of the desk's groups, "" for a stranger."""
    columns.setdefault("username", f"{group or 'stranger'}-{next(serial)}")
    user = User.objects.create(password=_hashed_password(), **columns)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


WHAT_QUEUES_GET: dict[str, list[dict[str, Any]]] = {
    "number": [{"kind": "quantity"}, {"kind": "at_least", "worthiness": 0.2}],
    "number_with_data": [{"kind": "quantity"}, {"kind": "has_series"}, {"kind": "any_place"}],
}


def make_queue(*members: User, rule: str = "number", **columns: Any) -> Queue:
    """A queue of those members, of every checker where none is given, and the rule that fills it: `rule` is a key of
    WHAT_QUEUES_GET, what the queue takes of published claims, or "" for neither."""
    number = next(serial)
    defaults = {"slug": f"queue-{number}", "name": f"Queue {number}", "position": number}
    taken = {"takes": rule} if rule in Queue.Takes.values else {"second_where_fails": rule == "number_with_data"}
    queue = Queue.objects.create(**{**defaults, **taken, **columns})
    queue.members.set(members)
    if rule in WHAT_QUEUES_GET:
        make_rule(*WHAT_QUEUES_GET[rule], queue=queue, position=queue.position)
    return queue


def make_rule(*lines: dict[str, Any], tags: Iterable[Tag] = (), **columns: Any) -> Rule:
    """A rule with those conditions; each line is the columns of one."""
    number = next(serial)
    rule = Rule.objects.create(**{"name": f"Rule {number}", "position": number, **columns})
    RuleCondition.objects.bulk_create(RuleCondition(rule=rule, **line) for line in lines)
    rule.tags.set(tags)
    return rule


def make_article(text: str = SENTENCE, **columns: Any) -> ArticleVersion:
    """An article with one version of that text; the text is made one of its kind by a last line."""
    text = f"{text}\nArticle {next(serial)}."
    defaults = {"title": "Hunger in Freedonia", "language": "en", "published_on": date(2018, 6, 11)}
    article = Article.objects.create(**{**defaults, **columns})
    return ArticleVersion.objects.create(
        article=article, text=text, length=len(text), text_sha256=hashlib.sha256(text.encode()).hexdigest()
    )


def make_outlet(**columns: Any) -> Outlet:
    return Outlet.objects.create(**{"name": f"Outlet {next(serial)}", **columns})


def make_indicator(slug: str = "undernourishment", **columns: Any) -> Indicator:
    defaults = {"name": "Prevalence of undernourishment", "unit": "percent"}
    return Indicator.objects.get_or_create(slug=slug, defaults={**defaults, **columns})[0]


def make_source(slug: str = "tables", **columns: Any) -> Source:
    defaults = {"connector": "tables", "name": "Figures of the house", "licence": "CC BY 4.0"}
    return Source.objects.get_or_create(slug=slug, defaults={**defaults, **columns})[0]


def make_series(code: str = "SN.ITK.DEFC.ZS", **columns: Any) -> Series:
    defaults: dict[str, Any] = {
        "source": columns.pop("source", None) or make_source(),
        "indicator": columns.pop("indicator", None) or make_indicator(),
    }
    rest = {"name": f"Series {code}", "origin": "fao", "unit": "percent", **columns}
    return Series.objects.get_or_create(code=code, **defaults, defaults=rest)[0]


def structure(**changes: Any) -> dict[str, Any]:
    """A reading as rows keep it: 40 percent of FRD undernourished, said on 2018-06-11."""
    quantity = {
        "text": "40 percent",
        "start": 17,
        "end": 27,
        "low": "40",
        "high": "40",
        "unit": "percent",
        "comparator": "equal",
        "kind": "percent",
        "written": "40",
        "scale": "1",
        "written_high": "",
        "counts": "",
        "denominator": None,
        "line": False,
        "vast": False,
        "negated": False,
    }
    place = {"code": "FRD", "role": "subject", "source": "said", "text": "Freedonia", "start": 0, "end": 0}
    return {
        "claimant": "a UN report",
        "attribution": Attribution.NONE.value,
        "quantities": [quantity],
        "places": [place],
        "indicator": "undernourishment",
        "candidates": [],
        "period": None,
        "said_on": "2018-06-11",
        "worthiness": 0.8,
        "reasons": [],
        "confirmed": False,
        **changes,
    }


def _read_article() -> ArticleVersion:
    """An article whose text was read already: no worker takes it up beside its claim."""
    version = make_article()
    version.state = WorkState.DONE
    version.save(update_fields=["state"])
    return version


def make_claim(*, version: ArticleVersion | None = None, queue: Queue | None = None, **columns: Any) -> Claim:
    """A claim with its appearance and the program's reading, queued in `queue` (made where none is given).

    Give `state=` for another state; `attribution=` reaches the reading too."""
    version = version or _read_article()
    state = columns.pop("state", ClaimState.QUEUED)
    now = timezone.now()
    defaults: dict[str, Any] = {
        "article": version.article,
        "sentence": SENTENCE,
        "said_on": date(2018, 6, 11),
        "indicator": columns.pop("indicator", None) or make_indicator(),
        "place": "FRD",
        "unit": "percent",
        "low": 40,
        "high": 40,
        "comparator": "equal",
        "worthiness": 0.8,
        "queue": queue or (Queue.objects.order_by("pk").first() or make_queue()),
        "rank_at": now,
        "due_at": now + timedelta(hours=24),
    }
    claim = Claim.objects.create(state=state, **{**defaults, **columns})
    _make_appearance(claim, version)
    read = structure(attribution=str(claim.attribution))
    Reading.objects.create(claim=claim, number=1, program="extraction-test", structure=read)
    return claim


def _make_appearance(claim: Claim, version: ArticleVersion) -> None:
    start = max(version.text.find(claim.sentence), 0)
    end = min(start + len(claim.sentence), version.length)
    part = version.appearances.filter(start=start, end=end).count()
    Appearance.objects.create(claim=claim, version=version, start=start, end=end, part=part, length=version.length)


def make_claims(number: int, queue: Queue) -> list[Claim]:
    """So many queued claims of one article, the first one first in line."""
    version = make_article("\n".join([SENTENCE] * number))
    now = timezone.now()
    return [make_claim(version=version, queue=queue, rank_at=now + timedelta(seconds=i)) for i in range(number)]


def make_snapshot(body: bytes = b"a body", **columns: Any) -> Snapshot:
    key = hashlib.sha256(f"request {next(serial)}".encode()).hexdigest()
    now = timezone.now()
    defaults: dict[str, Any] = {
        "request_key": key,
        "request": '{"address":"https://figures.example/data"}',
        "status": 200,
        "size": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "first_at": now,
        "seen_at": now,
    }
    return Snapshot.objects.create(**{**defaults, **columns})


def make_fetch(series: Series, **columns: Any) -> Fetch:
    """A run of the series' connector with one snapshot."""
    defaults = {"query": "{}", "connector_version": "1", "at": timezone.now()}
    fetch = Fetch.objects.create(source=series.source, series=series, **{**defaults, **columns})
    FetchStep.objects.create(fetch=fetch, number=0, snapshot=make_snapshot())
    return fetch


def make_observation(series: Series, raw: str = "41.6", *, fetch: Fetch | None = None, **columns: Any) -> Observation:
    defaults: dict[str, Any] = {
        "place": "FRD",
        "period_start": date(2014, 1, 1),
        "period_end": date(2016, 12, 31),
        "label": "2014-16",
        "vintage_on": date(2017, 9, 15),
        "vintage_label": "2017-09-15",
        "raw": raw,
        "value": raw,
        "unit": "percent",
        "fetch": fetch or make_fetch(series),
    }
    return Observation.objects.create(series=series, **{**defaults, **columns})


def make_finding(claim: Claim, *, as_of: str = AsOf.NOW, raw: str = "41.6", **columns: Any) -> Evidence:
    """A finding in force with the evidence that points to it."""
    series = columns.pop("series", None) or make_series()
    fetch = columns.pop("fetch", None) or make_fetch(series)
    observation = columns.pop("observation", None)
    if observation is None:
        vintage = {"vintage_on": date(2017, 9, 15), "vintage_label": f"{as_of} {next(serial)}"}
        observation = make_observation(series, raw, fetch=fetch, **vintage)
    defaults: dict[str, Any] = {
        "reading": claim.readings.order_by("-number")[0],
        "place": claim.place,
        "counterpart": claim.counterpart,
        "period_start": observation.period_start,
        "period_end": observation.period_end,
        "relation": Relation.CLOSE,
        "gap": "1.6",
        "gap_relative": "0.04",
        "comparer_version": "1",
    }
    rest = {**defaults, **columns}
    finding = Finding.objects.create(
        claim=claim, series=series, fetch=fetch, observation=observation, as_of=as_of, **rest
    )
    highest = claim.evidence.aggregate(highest=Max("number"))["highest"] or 0
    return Evidence.objects.create(claim=claim, number=highest + 1, kind=Evidence.Kind.FINDING, finding=finding)


def make_lookup(claim: Claim, series: Series | None = None, **columns: Any) -> Lookup:
    reading = claim.readings.order_by("-number")[0]
    return Lookup.objects.create(claim=claim, reading=reading, series=series or make_series(), **columns)


def make_proposal(version: ArticleVersion | None = None, **columns: Any) -> Proposal:
    """What a model proposed of the first sentence of a text, and nobody has decided on yet."""
    version = version or make_article()
    span = {"start": 0, "end": version.length}
    asked = ModelRequest.objects.get_or_create(version=version, **span, defaults={"state": "done"})[0]
    sentence = columns.pop("sentence", SENTENCE)
    start = version.text.index(sentence)
    defaults = {"model_name": "a-model", "wording": "40 percent of Freedonia's people are undernourished"}
    place = {"sentence": sentence, "start": start, "end": start + len(sentence)}
    return Proposal.objects.create(version=version, request=asked, **{**defaults, **place, **columns})


def make_document(claim: Claim, user: User, **changes: Any) -> Evidence:
    given = own_evidence.Brought(
        **{
            "kind": "document",
            "in_context": True,
            "address": "https://documents.example/report",
            "title": "The report",
            "passage": "forty percent of the people",
            "dated": date(2018, 3, 6),
            **changes,
        }
    )
    return own_evidence.add_evidence(user, claim.pk, given)


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def make_upload(claim: Claim, user: User | None = None, *, body: bytes = PDF, **changes: Any) -> Evidence:
    """A file that was brought as evidence; give its bytes, by default those of a small PDF."""
    given = {"kind": "upload", "title": "The minutes", "file_name": "minutes.pdf", **changes}
    brought = own_evidence.Brought(file=io.BytesIO(body), **given)
    return own_evidence.add_evidence(user or make_user("checker"), claim.pk, brought)


def make_translation(claim: Claim, user: User | None = None, **changes: Any) -> Translation:
    """Of the claim's sentence, waiting to be confirmed."""
    given = {"evidence_id": None, "language": "de", "text": "As a person put it.", "made_by": "A. Nother", **changes}
    return translating.translate(user or make_user("checker"), claim.pk, **given)


def make_publisher(domain: str = "checkers.example", **columns: Any) -> Publisher:
    return Publisher.objects.get_or_create(domain=domain, defaults={"name": "The Checkers", **columns})[0]


def make_prior(claim: str = "Half of the people of Freedonia are undernourished", **columns: Any) -> PriorCheck:
    """An earlier fact-check of the publisher of `make_publisher`, found by its words."""
    given = {
        "address": f"https://checkers.example/{next(serial)}",
        "claim": claim,
        "claimant": "A minister",
        "reviewed_on": date(2018, 3, 2),
        "rating": "Mostly false",
        **columns,
    }
    check = FactCheck(**given)
    key = earlier.key_of(check)
    return PriorCheck.objects.get(pk=earlier.store({key: (make_publisher(), check)}, in_force=True).ids[key])
