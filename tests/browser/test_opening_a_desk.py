"""A desk is opened at the browser alone, from an empty database to a check: the first account, a feed, a rule, a
measure of the desk's own, and somebody who is invited by mail and comes in with a second factor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.db.models import QuerySet
from playwright.sync_api import Page, expect

from claims.models import Check, CheckState, Claim, Feed, Phrase, Tally, User
from tests.browser.conftest import Visitor
from tests.browser.shift import HUNGER, Hands, HeldSources, Shift, attribute, decide_all, first_number, write_check
from tests.faults.processes import Processes, until
from tests.feeding import HTML, RSS, item, rss
from tests.local_server import LocalServer
from tests.mail_server import Box, mail_server
from tests.proving import code_of

CURATORS, CHECKERS = "three long words", "wells are deep here"
OUTLET, RULE, QUEUE = "The Paper", "Hunger comes first", "Urgent"
WELLS = (
    "The borehole closure rate in Kenya was 40 percent in 2017, the survey found.",
    "The borehole closure rate in Chad rose to 25 percent in 2017, the survey found.",
    "In Peru the borehole closure rate stood at 30 percent in 2017, the survey found.",
)
REST = (
    "The report was presented in the capital, where ministers and aid groups had gathered since the morning.",
    "The market of the town is held twice a week in every season, and many come from far away.",
)
LINK = re.compile(r"http://\S+")


@dataclass
class Opening:
    """Where the desk's papers, mails and processes are, and who sits at it."""

    papers: LocalServer
    box: Box
    shift: Shift
    window: Any
    cora: Visitor = field(init=False)
    eve: Visitor = field(init=False)
    secret: str = ""

    def __post_init__(self) -> None:
        self.shift.open()
        self.cora, self.eve = self.window(self.shift.base), self.window(self.shift.base)


@pytest.fixture
def opening(transactional_db: None, redis_server: str, window: Any) -> Iterator[Opening]:
    with LocalServer() as papers, mail_server() as (box, port):
        outside = {**HeldSources(papers).environment, "HOST_PAUSE_SECONDS": "0", "SECOND_FACTOR_GROUPS": "checker"}
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "EMAIL_USE_TLS": "no"}
        processes = Processes({"REDIS_URL": redis_server, **outside, **mail})
        try:
            yield Opening(papers, box, Shift(processes), window)
        finally:
            processes.end()


def press(page: Page, name: str, role: Any = "button") -> None:
    page.get_by_role("main").get_by_role(role, name=name).click()


def pick(page: Page, label: str, words: str) -> None:
    """Choose in a list of the tables that is searched as one types."""
    page.get_by_label(label, exact=True).locator("xpath=following-sibling::span").click()
    page.locator(".select2-dropdown .select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def save(page: Page, words: str) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success").first).to_contain_text(words)


# --- the curator ------------------------------------------------------------------------------------------


def make_the_first_account(desk: Opening) -> None:
    page = desk.cora.page
    desk.cora.open("/")
    page.get_by_label("Username").fill("cora")
    page.get_by_label("Mail address").fill("cora@example.org")
    page.get_by_label("Password", exact=True).fill(CURATORS)
    page.get_by_label("The password again").fill(CURATORS)
    press(page, "Make the account")


def take_packs(desk: Opening) -> None:
    page = desk.cora.page
    expect(page.get_by_role("heading", name="Starter packs")).to_be_visible()
    expect(page.get_by_label("BBC News")).not_to_be_checked()
    desk.cora.look()
    press(page, "Take these")
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_visible()


def write_a_rule(desk: Opening) -> None:
    """What speaks of hunger goes where it cannot wait; what it would change is shown before it is kept."""
    page = desk.cora.page
    page.get_by_role("link", name="Tables").click()
    page.get_by_role("link", name="Rules", exact=True).click()
    page.locator(".addlink", has_text="Add rule").click()
    page.get_by_label("Name:").fill(RULE)
    page.get_by_label("Position", exact=True).fill("1")
    pick(page, "Send to queue:", QUEUE)
    line = page.locator(".inline-related").first
    line.get_by_label("Condition:").select_option("words")
    line.get_by_label("Words:").fill("undernourish*")
    press(page, "Try it")
    save(page, RULE)


def add_a_feed(desk: Opening) -> None:
    page = desk.cora.page
    for number, sentence in enumerate((HUNGER, *WELLS), start=1):
        desk.papers.add(f"/{number}", article(sentence), headers=HTML)
    desk.papers.add("/feed", rss(item(f"/{number}", f"News {number}") for number in range(1, 5)), headers=RSS)
    desk.cora.open("/admin/claims/outlet/add/")
    page.get_by_label("Name:").fill(OUTLET)
    save(page, OUTLET)
    desk.cora.open("/admin/claims/feed/add/")
    pick(page, "Outlet:", OUTLET)
    page.get_by_label("Address:").fill(desk.papers.address("/feed"))
    save(page, "/feed")


def article(sentence: str) -> bytes:
    paragraphs = "".join(f"<p>{each}</p>" for each in (sentence, *REST))
    return f"<!doctype html><html lang=en><body><article>{paragraphs}</article></body></html>".encode()


def poll_it(desk: Opening) -> None:
    page = desk.cora.page
    page.get_by_role("checkbox", name=re.compile("Select this object")).check()
    page.get_by_label("Action:").select_option(label="Poll now")
    page.get_by_role("button", name=re.compile("Go|Run")).click()
    expect(page.locator(".messagelist .success")).to_contain_text("1 feed was asked for")
    until(lambda: Claim.objects.filter(sentence__in=(HUNGER, *WELLS)).count() == 4, "the articles of the feed are read")
    assert Feed.objects.get().last_error == ""
    desk.cora.open("/desk/intake/log/")
    expect(page.get_by_role("main")).to_contain_text("News 4")
    desk.cora.look()


def see_it_sorted(desk: Opening) -> None:
    page = desk.cora.page
    desk.cora.open("/desk/")
    press(page, QUEUE, "link")
    press(page, HUNGER, "link")
    expect(page.get_by_role("main")).to_contain_text(f"Sent to {QUEUE} by rule {RULE}")


def make_a_measure(desk: Opening) -> None:
    """Of the claims that no measure of the desk fits, in one step."""
    page = desk.cora.page
    page.get_by_role("link", name="Tables").click()
    page.get_by_role("link", name="Work to do").click()
    page.get_by_role("button", name="Count now").click()
    page.get_by_role("row", name=re.compile("closure rate")).get_by_role("link", name="Make an indicator").click()
    save(page, "Closure rate")
    assert Phrase.objects.get(indicator__name="Closure rate").text == "closure rate"
    until(
        lambda: set(of_wells().values_list("indicator__name", flat=True)) == {"Closure rate"},
        "they are read again",
    )


def of_wells() -> QuerySet[Claim]:
    return Claim.objects.filter(sentence__in=WELLS)


def invite(desk: Opening) -> None:
    page = desk.cora.page
    desk.cora.open("/desk/")
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_label("Name").fill("Eve Field")
    page.get_by_label("E-mail").fill("eve@example.org")
    page.get_by_label("Group").select_option("checker")
    press(page, "Invite")
    desk.cora.look()
    until(lambda: desk.box.took, "the mail comes")


# --- the checker ------------------------------------------------------------------------------------------


def join(desk: Opening) -> None:
    """By the link of the mail; the desk opens once there is a second factor."""
    page = desk.eve.page
    page.goto(link_in(desk.box.took[0]))
    page.get_by_label("Username").fill("eve")
    page.get_by_label("New password").fill(CHECKERS)
    page.get_by_label("The same once more").fill(CHECKERS)
    press(page, "Join")
    press(page, "Add an authenticator app", "link")
    desk.secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="Code").fill(code_of(desk.secret))
    press(page, "Add the app")
    expect(page.locator(".codes li")).to_have_count(10)


def link_in(envelope: Any) -> str:
    letter: Any = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.rcpt_tos == ["eve@example.org"]
    found = LINK.search(letter.get_body(("plain",)).get_content())
    assert found
    return found[0]


def sign_in(desk: Opening) -> None:
    page = desk.eve.page
    page.get_by_role("button", name="Log out").click()
    desk.eve.open("/login/")
    page.get_by_label("Username").fill("eve")
    page.get_by_label("Password").fill(CHECKERS)
    press(page, "Log in")
    page.get_by_role("textbox", name="Code").fill(code_of(desk.secret, later=1))
    press(page, "Use the code")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queues")


def check_one(desk: Opening) -> None:
    eve = Hands(desk.eve)
    eve.press("n")
    expect(eve.page.locator("#claim-title")).to_have_text(HUNGER)
    expect(eve.page.locator(".progress-waiting")).to_have_count(0, timeout=40_000)
    eve.visitor.look()
    decide_all(eve, stance="supports")
    eve.press("2")
    attribute(eve, "Cannot be established")
    write_check(
        eve,
        wording="40 percent of North Koreans are undernourished",
        summary="The newest figure is near to it.",
        reasoning=f"The figure [{first_number(eve)}] bears it out.",
    )
    eve.leave_field()
    eve.press("e")
    expect(eve.page.locator(".notice-good")).to_contain_text("Submitted.")
    check = Check.objects.get(claim__sentence=HUNGER, state=CheckState.SUBMITTED)
    assert check.checker == User.objects.get(username="eve")


def see_what_was_done(desk: Opening) -> None:
    """Numbers are counted every few minutes, and at once by a clock that is started."""
    desk.shift.processes.beat()
    until(lambda: Tally.objects.filter(measure="checked", dimension="all").exists(), "the check is counted")
    desk.cora.open("/desk/insight/")
    desk.cora.look()
    expect(desk.cora.page.get_by_role("main")).to_contain_text("Checked")


def test_a_desk_is_opened_at_the_browser_alone(opening: Opening) -> None:
    make_the_first_account(opening)
    take_packs(opening)
    write_a_rule(opening)
    add_a_feed(opening)
    poll_it(opening)
    see_it_sorted(opening)
    make_a_measure(opening)
    invite(opening)
    join(opening)
    sign_in(opening)
    check_one(opening)
    see_what_was_done(opening)
