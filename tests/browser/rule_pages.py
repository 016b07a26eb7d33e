"""The pages on which a curator keeps rules, for pictures."""

from __future__ import annotations

from claims.models import Rule, Tag, Topic
from tests.builders import make_queue, make_rule, make_user


def rule_pages() -> dict[str, dict[str, str]]:
    """By a short name, by who opens them, as `every_page` has it."""
    make_user("curator", username="cora", is_staff=True)
    tag = Tag.objects.create(name="Hunger", slug="hunger")
    topic = Topic.objects.create(name="Hunger", words="hungry\nundernourish*\nstunted")
    lines = (
        {"kind": "topic", "topic": topic},
        {"kind": "place", "place": "TCD"},
        {"kind": "at_least", "worthiness": 0.2},
    )
    Rule.objects.update(position=20)
    queue = make_queue(name="Hunger", slug="hunger", rule="", priority=80)
    rule = make_rule(*lines, queue=queue, tags=[tag], name="Hunger in Chad", position=10, points=5)
    make_rule(reason="low_worthiness", name="The rest", position=90)
    change = f"/admin/claims/rule/{rule.pk}/change/"
    return {"cora": {"rules": "/admin/claims/rule/", "rule": change, "rule-tried": f"{change}?_try=1"}}
