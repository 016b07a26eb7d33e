"""What a page weighs: at most 60 KB of script and style together, compressed, and it is painted without any script."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Response

from tests.browser.conftest import Visitor
from tests.browser.world import World, every_page

MOST = 60_000
KINDS = ("script", "stylesheet")


def test_no_page_loads_more_than_sixty_kilobytes_of_script_and_style(visit: Any, world: World) -> None:
    for name, pages in every_page(world).items():
        visitor: Visitor = visit()
        if name:
            visitor.log_in(name)
        answers: list[Response] = []
        visitor.page.on("response", lambda answer, kept=answers: kept.append(answer))
        for address in pages.values():
            answers.clear()
            visitor.page.goto(visitor.base + address, wait_until="networkidle")

            loaded = _weights(answers)
            assert loaded, f"{address} loads no style"
            assert sum(loaded.values()) <= MOST, (address, loaded)


def _weights(answers: Iterable[Response]) -> dict[str, int]:
    """What each weighs when it is compressed as a server would, whether or not this one did. Asked for once the page
    has come: a body that is asked for while it comes may be told too late."""
    parts = [each for each in answers if each.request.resource_type in KINDS]
    return {each.url: len(gzip.compress(each.body(), compresslevel=6)) for each in parts}


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
