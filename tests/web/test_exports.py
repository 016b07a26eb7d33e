"""The board and the list of verdicts as tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import Article, Check, Claim, Claimant, Outlet, Publication, Queue, User
from claims.services import editing
from claims.values.spreadsheets import FORMULA_STARTS
from claims.views import exports
from tests.builders import (
    make_article,
    make_claim,
    make_claimant,
    make_outlet,
    make_published,
    make_queue,
    make_submitted,
    make_two_checks,
    make_user,
)
from tests.hostile import HOSTILE

pytestmark = pytest.mark.django_db
BOARD, VERDICTS = "claims:board_csv", "claims:verdicts_csv"


def table(client: Client, name: str, **asked: str) -> list[dict[str, str]]:
    response: Any = client.get(reverse(name), asked)
    assert response.status_code == 200 and response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="')
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_the_board_gives_the_view_and_the_filters_that_its_page_shows(editor: Client) -> None:
    wanted, other = make_queue(slug="wanted", name="Wanted"), make_queue()
    check = make_submitted(make_claim(queue=wanted, claimant=make_claimant()))
    make_submitted(make_claim(queue=other))
    make_published()

    rows = table(editor, BOARD, queue="wanted")

    assert [(row["Claim"], row["As readers see it"], row["Checked by"], row["Queue"]) for row in rows] == [
        (str(check.claim_id), check.wording, check.checker.username, "Wanted")
    ]
    assert rows[0]["Claimant"] == "Minister Ada Ode"
    published = table(editor, BOARD, view="published")
    assert [row["Version"] for row in published] == ["1"]
    assert Publication.objects.get().public_id in published[0]["Address"]
    page = editor.get(reverse("claims:editor"), {"queue": "wanted"}).content.decode()
    link = re.search(rf'href="({reverse(BOARD)}[^"]*)"', page)
    assert link and "view=submitted" in link[1] and "queue=wanted" in link[1]


def test_every_claim_stands_in_the_table_once_however_many_pages_it_was_read_in(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, queue, now = make_article(), make_queue(), timezone.now()
    claims = Claim.objects.bulk_create(
        Claim(article=version.article, sentence="s", state="queued", queue=queue, state_at=now) for _ in range(23)
    )
    Claim.objects.filter(pk__in=[each.pk for each in claims[:9]]).update(state_at=now - timedelta(hours=1))
    with CaptureQueriesContext(connection) as whole:
        table(editor, BOARD, view="waiting")
    monkeypatch.setattr(exports, "READ", 5)

    with CaptureQueriesContext(connection) as asked:
        rows = table(editor, BOARD, view="waiting")

    assert sorted(int(row["Claim"]) for row in rows) == sorted(each.pk for each in claims)
    once = len(whole) - (len(asked) - len(whole)) // 4
    assert len(asked) == once + 5 * (len(whole) - once)
    monkeypatch.setattr(exports, "EXPORTED", 7)
    assert len(table(editor, BOARD, view="waiting")) == 7


def test_two_checks_are_two_lines_and_none_of_a_claim_that_one_checks_oneself(editor: Client, log_in: Any) -> None:
    first, second = make_two_checks()
    own = log_in("editor")
    Check.objects.filter(pk=second.pk).update(checker=own.user)

    assert {row["Checked by"] for row in table(editor, BOARD)} == {str(first.checker), str(own.user)}
    assert [row["Checked by"] for row in table(own, BOARD)] == [str(own.user)]


def test_a_checker_gets_the_verdicts_that_are_out_and_not_the_board(checker: Client) -> None:
    make_published()
    make_submitted()

    rows = table(checker, VERDICTS)

    publication = Publication.objects.get()
    assert [(row["Claim"], row["Version"], row["Rating"]) for row in rows] == [
        (str(publication.claim_id), "1", "Supported")
    ]
    assert rows[0]["Address"].endswith(f"/verdicts/{publication.public_id}-{publication.slug}/")
    assert checker.get(reverse(BOARD)).status_code == 403
    assert reverse(VERDICTS) in checker.get(reverse("claims:home")).content.decode()
    assert reverse(VERDICTS) not in Client().get(reverse("claims:home")).content.decode()


def test_an_empty_desk_gives_its_heads_alone(editor: Client) -> None:
    assert table(editor, BOARD, view="published") == table(editor, VERDICTS) == []


def test_no_text_of_anybody_is_a_formula_or_breaks_its_line(editor: Client) -> None:
    """Fifty strings in every text that a table has, published and on the board."""
    outlet, claimant = make_outlet(), make_claimant()
    for claim in (make_claim(queue=make_queue()) for _ in range(2)):
        Article.objects.filter(pk=claim.article_id).update(outlet=outlet)
        Claim.objects.filter(pk=claim.pk).update(claimant=claimant)
        check = make_submitted(claim)
    other = Claim.objects.exclude(pk=check.claim_id).get()
    verdict = other.checks.get()
    editing.sign_check(make_user("editor"), verdict.pk, record_sha256=verdict.record_sha256)
    for hostile in (*HOSTILE, "-2+3", "\t=1+1", "＝1", 'a"\r\n=b,c;"'):
        Check.objects.update(wording=hostile[:150])
        Claim.objects.update(sentence=hostile)
        Outlet.objects.update(name=hostile)
        Claimant.objects.update(name=hostile)
        Queue.objects.update(name=hostile[:120])

        tables = [table(editor, BOARD), table(editor, BOARD, view="published"), table(editor, VERDICTS)]

        assert [len(rows) for rows in tables] == [1, 1, 1]
        for row in (row for rows in tables for row in rows):
            assert None not in row and None not in row.values()
            for cell in row.values():
                assert not cell.lstrip() or cell.lstrip()[0] not in FORMULA_STARTS, cell
        assert tables[0][0]["Sentence"] in (hostile, f"'{hostile}")


def test_moments_are_by_the_clock_of_the_reader(editor: Client) -> None:
    make_submitted()
    User.objects.filter(pk=editor.user.pk).update(time_zone="Asia/Kolkata")  # type: ignore[attr-defined]

    assert table(editor, BOARD)[0]["Since"].endswith(" +0530")
