"""Feeds that are made to cost: what stands in one another is looked through as far as it is worth, not each time."""

from __future__ import annotations

import pytest

from claims.services.steps.addresses import LONGEST_HOST, is_web_address
from claims.sources.feeds import markup, read_feed


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
