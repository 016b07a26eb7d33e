"""What a page weighs: at most 60 KB of script and style together, compressed, and it is painted without any script."""

from __future__ import annotations

import gzip
from functools import partial
from typing import Any

from playwright.sync_api import Request

from tests.browser.conftest import Visitor
from tests.browser.world import World, every_page

MOST = 60_000
KINDS = ("script", "stylesheet")


def test_no_page_loads_more_than_sixty_kilobytes_of_script_and_style(visit: Any, world: World) -> None:
    for name, pages in every_page(world).items():
        visitor: Visitor = visit()
        if name:
            visitor.log_in(name)
        loaded: set[str] = set()
        visitor.page.on("request", partial(_note, loaded))
        for address in pages.values():
            loaded.clear()
            visitor.page.goto(visitor.base + address, wait_until="networkidle")

            assert loaded, f"{address} loads no style"
            weights = {each: _weight(visitor, each) for each in loaded}
            assert sum(weights.values()) <= MOST, (address, weights)


def _note(loaded: set[str], asked: Request) -> None:
    if asked.resource_type in KINDS:
        loaded.add(asked.url)


def _weight(visitor: Visitor, address: str) -> int:
    """What it weighs when it is compressed as a server would, whether or not this one did. It is asked for once more:
    a browser that is short of memory does not keep what it loaded."""
    return len(gzip.compress(visitor.page.request.get(address).body(), compresslevel=6))


def test_a_page_is_painted_before_any_script(visit: Any, world: World) -> None:
    """Every script waits until the page stands, and no page keeps its words in a script."""
    for name, pages in every_page(world).items():
        visitor: Visitor = visit(script=False)
        if name:
            visitor.log_in(name)
        for address in pages.values():
            visitor.open(address)

            assert visitor.page.locator("script[src]:not([defer])").count() == 0, address
            assert visitor.page.locator("main h1").first.is_visible(), address
