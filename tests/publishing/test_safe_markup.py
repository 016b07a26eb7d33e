"""Markdown on a public page: what is kept, and that nothing hostile gets through or holds the page up."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.publishing.markup import SCHEMES, TAGS, references, render_markdown
from claims.publishing.slug import LENGTH, public_slug


class Seen(HTMLParser):
    """Every tag and attribute of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def assert_safe(html: str) -> None:
    seen = Seen(html)
    assert seen.tags <= TAGS
    assert {name for name, _ in seen.attributes} <= {"href", "rel"}
    for name, value in seen.attributes:
        scheme, colon, _ = value.partition(":")
        assert name == "rel" or not colon or scheme.lower() in SCHEMES or "/" in scheme or "#" in scheme


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Two *kinds* of **stress**", "<p>Two <em>kinds</em> of <strong>stress</strong></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("> word for word", "<blockquote>\n<p>word for word</p>\n</blockquote>"),
        ("`1 < 2`", "<p><code>1 &lt; 2</code></p>"),
        ("# First", "<h3>First</h3>"),
        ("##### Fifth", "<h4>Fifth</h4>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("[1] and AT&T", "<p>[1] and AT&amp;T</p>"),
        ("", ""),
    ],
)
def test_plain_markdown_becomes_plain_html(text: str, html: str) -> None:
    assert render_markdown(text).strip() == html


@pytest.mark.parametrize("address", ["https://example.org/?a=1&b=2", "http://example.org"])
def test_links_to_the_web_are_kept_and_marked(address: str) -> None:
    seen = Seen(render_markdown(f"[here]({address})"))

    assert seen.attributes == [("href", address), ("rel", "nofollow noopener")]


@pytest.mark.parametrize(
    "address", ["mailto:desk@example.org", "/desk/", "#main", "ftp://example.org", "//example.org"]
)
def test_links_that_lead_elsewhere_are_none(address: str) -> None:
    assert "<a" not in render_markdown(f"[here]({address})")


def test_a_number_in_brackets_leads_to_its_evidence_where_the_page_has_it() -> None:
    html = render_markdown("By [3], not [4] and not `[3]`, see [[3]](https://example.org).", {3})

    assert html.count('href="#evidence-3"') == 1
    assert "[4]" in html and "#evidence-4" not in html
    assert "<code>[3]</code>" in html
    assert 'href="https://example.org"' in html


def test_the_numbers_that_a_text_refers_to_are_those_outside_of_code_and_links() -> None:
    text = "By [3] and [12], again [3].\n\n> [5]\n\n    [6]\n\n`[7]` [8](https://example.org) [2018] [...] [0]"

    assert references(text) == [3, 12, 5]


def test_pictures_are_left_out() -> None:
    assert render_markdown("before ![alt](https://example.org/p.png) after") == "<p>before  after</p>\n"


def test_a_bare_address_is_no_link() -> None:
    assert "<a" not in render_markdown("see https://example.org/")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='#' onclick='alert(1)'>x</a>",
        "<svg/onload=alert(1)>",
        "<style>body{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](&#x6A;&#x61;vascript&colon;alert(1))",
        "[x](vbscript:msgbox)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "[x](file:///etc/passwd)",
        "[x](\x01javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        '[x](https://a.example "onmouseover=alert(1) ")',
        '[x](https://a.example/"onmouseover="alert(1))',
        "```html onload=alert(1)\n<script>\n```",
        '``` "><script>\nx\n```',
        "<<script>script>alert(1)<</script>/script>",
        "<math><mtext></p><style><img src onerror=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    assert_safe(render_markdown(hostile))


@given(st.text(max_size=300))
def test_any_text_gives_safe_html(text: str) -> None:
    assert_safe(render_markdown(text))


@given(st.text("<>[]()!*_`&#\"'=:/ \n\\javscriptondx", max_size=200))
def test_any_mixture_of_markup_signs_gives_safe_html(text: str) -> None:
    assert_safe(render_markdown(text))


def test_half_characters_become_the_sign_for_what_cannot_be_read() -> None:
    assert render_markdown("a\ud800b\x00c") == "<p>a\ufffdb\ufffdc</p>\n"


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "sign",
    ["[", ">", "> ", "![", "](", "[](", "*a ", "**a *b ", "`", "<", "- ", "&#", "[a][", "\\", "(", "|", "#"],
)
def test_a_hundred_kilobytes_of_one_sign_hold_nothing_up(sign: str) -> None:
    assert_safe(render_markdown(sign * (100_000 // len(sign))))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "nested",
    [
        "".join(f"{'  ' * depth}- a\n" for depth in range(400)),
        "[" * 50_000 + "](a)" * 12_500,
        "*" * 50_000 + "a" + "*" * 50_000,
        "".join("`" * length + " " for length in range(1, 440)),
    ],
)
def test_deep_nesting_holds_nothing_up(nested: str) -> None:
    assert_safe(render_markdown(nested))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Forty percent are hungry", "forty-percent-are-hungry"),
        ("  Über 10 % – größer!  ", "uber-10-grosser"),
        ("The mayor’s claim", "the-mayors-claim"),
        ("Łódź & Ærø", "lodz-aero"),
        ("食料は足りない", "claim"),
        ("", "claim"),
        ("--//..", "claim"),
        ("../../etc/passwd?x=<b>", "etc-passwd-x-b"),
        ("x" * 200, "x" * 80),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_is_readable_ascii_cut_between_words(text: str, slug: str) -> None:
    assert public_slug(text) == slug


@given(st.text())
def test_every_slug_fits_an_address(text: str) -> None:
    slug = public_slug(text)

    assert 0 < len(slug) <= LENGTH
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug.strip("-") == slug
