"""The insight pages: what they show, that each number leads to its rows, and that they cost the same at any size."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import AsideDraw, Claim, ClaimantTag, ClaimState, Drawn, LeftAside, Queue, SourceAnswer
from claims.queries.paging import PAGE_SIZE
from claims.services.drawing import draw_week
from claims.services.rolling import roll_up
from claims.views.insight.tables import NONE, Cell
from tests.builders import (
    SENTENCE,
    make_article,
    make_claim,
    make_claimant,
    make_outlet,
    make_published,
    make_queue,
    make_scale,
    make_source,
    make_submitted,
    make_two_checks,
    make_user,
)
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db
BY = ("queue", "outlet", "indicator", "claimant", "group")
PAGES = [
    reverse("claims:insight"),
    *(reverse("claims:insight_by", args=[name]) for name in (*BY, "person")),
    *(reverse("claims:insight_balance", args=[name]) for name in ("claimant", "group", "outlet")),
    reverse("claims:agreement"),
    reverse("claims:insight_proposals"),
    reverse("claims:insight_sources"),
]
BOUND = 14  # queries of a page, those of the session and of the permissions included


def make_news(number: int = 0) -> Claim:
    """A published claim of an outlet and of a claimant of a group, one that it quotes, and an answer of a source."""
    claimant = make_claimant(f"Minister {number}")
    ClaimantTag.objects.create(name=f"Party {number}").claimants.add(claimant)
    version = make_article(outlet=make_outlet(name=f"Herald {number}"))
    make_claim(version=version, attribution="quoted", claimant=claimant)
    source = make_source(f"source-{number}", name=f"Source {number}")
    SourceAnswer.objects.create(source=source, at=timezone.now(), came=True, milliseconds=120)
    return make_published(make_claim(version=version, claimant=claimant, queue=make_queue()))


@pytest.mark.parametrize("span", ["30d", "12w", "1y"])
def test_an_empty_desk_reads_well(span: str, editor: Client) -> None:
    roll_up()

    for address in PAGES:
        response = editor.get(address, {"span": span})

        assert response.status_code == 200
        assert "None" not in response.content.decode().split("<main")[1].split("</main>")[0]
        assert "insight/rows" not in response.content.decode()


def test_every_page_asks_as_many_queries_for_few_as_for_many(editor: Client) -> None:
    make_news()
    make_pair("supported")
    roll_up()
    few = {address: queries_of(editor, address) for address in PAGES}
    for number in range(1, 7):
        make_news(number)
        make_pair("contradicted")
    roll_up()

    many = {address: queries_of(editor, address) for address in PAGES}

    assert many == few
    assert max(many.values()) <= BOUND


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, {"span": "12w"}).status_code == 200
    return len(asked)


@pytest.mark.parametrize("span", ["30d", "1y"])
def test_every_number_leads_to_as_many_rows(span: str, editor: Client) -> None:
    make_every_kind()
    roll_up()

    cells = [(page, cell) for page in PAGES for cell in cells_of(editor.get(page, {"span": span}))]

    assert [(page, cell.text) for page, cell in cells if not cell.address] == []
    counts = {cell.address: int(cell.text) for _page, cell in cells if cell.text.isdigit()}
    assert max(counts.values()) > PAGE_SIZE and len(counts) > 80
    assert {address: rows_of(editor, address) for address in counts} == counts
    others = {cell.address for _page, cell in cells} - counts.keys()
    assert [address for address in others if not rows_of(editor, address)] == []


def make_every_kind() -> None:
    """What makes every number of every page more than nothing, one of them more than a page has rows."""
    for number in range(2):
        make_news(number)
    scale = make_scale()
    make_published(make_claim(queue=make_queue()), rating=scale["contradicted"])
    make_claim(state=ClaimState.DISMISSED, reason="low_worthiness")
    late = make_claim(queue=make_queue())
    Claim.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=1))
    left_aside(PAGE_SIZE + 5)
    SourceAnswer.objects.create(source=make_source("away"), at=timezone.now(), came=False, milliseconds=9000)
    make_pair("supported", late.queue)
    make_pair("contradicted", late.queue)
    for number, judged in enumerate(("missed", "right")):
        draw = AsideDraw.objects.create(week=timezone.localdate() - timedelta(days=7 * number), seed=1, out_of=1)
        told = {"judged": judged, "judged_by": make_user(), "judged_at": timezone.now()}
        Drawn.objects.create(draw=draw, number=1, sentence="It rained.", version=make_article(), **told)


def make_pair(second: str, queue: Queue | None = None) -> None:
    """Two checks of a claim that is decided since."""
    pair = make_two_checks(make_claim(checks_required=2, queue=queue or make_queue()), second=second)
    Claim.objects.filter(pk=pair[0].claim_id).update(state=ClaimState.PUBLISHED)


def cells_of(response: Any) -> list[Cell]:
    """The cells of every table of a page that say a number that is not nothing; the first says whose it is."""
    rows = [row for section in response.context["sections"] for row in section.table.rows]
    return [cell for row in rows for cell in row[1:] if cell.text not in ("0", "0%", NONE)]


def rows_of(client: Client, address: str) -> int:
    """How many rows a number leads to, over all pages of the list."""
    number, more = 0, address
    while more:
        response = client.get(more)
        assert response.status_code == 200
        number += response.content.decode().count("<li data-key-item>")
        more = f"{address.partition('?')[0]}?{response.context['next']}" if response.context["page"].after else ""
    return number


def left_aside(number: int, days_ago: int = 0) -> None:
    text = " ".join(f"Sentence {each} says nothing." for each in range(number))
    version = make_article(text)
    at = timezone.now() - timedelta(days=days_ago)
    for each in range(number):
        sentence = f"Sentence {each} says nothing."
        start = version.text.index(sentence)
        row = {"start": start, "end": start + len(sentence), "sentence": sentence, "rule": "no_number"}
        LeftAside.objects.create(version=version, at=at, **row)


def test_a_table_is_had_as_csv_in_which_no_name_is_a_formula(editor: Client) -> None:
    make_claim(version=make_article(outlet=make_outlet(name="=1+1")))
    roll_up()

    response = editor.get(reverse("claims:insight_by", args=["outlet"]), {"csv": "by"})

    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert rows[0][:2] == ["By outlet", "Pulled"]
    assert rows[1][:2] == ["'=1+1", "1"]


def test_an_outlet_is_charged_for_its_own_voice_alone(editor: Client) -> None:
    make_news()
    roll_up()

    response = editor.get(reverse("claims:insight_balance", args=["outlet"]))

    own, quoted = response.context["sections"]
    assert [cell.text for cell in own.table.rows[0]] == ["Herald 0", "1", "100%", "1", "100%", "1"]
    assert [cell.text for cell in quoted.table.rows[0]] == ["Herald 0", "1", "100%", "0", "\u2013"]


def test_who_did_what_is_for_editors_alone(log_in: LogIn) -> None:
    check = make_submitted()
    roll_up()
    today = timezone.localdate().isoformat()
    rows = reverse("claims:insight_rows", args=["checked_by"])
    asked: dict[str, str | int] = {"by": "person", "key": check.checker_id, "from": today, "to": today}

    checker, editor = log_in("checker"), log_in("editor")

    assert checker.get(reverse("claims:insight_by", args=["person"])).status_code == 403
    assert checker.get(rows, asked).status_code == 403
    assert "By person" not in checker.get(reverse("claims:insight")).content.decode()
    assert str(check.checker) in editor.get(reverse("claims:insight_by", args=["person"])).content.decode()
    assert len(editor.get(rows, asked).context["page"].rows) == 1
    for measure in ("pairs", "checked_by", "to_check_by", "corrected"):
        address = reverse("claims:insight_rows", args=[measure])
        of = {**asked, "by": "queue" if measure == "pairs" else "person"}
        assert (checker.get(address, of).status_code, editor.get(address, of).status_code) == (403, 200)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"from": "2018-06-11"},
        {"from": "x", "to": "y"},
        {"from": "2018-06-12", "to": "2018-06-11"},
        {"from": "2018-06-11", "to": "2018-06-11", "by": "claimant"},
        {"from": "2018-06-11", "to": "2018-06-11", "by": "state", "key": "1"},
        {"from": "2018-06-11", "to": "2018-06-11", "by": "claimant", "key": "9" * 30},
        {"from": "0001-01-01", "to": "9999-12-31"},
    ],
)
def test_rows_that_no_page_links_to_are_not_found(asked: dict[str, str], checker: Client) -> None:
    assert checker.get(reverse("claims:insight_rows", args=["pulled"]), asked).status_code == 404


def test_twenty_are_drawn_once_a_week_by_the_stored_seed() -> None:
    left_aside(30, days_ago=7)
    aside = make_claim(state=ClaimState.DISMISSED, reason="low_worthiness")
    Claim.objects.filter(pk=aside.pk).update(state_at=timezone.now() - timedelta(days=7))

    assert (draw_week(seed=5), draw_week(seed=6)) == (20, 0)

    draw = AsideDraw.objects.get()
    first = list(draw.drawn.order_by("number").values_list("sentence", flat=True))
    assert (draw.seed, draw.out_of) == (5, 31)
    draw.delete()
    draw_week(seed=5)
    assert list(Drawn.objects.order_by("number").values_list("sentence", flat=True)) == first


def test_a_missed_sentence_is_pulled_in_and_counted(log_in: Any, editor: Client) -> None:
    make_queue()
    version = make_article()
    week_ago = timezone.now() - timedelta(days=7)
    span = {"start": 0, "end": len(SENTENCE), "sentence": SENTENCE}
    LeftAside.objects.create(version=version, rule="no_number", at=week_ago, **span)
    aside = make_claim(state=ClaimState.DISMISSED, reason="low_worthiness")
    Claim.objects.filter(pk=aside.pk).update(state_at=week_ago)
    draw_week()
    client = log_in("checker")
    sentence, claim = Drawn.objects.get(claim=None), Drawn.objects.get(claim=aside)

    client.post(reverse("claims:judge_drawn", args=[sentence.pk]), {"judged": "missed"})
    client.post(reverse("claims:judge_drawn", args=[sentence.pk]), {"judged": "right"})
    client.post(reverse("claims:judge_drawn", args=[claim.pk]), {"judged": "right"})

    sentence.refresh_from_db()
    claim.refresh_from_db()
    assert (sentence.judged, claim.judged, sentence.judged_by_id) == ("missed", "right", client.user.pk)
    assert version.article.claims.get().state == ClaimState.QUEUED
    aside.refresh_from_db()
    assert aside.state == ClaimState.DISMISSED
    roll_up()
    unread = editor.get(reverse("claims:insight")).context["sections"][-1]
    assert [[cell.text for cell in row][1:] for row in unread.table.rows[-2:]] == [["2", NONE], ["1", "50%"]]
    assert 'class="tag">missed' in editor.get(reverse("claims:insight_drawn")).content.decode()
