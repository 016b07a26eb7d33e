"""The admin site in a real browser: the content policy is kept, fields have names, search and calendar work."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from claims.models import Rule
from tests.browser.conftest import Visitor
from tests.browser.world import World
from tests.builders import make_indicator, make_queue, make_rule, make_user

# Django's tables of rows beneath a page begin with an empty head; a screen reader passes over it.
DJANGOS_OWN = {"empty-table-header"}


def look(visitor: Visitor) -> None:
    """Quiet before the examiner runs: it sets styles of its own that the policy refuses, which is its noise."""
    visitor.noise += visitor.page.evaluate("window.violations || []")
    assert not visitor.noise, visitor.noise
    found = Axe().run(visitor.page).response["violations"]
    assert {each["id"] for each in found} <= DJANGOS_OWN, (visitor.page.url, found)
    visitor.noise.clear()


def open_admin(visitor: Visitor) -> None:
    make_user("curator", username="cora", is_staff=True)
    visitor.open(reverse("admin:index"))
    visitor.page.get_by_label("Username").fill("cora")
    visitor.page.get_by_label("Password").fill("not a secret")
    visitor.page.get_by_role("main").get_by_role("button", name="Log in").click()
    visitor.page.wait_for_url(f"**{reverse('admin:index')}")


def test_the_admin_site_keeps_the_policy_and_names_its_fields(visit: Any, world: World) -> None:
    visitor: Visitor = visit()
    open_admin(visitor)
    look(visitor)
    article = reverse("admin:claims_article_change", args=[world.first.article_id])
    indicator = reverse("admin:claims_indicator_change", args=[make_indicator().pk])
    rule = make_rule({"kind": "quantity"}, queue=world.first.queue, position=0)
    tried = f"{reverse('admin:claims_rule_change', args=[rule.pk])}?_try=1"
    queue = reverse("admin:claims_queue_change", args=[make_queue().pk])

    for address in (
        reverse("admin:claims_claim_changelist"),
        reverse("admin:claims_claimant_add"),
        article,
        indicator,
        queue,
        tried,
        reverse("admin:claims_rule_changelist"),
        reverse("admin:claims_series_charts"),
        reverse("admin:claims_ratingmeaning_unmapped"),
    ):
        visitor.open(address)
        visitor.page.wait_for_load_state("networkidle")
        look(visitor)


def test_a_relation_is_found_by_typing_and_a_day_by_the_calendar(visit: Any, world: World) -> None:
    visitor: Visitor = visit()
    page = visitor.page
    make_indicator("wells", name="Wells that are dry")
    open_admin(visitor)

    visitor.open(reverse("admin:claims_series_add"))
    page.get_by_role("combobox", name="Indicator").click()
    page.locator(".select2-search__field").fill("wells")
    page.get_by_role("option", name="Wells that are dry").click()
    chosen = page.locator("#id_indicator option:checked").inner_text()
    visitor.open(reverse("admin:claims_source_add"))
    page.locator(".datetimeshortcuts a").first.click()

    assert chosen == "Wells that are dry"
    assert page.locator("#id_note_on").input_value()
    look(visitor)


def test_a_rule_is_written_and_tried_line_by_line(visit: Any, world: World) -> None:
    visitor: Visitor = visit()
    page = visitor.page
    make_queue(name="Hunger", slug="hunger", rule="")
    open_admin(visitor)

    visitor.open(reverse("admin:claims_rule_add"))
    page.locator("#id_name").fill("Hunger in Chad")
    page.locator("#id_position").fill("0")
    page.get_by_role("combobox", name="Send to queue").click()
    page.get_by_role("option", name="Hunger").click()
    page.locator("#id_conditions-0-kind").select_option("place")
    shown = page.locator("#id_conditions-0-place").is_visible(), page.locator("#id_conditions-0-words").is_visible()
    page.locator("#id_conditions-0-place").select_option("TCD")
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("heading", name="What would change").wait_for()

    assert shown == (True, False)
    assert page.locator("#id_name").input_value() == "Hunger in Chad"
    assert page.locator("#id_conditions-0-place").input_value() == "TCD"
    assert page.locator("#trial-claims tbody tr").count() > 0
    assert Rule.objects.filter(name="Hunger in Chad").count() == 0
    look(visitor)
