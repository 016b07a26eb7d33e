"""A real browser against a live server under the desk's own content policy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.browser.world import World, make_world

# Playwright keeps an event loop in this thread; the tests build their rows from it all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDE, PHONE = (1280, 900), (360, 740)
THEMES = ("light", "dark")
REPORTS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(event.violatedDirective + " " + event.blockedURI);
});
"""


# A label names the field of its id: where two have it, one of them has no name.
TWICE = """
const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
[...new Set(ids.filter((each, at) => ids.indexOf(each) !== at))]
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error as error:
            pytest.skip(f"component: no Chromium could be started: {error}")
        yield opened
        opened.close()


@dataclass
class Visitor:
    """One person with one window. `noise` gathers what the console and the policy complain of."""

    page: Page
    base: str
    noise: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.noise.append(f"error: {error}"))
        self.page.on("dialog", self._on_dialog)

    def _on_console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.noise.append(f"{message.type}: {message.text} at {self.page.url}")

    def _on_dialog(self, dialog: Any) -> None:
        self.noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, address: str) -> None:
        self.page.goto(self.base + address)

    def log_in(self, name: str) -> None:
        self.open("/login/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill("not a secret")
        self.page.get_by_role("main").get_by_role("button", name="Log in").click()

    def look(self) -> None:
        """What must hold of the page that is open: quiet console, kept policy, no barrier, nothing that
        runs out of the window."""
        self.noise += self.page.evaluate("window.violations || []")
        assert not self.noise, self.noise
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        twice = self.page.evaluate(TWICE)
        assert not twice, f"{self.page.url} has ids twice: {twice}"
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{self.page.url} is {width} pixels wider than its window"


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def visit(window: Any, live_server: Any) -> Any:
    """Opens windows on the live server: visit(size, theme, script=False) gives a visitor."""
    return partial(window, live_server.url)


@pytest.fixture
def window(browser: Browser) -> Iterator[Any]:
    """Opens windows, each of somebody's own, on the desk at an address."""
    contexts: list[BrowserContext] = []

    def opened(base: str, size: tuple[int, int] = WIDE, theme: Any = "light", *, script: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if script:
            context.add_init_script(REPORTS)
        visitor = Visitor(context.new_page(), base)
        visitor.listen()
        return visitor

    yield opened
    for context in contexts:
        context.close()
