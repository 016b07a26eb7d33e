"""People come in with a real browser: invited, with an app whose codes are computed, and with a virtual key."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import DeskSession, Factor
from tests.browser.conftest import Visitor
from tests.builders import make_queue, make_user
from tests.proving import code_of

pytestmark = pytest.mark.django_db(transaction=True)
NEW_PASSWORD = "wells are deep here"


def press(page: Page, name: str, role: Any = "button") -> None:
    page.get_by_role("main").get_by_role(role, name=name).click()


def test_somebody_invited_sets_up_an_app_and_logs_in_with_it(visit: Any, settings: Any) -> None:
    settings.EMAIL_HOST, settings.SECOND_FACTOR_GROUPS = "", ("checker",)
    make_queue()
    make_user("curator", username="cleo")
    cleo, eve, without_script = visit(), visit(), visit(script=False)
    cleo.log_in("cleo")
    cleo.open("/people/")
    page = cleo.page
    page.get_by_label("Name").fill("Eve Field")
    page.get_by_label("E-mail").fill("eve@example.org")
    page.get_by_label("Group").select_option("checker")
    press(page, "Invite")
    cleo.look()
    link = page.get_by_role("main").locator("code").inner_text()

    page = eve.page
    page.goto(link)
    eve.look()
    page.get_by_label("Username").fill("eve")
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_label("The same once more").fill(NEW_PASSWORD)
    press(page, "Join")
    expect(page.get_by_role("alert")).to_contain_text("needs a second factor")
    press(page, "Add an authenticator app", "link")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="Code").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    eve.look()
    press(page, "go on", "link")
    page.wait_for_url("**/desk/")

    page = without_script.page
    without_script.open("/login/")
    page.get_by_label("Username").fill("eve")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    press(page, "Log in")
    page.get_by_role("textbox", name="Code").fill(code_of(secret, later=1))
    press(page, "Use the code")
    page.wait_for_url("**/desk/")
    eve.open("/account/security/")
    eve.look()
    press(eve.page, "Log out everywhere else")
    expect(eve.page.get_by_role("status")).to_contain_text("1 other place")
    without_script.open("/desk/")
    expect(page).to_have_url(f"{without_script.base}/login/?next=/desk/")


def with_key(visitor: Visitor) -> None:
    """Plug a virtual key into the browser."""
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_key_is_added_lets_in_and_is_taken_away(visit: Any) -> None:
    user = make_user("checker", username="ada")
    visitor: Visitor = visit()
    page = visitor.page
    with_key(visitor)
    visitor.log_in("ada")
    visitor.open("/account/security/passkey/")
    page.get_by_label("Name of the key").fill("blue key")
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("button", name="Log out").click()

    visitor.log_in("ada")
    page.wait_for_url("**/login/second/")
    visitor.look()
    press(page, "Use the key")
    page.wait_for_url("**/desk/")

    assert Factor.objects.get(user=user).used_at is not None
    assert "Chrome" in DeskSession.objects.get(user_id=user.pk).device
    visitor.open("/account/security/")
    press(page, "Remove blue key")
    expect(page.get_by_role("status")).to_contain_text("Removed")
    visitor.look()


def test_a_browser_without_the_key_says_so_and_takes_a_code(visit: Any) -> None:
    make_user("checker", username="ada")
    first, other = visit(), visit()
    with_key(first)
    first.log_in("ada")
    first.open("/account/security/passkey/")
    first.page.get_by_label("Name of the key").fill("blue key")
    first.page.keyboard.press("Enter")
    code = first.page.locator(".codes li").first.inner_text()

    with_key(other)  # another one
    other.log_in("ada")
    press(other.page, "Use the key")
    expect(other.page.get_by_role("alert")).to_contain_text("gave no answer")
    other.page.get_by_role("textbox", name="Code").fill(code)
    other.page.keyboard.press("Enter")
    other.page.wait_for_url("**/desk/")
