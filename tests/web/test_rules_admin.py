"""Writing rules of triage in the admin site: what is refused, and trying a rule before it is saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from claims.models import AuditEvent, Check, Claim, ClaimState, Queue, Rule, RuleCondition, Tag, Topic, User
from claims.services.sorting_again import sort_again
from tests.builders import make_claim, make_claims, make_indicator, make_outlet, make_queue, make_rule, make_user
from tests.hostile import HOSTILE

pytestmark = pytest.mark.django_db
ADD = "admin:claims_rule_add"
Line = dict[str, Any]


@pytest.fixture
def curator() -> Client:
    client = Client()
    client.force_login(make_user("curator", is_staff=True))
    return client


def posted(*lines: Line, **columns: Any) -> dict[str, Any]:
    """The fields of the page."""
    fields = {"name": "Prices", "position": 1, "active": "on", "stops": "on", "points": 0, "worthiness_points": 0}
    fields |= {"conditions-TOTAL_FORMS": len(lines), "conditions-INITIAL_FORMS": 0, **columns}
    for number, line in enumerate(lines):
        fields |= {f"conditions-{number}-{name}": value for name, value in line.items()}
    return fields


def told(response: Any) -> str:
    assert response.status_code == 200
    return str(response.context["errors"])


def test_a_rule_is_written_with_its_conditions_and_logged(curator: Client) -> None:
    queue, indicator, tag = make_queue(rule=""), make_indicator(), Tag.objects.create(name="Prices", slug="prices")
    lines = (
        {"kind": "indicator", "indicator": indicator.pk},
        {"kind": "words", "words": "rent, bread*", "negated": "on"},
        {"kind": ""},
    )

    response = curator.post(reverse(ADD), posted(*lines, queue=queue.pk, tags=[tag.pk]), follow=True)

    rule = Rule.objects.get()
    assert (rule.queue, list(rule.tags.all()), rule.conditions.count()) == (queue, [tag], 2)
    assert AuditEvent.objects.filter(action="rule.add", object_id=rule.pk).exists()
    page = response.content.decode()
    assert f"/rule/{rule.pk}/change/?_try=1" in page
    assert "measure: Prevalence of undernourishment; not words: rent, bread*" in page


@pytest.mark.parametrize(
    ("lines", "columns", "words"),
    [
        ([], {}, "does nothing"),
        ([], {"reason": "opinion", "points": 5}, "no priority"),
        ([], {"queue": 0}, "valid choice"),
        ([], {"points": 1, "name": ""}, "required"),
        ([{"kind": "words"}], {"points": 1}, "needs it"),
        ([{"kind": "words", "words": "rent, %"}], {"points": 1}, "no letter"),
        ([{"kind": "words", "words": "re*nt"}], {"points": 1}, "a star stands"),
        ([{"kind": "words", "words": " , "}], {"points": 1}, "a word at least"),
        ([{"kind": "outlet", "outlet": 0}], {"points": 1}, "valid choice"),
        ([{"kind": "at_least", "worthiness": "1.5"}], {"points": 1}, "less than or equal to 1"),
        ([{"kind": "quantity", "days": 3}], {"points": 1}, "leave it empty"),
        ([{"kind": "place", "place": "QQQ"}], {"points": 1}, "valid choice"),
        ([{"kind": "language", "language": "e n"}], {"points": 1}, "its code"),
        ([{"kind": "record"}, {"kind": "record"}], {"points": 1}, "twice"),
        ([{"kind": "record"}, {"kind": "record", "negated": "on"}], {"points": 1}, "nothing fits both"),
        ([{"kind": "age", "days": 1}, {"kind": "age", "days": 2}], {"points": 1}, "once only"),
        (
            [{"kind": "quantity", "negated": "on"}, {"kind": "only_kind", "number_kind": "percent"}],
            {"points": 1},
            "never fit together",
        ),
        (
            [{"kind": "at_least", "worthiness": "0.5"}, {"kind": "below", "worthiness": "0.5"}],
            {"points": 1},
            "No check-worthiness",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("button", ["_save", "_try"])
def test_a_rule_that_could_not_work_is_refused_with_the_cause(
    button: str, lines: list[Line], columns: Line, words: str, curator: Client
) -> None:
    response = curator.post(reverse(ADD), posted(*lines, **columns, **{button: "on"}))

    assert words in told(response)
    assert not Rule.objects.exists()


def test_a_rule_hands_to_nobody_who_could_not_check(curator: Client) -> None:
    member, other, editor = make_user(), make_user(), make_user("")
    queue = make_queue(member, rule="")

    assert "does not check claims" in told(curator.post(reverse(ADD), posted(person=editor.pk)))
    assert "does not work on" in told(curator.post(reverse(ADD), posted(person=other.pk, queue=queue.pk)))
    assert "handed to nobody" in told(curator.post(reverse(ADD), posted(person=member.pk, reason="opinion")))
    both = curator.post(reverse(ADD), posted(queue=queue.pk, reason="opinion"))
    assert "choose one of the two" in told(both)
    assert curator.post(reverse(ADD), posted(queue=queue.pk, person=member.pk)).status_code == 302


def test_a_topic_has_words_that_can_be_looked_for(curator: Client) -> None:
    refused = curator.post(reverse("admin:claims_topic_add"), {"name": "Food", "words": "bread\n--"})
    taken = curator.post(reverse("admin:claims_topic_add"), {"name": "Food", "words": "bread\n\nmaize*"})

    assert "no letter" in told(refused)
    assert taken.status_code == 302
    assert Topic.objects.get().words.split() == ["bread", "maize*"]


# --- trying -----------------------------------------------------------------------------------------------


def test_trying_shows_claim_by_claim_what_would_change_and_stores_nothing(curator: Client) -> None:
    now, then = make_queue(name="Now", priority=10), make_queue(name="Then", rule="", priority=20)
    inside = make_claim(sentence="Rents in Chad rose by 7 percent.", queue=now, worthiness=0.5)
    make_claim(sentence="Wages in Chad rose by 7 percent.", queue=now, worthiness=0.5)
    before = list(Rule.objects.values()), list(RuleCondition.objects.values())

    fields = posted({"kind": "words", "words": "rents"}, queue=then.pk, worthiness_points=3, position=0)
    page = curator.post(reverse(ADD), {**fields, "_try": "Try it"})

    trial = page.context["trial"]
    assert (trial.asked, [change.claim for change in trial.changes]) == (2, [inside])
    assert [(a.queue, b.queue, number) for a, b, number in trial.moves] == [(now, then, 1)]
    text = page.content.decode()
    assert "Now, priority 10" in text
    assert "Then, priority 21.5" in text
    assert 'name="name" value="Prices"' in text
    assert (list(Rule.objects.values()), list(RuleCondition.objects.values())) == before
    assert not AuditEvent.objects.filter(action__startswith="rule").exists()


def test_a_saved_rule_is_tried_as_it_is_edited_and_as_it_stands(curator: Client) -> None:
    queue = make_queue(rule="")
    rule = make_rule({"kind": "words", "words": "hungry"}, queue=queue, name="Prices", position=1)
    make_claim(sentence="Forty are hungry.")
    change = reverse("admin:claims_rule_change", args=[rule.pk])
    line = {"id": rule.conditions.get().pk, "rule": rule.pk, "kind": "words", "words": "hungry"}
    same = {**posted(line, queue=queue.pk), "conditions-INITIAL_FORMS": 1, "_try": "on"}

    standing = curator.get(change, {"_try": "1"})
    unchanged = curator.post(change, same)
    off = curator.post(change, {name: value for name, value in same.items() if name != "active"})
    dropped = curator.post(change, {**same, "conditions-0-DELETE": "on"})

    assert len(standing.context["trial"].changes) == 1
    assert unchanged.context["trial"].changes == []
    assert (
        "none would go elsewhere" in unchanged.content.decode() or "nothing would change" in unchanged.content.decode()
    )
    assert [each.after.reason for each in off.context["trial"].changes] == ["low_worthiness"]
    assert dropped.context["trial"].changes == []  # a rule of no condition takes every claim
    assert Rule.objects.get().active


def test_a_rule_that_was_tried_is_saved_without_a_word(curator: Client) -> None:
    page = curator.post(reverse(ADD), {**posted(points=1), "_try": "on"})
    saved = curator.post(reverse(ADD), {**posted(points=1), "_tried": "1"}, follow=True)

    assert "there is nothing to try the rule on" in page.content.decode()
    assert 'name="_tried"' in page.content.decode()
    assert "without being tried" not in saved.content.decode()


def test_trying_asks_as_much_for_one_claim_and_rule_as_for_many(curator: Client) -> None:
    queue = make_queue()
    fields = {**posted({"kind": "quantity"}, queue=queue.pk, points=3), "_try": "on"}

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = curator.post(reverse(ADD), fields)
        assert len(page.context["trial"].changes) == Claim.objects.count()
        return len(queries)

    make_claim(indicator=make_indicator())
    few = count()
    for number in range(8):
        make_rule({"kind": "outlet", "outlet": make_outlet()}, queue=make_queue(rule=""), position=number)
        make_claim(indicator=make_indicator(f"measure-{number}"))

    assert count() == few <= 22


def test_hostile_words_stay_words(curator: Client) -> None:
    make_claims(3, make_queue())
    for number, words in enumerate(HOSTILE):
        name, queue = words[:100] or "-", make_queue(rule="", name=words[:100] or "-")
        tag = Tag.objects.create(name=words[:60] or "-", slug=f"tag-{number}")
        topic = Topic.objects.create(name=f"{number} {words}"[:120], words=f"a\n{words}")
        rule = make_rule({"kind": "topic", "topic": topic}, queue=queue, name=name, note=words[:300], tags=[tag])
        change = curator.get(reverse("admin:claims_rule_change", args=[rule.pk]), {"_try": "1"})
        assert change.status_code == 200
        assert "<script>alert" not in change.content.decode()

    listed = curator.get(reverse("admin:claims_rule_changelist")).content.decode()
    assert "<script>alert" not in listed
    assert escape(HOSTILE[0][:20]) in listed


# --- queue again ------------------------------------------------------------------------------------------


def _again(client: Client, *claims: Claim) -> Any:
    chosen = {"action": "sort_again", "_selected_action": [claim.pk for claim in claims]}
    return client.post(reverse("admin:claims_claim_changelist"), chosen, follow=True)


def test_claims_are_queued_again_by_the_rules_as_they_are_now(curator: Client) -> None:
    old, queue = make_queue(rule=""), make_queue(priority=7)
    waits, aside, begun, held = make_claims(4, old)
    aside_columns = {"state": ClaimState.DISMISSED, "reason": "not_reached", "queue": None}
    Claim.objects.filter(pk=aside.pk).update(**aside_columns)
    Check.objects.create(claim=begun, checker=make_user(), reading=begun.readings.get())
    Claim.objects.filter(pk=held.pk).update(
        lease_holder=User.objects.latest("pk"), lease_token="t", lease_until="2100-01-01T00:00Z"
    )
    since = Claim.objects.get(pk=waits.pk).state_at

    page = _again(curator, waits, aside, begun, held).content.decode()

    assert "2 claims were queued again." in page
    assert "2 were left" in page
    assert {claim.queue for claim in Claim.objects.filter(pk__in=[waits.pk, aside.pk])} == {queue}
    assert {claim.queue for claim in Claim.objects.filter(pk__in=[begun.pk, held.pk])} == {old}
    again = Claim.objects.get(pk=waits.pk)
    assert (again.state, again.state_at, again.rule_hits.count()) == (ClaimState.QUEUED, since, 1)
    _again(curator, waits)
    assert again.rule_hits.count() == 1
    assert Queue.objects.count() == 2


def test_who_keeps_no_rules_queues_nothing_again() -> None:
    claim = make_claim()
    make_queue()
    client = Client()
    client.force_login(make_user("editor", is_staff=True))

    response = client.post(
        reverse("admin:claims_claim_changelist"), {"action": "sort_again", "_selected_action": [claim.pk]}
    )

    assert response.status_code == 403
    assert not claim.rule_hits.exists()


# --- what the desk shows ----------------------------------------------------------------------------------


def test_a_claim_its_article_and_the_board_say_what_rules_did() -> None:
    tag, other = (Tag.objects.create(name=name, slug=name.lower()) for name in ("Hunger", "Rents"))
    queue, person = make_queue(rule="", name="Numbers"), make_user("editor")
    make_rule({"kind": "quantity"}, queue=queue, name="Hunger first", points=5, person=person, tags=[tag], position=1)
    claim, aside = make_claim(queue=make_queue(rule="")), make_claim(sentence="Nothing.", queue=make_queue(rule=""))
    aside.readings.update(structure={**aside.readings.get().structure, "quantities": []})
    make_rule(name="The rest", reason="opinion", position=2)
    sort_again(make_user("curator"), [claim.pk, aside.pk])
    client = Client()
    client.force_login(person)

    pages = [
        client.get(reverse("claims:claim", args=[claim.pk])).content.decode(),
        client.get(reverse("claims:article", args=[claim.article_id])).content.decode(),
    ]
    put_aside = client.get(reverse("claims:article", args=[aside.article_id])).content.decode()
    board = reverse("claims:editor")
    found = client.get(board, {"view": "waiting", "tag": tag.slug})
    none = client.get(board, {"view": "waiting", "tag": other.slug})

    assert all("Sent to Numbers by rule Hunger first, 5 points" in page and ">Hunger<" in page for page in pages)
    assert f"handed to {person}" in pages[0]
    assert "handed to" not in pages[1]
    assert "Put aside by rule The rest: an opinion" in put_aside
    assert [row.claim for row in found.context["page"].rows] == [claim]
    assert "tag=hunger" in found.content.decode()
    assert none.context["page"].rows == []


def test_what_was_not_reached_is_counted_where_it_lies_and_listed() -> None:
    (claim, _other) = make_claims(2, make_queue())
    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.DISMISSED, reason="not_reached")
    make_claim(state=ClaimState.DISMISSED, reason="opinion")
    client = Client()
    client.force_login(make_user())

    page = client.get(reverse("claims:aside"))
    listed = client.get(reverse("claims:aside"), {"reason": "not_reached"})

    assert "1 claim of the last 30 days was not reached" in page.content.decode()
    assert [row.pk for row in listed.context["page"].rows] == [claim.pk]
    assert "Only what was put aside as: not reached." in listed.content.decode()
