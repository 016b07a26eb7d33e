"""What a checker does to the claims of a text by hand, on a phone and on a desk, by keyboard, without script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import Appearance, Claim
from tests.browser.conftest import PHONE, THEMES, WIDE, Visitor
from tests.browser.world import World

SIZES = {"wide": WIDE, "phone": PHONE}
LEFT = "Whoever wants to repeat this needs the numbers, their day and their source."


def press_by_keyboard(page: Page, button: Any) -> None:
    button.focus()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_sentence_is_pulled_in_split_and_mended_by_keyboard(visit: Any, world: World, script: bool) -> None:
    checker: Visitor = visit(script=script)
    page = checker.page
    checker.log_in("ada")
    checker.open(f"/desk/articles/{world.article.pk}/")

    press_by_keyboard(page, page.locator("li", has_text=LEFT).get_by_role("button", name="Pull in"))
    expect(page.get_by_role("heading", level=1)).to_have_text(LEFT)
    press_by_keyboard(page, page.locator("summary", has_text="Split the sentence"))
    press_by_keyboard(page, page.get_by_role("button", name="Make a second claim"))
    expect(page.get_by_text("this is the second claim of the sentence")).to_be_visible()
    press_by_keyboard(page, page.locator("summary", has_text="Mend the reading"))
    page.get_by_label("Who says it").fill("The Bureau")
    page.get_by_label("That is").select_option("body")
    press_by_keyboard(page, page.get_by_role("button", name="Read it like this"))

    expect(page.get_by_text("The reading is mended")).to_be_visible()
    part = Appearance.objects.get(part=1).claim
    assert (part.sentence, str(part.claimant)) == (LEFT, "The Bureau")
    assert Claim.objects.filter(sentence=LEFT).count() == 2


def test_another_measure_is_chosen_by_one_press(visit: Any, world: World) -> None:
    checker: Visitor = visit()
    checker.log_in("ada")
    checker.open(f"/desk/claims/{world.first.pk}/")

    checker.page.get_by_role("button", name="Choose Severe food insecurity").click()

    expect(checker.page.get_by_text("The reading is mended")).to_be_visible()
    world.first.refresh_from_db()
    assert world.first.indicator is not None and world.first.indicator.slug == "food-insecurity"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_form_of_the_claim_and_the_article_is_without_barrier(
    size: str, theme: str, visit: Any, world: World
) -> None:
    checker: Visitor = visit(SIZES[size], theme)
    checker.log_in("ada")
    for address in (f"/desk/claims/{world.first.pk}/", f"/desk/articles/{world.article.pk}/"):
        checker.open(address)
        for summary in checker.page.locator("main summary").all():
            summary.click()
        checker.look()
