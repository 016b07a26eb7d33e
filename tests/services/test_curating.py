"""What curators do to many rows at once, and rows that are merged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import (
    Article,
    AuditEvent,
    Check,
    Claim,
    Claimant,
    ClaimantName,
    ClaimantTag,
    ClaimTerm,
    ContactEntry,
    HandOver,
    Interest,
    Lookup,
    Outlet,
    RuleCondition,
    Source,
    User,
    WorkState,
)
from claims.queries.lists import claims_with_words
from claims.queries.similar import terms_of_claim
from claims.services import curating
from claims.services.intake import receive_text
from claims.services.merging import merge
from claims.services.refusal import Refused
from claims.services.steps.history import reason_kept
from claims.values import Reason
from claims.workflow import NotAllowed
from tests.builders import (
    make_article,
    make_asked,
    make_claim,
    make_claimant,
    make_lookup,
    make_published,
    make_queue,
    make_rule,
    make_source,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> User:
    return make_user("curator", is_staff=True)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def named(name: str, **columns: Any) -> Claimant:
    claimant = make_claimant(name, **columns)
    ClaimantName.objects.get_or_create(folded=name.casefold(), defaults={"claimant": claimant, "name": name})
    return claimant


def test_merged_claimants_leave_everything_with_the_one_that_stays(curator: User) -> None:
    stays, other, third = named("Ada Moor"), named("A. Moor", wikidata_id="Q1", kind="person"), named("Mrs Moor")
    other.private_person = True
    other.save()
    queue = make_queue()
    claim = make_claim(claimant=other, queue=queue)
    published = make_published(make_claim(claimant=third))
    records = list(Check.objects.values_list("pk", "record", "record_sha256"))
    entry = make_asked(claim)
    RuleCondition.objects.create(rule=make_rule(queue=queue), kind="claimant", claimant=other)
    Interest.objects.create(person=make_user("checker"), kind="party", claimant=third)
    party, cabinet = ClaimantTag.objects.create(name="Party"), ClaimantTag.objects.create(name="Cabinet")
    party.claimants.set([stays, other, third])
    cabinet.claimants.set([other, third])

    merge(curator, Claimant, into=stays.pk, ids=[other.pk, third.pk])

    stays.refresh_from_db()
    assert (stays.wikidata_id, stays.kind, stays.private_person) == ("Q1", "person", True)
    assert set(Claim.objects.filter(pk__in=[claim.pk, published.pk]).values_list("claimant", flat=True)) == {stays.pk}
    assert {name.name for name in stays.names.all()} >= {"Ada Moor", "A. Moor", "Mrs Moor"}
    assert Interest.objects.get().claimant == RuleCondition.objects.get(kind="claimant").claimant == stays
    assert list(stays.tags.order_by("name")) == [cabinet, party]
    assert not other.tags.exists()
    assert ContactEntry.objects.get(pk=entry.pk).claimant_id == entry.claimant_id
    assert list(Check.objects.values_list("pk", "record", "record_sha256")) == records
    assert AuditEvent.objects.filter(action="claimant.merge").count() == 2
    told = reason_kept(LogEntry.objects.get(object_id=str(stays.pk)))
    assert told == Reason("history_merged_with", (("others", f"A. Moor ({other.pk}), Mrs Moor ({third.pk})"),))


def test_claimants_with_two_ids_or_merged_before_are_not_merged(curator: User) -> None:
    one, two, three = named("Ada", wikidata_id="Q1"), named("Ben", wikidata_id="Q2"), named("Cy")
    merge(curator, Claimant, into=one.pk, ids=[three.pk])

    for into, ids, code in ((one, [two], "merge_two_ids"), (one, [three], "merge_whom"), (one, [one], "merge_whom")):
        with pytest.raises(Refused, match=code):
            merge(curator, Claimant, into=into.pk, ids=[each.pk for each in ids])
    with pytest.raises(NotAllowed):
        merge(make_user("editor"), Claimant, into=one.pk, ids=[two.pk])


def test_what_comes_in_under_the_name_of_a_merged_outlet_is_of_the_one_that_stays(curator: User) -> None:
    stays, other = Outlet.objects.create(name="Post"), Outlet.objects.create(name="The Post", domain="post.example")
    article = make_article(outlet=other).article

    merge(curator, Outlet, into=stays.pk, ids=[other.pk])
    by_name = receive_text(text="Wells were dug in 2018.", outlet="the post")
    by_domain = receive_text(text="Wells were dug in 2019.", address="https://post.example/a")

    article.refresh_from_db()
    stays.refresh_from_db()
    articles = {article.pk, by_name.article_id, by_domain.article_id}
    assert stays.domain == "post.example"
    assert set(stays.articles.values_list("pk", flat=True)) == articles


def test_a_merge_asks_before_and_lists_what_was_merged_no_more(curator: User) -> None:
    client = logged_in(curator)
    one, two = named("<b>Ada</b>"), named("Ada Moor")
    make_claim(claimant=two)
    chosen = {"action": "merge", "_selected_action": [one.pk, two.pk]}
    where = reverse("admin:claims_claimant_changelist")

    question = client.post(where, chosen).content.decode()
    still = Claimant.objects.filter(merged_into__isnull=True).count()
    client.post(where, {**chosen, "into": one.pk})

    assert "1 claims" in question
    assert "<b>Ada" not in question
    assert still == 2
    assert [row.pk for row in client.get(where).context["cl"].result_list] == [one.pk]
    history = client.get(reverse("admin:claims_claimant_history", args=[two.pk])).content.decode()
    assert "Merged into" in history


def test_claims_are_put_aside_and_queued_again_but_none_that_is_held_checked_or_out(curator: User) -> None:
    queue = make_queue()
    claim, held, out = make_claim(queue=queue), make_claim(queue=queue), make_published()
    Claim.objects.filter(pk=held.pk).update(
        lease_holder=make_user("checker"), lease_token="t", lease_until=timezone.now() + timedelta(hours=1)
    )
    client = logged_in(curator)
    where = reverse("admin:claims_claim_changelist")
    chosen = {"_selected_action": [claim.pk, held.pk, out.pk], "action": "put_aside"}

    refused = client.post(where, chosen, follow=True)
    client.post(where, {**chosen, "reason": "opinion"})
    aside = list(Claim.objects.filter(state="dismissed").values_list("pk", "reason"))
    make_rule(queue=make_queue(rule="", name="Elsewhere"), name="<b>All</b>", position=0)
    told = client.post(where, {**chosen, "action": "queue_again"}, follow=True).content.decode()

    claim.refresh_from_db()
    assert "Claims that were moved" not in refused.content.decode()
    assert aside == [(claim.pk, "opinion")]
    assert (claim.state, claim.reason, claim.queue.name if claim.queue else "") == ("queued", "", "Elsewhere")
    assert "Sent to Elsewhere by rule &lt;b&gt;All&lt;/b&gt;: 1" in told
    assert [each.name for each in claim.rule_hits.all()] == ["<b>All</b>"]
    history = client.get(reverse("admin:claims_claim_history", args=[claim.pk]))
    assert "Put aside: an opinion." in history.content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert "Put aside" not in client.get(reverse("admin:claims_claim_history", args=[claim.pk])).content.decode()
    with pytest.raises(NotAllowed):
        curating.put_aside(make_user("editor"), [claim.pk], reason="opinion")


def test_who_a_rule_names_is_handed_what_is_queued_again_unless_they_checked_it(curator: User) -> None:
    queue, chosen = make_queue(rule=""), make_user()
    make_rule(queue=queue, person=chosen)
    passed, seen = (make_claim(queue=queue, checks_required=2) for _each in range(2))
    before = HandOver.objects.create(claim=passed, by=make_user(), to=make_user())
    make_submitted(seen, checker=chosen)
    Claim.objects.update(state="dismissed", reason="opinion")

    curating.queue_again(curator, [passed.pk, seen.pk])

    before.refresh_from_db()
    assert before.ended_at is not None
    assert [(each.claim, each.to) for each in HandOver.objects.filter(ended_at=None)] == [(passed, chosen)]


def test_claims_are_searched_for_in_the_language_of_each() -> None:
    claims = []
    said = {"es": "La tasa de desempleo subió al 3,5 por ciento.", "en": "The rate is 3.5 percent."}
    for language, sentence in said.items():
        claim = make_claim(sentence=sentence)
        Article.objects.filter(pk=claim.article_id).update(language=language)
        claim.article.language = language
        ClaimTerm.objects.filter(claim=claim).delete()
        ClaimTerm.objects.bulk_create([ClaimTerm(claim=claim, term=term) for term in terms_of_claim(claim)])
        claims.append(claim.pk)

    found = {words: claims_with_words(words) for words in ("la tasa de desempleo", "3,5", "the rate", "3.5")}

    assert found["la tasa de desempleo"] == found["3,5"][-1:] == claims[:1]
    assert found["the rate"] == claims[1:]
    assert sorted(found["3.5"]) == claims


def test_what_no_rule_takes_is_queued_again_in_its_own_queue_or_in_the_last_one(curator: User) -> None:
    own, last, off = make_queue(rule="", position=1), make_queue(rule="", position=9), make_queue(active=False)
    make_rule(reason="opinion")
    claims = [make_claim(queue=queue, state="dismissed", reason="opinion") for queue in (own, off)]

    found = curating.queue_again(curator, [claim.pk for claim in claims])

    assert (found.done, found.by_none, dict(found.by_rules)) == (2, 2, {})
    assert list(Claim.objects.order_by("pk").values_list("queue", flat=True)) == [own.pk, last.pk]


def test_lookups_run_again_and_sources_are_switched(curator: User) -> None:
    claim = make_claim()
    lookup = make_lookup(claim)
    Lookup.objects.update(state=WorkState.DONE, attempts=2)
    source = make_source("owid")

    due = curating.ask_again(curator, [claim.pk])
    logged_in(curator).post(
        reverse("admin:claims_source_changelist"), {"action": "switch_off", "_selected_action": [source.pk]}
    )

    lookup.refresh_from_db()
    assert due == [lookup.series_id]
    assert (lookup.state, lookup.attempts) == (WorkState.PENDING, 0)
    assert not Source.objects.get(pk=source.pk).active
    assert AuditEvent.objects.filter(action="source.off").count() == 1
    assert curating.switch_sources(curator, [source.pk], on=True) == 1
