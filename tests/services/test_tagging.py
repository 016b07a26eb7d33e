"""Tags that people give by hand, beside those of rules."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import AuditEvent, ClaimTag, Tag
from claims.services.sorting_again import sort_again
from claims.services.tagging import set_tags
from claims.workflow import NotAllowed
from tests.builders import make_claim, make_queue, make_rule, make_user

pytestmark = pytest.mark.django_db


def test_a_tag_of_a_person_outlives_sorting_and_one_of_a_rule_does_not() -> None:
    queue, checker = make_queue(rule=""), make_user()
    by_rule, by_hand, both = (Tag.objects.create(name=name, slug=name) for name in ("rule", "hand", "both"))
    claim = make_claim(queue=queue)
    ClaimTag.objects.create(claim=claim, tag=by_rule)
    make_rule(queue=queue, tags=[both])

    first = set_tags(checker, claim.pk, [by_rule.pk, by_hand.pk, both.pk], seen=[by_rule.pk])
    again = set_tags(checker, claim.pk, [by_rule.pk, by_hand.pk, both.pk], seen=[by_rule.pk])
    sort_again(make_user("curator"), [claim.pk])

    assert (first, again) == (True, False)
    assert {each.tag: each.by for each in claim.tagged.all()} == {by_hand: checker, both: checker}
    assert AuditEvent.objects.get(action="claim.tag").payload == '{"added":"both hand","removed":""}'
    with pytest.raises(NotAllowed):
        set_tags(make_user("curator"), claim.pk, [], seen=[])


def test_what_came_and_went_while_the_page_was_open_stays_so() -> None:
    kept, gone, come, own = (Tag.objects.create(name=name, slug=name) for name in ("kept", "gone", "come", "own"))
    claim = make_claim()
    ClaimTag.objects.bulk_create([ClaimTag(claim=claim, tag=tag) for tag in (kept, come)])

    set_tags(make_user(), claim.pk, [kept.pk, gone.pk, own.pk], seen=[kept.pk, gone.pk])

    assert {each.tag for each in claim.tagged.all()} == {kept, come, own}


def test_a_claim_is_tagged_on_a_page_of_its_own() -> None:
    client, claim = Client(), make_claim()
    client.force_login(make_user())
    where = reverse("claims:tags", args=[claim.pk])
    none_yet = client.get(where).content.decode()
    tag = Tag.objects.create(name="<b>Prices</b>", slug="prices")

    client.post(where, {"tags": [tag.pk]})
    page = client.get(where).content.decode()
    refused = client.post(where, {"tags": ["x"]})

    assert "The desk has no tags yet" in none_yet
    assert "checked" in page
    assert f'name="initial-tags" value="{tag.pk}"' in page
    assert "<b>Prices" not in page
    assert refused.status_code == 422
    assert "&lt;b&gt;Prices" in client.get(reverse("claims:claim", args=[claim.pk])).content.decode()
    client.post(where, {"initial-tags": [tag.pk]})
    assert not claim.tagged.exists()
