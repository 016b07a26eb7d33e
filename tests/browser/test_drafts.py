"""What a checker typed is never lost: a dropped line, a log-out elsewhere, a second tab, a lease that ends."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from claims.models import Check, Claim, DraftVersion
from claims.services import desk
from tests.browser.conftest import Visitor
from tests.browser.world import World
from tests.builders import make_user

WORDS = "Words that must not be lost."


def opened(visit: Any, world: World) -> Visitor:
    checker: Visitor = visit()
    checker.log_in("ada")
    checker.open(f"/desk/claims/{world.first.pk}/")
    return checker


def status(page: Page) -> Any:
    return page.locator("[data-saved]")


def kept_in(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft ')).length"))


def test_a_dropped_line_loses_nothing_and_is_said(visit: Any, world: World) -> None:
    checker = opened(visit, world)
    page = checker.page

    page.context.set_offline(True)
    page.get_by_label("Reasoning").fill(WORDS)
    expect(status(page)).to_contain_text("no connection")
    expect(status(page)).to_contain_text("kept in this browser")
    assert kept_in(page) == 1
    page.context.set_offline(False)

    expect(status(page)).to_contain_text("Saved at", timeout=20_000)
    assert kept_in(page) == 0
    assert Check.objects.get().reasoning == WORDS


def test_a_page_that_was_closed_without_a_line_puts_the_words_back(visit: Any, world: World) -> None:
    checker = opened(visit, world)
    page = checker.page
    page.context.set_offline(True)
    page.get_by_label("Reasoning").fill(WORDS)
    expect(status(page)).to_contain_text("no connection")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    assert not DraftVersion.objects.exists()

    again.goto(f"{checker.base}/desk/claims/{world.first.pk}/")

    expect(again.get_by_label("Reasoning")).to_have_value(WORDS)
    expect(status(again)).to_contain_text("Saved at", timeout=20_000)
    assert Check.objects.get().reasoning == WORDS


def test_a_log_out_in_another_tab_is_said_and_the_words_are_saved_after_logging_in_again(
    visit: Any, world: World
) -> None:
    checker = opened(visit, world)
    page = checker.page
    other = Visitor(page.context.new_page(), checker.base)
    other.open("/desk/")
    other.page.get_by_role("button", name="Log out").click()

    page.get_by_label("Reasoning").fill(WORDS)
    expect(status(page)).to_contain_text("you are logged out")
    expect(page.get_by_label("Reasoning")).to_have_value(WORDS)
    assert kept_in(page) == 1
    assert not DraftVersion.objects.exists()
    other.log_in("ada")
    expect(other.page.get_by_role("button", name="Log out")).to_be_visible()

    expect(status(page)).to_contain_text("Saved at", timeout=20_000)
    assert kept_in(page) == 0
    assert Check.objects.get().reasoning == WORDS


def test_a_second_tab_overwrites_nothing_and_both_versions_can_be_taken_back(visit: Any, world: World) -> None:
    checker = opened(visit, world)
    first = checker.page
    second = first.context.new_page()
    second.goto(first.url)

    first.get_by_label("Reasoning").fill("From the first tab.")
    expect(status(first)).to_contain_text("Saved at")
    second.get_by_label("Reasoning").fill("From the second tab.")
    expect(status(second)).to_contain_text("changed in another window")
    assert Check.objects.get().reasoning == "From the first tab."

    second.goto(f"{checker.base}/desk/claims/{world.first.pk}/drafts/")
    expect(second.get_by_text("kept beside another window")).to_be_visible()
    second.get_by_role("button", name="Take this version back").click()
    expect(second.get_by_label("Reasoning")).to_have_value("From the first tab.")


def test_a_lease_that_ended_and_went_to_somebody_else_loses_nothing(visit: Any, world: World) -> None:
    checker = opened(visit, world)
    page = checker.page
    desk.take_claim(make_user("checker"), world.first.pk)
    assert Claim.objects.get(pk=world.first.pk).lease_holder is not None

    page.get_by_label("Reasoning").fill(WORDS)

    expect(status(page)).to_contain_text("Kept as your draft")
    page.reload()
    expect(page.get_by_label("Reasoning")).to_have_value(WORDS)


def test_the_questions_open_with_the_best_rating_alone(visit: Any, world: World) -> None:
    checker = opened(visit, world)
    page = checker.page
    questions = page.get_by_role("group", name="Before the best rating")

    expect(questions).to_be_hidden()
    page.get_by_role("group", name="Rating").get_by_label("Supported").check()
    expect(questions).to_be_visible()
    questions.get_by_label("Yes, it misleads").first.check()
    questions.get_by_label("How it misleads, in one sentence").first.fill("It starts too late.")
    expect(status(page)).to_contain_text("Saved at")
    checker.look()

    assert Check.objects.get().answers["starting_year"] == {"answer": "misleads", "sentence": "It starts too late."}
