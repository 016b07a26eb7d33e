"""Feeds that are made to cost: what stands in one another is looked through as far as it is worth, not each time."""

from __future__ import annotations

import pytest

from claims.services.steps.addresses import LONGEST_HOST, is_web_address
from claims.sources.caching import conditional
from claims.sources.feeds import markup, read_feed
from claims.sources.pauses import pause_of
from claims.values import Request, SourceError


def test_titles_that_stand_in_one_another_are_read_no_further_than_their_beginning() -> None:
    body = "<rss>" + "<item><title>" * 100 + "word " * 10_000 + "</title></item>" * 100 + "</rss>"

    read = read_feed(body.encode(), address="https://paper.example/feed")

    assert len(read.entries) == 100
    assert {each.title for each in read.entries} == {("word " * 100)[:500]}


def test_of_a_page_of_a_sitemap_no_more_is_looked_through_than_has_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "PARTS", 4)
    body = "<urlset><url><loc>https://paper.example/1</loc><x/><x/><title>News</title></url></urlset>"

    assert read_feed(body.encode(), address="https://paper.example/").entries[0].title == ""
    near = body.replace("<x/>", "")
    assert read_feed(near.encode(), address="https://paper.example/").entries[0].title == "News"


def test_an_address_whose_host_is_longer_than_any_is_none() -> None:
    assert is_web_address("https://paper.example/1")
    assert not is_web_address(f"https://{'a' * LONGEST_HOST}.example/1")
    assert not is_web_address(f"https://paper.example:{'0' * LONGEST_HOST}80/1")


def named(body: bytes | str, content_type: str = "") -> list[tuple[str, str, bool]]:
    """Address, title and whether there is a date, of each entry."""
    given = body.encode() if isinstance(body, str) else body
    read = read_feed(given, address="https://paper.example/news/feed", content_type=content_type)
    return [(each.address, each.title, each.published is not None) for each in read.entries]


ENTRY = "<rss><item><title>Ñandú</title><link>/a</link></item></rss>"
XHTML = '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Hello <b>you</b></div></title>'


@pytest.mark.parametrize(
    ("body", "content_type", "mended"),
    [
        (ENTRY.encode("utf-16"), "", False),
        (ENTRY.encode("latin-1"), "", True),
        (f'<?xml version="1.0" encoding="utf-16"?>{ENTRY}'.encode(), "", True),
        (ENTRY.encode(), "text/xml; charset=iso-8859-1", True),
        (f'<?xml version="1.0" encoding="punycode"?>{ENTRY}'.encode(), "", True),
        (f'<?xml version="1.0" encoding="iso-8859-1"?>{ENTRY}'.encode("latin-1"), "", False),
        (ENTRY.encode("latin-1"), "text/xml; charset=utf-8", True),
    ],
)
def test_the_characters_are_right_whatever_encoding_is_claimed(body: bytes, content_type: str, mended: bool) -> None:
    assert named(body, content_type) == [("https://paper.example/a", "Ñandú", False)]
    assert read_feed(body, address="https://paper.example/", content_type=content_type).mended is mended


JSON_FEED = '{"version": "https://jsonfeed.org/version/1.1", "items": %s}'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="%s"><entry>%s<link href="b"/></entry></feed>'


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        (
            "<rss><item><title>a&#xD800;b&#55296;&#0;</title><link>/a&#xDFFF;</link></item></rss>",
            [("https://paper.example/a", "ab", False)],
        ),
        (ATOM % ("/blog/", XHTML), [("https://paper.example/blog/b", "Hello you", False)]),
        (ATOM % ("http://[bad/", XHTML), [("b", "Hello you", False)]),
        (
            JSON_FEED % '[{"id": 5, "url": 7, "title": "\\ud800x\\u0000"}, null, {"id": {}}]',
            [("https://paper.example/news/7", "x", False), ("", "", False), ("", "", False)],
        ),
    ],
)
def test_odd_entries_are_read_as_far_as_they_make_sense(body: str, entries: list[tuple[str, str, bool]]) -> None:
    assert named(body) == entries


@pytest.mark.parametrize("items", ['{"a": 1}', "7", "[" * 100_000, "[" + "9" * 5000 + "]"])
def test_a_json_feed_of_another_shape_is_none(items: str) -> None:
    with pytest.raises(SourceError) as refused:
        named(JSON_FEED % items)
    assert refused.value.code == "feed_unknown"


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", True),
        ("Mon, 11 Jun 2018 09:00:00", True),
        ("0001-01-01T00:00:00+14:00", False),
        ("9999-12-31T23:59:59-14:00", False),
        ("Mon, 11 Jun 2018 09:00:00 +99999999999999999", False),
        ("Mon, 99 Jun 2018 99:00:00 EST", False),
        ("yesterday", False),
    ],
)
def test_a_date_is_one_that_every_calendar_of_the_desk_can_show(day: str, is_one: bool) -> None:
    body = f"<rss><item><link>/a</link><pubDate>{day}</pubDate></item></rss>"
    assert [dated for _address, _title, dated in named(body)] == [is_one]


def test_an_address_that_is_too_long_is_not_cut_to_one_that_is_another() -> None:
    long = "https://paper.example/" + "x" * 3000
    for body in (f"<rss><item><link>{long}</link></item></rss>", JSON_FEED % f'[{{"url": "{long}"}}]'):
        assert [is_web_address(address) for address, _title, _dated in named(body)] == [False]


def test_hosts_that_grow_in_lower_case_are_measured_as_they_are_kept() -> None:
    assert not is_web_address(f"http://{'İ' * 290}/")


@pytest.mark.parametrize("asked", ["Mon, 01 Jan 2020 00:00:00 +9999999999999999", "soon", "-5", ""])
def test_a_pause_that_makes_no_sense_is_none(asked: str) -> None:
    assert pause_of(asked) is None


def test_what_cannot_stand_in_a_header_is_not_asked_by() -> None:
    request = Request("https://paper.example/feed")
    assert conditional(request, {"etag": '"a\r\n b"', "last-modified": "\x00"}) == request
    assert conditional(request, {"etag": ' W/"1"'}).headers == (("If-None-Match", 'W/"1"'),)
