"""From pages and files to the text of an article."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.page import PageError, read_page, read_text

PARAGRAPH = (
    "The ministry said on Monday that exports of fruit had grown for the fourth year in a row, and that most "
    "of the growth came from the valleys in the south, where new wells were dug. "
)
PAGE = f"""<!doctype html><html lang="es"><head><title>Fruit from the valleys</title>
<meta name="author" content="Reporter"><meta property="article:published_time" content="2021-05-06T08:00:00Z">
<style>body {{ color: red }}</style></head><body><nav><a href="/">Home</a> <a href="/a">Sport</a></nav>
<article><h1>Fruit from the valleys</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH.replace("fruit", "grapes")}</p></article>
<script>var hidden = "not text";</script><footer>All rights reserved</footer></body></html>"""


def test_the_main_text_is_cut_from_what_stands_around_it() -> None:
    page = read_page(PAGE.encode(), "https://news.example/story", "text/html; charset=utf-8")

    assert "exports of fruit had grown" in page.text
    assert "not text" not in page.text
    assert "Sport" not in page.text
    assert (page.title, page.published) == ("Fruit from the valleys", date(2021, 5, 6))


def test_a_page_in_an_older_encoding_keeps_its_letters() -> None:
    body = PAGE.replace("ministry", "ministère").replace('<html lang="es">', '<html><meta charset="iso-8859-1">')

    page = read_page(body.encode("latin-1"))

    assert "ministère" in page.text


def test_plain_text_is_taken_as_it_is() -> None:
    assert read_page(PARAGRAPH.encode(), content_type="text/plain").text == PARAGRAPH.strip()


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"%PDF-1.7 ...", "", "not_text"),
        (b"\x89PNG\r\n\x1a\n", "", "not_text"),
        (PAGE.encode(), "application/pdf", "not_text"),
        (PAGE.encode(), "application/json", "not_text"),
        (b"\x00\x01\x02" * 100, "", "not_text"),
        (b"  \n ", "", "empty_text"),
        (b"<html><body><script>let a = 1</script></body></html>", "text/html", "no_main_text"),
        (b"<html><body><p>Subscribe to read.</p></body></html>", "text/html", "no_main_text"),
        (b"<" * 50_000, "text/html", "no_main_text"),
        (b"<" * 100_000, "text/html", "page_too_much"),
    ],
)
def test_what_holds_no_article_is_refused_with_its_cause(body: bytes, kind: str, code: str) -> None:
    with pytest.raises(PageError) as refused:
        read_page(body, content_type=kind)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("\ufeffcafé".encode(), "café"),
        ("café".encode("utf-16"), "café"),
        ("caf\u00e9 \u201cno\u201d".encode("cp1252"), "café “no”"),
        ("e\u0301te\u0301\r\nfin".encode(), "été\nfin"),
    ],
)
def test_the_text_of_a_file_is_read_in_the_encodings_of_newsrooms(body: bytes, text: str) -> None:
    assert read_text(body) == text


@pytest.mark.parametrize("body", [b"", b"\n\n", b"a\x00b", bytes(range(1, 32)) * 30, b"PK\x03\x04zip"])
def test_a_file_without_text_is_refused(body: bytes) -> None:
    with pytest.raises(PageError):
        read_text(body)


@pytest.mark.parametrize("words", ["", "On 3 March 2012 the minister resigned. "])
def test_a_day_that_the_page_does_not_give_as_its_own_is_not_guessed(words: str) -> None:
    body = PAGE.replace('<meta property="article:published_time" content="2021-05-06T08:00:00Z">', "")
    body = body.replace("All rights reserved", "Copyright 2015").replace("<p>", f"<p>{words}", 1)

    assert read_page(body.encode()).published is None


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [
        ("latin-1", "text/html; charset=iso-8859-1"),
        ("latin-1", "text/html"),
        ("latin-1", "text/html; charset=utf-8"),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-16", "text/html"),
    ],
)
def test_names_are_spelt_right_whatever_encoding_is_claimed(encoding: str, kind: str) -> None:
    told = "Señor Muñoz&#xD800;&#1; says on day {} that 25 percent of the population is poor."
    paragraphs = "".join(f"<p>{told.format(day)}</p>" for day in range(4))
    page = f"<html><body><article>{paragraphs}</article></body></html>".encode(encoding)

    assert read_page(page, content_type=kind).text.startswith("Señor Muñoz says on day 0")
