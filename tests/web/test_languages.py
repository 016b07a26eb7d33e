"""A whole page in one language: what a reader of Spanish sees, and what stays as it is."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html import unescape

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from claims.management.commands.messages import said
from claims.models import Publication, User
from claims.values import Reason
from claims.views.rows.reading import plain
from claims.wording import sentence
from claims.wording.findings import figure_words
from tests.builders import make_claim, make_finding, make_lookup, make_published, make_scale, make_submitted
from tests.feeding import make_feed_item
from tests.web.conftest import LogIn

PLACE = re.compile(r"%\(\w+\)\+?[sd]|%%|\{\w*\}")
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
PAGES: tuple[str, ...] = (
    "home",
    "desk",
    "intake",
    "account",
    "articles",
    "aside",
    "left_aside",
    "editor",
    "sources",
    "notices",
)
PAGES += ("ways", "intake_log", "outgoing", "security", "people", "groups")


def seen(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    html = response.content.decode()
    if not address.startswith("/admin"):
        assert '<html lang="es" dir="ltr"' in html, address
    return " ".join(unescape(UNSEEN.sub(" ", html)).split())


def english() -> list[str]:
    """What the interface says in English, in pieces of more than three words between what is set in; shorter
    ones stand in what people write too."""
    pieces = {" ".join(piece.split()) for _context, one, _many in said() for piece in PLACE.split(one)}
    return sorted(piece for piece in pieces if len(re.findall(r"[A-Za-z]+", piece)) > 3)


def test_pages_in_spanish_say_nothing_in_english(log_in: LogIn) -> None:
    claim = make_claim()
    make_scale()
    make_finding(claim, as_of="then")
    make_lookup(claim)
    check = make_submitted()
    make_published()
    make_feed_item()
    publication = Publication.objects.get()
    addresses = [reverse(f"claims:{name}") for name in PAGES]
    addresses += [
        reverse("claims:claim", args=[claim.pk]),
        reverse("claims:article", args=[claim.article_id]),
        reverse("claims:review", args=[check.pk]),
        reverse("claims:verdict", args=[publication.public_id, publication.slug]),
        reverse("admin:index"),
    ]
    User.objects.update(language="es")
    pieces = english()
    browsers = {role: log_in(role) for role in ("editor", "curator")}
    User.objects.update(language="es")
    for browser in browsers.values():
        browser.get(reverse("claims:home"))
    found = {}
    for address in addresses:
        for browser in browsers.values():
            if browser.get(address, follow=True).status_code == 200:
                text = seen(browser, address)
                found[address] = [piece for piece in pieces if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text)]
                break
        else:
            raise AssertionError(address)
    assert {address: left for address, left in found.items() if left} == {}


def test_a_reader_without_a_log_in_gets_the_language_that_the_browser_asks_for(checker: Client) -> None:

    spanish = Client().get(reverse("claims:login"), headers={"accept-language": "es-MX,es;q=0.9"})
    german = Client().get(reverse("claims:login"), headers={"accept-language": "de"})

    assert b'<html lang="es" dir="ltr"' in spanish.content
    assert b'<html lang="en" dir="ltr"' in german.content
    assert "Accept-Language" in spanish["Vary"]


def test_a_person_chooses_their_language_and_one_that_is_not_there_changes_nothing(checker: Client) -> None:
    page = checker.post(reverse("claims:language"), {"language": "es"}, follow=True).content.decode()
    checker.post(reverse("claims:language"), {"language": "de"})

    assert "<h1>Tu cuenta</h1>" in page
    assert "Guardado: las páginas están en este idioma desde ahora." in page
    assert User.objects.get(pk=checker.user.pk).language == "es"  # type: ignore[attr-defined]


def test_numbers_are_written_as_the_language_writes_them_and_stay_data_in_data() -> None:
    with override("es"):
        assert figure_words("1234567.5", "people") == "1\xa0234\xa0567,5 personas"
        assert sentence(Reason("rounded_up_from", (("figure", "1,234.5"),))).endswith("1\xa0234,5.")
        assert json.dumps(plain(Decimal("1234.5"))) == '"1234.5"'
    with override(None):
        assert figure_words("1234567.5", "people") == "1,234,567.5 people"
