"""A day at the desk: two checkers and one editor at once, from a pulled article to a published verdict and its
correction. The checkers touch no mouse; a worker is killed and a line drops on the way, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from claims.models import (
    Claim,
    DraftVersion,
    Publication,
)
from claims.services.starter import load_starter
from tests.browser.conftest import PHONE, Visitor
from tests.browser.evening import nothing_is_lost
from tests.browser.shift import (
    ARTICLE,
    CLAIMS,
    HUNGER,
    ON_A_TRAIN,
    SMITH,
    TRADE,
    Hands,
    HeldSources,
    Shift,
    attribute,
    decide_all,
    first_number,
    make_person,
    write_check,
)
from tests.faults.processes import Processes, until
from tests.local_server import LocalServer


@pytest.fixture
def sources() -> Iterator[HeldSources]:
    with LocalServer() as server:
        yield HeldSources(server)


@pytest.fixture
def shift(transactional_db: None, redis_server: str, sources: HeldSources) -> Iterator[Shift]:
    load_starter()
    processes = Processes({"REDIS_URL": redis_server, **sources.environment})
    yield Shift(processes)
    processes.end()


class Day:
    def __init__(self, window: Any, shift: Shift, sources: HeldSources) -> None:
        self.shift, self.sources, self.window = shift, sources, window
        for name in ("ada", "bea"):
            make_person(name, "checker", first_name=name.title(), last_name="Checker")
        make_person("eva", "editor", shown_name="Eva Editor")
        make_person("eric", "editor", shown_name="Eric Editor")
        shift.open()
        self.ada, self.bea = Hands(window(shift.base)), Hands(window(shift.base))
        self.eva: Visitor = window(shift.base)

    def claim(self, sentence: str) -> Claim:
        return Claim.objects.get(sentence=sentence)


def title_of(hands: Hands) -> Locator:
    return hands.page.locator("#claim-title")


def saved(hands: Hands) -> None:
    expect(hands.page.locator("[data-saved]")).to_contain_text("Saved at", timeout=30_000)


# --- the morning ------------------------------------------------------------------------------------------


def take_in(day: Day) -> None:
    """Ada pastes the article while the sources are slow; the worker that asks them is killed."""
    ada = day.ada
    day.sources.hold()
    ada.log_in("ada")
    ada.push(ada.page.get_by_role("link", name="Take in"))
    ada.push(ada.page.locator("summary", has_text="Paste the text"))
    ada.write(ada.page.get_by_label("Text"), ARTICLE)
    paste = ada.page.locator("details", has=ada.page.locator("summary", has_text="Paste the text"))
    ada.write(paste.get_by_label("Title"), "What is said about North Korea")
    ada.write(paste.get_by_label("Outlet"), "The Paper")
    ada.reach(paste.get_by_label("Published on"))
    ada.page.keyboard.type("06112018")
    ada.push(paste.get_by_role("button", name="Read this text"))
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("What is said about North Korea")
    ada.visitor.look()
    assert set(Claim.objects.values_list("sentence", flat=True)) >= CLAIMS


def lose_a_worker(day: Day) -> None:
    until(lambda: day.sources.waiting > 0, "a worker asks a source")
    ada = day.ada
    ada.press("n")
    expect(title_of(ada)).to_have_text(HUNGER)
    expect(ada.page.locator(".progress-waiting")).to_be_visible()
    ada.visitor.look()
    day.shift.lose_the_worker()
    day.sources.let_go()
    expect(ada.page.locator(".progress-waiting")).to_have_count(0, timeout=40_000)
    ada.visitor.look()


# --- the claims -------------------------------------------------------------------------------------------


def two_take_different_claims(day: Day) -> None:
    """Bea comes and presses n: what Ada holds is not hers. She skips it, and takes that back."""
    bea = day.bea
    bea.log_in("bea")
    bea.press("?")
    expect(bea.page.get_by_role("dialog", name="Keys")).to_be_visible()
    bea.press("Escape", "n")
    expect(title_of(bea)).to_have_text(SMITH)
    bea.press("s", "Tab", "Enter")
    expect(title_of(bea)).to_have_text(TRADE)
    bea.press("u")
    expect(title_of(bea)).to_have_text(SMITH)


def a_line_drops(day: Day) -> None:
    """Ada writes her check of the first claim; the line is gone in the middle of a sentence."""
    ada = day.ada
    decide_all(ada, stance="supports")
    ada.press("2")
    attribute(ada, "Cannot be established")
    write_check(
        ada,
        wording="40 percent of North Koreans are undernourished",
        summary="The newest figure that day was 41.6 percent.",
        reasoning=f"The figure [{first_number(ada)}] bears it out.",
    )
    saved(ada)
    ada.page.context.set_offline(True)
    ada.press("End")
    ada.page.keyboard.type(f" {ON_A_TRAIN}")
    expect(ada.page.locator("[data-saved]")).to_contain_text("no connection")
    ada.visitor.noise.clear()  # the browser's own words on the dropped line
    ada.page.context.set_offline(False)
    saved(ada)
    assert ON_A_TRAIN in DraftVersion.objects.latest("pk").content["reasoning"]
    ada.leave_field()
    ada.press("e")
    expect(title_of(ada)).to_have_text(TRADE)


def hand_over(day: Day) -> None:
    """Ada hands the claim on trade to Bea, with a word."""
    ada = day.ada
    ada.push(ada.page.locator("summary", has_text="Hand to a colleague"))
    way = ada.page.locator("details", has=ada.page.locator("summary", has_text="Hand to a colleague"))
    ada.write(way.get_by_label("Note for them"), "You know trade.")
    ada.push(way.get_by_role("button", name="Hand it over"))
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Queues")
    ada.visitor.look()


def refute_the_minister(day: Day, hands: Hands) -> None:
    decide_all(hands, stance="contradicts")
    hands.press("5")
    attribute(hands, "Cannot be established")
    write_check(
        hands,
        wording="Only 10 percent of North Koreans are undernourished",
        summary="Every release gives more than forty percent.",
        reasoning=f"The figure [{first_number(hands)}] is four times as high.",
    )
    hands.leave_field()
    hands.press("e")
    expect(hands.page.locator(".notice-good")).to_contain_text("Submitted.")


def handed_over_comes_first(day: Day) -> None:
    bea = day.bea
    expect(title_of(bea)).to_have_text(TRADE)
    expect(bea.page.get_by_text("You know trade.")).to_be_visible()


def look_at_one_check(day: Day) -> None:
    """Eva sends the check of the first claim back, with a word on one passage of it."""
    eva = day.eva
    eva.log_in("eva")
    eva.open("/editor/")
    eva.look()
    eva.page.get_by_role("link", name="40 percent of North Koreans").click()
    eva.page.get_by_text("Add a comment").click()
    eva.page.get_by_label("On", exact=True).select_option("reasoning")
    eva.page.get_by_label("Passage").fill(ON_A_TRAIN)
    eva.page.get_by_label("Comment", exact=True).fill("Readers need no train.")
    eva.page.get_by_role("button", name="Add the comment").click()
    eva.look()
    back = eva.page.locator("form", has=eva.page.get_by_role("button", name="Return to the checker"))
    back.get_by_role("textbox").fill("Say what was known on that day.")
    eva.page.get_by_role("button", name="Return to the checker").click()
    expect(eva.page.get_by_role("heading", level=1)).to_have_text("To be signed")
    expect(eva.page.get_by_text("40 percent of North Koreans")).to_have_count(0)
    eva.look()


def mend_what_came_back(day: Day) -> None:
    ada = day.ada
    ada.visitor.open("/desk/")
    ada.visitor.look()
    ada.push(ada.page.get_by_role("region", name="Returned to you").get_by_role("link"))
    expect(title_of(ada)).to_have_text(HUNGER)
    ada.visitor.look()
    ada.push(ada.page.get_by_role("button", name=re.compile("Resolved.*Readers need no train")))
    ada.write(ada.page.get_by_label("Reasoning"), f"The figure [{first_number(ada)}] was the newest on that day.")
    ada.leave_field()
    ada.press("e")
    expect(ada.page.locator(".notice-good")).to_contain_text("Submitted.")
    ada.visitor.look()


def check_it_again(day: Day) -> None:
    """The minister's claim needs a second check: Ada is offered it, and sees nothing of what Bea made of it."""
    ada = day.ada
    expect(title_of(ada)).to_have_text(SMITH)
    assert "four times as high" not in ada.page.content()
    refute_the_minister(day, ada)


def sign(day: Day) -> None:
    """Eva signs the mended check; of the two on the minister she signs one, and says why he was not heard."""
    eva = day.eva
    eva.open("/editor/")
    eva.look()
    eva.page.get_by_role("link", name="40 percent of North Koreans").click()
    eva.look()
    eva.page.get_by_role("button", name="Sign and publish").click()
    eva.open("/editor/")
    eva.page.get_by_role("link", name="Only 10 percent of North Koreans").first.click()
    expect(eva.page.get_by_role("heading", name="Two checkers agree")).to_be_visible()
    eva.look()
    eva.page.get_by_label("Why it is signed without their answer").fill("The ministry has no press office.")
    eva.page.get_by_role("button", name="Sign and publish").click()
    eva.look()


def take_it_up_again(day: Day) -> None:
    """A reader complains, and the page says so above the rating. Bea rates it in another way."""
    eva, bea = day.eva, day.bea
    publication = Publication.objects.get(claim=day.claim(HUNGER))
    eva.open(f"/editor/published/{publication.pk}/")
    eva.look()
    eva.page.get_by_label("Why", exact=True).select_option("complaint")
    eva.page.get_by_label("What readers are told meanwhile").fill("A reader asks about later figures.")
    eva.page.get_by_role("button", name="Take the claim up again").click()
    eva.look()
    read_meanwhile(day)
    bea.press("n")
    expect(title_of(bea)).to_have_text(HUNGER)
    expect(bea.page.get_by_text("A reader asks about later figures.")).to_be_visible()
    bea.visitor.look()
    decide_all(bea, stance="supports")
    bea.press("6")
    attribute(bea, "Cannot be established")
    write_check(
        bea,
        wording="40 percent of North Koreans are undernourished",
        summary="It was fair by what was known; later releases give more.",
        reasoning=f"The figure [{first_number(bea)}] was revised since.",
    )
    bea.leave_field()
    bea.press("e")
    expect(bea.page.locator(".notice-good")).to_contain_text("Submitted.")


def read_meanwhile(day: Day) -> None:
    """Readers see above the rating that the claim is looked at again, since when and why; the rating stands."""
    reader: Visitor = day.window(day.shift.base, PHONE, script=False)
    reader.open("/")
    reader.page.get_by_role("link", name="40 percent of North Koreans").click()
    notice, rating = reader.page.locator(".notice-warning"), reader.page.locator(".verdict-rating")
    expect(notice).to_contain_text("The desk has been looking at this claim again since")
    expect(notice).to_contain_text("A reader asks about later figures.")
    expect(rating).to_contain_text("Mostly right")
    above, below = notice.bounding_box(), rating.first.bounding_box()
    assert above and below and above["y"] + above["height"] <= below["y"]


def correct(day: Day) -> None:
    """Eva signed the version before, so Eric has to sign the change of its rating."""
    eva = day.eva
    eva.open("/editor/")
    eva.page.get_by_role("link", name="40 percent of North Koreans").click()
    expect(eva.page.get_by_text("is signed by another editor")).to_be_visible()
    expect(eva.page.get_by_role("button", name=re.compile("Sign and publish"))).to_have_count(0)
    eva.look()
    eric: Visitor = day.window(day.shift.base)
    eric.log_in("eric")
    eric.open("/editor/")
    eric.page.get_by_role("link", name="40 percent of North Koreans").click()
    eric.look()
    eric.page.get_by_label("Kind of correction").select_option("rating")
    eric.page.get_by_label("What readers are told").fill("Later releases were taken into account.")
    eric.page.get_by_role("button", name="Sign and publish as version 2").click()
    eric.look()


def read_as_a_reader(day: Day) -> None:
    reader: Visitor = day.window(day.shift.base, PHONE, script=False)
    reader.open("/")
    reader.page.get_by_role("link", name="40 percent of North Koreans").click()
    expect(reader.page.locator(".verdict-rating")).to_contain_text("Right when said")
    expect(reader.page.get_by_text("Later releases were taken into account.")).to_be_visible()
    reader.page.get_by_role("link", name="Version 1").click()
    expect(reader.page.locator(".verdict-rating")).to_contain_text("Mostly right")
    expect(reader.page.get_by_text("It does not hold any more")).to_be_visible()


def test_a_day(window: Any, shift: Shift, sources: HeldSources) -> None:
    day = Day(window, shift, sources)
    take_in(day)
    lose_a_worker(day)
    two_take_different_claims(day)
    a_line_drops(day)
    hand_over(day)
    refute_the_minister(day, day.bea)
    handed_over_comes_first(day)
    look_at_one_check(day)
    mend_what_came_back(day)
    check_it_again(day)
    sign(day)
    take_it_up_again(day)
    correct(day)
    read_as_a_reader(day)
    nothing_is_lost()
