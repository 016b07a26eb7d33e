"""From log-in to the public page, on a desk and on a phone, by day and by night."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import Check, DraftVersion, Lookup, Publication
from tests.browser.conftest import PHONE, THEMES, WIDE, Visitor
from tests.browser.world import FIRST, SECOND, World
from tests.builders import make_finding

WORDING = "40 percent of the people of Chad are undernourished"
SIZES = {"wide": WIDE, "phone": PHONE}


def decide(page: Page, number: int, *, stance: str = "supports") -> None:
    piece = page.get_by_role("group", name=f"Decide on [{number}]")
    piece.get_by_label("Confirm").check()
    piece.get_by_label("It").select_option(stance)


def fill_check(page: Page, world: World) -> None:
    decide(page, world.then.number)
    decide(page, world.now.number)
    page.get_by_role("group", name="Rating").get_by_label("Supported").check()
    for answer in page.get_by_label("No, or it does not mislead").all():
        answer.check()
    page.get_by_role("group", name="Did they say it?").get_by_label("Cannot be established").check()
    page.get_by_label("The claim as readers see it").fill(WORDING)
    page.get_by_label("Summary").fill("The newest figure that day was 41.5 percent.")
    page.get_by_label("Reasoning").fill(f"The figure **then** [{world.then.number}] bears it out.")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_from_log_in_to_the_public_page(size: str, theme: str, visit: Any, world: World) -> None:
    checker: Visitor = visit(SIZES[size], theme)
    page = checker.page
    checker.open("/")
    checker.look()
    checker.log_in("ada")
    checker.look()

    page.get_by_role("button", name="Next claim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST)
    expect(page.locator("#sentence")).to_be_in_viewport()
    checker.look()
    fill_check(page, world)
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    checker.look()
    page.get_by_role("button", name="Submit to an editor").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SECOND)
    checker.look()

    editor: Visitor = visit(SIZES[size], theme)
    editor.log_in("eva")
    editor.open("/editor/")
    editor.look()
    editor.page.get_by_role("link", name=WORDING).click()
    editor.look()
    editor.page.get_by_role("button", name="Sign and publish").click()
    editor.look()
    editor.page.get_by_role("link", name="see the page").click()

    expect(editor.page.get_by_role("heading", level=1)).to_have_text(WORDING)
    expect(editor.page.locator(".verdict-rating")).to_contain_text("Supported")
    expect(editor.page.get_by_role("img").first).to_be_visible()
    editor.look()
    reader: Visitor = visit(SIZES[size], theme)
    reader.open("/")
    reader.page.get_by_role("link", name=WORDING).click()
    reader.look()
    assert Publication.objects.count() == 1


def test_everything_but_live_arrival_works_without_script(visit: Any, world: World) -> None:
    checker: Visitor = visit(script=False)
    page = checker.page
    checker.log_in("ada")

    page.get_by_role("button", name="Next claim").click()
    fill_check(page, world)
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_text("Saved at").first).to_be_visible()
    document = page.locator("details", has=page.locator("summary", has_text="Add a document"))
    document.locator("summary").click()
    document.get_by_label("Link").fill("https://documents.example/report")
    document.get_by_label("Title").fill("The report")
    document.get_by_label("Passage, word for word").fill("forty percent")
    document.get_by_label("Dated").fill("2018-03-06")
    document.get_by_label("stands in its context").check()
    page.get_by_label("Summary").fill("Changed and not saved before the document.")
    document.get_by_role("button", name="Add as evidence").click()
    expect(page.get_by_label("Summary")).to_have_value("Changed and not saved before the document.")
    page.get_by_role("button", name="Submit to an editor").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(SECOND)
    assert Check.objects.get(claim=world.first).state == "submitted"


def test_evidence_arrives_while_somebody_types_and_the_asking_ends(visit: Any, world: World) -> None:
    Lookup.objects.filter(pk=world.waiting.pk).update(last_error="", attempts=0, due_at=world.first.added_at)
    checker: Visitor = visit()
    page = checker.page
    checker.log_in("ada")
    checker.open(f"/desk/claims/{world.first.pk}/")
    page.get_by_label("Reasoning").fill("Typed before it came.")
    decide(page, world.then.number, stance="context")

    arrived = make_finding(world.first, series=world.pending_series, raw="39.9", relation="agrees")
    Lookup.objects.filter(pk=world.waiting.pk).update(state="done")

    expect(page.locator("#findings .finding", has_text="39.9 percent")).to_contain_text("39.9 percent")
    expect(page.get_by_label("Reasoning")).to_have_value("Typed before it came.")
    expect(page.locator("#progress[hx-trigger]")).to_have_count(0)
    decide(page, arrived.number)
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    checker.look()
    assert Check.objects.get().decisions.filter(evidence=arrived).exists()


def test_a_dropped_line_is_told_and_the_words_are_saved_when_it_is_back(visit: Any, world: World) -> None:
    checker: Visitor = visit()
    page = checker.page
    checker.log_in("ada")
    checker.open(f"/desk/claims/{world.first.pk}/")

    page.context.set_offline(True)
    page.get_by_label("Reasoning").fill("Typed on a train.")
    expect(page.locator("[data-saved]")).to_contain_text("Not saved")
    page.context.set_offline(False)

    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=30_000)
    assert DraftVersion.objects.latest("pk").content["reasoning"] == "Typed on a train."


def test_what_was_typed_a_moment_ago_outlives_leaving_the_page(visit: Any, world: World) -> None:
    checker: Visitor = visit()
    page = checker.page
    checker.log_in("ada")
    checker.open(f"/desk/claims/{world.first.pk}/")

    page.get_by_label("Summary").fill("Typed and left at once.")
    checker.open("/desk/")
    _wait_for_a_draft(page)
    checker.open(f"/desk/claims/{world.first.pk}/")

    expect(page.get_by_label("Summary")).to_have_value("Typed and left at once.")


def _wait_for_a_draft(page: Page) -> None:
    """The words are sent while the page is left; the next page does not wait for them."""
    for _turn in range(200):
        if DraftVersion.objects.exists():
            return
        page.wait_for_timeout(50)
