"""The claim page: article, findings, progress and what arrives, in the reader's own zone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Lookup
from claims.values import Summary
from claims.wording import summary_words
from tests.builders import make_article, make_claim, make_finding, make_lookup, make_series, make_source
from tests.web.claim_pages import page_of

pytestmark = pytest.mark.django_db
UNREACHABLE = '["unreachable", [["host", "api.worldbank.org"]]]'


def test_the_article_stands_beside_the_claim_with_its_sentence_marked(checker: Client) -> None:
    version = make_article(
        "First things first. A UN report says 40 percent of the people of Freedonia are undernourished."
    )
    claim = make_claim(version=version)
    other = make_claim(version=version, sentence="First things first.")

    page = page_of(checker, claim)

    assert '<mark class="said-here" id="sentence">A UN report says 40 percent' in page
    assert f'<a class="said" href="{reverse("claims:claim", args=[other.pk])}">First things first.</a>' in page


def test_then_and_now_stand_side_by_side_with_all_that_makes_a_figure(checker: Client) -> None:
    claim = make_claim()
    make_finding(claim, as_of="then", raw="41.6")
    make_finding(claim, as_of="now", raw="43.3", relation="differs", gap="3.3")

    page = page_of(checker, claim)

    for words in (
        "As known when it was said",
        "As known now",
        "41.6 percent",
        "43.3 percent",
        "rounded, close",
        "the figure differs",
        "3.3 points above the claim",
        "2014-16",
        "Figures of the house",
        "sha256",
    ):
        assert words in page, words
    assert page.count("<svg") == 2
    assert "The figures as a table" in page


def test_the_programs_summary_stands_above_the_findings_and_arrives_with_them(checker: Client) -> None:
    claim = make_claim(summary="revised_since")
    words = str(summary_words(Summary.REVISED_SINCE))

    arriving = checker.get(reverse("claims:evidence", args=[claim.pk])).content.decode()

    assert words in page_of(checker, claim)
    assert words in arriving


def test_each_source_has_a_line_that_says_how_far_it_is(checker: Client) -> None:
    claim = make_claim()
    sources = [make_source(f"s{number}", name=f"Source {number}") for number in range(4)]
    series = [make_series(f"S{number}", source=source) for number, source in enumerate(sources)]
    later = timezone.now() + timedelta(minutes=10)
    make_lookup(claim, series[0])
    make_lookup(claim, series[1], state="done")
    make_lookup(claim, series[2], last_error=UNREACHABLE, due_at=later, attempts=2)
    make_lookup(claim, series[3], state="missing", last_error=UNREACHABLE, attempts=5)

    page = page_of(checker, claim)

    assert "waiting for an answer" in page
    assert "fetched" in page
    assert "missing so far: could not reach api.worldbank.org" in page
    assert "tried again at" in page
    assert "missing: could not reach api.worldbank.org" in page


def test_the_page_asks_again_only_while_something_is_pending(checker: Client) -> None:
    claim = make_claim()
    lookup = make_lookup(claim)
    before = page_of(checker, claim)

    Lookup.objects.filter(pk=lookup.pk).update(state="done")

    assert 'hx-trigger="every 2s"' in before
    assert "hx-trigger" not in page_of(checker, claim)
    assert "hx-trigger" not in checker.get(reverse("claims:evidence", args=[claim.pk])).content.decode()


def test_a_try_that_is_far_off_is_asked_for_seldom(checker: Client) -> None:
    claim = make_claim()
    make_lookup(claim, last_error=UNREACHABLE, due_at=timezone.now() + timedelta(minutes=10))

    page = page_of(checker, claim)

    assert 'hx-trigger="every 15s"' in page


def test_only_what_the_page_does_not_show_arrives(checker: Client) -> None:
    claim = make_claim()
    address = reverse("claims:evidence", args=[claim.pk])
    first = make_finding(claim)
    seen = checker.get(reverse("claims:claim", args=[claim.pk])).context["tokens"]

    nothing = checker.get(address, {"seen": seen}).content.decode()
    other = make_finding(claim, series=make_series("OTHER"))
    arrived = checker.get(address, {"seen": seen}).content.decode()

    assert first.finding is not None and other.finding is not None
    assert "series-" not in nothing
    assert f'id="series-{other.finding.series_id}"' in arrived
    assert f'id="series-{first.finding.series_id}"' not in arrived
    assert 'hx-swap-oob="beforeend:#findings"' in arrived


@pytest.mark.parametrize("seen", ["", "x", "1:2-3,,", "99999999999999999999:1", "<script>"])
def test_whatever_the_page_says_it_has_seen_is_answered(seen: str, checker: Client) -> None:
    claim = make_claim()
    make_finding(claim)

    response = checker.get(reverse("claims:evidence", args=[claim.pk]), {"seen": seen})

    assert response.status_code == 200


def test_asking_again_makes_a_missing_lookup_due(checker: Client) -> None:
    claim = make_claim()
    lookup = make_lookup(claim, state="missing", last_error=UNREACHABLE, attempts=5)

    checker.post(reverse("claims:retry", args=[lookup.pk]))

    lookup.refresh_from_db()
    assert lookup.state == "pending"


def test_a_claim_that_is_not_there_is_not_found(checker: Client) -> None:
    for name in ("claim", "evidence"):
        assert checker.get(reverse(f"claims:{name}", args=[987654321])).status_code == 404
    for name in ("take", "release", "draft", "submit", "mend", "confirm_reading", "take_up"):
        response = checker.post(reverse(f"claims:{name}", args=[987654321]))
        assert response.status_code in (302, 404), name


def test_times_are_in_the_readers_zone_with_the_absolute_time_beside(checker: Client) -> None:
    user = checker.user  # type: ignore[attr-defined]
    user.time_zone = "Asia/Seoul"
    user.save()
    claim = make_claim()

    page = page_of(checker, claim)

    assert "KST" in page
    assert "+09:00" in page


def test_a_zone_that_nobody_knows_is_read_as_the_desks_own(checker: Client) -> None:
    user = checker.user  # type: ignore[attr-defined]
    user.time_zone = "../../etc/passwd"
    user.language = "tlh"
    user.save()

    assert checker.get(reverse("claims:desk")).status_code == 200
