"""A desk's first hour: from an empty database to claims in the queues, at the browser alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.models import Claim, Indicator, User
from tests.browser.conftest import PHONE, WIDE

PASSWORD = "three long words"


@pytest.mark.parametrize(("size", "theme", "script"), [(WIDE, "light", True), (PHONE, "dark", False)])
def test_an_operator_is_led_from_the_first_account_to_the_first_claims(
    transactional_db: None, visit: Any, size: tuple[int, int], theme: str, script: bool
) -> None:
    visitor = visit(size, theme, script=script)
    page = visitor.page
    visitor.open("/")
    expect(page.get_by_role("heading", name="Open the desk")).to_be_visible()
    if script:
        visitor.look()
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password again").fill("three other words")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_text("This is not the same password")).to_be_visible()
    visitor.noise.clear()  # the browser notes that the form was refused
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password again").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()

    expect(page.get_by_role("heading", name="Starter packs")).to_be_visible()
    if script:
        visitor.look()
    page.get_by_label("Security and crime").uncheck()
    page.get_by_label("Eurostat").uncheck()
    page.get_by_role("button", name="Take these").click()

    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_visible()
    if script:
        visitor.look()
    page.get_by_role("link", name="Next: a first article").click()
    if script:
        visitor.look()
    page.get_by_role("button", name="Read this article").click()

    expect(page.get_by_text("This article comes with the program")).to_be_visible()
    assert User.objects.get().username == "ada"
    assert not Indicator.objects.filter(slug="homicide").exists()
    assert Claim.objects.filter(queue__isnull=False).count() >= 2
