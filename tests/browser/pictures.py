"""Takes the pictures; run by `tests.browser.screenshots`, never with the tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, THEMES, WIDE, Visitor
from tests.browser.screenshots import VARIABLE
from tests.browser.world import World, every_page

SIZES = {"1280": WIDE, "360": PHONE}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_every_page(size: str, theme: str, visit: Any, world: World) -> None:
    folder = Path(os.environ[VARIABLE])
    for person, pages in every_page(world).items():
        visitor: Visitor = visit(SIZES[size], theme)
        if person:
            visitor.log_in(person)
        for name, address in pages.items():
            visitor.open(address)
            _unroll(visitor.page, SIZES[size][0])
            file = folder / f"{name}-{size}-{theme}.png"
            visitor.page.screenshot(path=file, full_page=True)
            assert file.stat().st_size > 0


def _unroll(page: Page, width: int) -> None:
    """A window as high as its page: what sticks to the window's edge stands where it belongs."""
    page.set_viewport_size({"width": width, "height": 900})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})
