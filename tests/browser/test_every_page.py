"""Every page at both widths in both themes: quiet console, kept policy, no barrier, no overflow."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, THEMES, WIDE, Visitor
from tests.browser.world import World, every_page

SIZES = {"wide": WIDE, "phone": PHONE}
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_quiet_and_open_to_everybody(size: str, theme: str, visit: Any, world: World) -> None:
    for name, pages in every_page(world).items():
        visitor: Visitor = visit(SIZES[size], theme)
        if name:
            visitor.log_in(name)
        for address in pages.values():
            visitor.open(address)
            visitor.page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
            _look_past_the_status(visitor)


@pytest.mark.parametrize("size", SIZES)
def test_pages_with_problems_are_open_to_everybody_too(size: str, visit: Any, world: World) -> None:
    visitor: Visitor = visit(SIZES[size])
    visitor.log_in("ada")
    page = visitor.page

    visitor.open(f"/desk/claims/{world.first.pk}/")
    page.get_by_role("button", name="Submit to an editor").click()
    assert page.locator("#problems").is_visible()
    _look_past_the_status(visitor)
    visitor.open("/desk/intake/")
    page.get_by_role("button", name="Fetch and read").click()
    assert page.locator(".problem").first.is_visible()
    _look_past_the_status(visitor)
    visitor.open("/nothing-here/")
    _look_past_the_status(visitor)


def _look_past_the_status(visitor: Visitor) -> None:
    """The browser notes a page's own status of 404, 410 or 422 in its console; that is no fault of the page."""
    visitor.noise = [each for each in visitor.noise if "Failed to load resource" not in each]
    visitor.look()


def test_nothing_is_lost_at_twice_the_size(visit: Any, world: World) -> None:
    """A window of 640 pixels shows what a window of 1280 shows at 200 percent."""
    visitor: Visitor
    for name, pages in every_page(world).items():
        visitor = visit((640, 450))
        if name:
            visitor.log_in(name)
        for address in pages.values():
            visitor.open(address)
            beyond = visitor.page.evaluate(BEYOND)
            assert beyond <= 0, f"{address} is {beyond} pixels wider than its window"


def tab_to(page: Page, name: str, *, at_most: int = 150) -> None:
    """Press Tab until the element of that accessible name has the focus, which must be seen."""
    for _press in range(at_most):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const at = document.activeElement;
                const words = at.labels && at.labels.length ? at.labels[0].textContent : at.textContent;
                const style = getComputedStyle(at);
                return [words.trim(), style.outlineStyle !== "none" || style.boxShadow !== "none"];
            }"""
        )
        if seen[0].lstrip("123456789 \n").startswith(name):
            assert seen[1], f"the focus on {name} cannot be seen"
            return
    raise AssertionError(f"{name} is not reached by the keyboard")


def test_the_main_path_is_walked_with_the_keyboard_alone(visit: Any, world: World) -> None:
    visitor: Visitor = visit()
    page = visitor.page
    visitor.open("/login/")
    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type("not a secret")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")

    tab_to(page, "Next claim")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/claims/*/#claim-title")
    for _piece in (world.then, world.now):
        tab_to(page, "Confirm")
        page.keyboard.press("Space")
        tab_to(page, "It")
        page.keyboard.type("supports")
    tab_to(page, "Supported")
    page.keyboard.press("Space")
    for _question in range(4):
        tab_to(page, "No, or it does not mislead")
        page.keyboard.press("Space")
    tab_to(page, "Said so")
    page.keyboard.press("ArrowDown")
    tab_to(page, "The claim as readers see it")
    page.keyboard.type("Forty percent are undernourished")
    tab_to(page, "Reasoning")
    page.keyboard.type("The figure bears it out.")
    tab_to(page, "Submit to an editor")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/desk/claims/{world.second.pk}/#claim-title")
    visitor.look()


def test_the_first_stop_of_the_keyboard_skips_to_the_page(visit: Any, world: World) -> None:
    visitor: Visitor = visit()
    visitor.open("/")

    tab_to(visitor.page, "Skip to the page", at_most=1)
    visitor.page.keyboard.press("Enter")

    assert visitor.page.evaluate("document.activeElement.id") == "main"
