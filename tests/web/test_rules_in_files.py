"""Rules of triage as files: a line is a rule with its tags and conditions, held to what the rule's page refuses."""

from __future__ import annotations

import pytest

from claims.models import ClaimantTag, Rule, RuleCondition, Tag, Topic
from claims.services.bulk.bringing import keep_file, plan_of, put_in
from claims.services.bulk.plan import Outcome, Plan
from claims.services.bulk.sheets import RULES
from claims.sources.sheet_files import write_csv
from tests.builders import make_queue, make_rule, make_user

pytestmark = pytest.mark.django_db
HEADS = ["name", "position", "queue", "reason", "person", "tags", "conditions"]


def looked_at(*rows: list[str]) -> Plan:
    return plan_of(keep_file(make_user("curator"), RULES, name="r.csv", body="".join(write_csv(HEADS, rows)).encode()))


def brought(*rows: list[str]) -> Plan:
    curator = make_user("curator")
    file = keep_file(curator, RULES, name="r.csv", body="".join(write_csv(HEADS, rows)).encode())
    return put_in(curator, RULES, file.pk, digest=plan_of(file).digest)


def test_a_rule_comes_in_with_its_tags_and_conditions_and_they_are_replaced() -> None:
    make_queue(slug="hunger", name="Hunger", rule="")
    Tag.objects.create(name="Food", slug="food")
    topic = Topic.objects.create(name="Hunger", words="hungry")
    make_rule({"kind": "place", "place": "TCD"}, reason="low_worthiness", name="The rest", position=90)
    ClaimantTag.objects.create(name="Cabinet")
    conditions = "topic=Hunger|not words=harvest, crop*|group=Cabinet|at_least=0.3|quantity"
    plan = brought(
        ["First", "1", "hunger", "", "", "food", conditions],
        ["The rest", "90", "", "low_worthiness", "", "", "place=KEN|not repeat"],
    )

    assert (plan.counts[Outcome.MADE], plan.counts[Outcome.CHANGED]) == (1, 1)
    first, rest = Rule.objects.get(name="First"), Rule.objects.get(name="The rest")
    assert [each.slug for each in first.tags.all()] == ["food"]
    assert RULES.text(first, "conditions") == conditions
    assert first.conditions.get(kind="topic").topic == topic
    assert list(rest.conditions.values_list("kind", "place", "negated")) == [
        ("place", "KEN", False),
        ("repeat", "", True),
    ]
    assert RuleCondition.objects.count() == 7


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (["R", "1", "", "", "", "", "quantity"], "", "does nothing"),
        (["R", "1", "hunger", "low_worthiness", "", "", ""], "reason", "choose one of the two"),
        (["R", "1", "hunger", "", "cora", "", ""], "person", "does not check claims"),
        (["R", "1", "hunger", "", "", "nothing", ""], "tags", "nothing"),
        (["R", "1", "hunger", "", "", "", "weather"], "conditions", "no condition"),
        (["R", "1", "hunger", "", "", "", "place"], "conditions", "needs a value"),
        (["R", "1", "hunger", "", "", "", "repeat=yes"], "conditions", "takes no value"),
        (["R", "1", "hunger", "", "", "", "place=ZZZ"], "conditions", "ZZZ"),
        (["R", "1", "hunger", "", "", "", "at_least=2"], "conditions", "less than or equal"),
        (["R", "1", "hunger", "", "", "", "words=**"], "conditions", "no letter"),
        (["R", "1", "hunger", "", "", "", "repeat|not repeat"], "conditions", "nothing fits both"),
    ],
)
def test_what_is_no_rule_is_refused_in_its_cell(row: list[str], column: str, words: str) -> None:
    make_queue(slug="hunger", name="Hunger", rule="")
    make_user("editor", username="cora").groups.clear()
    (line,) = looked_at(row).lines
    (problem,) = line.problems

    assert problem.column == column
    assert words in dict(problem.reason.numbers)["why"]
