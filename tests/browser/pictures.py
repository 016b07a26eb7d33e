"""Takes the pictures; run by `tests.browser.screenshots`, never with the tests.

They are kept as WebP, which the browser itself makes of what it shows: a tenth of the size, and words stay readable.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, THEMES, WIDE, Visitor
from tests.browser.rule_pages import rule_pages
from tests.browser.screenshots import VARIABLE
from tests.browser.world import World, every_page

SIZES = {"1280": WIDE, "360": PHONE}
QUALITY = 0.3
TO_WEBP = """async ([png, quality]) => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + png;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


@pytest.fixture
def painter(browser: Browser) -> Iterator[Page]:
    """An empty page of its own that turns pictures into WebP."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_every_page(size: str, theme: str, visit: Any, world: World, painter: Page) -> None:
    folder = Path(os.environ[VARIABLE])
    for person, pages in {**every_page(world), **rule_pages()}.items():
        visitor: Visitor = visit(SIZES[size], theme)
        if person:
            visitor.log_in(person)
        for name, address in pages.items():
            visitor.open(address)
            _unroll(visitor.page, SIZES[size][0])
            picture = _webp(painter, visitor.page.screenshot(full_page=True))
            (folder / f"{name}-{size}-{theme}.webp").write_bytes(picture)


def _webp(painter: Page, png: bytes) -> bytes:
    made = painter.evaluate(TO_WEBP, [base64.b64encode(png).decode(), QUALITY])
    return base64.b64decode(made)


def _unroll(page: Page, width: int) -> None:
    """A window as high as its page: what sticks to the window's edge stands where it belongs."""
    page.set_viewport_size({"width": width, "height": 900})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})
