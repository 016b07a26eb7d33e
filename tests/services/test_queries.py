"""What pages read: the right rows for who asks, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import queries
from claims.models import Claim, ClaimState, Publication, PublicationState, User, WorkState
from claims.services import checks, desk, editing
from claims.values import AsOf, Attribution, Relation
from tests.builders import (
    make_article,
    make_claim,
    make_claims,
    make_document,
    make_draft,
    make_fetch,
    make_finding,
    make_lookup,
    make_observation,
    make_published,
    make_queue,
    make_scale,
    make_series,
    make_source,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


def _asked(read: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read()
    return len(captured)


# --- queues ---------------------------------------------------------------------------------------------


def test_queues_are_counted_for_who_works_on_them() -> None:
    user, other = make_user(), make_user()
    queue, foreign = make_queue(user), make_queue(other)
    claims = make_claims(4, queue)
    make_claims(2, foreign)
    desk.take_claim(user, claims[0].pk)
    Claim.objects.filter(pk=claims[1].pk).update(due_at=timezone.now() - timedelta(hours=1))
    Claim.objects.filter(pk=claims[2].pk).update(
        lease_holder=other, lease_token="t", lease_until=timezone.now() - timedelta(minutes=1)
    )

    rows = queries.queues_of(user)

    assert [row.queue for row in rows] == [queue]
    row = rows[0]
    assert (row.waiting, row.held, row.overdue, row.mine) == (3, 1, 1, 1)
    assert row.oldest == Claim.objects.get(pk=claims[0].pk).state_at


def test_an_empty_queue_is_shown_and_one_that_is_off_is_not() -> None:
    queue = make_queue()
    make_queue(active=False)

    rows = queries.queues_of(make_user())

    assert [(row.queue, row.waiting, row.oldest) for row in rows] == [(queue, 0, None)]


def test_the_claims_of_a_queue_are_read_page_by_page_in_the_order_of_next() -> None:
    queue = make_queue()
    claims = make_claims(queries.PAGE_SIZE + 3, queue)
    same_time = claims[0].rank_at
    Claim.objects.update(rank_at=same_time)
    user = make_user()

    first = queries.waiting_claims(user, queue)
    second = queries.waiting_claims(user, queue, after=first.after)

    assert [claim.pk for claim in [*first.rows, *second.rows]] == [claim.pk for claim in claims]
    assert (len(first.rows), len(second.rows), second.after) == (queries.PAGE_SIZE, 3, "")


def test_the_claims_of_a_foreign_queue_are_not_shown() -> None:
    queue = make_queue(make_user())
    make_claims(1, queue)

    assert queries.waiting_claims(make_user(), queue).rows == []


@pytest.mark.parametrize("after", ["", "x", "2020-01-01_1", "2020-01-01T00:00:00+00:00_x", "_", "9" * 40])
def test_a_place_in_a_list_that_no_page_named_is_its_beginning(after: str) -> None:
    claim = make_claim()
    assert claim.queue is not None

    assert queries.waiting_claims(make_user(), claim.queue, after=after).rows == [claim]


def test_a_user_sees_what_they_hold_and_what_was_returned_to_them() -> None:
    held, free = make_claim(), make_claim()
    user = make_user()
    desk.take_claim(user, held.pk)
    check = make_submitted(checker=user)
    editing.return_check(make_user("editor"), check.pk, comment="Name the year.")

    assert queries.held_by(user) == [held]
    assert queries.my_returned(user) == [check]
    assert queries.my_returned(make_user()) == []
    assert free.pk


def test_the_counts_of_the_navigation_stop_at_a_hundred() -> None:
    queue = make_queue()
    version = make_article()
    Claim.objects.bulk_create(
        Claim(article=version.article, sentence="s", state=ClaimState.QUEUED, queue=queue) for _ in range(105)
    )
    make_submitted(make_claim(queue=queue))

    checker, editor, curator = (queries.navigation_counts(make_user(name)) for name in ("checker", "editor", "curator"))

    assert (checker.waiting, checker.submitted) == (100, 0)
    assert (editor.waiting, editor.submitted) == (100, 1)
    assert (curator.waiting, curator.returned, curator.submitted) == (0, 0, 0)


# --- the claim page -------------------------------------------------------------------------------------


def _page(user: User, claim: Claim) -> queries.ClaimView:
    view = queries.claim_for_page(user, claim.pk)
    assert view is not None
    return view


def test_the_claim_page_shows_where_the_claim_stands_among_the_others() -> None:
    version = make_article("A first sentence. A second sentence.")
    claim = make_claim(version=version, sentence="A first sentence.")
    other = make_claim(version=version, sentence="A second sentence.")

    view = _page(make_user(), claim)

    assert (view.version, view.appearance.start, view.appearance.end) == (version, 0, 17)
    assert [(each.claim_id, each.start, each.end) for each in view.others] == [(other.pk, 18, 36)]


def test_the_claim_page_shows_evidence_that_stands_with_what_its_user_decided() -> None:
    claim = make_claim()
    finding = make_finding(claim)
    make_finding(claim, as_of=AsOf.THEN)
    claim.findings.filter(as_of=AsOf.THEN).update(superseded_at=timezone.now())
    user = make_user()
    document = make_document(claim, user)
    check = checks.open_check(user, claim.pk)
    checks.decide(user, check.pk, finding.pk, decided="confirmed", stance="supports", note="")

    view = _page(user, claim)

    assert [each.piece for each in view.findings] == [finding]
    assert [each.piece for each in view.documents] == [document]
    shown = view.findings[0]
    assert shown.decision is not None
    assert shown.decision.stance == "supports"
    assert shown.snapshot is not None
    assert len(shown.snapshot.sha256) == 64


def test_the_claim_page_shows_lookups_of_the_reading_in_force() -> None:
    claim = make_claim()
    lookup = make_lookup(claim)
    make_lookup(claim, make_series("OLD"), state=WorkState.DROPPED)

    view = _page(make_user(), claim)

    assert view.lookups == [lookup]
    assert view.pending


def test_the_claim_page_shows_the_user_s_own_draft_and_lease() -> None:
    claim = make_claim(attribution=Attribution.QUOTED)
    user = make_user()
    desk.take_claim(user, claim.pk)
    check = checks.open_check(user, claim.pk)
    checks.save_draft(user, check.pk, checks.DraftContent("W", None, None, "", ""), typed_on=0)

    view = _page(user, claim)

    assert view.check == check
    assert view.draft is not None
    assert view.draft.content["wording"] == "W"
    assert (view.lease.holder, view.lease.mine) == (user, True)
    assert view.attribution_asked
    assert not view.reading_changed


def test_the_claim_page_tells_what_a_rating_lacks() -> None:
    claim = make_claim(attribution="reported")
    make_finding(claim, as_of=AsOf.NOW)
    make_scale()
    make_scale("attribution")

    view = _page(make_user(), claim)

    missing = {each.rating.slug: each.missing for each in view.ratings}
    assert missing["right-when-said"] == ("then",)
    assert missing["supported"] == ()
    assert [each.rating.slug for each in view.attribution_ratings] == ["said-so", "cannot-be-established"]


def test_a_stranger_s_draft_and_a_lease_that_ran_out_are_not_shown() -> None:
    claim = make_claim()
    other = make_user()
    desk.take_claim(other, claim.pk)
    checks.open_check(other, claim.pk)
    Claim.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    view = queries.claim_for_page(make_user(), claim.pk)

    assert view is not None
    assert (view.check, view.draft, view.lease.holder) == (None, None, None)


def test_a_claim_that_is_not_there_has_no_page() -> None:
    assert queries.claim_for_page(make_user(), 10**9) is None


def _crowded(number: int) -> tuple[Any, Claim]:
    """A claim among so many of its article, with as many findings, documents and lookups."""
    queue = make_queue()
    claim, *_rest = make_claims(number, queue)
    user = make_user()
    make_scale()
    for place in range(number):
        series = make_series(f"S{place}", source=make_source(f"source-{place}"))
        make_lookup(claim, series)
        make_finding(claim, series=series)
        make_document(claim, user, passage=f"passage {place}")
    check = checks.open_check(user, claim.pk)
    for piece in claim.evidence.all():
        checks.decide(user, check.pk, piece.pk, decided="confirmed", stance="supports", note="")
    return user, claim


def _read_page(user: Any, claim: Claim) -> None:
    view = queries.claim_for_page(user, claim.pk)
    assert view is not None
    for each in view.findings:
        finding = each.piece.finding
        assert finding is not None
        assert finding.series.source.name
        assert finding.series.indicator.name
        assert finding.observation is None or finding.observation.raw
        assert finding.fetch.at
    for lookup in view.lookups:
        assert lookup.series.source.name


def test_the_queries_of_the_claim_page_do_not_grow() -> None:
    small, large = _crowded(2), _crowded(12)

    few, many = _asked(lambda: _read_page(*small)), _asked(lambda: _read_page(*large))

    assert few == many
    assert many <= 15


def test_the_queries_of_lists_do_not_grow() -> None:
    user = make_user("editor")
    queue = make_queue()
    make_claims(2, queue)
    make_submitted()
    user.get_all_permissions()  # read once a request
    reads = [
        lambda: queries.queues_of(user),
        lambda: [claim.article.outlet for claim in queries.waiting_claims(user, queue).rows],
        lambda: [each.claim.sentence for each in queries.newest_publications().rows],
        lambda: queries.navigation_counts(user),
    ]
    before = [_asked(read) for read in reads]
    make_claims(10, queue)
    for _turn in range(3):
        make_submitted()
        make_published()

    assert [_asked(read) for read in reads] == before
    assert max(before) <= 5


def test_the_chart_of_a_finding_has_the_numbers_of_its_series_and_place() -> None:
    claim = make_claim()
    series = make_series()
    fetch = make_fetch(series)
    piece = make_finding(claim, series=series, fetch=fetch, raw="41.60")
    make_observation(series, "<2.5", fetch=fetch, value="2.5", qualifier="<", vintage_label="older")
    make_observation(series, "7", fetch=fetch, place="ELS")
    assert piece.finding is not None

    observed = queries.observations_for_chart([piece.finding])

    assert {(each.raw, str(each.value), each.series) for each in observed} == {
        ("41.60", "41.60", series.code),
        ("<2.5", "2.5", series.code),
    }


# --- the editor and the reader --------------------------------------------------------------------------


def test_an_editor_reads_the_record_and_what_is_newer_than_it() -> None:
    check = make_submitted()
    news = make_finding(check.claim, as_of=AsOf.THEN)

    view = queries.check_for_review(make_user("editor"), check.pk)

    assert view is not None
    assert view.record["wording"] == check.wording
    assert list(view.news) == [news.finding]
    assert (view.may_sign, view.why_not, list(view.superseded)) == (True, None, [])


def test_an_editor_is_told_why_they_may_not_sign() -> None:
    own = make_user("editor")
    check = make_submitted(checker=own)
    superseded = make_submitted()
    superseded.claim.findings.update(superseded_at=timezone.now())
    signed = make_published().checks.get()

    def why(user: Any, which: Any) -> str:
        view = queries.check_for_review(user, which.pk)
        assert view is not None
        assert view.why_not is not None
        assert not view.may_sign
        return view.why_not.code

    assert why(own, check) == "own_check"
    assert why(make_user(), check) == "permission"
    assert why(make_user("editor"), superseded) == "superseded_since"
    assert why(make_user("editor"), signed) == "not_submitted"


def test_a_draft_is_no_matter_for_an_editor() -> None:
    claim = make_claim()
    make_finding(claim, relation=Relation.AGREES)
    draft = make_draft(claim, make_user())

    assert queries.check_for_review(make_user("editor"), draft.pk) is None
    assert queries.check_for_review(make_user("editor"), 10**9) is None


def test_readers_see_what_is_live_with_its_record_and_what_was_withdrawn_as_such() -> None:
    publication = make_published().publication
    scheduled = Publication.objects.create(claim=make_claim(), public_id="soon", slug="soon")

    view = queries.public_verdict(publication.public_id)

    assert view is not None
    assert view.record["wording"] == view.verdict.source_check.wording
    assert [verdict.number for verdict in view.versions] == [1]
    assert not view.withdrawn
    assert queries.public_verdict(scheduled.public_id) is None
    assert queries.public_verdict("nothing") is None
    Publication.objects.filter(pk=publication.pk).update(state=PublicationState.WITHDRAWN)
    withdrawn = queries.public_verdict(publication.public_id)
    assert withdrawn is not None
    assert withdrawn.withdrawn


def test_publications_are_listed_newest_first_page_by_page() -> None:
    now = timezone.now()
    published = [make_published().publication for _ in range(3)]
    for number, publication in enumerate(published):
        Publication.objects.filter(pk=publication.pk).update(published_at=now + timedelta(minutes=number))

    page = queries.newest_publications()

    assert list(page.rows) == list(reversed(published))
