"""The checker's day by keyboard alone: single keys, focus, fields that keep their letters, leases that are left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from claims.models import Check, Claim, User
from claims.services import desk
from tests.browser.conftest import PHONE, Visitor
from tests.browser.world import FIRST, SECOND, World
from tests.builders import make_user

WORDING = "40 percent of the people of Chad are undernourished"


def _at_the_desk(visit: Any, **window: Any) -> tuple[Visitor, Page]:
    visitor: Visitor = visit(**window)
    visitor.log_in("ada")
    visitor.page.wait_for_selector("html.keys")
    return visitor, visitor.page


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_claim_is_checked_and_submitted_and_the_submission_undone_by_keys(visit: Any, world: World) -> None:
    checker, page = _at_the_desk(visit)

    _press(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST)
    expect(page.locator("#claim-title")).to_be_focused()
    _press(page, "j")
    first = page.get_by_role("group", name=f"Decide on [{world.then.number}]")
    expect(first).to_be_focused()
    _press(page, "c")
    expect(first.get_by_label("Confirm")).to_be_checked()
    expect(first.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("supports")
    _press(page, "Escape", "j", "x")
    second = page.get_by_role("group", name=f"Decide on [{world.now.number}]")
    expect(second.get_by_label("Reject")).to_be_checked()
    expect(second.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("not the newest, jkncx?")
    _press(page, "Escape", "1")
    expect(page.get_by_role("group", name="Rating").get_by_role("radio").first).to_be_checked()
    while not page.evaluate("document.activeElement.matches('[name=wording]')"):
        _press(page, "Tab")
        if page.evaluate("document.activeElement.name === 'attribution_rating'"):
            _press(page, "ArrowDown")
        if page.evaluate("document.activeElement.name.startsWith('question-')"):
            _press(page, "Space")
    page.keyboard.type(WORDING)
    _press(page, "Tab")
    page.keyboard.type("The newest figure that day was 41.5 percent.")
    _press(page, "Tab")
    page.keyboard.type(f"The figure [{world.then.number}] bears it out.")
    _press(page, "Escape", "e")

    expect(page.get_by_role("heading", level=1)).to_have_text(SECOND)
    expect(page.locator("#claim-title")).to_be_focused()
    assert Check.objects.get(claim=world.first).state == "submitted"
    checker.look()
    _press(page, "u")
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST)
    expect(page.get_by_role("button", name="Submit to an editor")).to_be_visible()
    assert Check.objects.get(claim=world.first, number=1).state == "withdrawn"
    checker.look()


def test_s_asks_for_the_reason_and_u_brings_the_skipped_claim_back(visit: Any, world: World) -> None:
    _checker, page = _at_the_desk(visit)
    _press(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST)
    expect(page.locator("#claim-title")).to_be_focused()

    _press(page, "s")
    expect(page.get_by_label("Why").first).to_be_focused()
    _press(page, "Tab", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(SECOND)
    _press(page, "u")

    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST)
    expect(page.get_by_text("Yours until")).to_be_visible()


@pytest.mark.parametrize("address", ["/desk/queues/numbers/", "/desk/aside/", "/desk/articles/", "/desk/"])
def test_j_and_k_go_through_lists_and_enter_opens(address: str, visit: Any, world: World) -> None:
    checker, page = _at_the_desk(visit)
    checker.open(address)
    count = page.locator("[data-key-item]").count()

    _press(page, *["j"] * (count + 1))
    expect(page.locator("[data-key-item]").last.get_by_role("link").first).to_be_focused()
    _press(page, *["k"] * (count + 1))
    first = page.locator("[data-key-item]").first.get_by_role("link").first
    expect(first).to_be_focused()
    target = first.get_attribute("href")
    _press(page, "Enter")

    page.wait_for_url(f"**{target}")


def test_no_key_does_anything_in_a_field_with_a_modifier_or_under_a_dialog(visit: Any, world: World) -> None:
    checker, page = _at_the_desk(visit)
    checker.open(f"/desk/claims/{world.first.pk}/")
    here = page.url

    for field in ("Summary", "The claim as readers see it"):
        page.get_by_label(field).focus()
        page.keyboard.type("nsejkcxu?1")
        expect(page.get_by_label(field)).to_have_value("nsejkcxu?1")
    _press(page, "Escape")
    for key in ("n", "e", "u", "1"):
        _press(page, f"Alt+{key}")
    _press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    checker.look()
    _press(page, "n", "1", "e")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    _press(page, "Escape")

    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    assert page.url == here
    assert page.locator("[name=rating]:checked").count() == 0


def test_keys_are_turned_off_by_who_wants_none(visit: Any, world: World) -> None:
    checker, page = _at_the_desk(visit)
    checker.open("/account/")
    checker.look()

    page.get_by_role("button", name="Turn them off").click()
    checker.open("/desk/")
    _press(page, "n", "?")

    expect(page.get_by_role("heading", level=1)).to_have_text("Queues")
    assert page.locator("kbd:visible, dialog").count() == 0
    assert not User.objects.get(username="ada").keys


def test_the_skip_link_comes_first_and_leads_past_the_menu(visit: Any, world: World) -> None:
    _checker, page = _at_the_desk(visit)

    _press(page, "Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    _press(page, "Enter", "Tab")

    expect(page.get_by_role("button", name="Next claim")).to_be_focused()


def _lease_left(claim: Claim) -> timedelta:
    claim.refresh_from_db()
    assert claim.lease_until is not None
    return claim.lease_until - timezone.now()


def _until(page: Page, claim: Claim, *, short: bool) -> None:
    for _try in range(40):
        if (_lease_left(claim) < timedelta(minutes=3)) is short:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the lease of {claim.pk} lasts {_lease_left(claim)}")


def test_a_lease_ends_soon_when_the_page_is_left_and_a_reload_keeps_it(visit: Any, world: World) -> None:
    checker, page = _at_the_desk(visit)
    with page.expect_response("**/renew/"):  # a page renews its lease as it opens; what leaves before is too early
        _press(page, "n")
    expect(page.get_by_text("Yours until")).to_be_visible()
    page.wait_for_timeout(300)

    checker.open("/desk/articles/")
    _until(page, world.first, short=True)
    page.go_back()
    expect(page.get_by_text("Yours until")).to_be_visible()
    _until(page, world.first, short=False)
    page.reload()
    expect(page.get_by_text("min left")).to_be_visible()
    page.wait_for_timeout(500)

    _until(page, world.first, short=False)


def test_what_is_unsaved_keeps_the_lease(visit: Any, world: World) -> None:
    checker, page = _at_the_desk(visit)
    _press(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST)

    page.get_by_label("Summary").fill("Typed and left at once.")
    checker.open("/desk/articles/")
    page.wait_for_timeout(500)

    assert _lease_left(world.first) > timedelta(minutes=20)


def test_who_lost_a_claim_is_told_and_goes_on_typing_into_a_draft(visit: Any, world: World) -> None:
    checker, page = _at_the_desk(visit)
    _press(page, "n")
    expect(page.get_by_text("Yours until")).to_be_visible()
    Claim.objects.filter(pk=world.first.pk).update(lease_until=timezone.now() - timedelta(minutes=1))
    desk.take_claim(make_user(username="bea"), world.first.pk)

    page.get_by_label("Reasoning").fill("Mine, all the same.")
    expect(page.locator("[data-saved]")).to_contain_text("Kept as your draft. bea holds the claim now")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-renew]")).to_contain_text("Your hold on this claim has ended")
    page.get_by_role("button", name="Submit to an editor").click()

    expect(page.get_by_text("bea works on this claim until").first).to_be_visible()
    expect(page.get_by_label("Reasoning")).to_have_value("Mine, all the same.")
    assert Check.objects.get(checker__username="ada").state == "draft"


def test_the_keys_and_the_ways_out_of_a_claim_fit_a_phone(visit: Any, world: World) -> None:
    make_user(username="bea")
    checker, page = _at_the_desk(visit, size=PHONE, theme="dark")
    page.get_by_role("button", name="Next claim").click()

    for words in ("Skip", "Postpone", "Hand to a colleague"):
        page.locator("summary", has_text=words).click()
    checker.look()
    page.get_by_role("button", name="Keys").click()
    checker.look()
