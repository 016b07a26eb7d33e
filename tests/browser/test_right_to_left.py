"""Claims in scripts that run from right to left, on a page that does not, and a page that does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from claims.models import Article, Claim, Outlet, Publication
from tests.browser.conftest import PHONE, WIDE, Visitor
from tests.browser.world import World
from tests.builders import make_published

ARABIC = "قال الوزير إن 40 في المئة من السكان يعانون من نقص التغذية (2015)."
HEBREW = "עיתון הבוקר (2015)"
SIDES = """(selector) => [...document.querySelectorAll(selector)].map((each) => {
  const box = each.getBoundingClientRect(), style = getComputedStyle(each);
  return {direction: style.direction, align: style.textAlign, left: box.left, right: box.right};
})"""
# Where neighbours begin, which may go on in the next line: a name from right to left must not draw a date over itself.
ORDER = """(selector) => [...document.querySelectorAll(selector)].map((line) =>
  [...line.children].map((each) => each.getClientRects()[0]).map((box) => [box.top, box.left]))"""


def _picture(visitor: Visitor, name: str) -> None:
    folder = os.environ.get("FACTCHECK_SCREENSHOTS")
    if folder:
        visitor.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def _arabic(world: World) -> Publication:
    Article.objects.update(title=ARABIC, language="ar")
    Outlet.objects.update(name=HEBREW)
    Claim.objects.filter(pk=world.first.pk).update(sentence=ARABIC)
    make_published(rating=world.supported, wording=ARABIC)
    return Publication.objects.get()


def _keeps_its_order(visitor: Visitor) -> None:
    """What stands on one line follows from left to right, whatever scripts its pieces are in."""
    lines = visitor.page.evaluate(ORDER, ".meta")
    assert lines
    for line in lines:
        for (top, left), (next_top, next_left) in zip(line, line[1:], strict=False):
            assert next_top > top or next_left >= left or next_top < top, line


def test_words_from_right_to_left_stand_in_their_own_direction_and_leave_the_line_around_them(
    visit: Any, world: World
) -> None:
    publication = _arabic(world)
    for size in (WIDE, PHONE):
        visitor: Visitor = visit(size)
        visitor.open("/")
        assert {each["direction"] for each in visitor.page.evaluate(SIDES, ".card-claim a")} == {"rtl"}
        _keeps_its_order(visitor)
        visitor.look()
        _picture(visitor, f"arabic-home-{size[0]}")
        visitor.open(f"/verdicts/{publication.public_id}-{publication.slug}/")
        assert visitor.page.evaluate(SIDES, "h1.verdict-claim")[0]["direction"] == "rtl"
        assert visitor.page.evaluate(SIDES, ".verdict-rating")[0]["direction"] == "ltr"
        _keeps_its_order(visitor)
        visitor.look()
        _picture(visitor, f"arabic-verdict-{size[0]}")
        visitor.log_in(world.checker.username)
        visitor.open("/desk/queues/numbers/")
        assert "rtl" in {each["direction"] for each in visitor.page.evaluate(SIDES, ".list-title a")}
        _keeps_its_order(visitor)
        visitor.look()
        _picture(visitor, f"arabic-queue-{size[0]}")


def test_a_page_that_runs_from_right_to_left_is_the_mirror_of_the_others(visit: Any, world: World) -> None:
    make_published(rating=world.supported)
    visitor: Visitor = visit(WIDE)
    visitor.log_in(world.checker.username)
    for address in ("/desk/", f"/desk/claims/{world.first.pk}/"):
        for size in (WIDE, PHONE):
            visitor.page.set_viewport_size({"width": size[0], "height": size[1]})
            visitor.open(address)
            before = visitor.page.evaluate(SIDES, "main h1, main h2")
            visitor.page.evaluate("document.documentElement.dir = 'rtl'")
            after = visitor.page.evaluate(SIDES, "main h1, main h2")
            width = visitor.page.evaluate("document.documentElement.clientWidth")
            own = [(one, two) for one, two in zip(before, after, strict=True) if two["direction"] == "rtl"]
            assert own
            for one, two in own:
                assert abs(one["left"] - (width - two["right"])) < 20, (address, size, one, two)
            visitor.look()
            _picture(visitor, f"mirrored-{address.split('/')[-2]}-{size[0]}")
