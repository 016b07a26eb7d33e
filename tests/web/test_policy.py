"""The content policy holds: no script and no style stands in a page, and every answer carries the policy."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from claims.models import Publication
from tests.builders import make_claim, make_finding, make_lookup, make_published, make_scale, make_submitted

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
STATIC = Path(settings.BASE_DIR, "claims", "static", "claims")
INLINE = re.compile(r"""<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|\shx-on|\sjs:""", re.IGNORECASE)
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def assert_nothing_inline(html: str) -> None:
    assert not INLINE.search(html), INLINE.search(html)
    for attributes, body in SCRIPT.findall(html):
        data = 'type="application/ld+json"' in attributes
        assert data or ("src=" in attributes and not body.strip()), (attributes, body)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_script_or_style(template: Path) -> None:
    assert_nothing_inline(template.read_text())


def test_no_page_has_inline_script_or_style_and_each_carries_the_policy(checker: Client, editor: Client) -> None:
    claim = make_claim()
    make_scale()
    make_finding(claim, as_of="then")
    make_lookup(claim)
    check = make_submitted()
    make_published()
    publication = Publication.objects.get()
    pages = [
        (checker, reverse("claims:home")),
        (checker, reverse("claims:verdict", args=[publication.public_id, publication.slug])),
        (checker, reverse("claims:desk")),
        (checker, reverse("claims:claim", args=[claim.pk])),
        (checker, reverse("claims:evidence", args=[claim.pk])),
        (checker, reverse("claims:intake")),
        (checker, reverse("claims:aside")),
        (checker, reverse("claims:articles")),
        (checker, reverse("claims:article", args=[claim.article_id])),
        (editor, reverse("claims:editor")),
        (editor, reverse("claims:review", args=[check.pk])),
        (Client(), reverse("claims:login")),
        (checker, "/nothing-here/"),
        (checker, reverse("claims:editor")),
    ]

    for client, address in pages:
        response = client.get(address)

        assert_nothing_inline(response.content.decode())
        policy = response["Content-Security-Policy"]
        assert "script-src 'self'" in policy, address
        assert "style-src 'self'" in policy, address
        assert "unsafe" not in policy


def test_median_template_is_short() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in TEMPLATES)

    assert lengths[len(lengths) // 2] < 35


def test_script_and_style_of_the_desk_stay_small() -> None:
    compressed = 0
    for path in STATIC.rglob("*"):
        if path.suffix in (".js", ".css"):
            compressed += len(gzip.compress(path.read_bytes(), 9))

    assert compressed <= 60_000


def test_the_licence_of_htmx_lies_beside_it() -> None:
    vendor = STATIC / "vendor"

    assert list(vendor.glob("htmx-2*.js"))
    assert "Zero-Clause BSD" in (vendor / "htmx-LICENSE.txt").read_text()


def test_every_colour_stands_among_the_custom_properties() -> None:
    """What is not declared once would be forgotten by the dark theme or on paper."""
    for path in STATIC.glob("*.css"):
        rules = [line for line in path.read_text().splitlines() if re.search(r":\s*#[0-9a-f]{3,8}\b", line)]

        assert all(line.lstrip().startswith("--") for line in rules), (path.name, rules)
