"""Rules of triage: what a condition fits, which rule decides, what is kept of it, bounded in queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import (
    Appearance,
    Article,
    Claim,
    Claimant,
    ClaimantTag,
    ClaimState,
    HandOver,
    Queue,
    Rule,
    RuleCondition,
    RuleHit,
    Tag,
    Topic,
    User,
)
from claims.queries import handed_to
from claims.services.extract import extract_version
from claims.services.intake import receive_text
from claims.services.interests import declare_interest
from claims.services.starter import load_starter
from claims.services.steps.conditions import TESTS, TriageFacts, all_of
from claims.services.steps.readings import extracted_of, reading_in_force
from claims.services.steps.rule_facts import facts_of_stored
from claims.services.steps.rules import decide, rules_in_order
from claims.services.steps.storing import facts_of
from claims.services.steps.triage import triage
from claims.values import QuantityKind
from tests.builders import make_claim, make_claimant, make_indicator, make_outlet, make_queue, make_rule, make_user

pytestmark = pytest.mark.django_db
FACTS = TriageFacts(
    sentence="The price of vaccines in Chad rose by 7 percent, the side-\neffects did not.",
    worthiness=0.6,
    kinds=frozenset({QuantityKind.PERCENT}),
    has_series=False,
    has_place=True,
    record=False,
    attributed=False,
    repeat_of=None,
    places=frozenset({"TCD"}),
    language="en-GB",
)


def fits(*lines: dict[str, Any], facts: TriageFacts = FACTS) -> bool:
    return all(test(facts) for test in all_of(RuleCondition(**line) for line in lines))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"kind": "place", "place": "TCD"}, True),
        ({"kind": "place", "place": "NER"}, False),
        ({"kind": "language", "language": "en"}, True),
        ({"kind": "language", "language": "e"}, False),
        ({"kind": "language", "language": "fr"}, False),
        ({"kind": "words", "words": "rent, Vaccines"}, True),
        ({"kind": "words", "words": "side effects"}, True),
        ({"kind": "words", "words": "vaccine"}, False),
        ({"kind": "words", "words": "vaccin*"}, True),
        ({"kind": "words", "words": "*ccin*"}, True),
        ({"kind": "words", "words": "*cent"}, True),
        ({"kind": "words", "words": "*cen"}, False),
        ({"kind": "words", "words": "%, , *"}, False),
        ({"kind": "at_least", "worthiness": 0.6}, True),
        ({"kind": "at_least", "worthiness": 0.61}, False),
        ({"kind": "below", "worthiness": 0.6}, False),
        ({"kind": "below", "worthiness": 0.61}, True),
        ({"kind": "age", "days": 3}, True),
        ({"kind": "age", "days": 1}, False),
        ({"kind": "quantity"}, True),
        ({"kind": "quantity_kind", "number_kind": "percent"}, True),
        ({"kind": "only_kind", "number_kind": "percent"}, True),
        ({"kind": "quantity_kind", "number_kind": "count"}, False),
        ({"kind": "has_series"}, False),
        ({"kind": "any_place"}, True),
        ({"kind": "any_indicator"}, False),
        ({"kind": "record"}, False),
        ({"kind": "attributed"}, False),
        ({"kind": "repeat"}, False),
    ],
    ids=str,
)
def test_a_condition_fits_and_its_negation_does_not(line: dict[str, Any], expected: bool) -> None:
    facts = replace(FACTS, said_on=timezone.localdate() - timedelta(days=2))

    assert fits(line, facts=facts) is expected
    assert fits({**line, "negated": True}, facts=facts) is not expected


def test_conditions_name_rows_of_the_desk_and_every_kind_is_known() -> None:
    indicator, other = make_indicator(), make_indicator("other")
    claimant, outlet = Claimant.objects.create(name="Ann"), make_outlet()
    facts = replace(FACTS, indicator_id=indicator.pk, claimant_id=claimant.pk, outlet_id=outlet.pk)
    named = {"kind": "indicator", "indicator": indicator}, {"kind": "claimant", "claimant": claimant}
    published = {"kind": "outlet", "outlet": outlet}

    assert fits(*named, published, {"kind": "any_indicator"}, facts=facts)
    assert not fits({"kind": "indicator", "indicator": other}, published, facts=facts)
    assert not fits(*named)
    assert fits({"kind": "topic", "topic": Topic(words="rent\nvaccin*")})
    assert not fits({"kind": "topic", "topic": Topic(words="rent")})
    assert set(TESTS) == set(RuleCondition.Kind.values)
    assert {kind.value for kind in QuantityKind} == set(RuleCondition.NumberKind.values)


def test_lines_of_one_kind_are_alternatives_and_kinds_must_all_fit() -> None:
    chad, niger = {"kind": "place", "place": "TCD"}, {"kind": "place", "place": "NER"}

    assert fits(niger, chad, {"kind": "quantity"})
    assert not fits(niger, chad, {"kind": "record"})
    assert not fits(chad, {**chad, "negated": True})
    assert not fits({"kind": "age", "days": 9999})  # what has no day is of no age


def test_the_first_rule_that_fits_sends_and_one_that_goes_on_adds() -> None:
    tag, both = Tag.objects.create(name="Prices", slug="prices"), {"kind": "quantity"}
    first, later = make_queue(rule="", priority=5), make_queue(rule="")
    make_rule({"kind": "place", "place": "NER"}, queue=later, position=1)
    make_rule(both, points=10, worthiness_points=5, tags=[tag], stops=False, position=2)
    make_rule(both, queue=first, stops=False, position=3)
    make_rule(both, queue=later, points=-2, position=4)
    make_rule(reason="opinion", position=5)

    outcome = decide(FACTS, rules_in_order())

    assert (outcome.queue, outcome.points, outcome.tags) == (first, 11, (tag,))
    assert [rule.position for rule in outcome.hits] == [2, 3, 4]
    assert decide(replace(FACTS, kinds=frozenset()), rules_in_order()).reason == "opinion"


def test_a_rule_asks_for_a_group_of_claimants_in_one_query_more(django_assert_num_queries: Any) -> None:
    ada, ben = make_claimant("Ada"), make_claimant("Ben")
    groups = [ClaimantTag.objects.create(name=name) for name in ("Cabinet", "Party")]
    groups[0].claimants.add(ada)
    inside, outside = make_queue(rule=""), make_queue(rule="")
    make_rule({"kind": "group", "group": groups[0]}, {"kind": "group", "group": groups[1]}, queue=inside, position=1)
    make_rule({"kind": "group", "group": groups[0], "negated": True}, queue=outside, position=2)

    with django_assert_num_queries(4):
        rules = rules_in_order()
        queues = [decide(replace(FACTS, claimant_id=each), rules).queue for each in (ada.pk, ben.pk, None)]

    assert queues == [inside, outside, outside]


def test_rules_that_are_off_or_of_a_queue_that_is_off_are_not_asked_and_what_none_takes_is_put_aside() -> None:
    make_rule(queue=make_queue(rule="", active=False))
    make_rule(queue=make_queue(rule=""), active=False)

    assert decide(FACTS, rules_in_order()).reason == "low_worthiness"


def test_a_claim_keeps_which_rule_did_what() -> None:
    queue, tag = make_queue(rule="", priority=1, name="Prices"), Tag.objects.create(name="Chad", slug="chad")
    make_rule(name="Higher", points=3, stops=False, tags=[tag], position=1)
    make_rule(name="<b>Send</b>", queue=queue, position=2)
    claim = make_claim(state=ClaimState.DETECTED, queue=None)
    before = timezone.now()

    triage(claim, FACTS, rules_in_order())
    Rule.objects.all().delete()

    assert claim.queue == queue
    assert claim.rank_at is not None
    assert abs(claim.rank_at - before + timedelta(days=4)) < timedelta(hours=1)
    kept = RuleHit.objects.filter(claim=claim).order_by("number")
    assert [(each.name, each.queue_name, each.points, each.rule) for each in kept] == [
        ("Higher", "", 3, None),
        ("<b>Send</b>", "Prices", 0, None),
    ]
    assert [each.tag for each in claim.tagged.all()] == [tag]


def _handed(person: User) -> bool:
    claim = make_claim(state=ClaimState.DETECTED, queue=None)
    triage(claim, FACTS, rules_in_order())
    assert claim.state == ClaimState.QUEUED
    return [each.claim_id for each in handed_to(person)] == [claim.pk]


def test_a_rule_hands_a_claim_to_who_can_check_it_and_to_nobody_else() -> None:
    person, outsider = make_user(), make_user()
    queue = make_queue(person, rule="")
    rule = make_rule(queue=queue, person=person)

    assert _handed(person)
    assert HandOver.objects.get().by is None
    assert RuleHit.objects.get().person == person
    assert Claim.objects.get().lease_holder == person

    HandOver.objects.update(ended_at=timezone.now())
    Rule.objects.filter(pk=rule.pk).update(person=outsider)
    assert not _handed(outsider)
    Rule.objects.filter(pk=rule.pk).update(person=person)
    declare_interest(person, kind="party", name="Freedonia", since=None)
    assert not _handed(person)


# --- the starter set --------------------------------------------------------------------------------------


def test_the_starter_rules_sort_as_the_first_day_says() -> None:
    load_starter()
    percent, years = frozenset({QuantityKind.PERCENT}), frozenset({QuantityKind.DURATION})
    rules = rules_in_order()

    def goes_to(worthiness: float, **changes: Any) -> str:
        plain = {"sentence": "Plain words.", "kinds": frozenset(), "has_place": False}
        outcome = decide(replace(FACTS, **{**plain, "worthiness": worthiness, **changes}), rules)
        return outcome.queue.slug if outcome.queue else outcome.reason

    assert goes_to(0.3, sentence="The vaccination kills.", repeat_of=1) == "urgent"
    assert goes_to(0.29, sentence="The vaccination kills.") == "low_worthiness"
    assert goes_to(0.0, repeat_of=1) == "repeats"
    assert goes_to(0.2, kinds=percent, has_series=True, has_place=True) == "numbers"
    assert goes_to(0.2, kinds=percent, has_series=True) == "other-figures"
    assert goes_to(0.2, kinds=years) == goes_to(0.2, record=True) == "people"
    assert goes_to(0.5, attributed=True, kinds=percent) == "who-said-what"
    assert goes_to(0.49, attributed=True) == "low_worthiness"
    assert goes_to(0.2, kinds=percent | years) == "other-figures"
    assert goes_to(0.5) == "everything-else"
    assert goes_to(0.19, kinds=percent, has_series=True, has_place=True, record=True) == "low_worthiness"


def test_loading_the_starter_again_leaves_the_rules_to_the_curators() -> None:
    load_starter()
    Rule.objects.filter(name="Danger").delete()
    count = Rule.objects.count()

    load_starter()

    assert Rule.objects.count() == count
    assert set(Queue.objects.exclude(takes="").values_list("slug", "takes")) == {
        ("complaints", "complaint"),
        ("come-back", "come_back"),
    }


# --- facts ------------------------------------------------------------------------------------------------

TEXT = (
    "In 2019 the unemployment rate of Chad was 7 percent, the minister said. It rose for 12 years. "
    "Chad has the highest unemployment rate in the world. Nobody knows why. Exports fell by half in 2018."
)


def test_what_is_known_of_a_stored_claim_is_what_was_known_when_it_was_read() -> None:
    load_starter()
    received = receive_text(text=TEXT, title="Work", published_on=date(2020, 1, 6))
    extract_version(received.version_id)
    claims = list(Claim.objects.select_related("article", "indicator").order_by("pk"))
    read = []
    for claim in claims:
        place = Appearance.objects.get(claim=claim)
        found = extracted_of(reading_in_force(claim), sentence=claim.sentence, start=place.start, end=place.end)
        read.append(facts_of(claim, found, Article.objects.get()))

    assert len(claims) > 2
    assert facts_of_stored(claims) == read


def test_reading_a_hundred_claims_asks_for_rules_as_often_as_reading_one() -> None:
    make_indicator("unemployment", name="Unemployment rate").phrases.create(text="unemployment rate")
    for position in range(1, 8):
        line = {"kind": "words", "words": "bread"}
        make_rule({"kind": "place", "place": "NER"}, line, queue=make_queue(rule=""), position=position)
    make_queue(position=99)
    asked = 'FROM "claims_rulecondition"', 'FROM "claims_rule"', 'FROM "claims_queue"', 'FROM "claims_tag"'

    def count(number: int) -> int:
        text = " ".join(
            f"In {1900 + each} the unemployment rate of Chad was {each + 1} percent." for each in range(number)
        )
        received = receive_text(text=text, title=f"{number} figures", published_on=date(2020, 1, 6))
        with CaptureQueriesContext(connection) as queries:
            extract_version(received.version_id)
        assert Claim.objects.filter(article_id=received.article_id).count() == number
        return sum(any(name in query["sql"] for name in asked) for query in queries.captured_queries)

    assert count(1) == count(100) == 3
