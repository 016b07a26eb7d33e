"""Lists as tables for a spreadsheet: what a view of the board or the list of verdicts shows, page after page.

Each page is read by its own short statements while the answer is sent, so that no long transaction stands open and
no table is held in memory.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from claims.editing_forms import BoardForm
from claims.models import Check, Publication
from claims.queries.board import SUBMITTED, VIEWS, BoardRow, board_rows
from claims.queries.paging import Page
from claims.queries.publications import listed_publications
from claims.values.spreadsheets import safe_cell
from claims.views.access import SIGN, VIEW_DESK, DeskRequest, page

EXPORTED = 10_000  # lines of one table at most
READ = 500  # claims by one statement
AT_ONCE = 100  # lines that are sent together
MARK = "\ufeff"  # by which spreadsheet programs know UTF-8

Line = Sequence[object]


@page(SIGN)
def board(request: DeskRequest) -> StreamingHttpResponse:
    """The view of the board that the address asks for, with its filters."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else SUBMITTED
    filters = BoardForm(request.GET).filters()

    def read(after: str) -> Page[BoardRow]:
        return board_rows(request.user, view, filters, after=after, size=READ)

    lines = (line for row in _all(read) for line in _of_claim(row))
    return _table(f"board-{view}", _board_heads(), lines)


@page(VIEW_DESK)
def verdicts(request: DeskRequest) -> StreamingHttpResponse:
    """What is out, the newest first."""

    def read(after: str) -> Page[Publication]:
        return listed_publications(after=after, size=READ)

    return _table("verdicts", _verdict_heads(), map(_of_publication, _all(read)))


def _all(read: Callable[[str], Page[Any]]) -> Iterator[Any]:
    after = ""
    while True:
        found = read(after)
        yield from found.rows
        if not found.after:
            return
        after = found.after


class _Echo:
    """What the writer writes is what it gives back."""

    def write(self, text: str) -> str:
        return text


def _table(name: str, heads: Line, lines: Iterator[Line]) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())
    zone, language = timezone.get_current_timezone(), get_language()

    def write(line: Line) -> str:
        return str(writer.writerow([safe_cell(cell) for cell in line]))

    def written() -> Iterator[str]:
        yield MARK + writer.writerow(heads)
        left = islice(lines, EXPORTED)
        while True:  # the answer is sent when the request is over, and with it the reader's zone and language
            with timezone.override(zone), override(language):
                some = "".join(map(write, islice(left, AT_ONCE)))
            if not some:
                return
            yield some

    response = StreamingHttpResponse(written(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _board_heads() -> list[str]:
    return [
        *(_("Claim"), _("State"), _("Since"), _("Target"), _("Sentence"), _("As readers see it")),
        *(_("Rating"), _("Checked by"), _("Claimant"), _("Outlet"), _("Queue"), _("Said on")),
        *(_("Not before"), _("Version"), _("Signed by"), _("Address")),
    ]


def _of_claim(row: BoardRow) -> list[Line]:
    """One line for each check that can be read, and one of a claim without."""
    claim = row.claim
    publication = getattr(claim, "publication", None)
    verdict = publication.verdict if publication else None
    said: list[Check | None] = [*row.checks] or [None]
    return [
        [
            *(claim.pk, claim.get_state_display(), _moment(claim.state_at), _moment(claim.due_at), claim.sentence),
            *((check.wording, check.rating, check.checker) if check else ("", "", "")),
            *(claim.claimant, claim.article.outlet, claim.queue, claim.said_on, _moment(claim.embargo_until)),
            *((verdict.number, verdict.signed_by, _address(publication)) if verdict else ("", "", "")),
        ]
        for check in said
    ]


def _verdict_heads() -> list[str]:
    return [
        *(_("Claim"), _("As readers see it"), _("Rating"), _("Who said it"), _("Claimant"), _("Outlet")),
        *(_("Said on"), _("Published"), _("Version"), _("Signed"), _("Correction"), _("Address")),
    ]


def _of_publication(publication: Publication) -> Line:
    claim, verdict = publication.claim, publication.verdict
    assert verdict is not None  # it is live
    check = verdict.source_check
    return [
        *(claim.pk, check.wording, check.rating, check.attribution_rating, claim.claimant, claim.article.outlet),
        *(claim.said_on, _moment(publication.published_at), verdict.number, _moment(verdict.signed_at)),
        *(verdict.get_correction_display(), _address(publication)),
    ]


def _address(publication: Publication | None) -> str:
    """For readers."""
    if publication is None:
        return ""
    return settings.PUBLIC_BASE + reverse("claims:verdict", args=[publication.public_id, publication.slug])


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M %z}" if at else ""
