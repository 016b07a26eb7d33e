"""What a day at the desk is walked with: real processes, sources that can be held, hands that know no mouse."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Locator, Page, expect

from claims.models import User
from tests.browser.conftest import Visitor
from tests.builders import PASSWORD, make_user
from tests.faults.processes import Processes
from tests.local_server import Answer, LocalServer
from tests.recorded import serve

# Whoever must not need the mouse is heard when it is used: the console of their window is read for noise.
NO_MOUSE = """
addEventListener("pointerdown", () => console.error("the mouse was used"), { capture: true });
"""
MOST_TABS = 150

HUNGER = "The World Food Programme estimates that 40 percent of North Korea's population is undernourished."
SMITH = "Minister John Smith said on Monday that only 10 percent of North Korea's population is undernourished."
TRADE = "About 90 percent of the country's trade goes to or through China."
PEOPLE = "North Korea has a population of about 25 million people."
ARTICLE = f"{HUNGER} Hunger is hard to count.\n\n{SMITH}\n\n{TRADE} {PEOPLE}\n\nNobody knows what winter brings."
CLAIMS = {HUNGER, SMITH, TRADE, PEOPLE}
ON_A_TRAIN = "Written while the train was in a tunnel."


class HeldSources:
    """The recorded sources; `hold` lets their requests come in and answers none until `let_go`."""

    def __init__(self, server: LocalServer) -> None:
        self.environment = {f"{name.upper()}_BASE": base for name, base in serve(server).items()}
        self.environment |= {"OUTGOING_ALLOW": server.netloc, "FAOSTAT_API_KEY": "token"}
        self._recorded: Any = server.answers["*"]
        self._go = threading.Event()
        self._lock = threading.Lock()
        self.waiting = 0
        self._go.set()
        server.add_handler("*", self._answer)

    def hold(self) -> None:
        self._go.clear()

    def let_go(self) -> None:
        self._go.set()

    def _answer(self, asked: str) -> Answer:
        self._count(1)
        self._go.wait(60)
        self._count(-1)
        answer: Answer = self._recorded(asked)
        return answer

    def _count(self, by: int) -> None:
        with self._lock:
            self.waiting += by


@dataclass
class Shift:
    """The desk's processes of one day. `worker` is the one that works now."""

    processes: Processes
    base: str = ""
    worker: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.base = self.processes.environment["PUBLIC_BASE"] = f"http://127.0.0.1:{port}"
        self.processes.beat()
        self.worker = self.processes.worker()
        self.processes.web(port)

    def lose_the_worker(self) -> None:
        """End the worker and its children with the signal that none of them sees, and start another."""
        assert self.worker is not None
        self.processes.kill(self.worker)
        self.worker = self.processes.worker()


def make_person(name: str, group: str, **columns: str) -> User:
    """Somebody who can log in at the desk's own web server, which does not know the tests' quick hash."""
    user = make_user(group, username=name, **columns)
    user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1)
    user.save(update_fields=["password"])
    return user


@dataclass
class Hands:
    """Somebody at the keyboard. `tabs` counts how often Tab was pressed to get anywhere."""

    visitor: Visitor
    tabs: int = 0
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.visitor.page
        self.page.context.add_init_script(NO_MOUSE)

    def press(self, *keys: str) -> None:
        """One after the other, each once the page listens."""
        for key in keys:
            self.page.wait_for_selector("html.keys")
            self.page.keyboard.press(key)

    def reach(self, target: Locator) -> None:
        """Tab on until the focus is there, as far as a whole page has stops."""
        expect(target).to_be_visible()
        for _stop in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError(f"{MOST_TABS} presses of Tab do not lead to {target}")

    def push(self, target: Locator) -> None:
        self.reach(target)
        self.press("Enter")

    def tick(self, target: Locator) -> None:
        self.reach(target)
        self.press("Space")
        expect(target).to_be_checked()

    def choose(self, target: Locator, words: str) -> None:
        """Choose in a list by the first letters of what stands there."""
        self.reach(target)
        self.page.keyboard.type(words)

    def write(self, target: Locator, words: str) -> None:
        """Replace what stands in a field."""
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words[:-1])
        self.page.keyboard.type(words[-1])
        expect(target).to_have_value(words)

    def leave_field(self) -> None:
        self.press("Escape")

    def log_in(self, name: str) -> None:
        self.visitor.open("/login/")
        self.write(self.page.get_by_label("Username"), name)
        self.write(self.page.get_by_label("Password"), PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Queues")


# --- a check ----------------------------------------------------------------------------------------------


def decide_all(hands: Hands, *, stance: str, rejected: int = 0) -> None:
    """Through all evidence by j: each is confirmed but the first ones, which are rejected."""
    count = hands.page.locator("fieldset.decide").count()
    for at in range(count):
        hands.press("j")
        piece = hands.page.locator("fieldset.decide").nth(at)
        expect(piece).to_be_focused()
        if piece.locator("input[type=radio]:checked").count():
            continue
        if at < rejected:
            hands.press("x")
            hands.page.keyboard.type("An older release of the same figure.")
        else:
            hands.press("c")
            hands.page.keyboard.type(stance)
        hands.leave_field()


def first_number(hands: Hands) -> str:
    """The number of the piece that stands first on the page: pieces are numbered in the order of their arrival."""
    words = hands.page.locator("fieldset.decide legend").first.text_content() or ""
    return re.sub(r"\D", "", words)


def write_check(hands: Hands, *, wording: str, summary: str, reasoning: str) -> None:
    page = hands.page
    hands.write(page.get_by_label("The claim as readers see it"), wording)
    hands.write(page.get_by_label("Summary"), summary)
    hands.write(page.get_by_label("Reasoning"), reasoning)


def attribute(hands: Hands, words: str) -> None:
    group = hands.page.get_by_role("group", name="Did they say it?")
    hands.reach(group.get_by_role("radio").first)
    target = group.get_by_label(words)
    while not target.is_checked():
        hands.press("ArrowDown")
