"""Sentences pulled in by hand, and sentences that say two things."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from claims.models import ArticleVersion, AuditEvent, Claim, ClaimState, DismissReason, LeftAside, Queue, User
from claims.services import desk, mending
from claims.services.extract import extract_version
from claims.services.intake import receive_text, receive_version
from claims.services.refusal import Refused
from claims.services.sentences import pull_in
from claims.services.starter import load_starter
from claims.services.steps.readings import reading_in_force
from claims.services.steps.spans import AROUND, snapped
from claims.workflow import NotAllowed, WrongState
from tests.builders import make_claim, make_submitted, make_user

pytestmark = pytest.mark.django_db
TWO = "In Peru unemployment was 7 percent and overtime 3 percent in 2019."
OPINION = "Nobody should be proud of how the 40 percent in Chad live."
TEXT = f"{TWO} {OPINION}\n\nWill it be better? Nobody can say."


@pytest.fixture
def version() -> ArticleVersion:
    load_starter()
    received = receive_text(text=TEXT, published_on=date(2020, 6, 11))
    extract_version(received.version_id)
    return ArticleVersion.objects.get(pk=received.version_id)


def bare(text: str = TEXT) -> ArticleVersion:
    """A text that nothing was read of."""
    load_starter()
    return ArticleVersion.objects.get(pk=receive_text(text=text, published_on=date(2020, 6, 11)).version_id)


def span(words: str) -> dict[str, int]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


# --- pulling in -----------------------------------------------------------------------------------------


def test_any_part_of_a_sentence_pulls_the_whole_sentence_in(version: ArticleVersion) -> None:
    checker = make_user()

    pulled = pull_in(checker, version.pk, **span("be better"))

    claim = Claim.objects.get(pk=pulled.claim_id)
    place = claim.appearances.get()
    assert pulled.new
    assert (claim.sentence, claim.state) == ("Will it be better?", ClaimState.QUEUED)
    assert TEXT[place.start : place.end] == claim.sentence
    assert claim.queue is not None
    assert AuditEvent.objects.filter(action="claim.pull_in", object_id=claim.pk, actor_id=checker.pk).count() == 1


def test_a_sentence_that_extraction_made_no_row_of_is_pulled_in_with_what_can_be_read() -> None:
    version = bare()
    assert not LeftAside.objects.exists()

    pulled = pull_in(make_user(), version.pk, **span("overtime"))

    claim = Claim.objects.get(pk=pulled.claim_id)
    assert (claim.sentence, claim.place) == (TWO, "PER")
    assert pulled.series_ids


def test_a_span_over_two_sentences_is_one_claim_of_both(version: ArticleVersion) -> None:
    pulled = pull_in(make_user(), version.pk, **span("better? Nobody"))

    assert Claim.objects.get(pk=pulled.claim_id).sentence == "Will it be better? Nobody can say."


def test_a_sentence_that_is_a_claim_already_is_not_doubled(version: ArticleVersion) -> None:
    checker, known = make_user(), Claim.objects.get(sentence=TWO)
    desk.dismiss_claim(checker, known.pk, reason=DismissReason.OUT_OF_SCOPE)

    pulled = pull_in(checker, version.pk, **span("unemployment"))
    twice = pull_in(checker, version.pk, **span("unemployment"))

    known.refresh_from_db()
    assert (pulled.claim_id, pulled.new, twice.claim_id) == (known.pk, False, known.pk)
    assert known.state == ClaimState.QUEUED


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 5), (5, 3), (0, 10_000_000), (9, 9)])
def test_a_span_that_is_none_is_refused(version: ArticleVersion, start: int, end: int) -> None:
    claims = Claim.objects.count()

    with pytest.raises(Refused) as refused:
        pull_in(make_user(), version.pk, start=start, end=end)

    assert refused.value.code == "no_sentence"
    assert Claim.objects.count() == claims


def test_a_text_that_was_changed_meanwhile_is_told(version: ArticleVersion) -> None:
    receive_version(version.article_id, text=f"{TEXT} More.")

    with pytest.raises(Refused) as refused:
        pull_in(make_user(), version.pk, **span("better"))

    assert refused.value.code == "text_changed"


def test_without_a_queue_nothing_is_half_made(version: ArticleVersion) -> None:
    claims = Claim.objects.count()
    Queue.objects.update(active=False)

    with pytest.raises(Refused) as refused:
        pull_in(make_user(), version.pk, **span("better"))

    assert refused.value.code == "no_queue"
    assert Claim.objects.count() == claims


@pytest.mark.parametrize("group", ["", "curator"])
def test_only_a_checker_pulls_in(version: ArticleVersion, group: str) -> None:
    with pytest.raises(NotAllowed):
        pull_in(make_user(group), version.pk, **span("better"))


def test_a_sentence_far_down_a_book_has_its_place_and_its_numbers() -> None:
    filler = "Nothing of note was said here today. " * 4000
    sentence = "Unemployment in Peru was 7 percent in 2019."
    version = bare(f"{filler}\n\n{sentence}\n\n{filler}")
    start = version.text.index(sentence)
    assert start > AROUND

    claim = Claim.objects.get(pk=pull_in(make_user(), version.pk, start=start + 4, end=start + 9).claim_id)

    number = reading_in_force(claim).structure["quantities"][0]
    assert claim.sentence == sentence
    assert claim.low == 7
    assert version.text[number["start"] : number["end"]] == number["text"]


def test_blanks_between_sentences_touch_none() -> None:
    assert snapped("One is here.   Two is there.", 12, 15) is None


def _pull_in(press: tuple[User, ArticleVersion]) -> int:
    try:
        return pull_in(press[0], press[1].pk, **span("be better")).claim_id
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_sentence_that_many_pull_in_at_once_is_one_claim() -> None:
    version, users = bare(), [make_user() for _ in range(6)]

    with ThreadPoolExecutor(max_workers=6) as pool:
        claims = set(pool.map(_pull_in, [(user, version) for user in users]))

    assert claims == {Claim.objects.get().pk}


# --- splitting ------------------------------------------------------------------------------------------


def test_a_sentence_with_two_numbers_becomes_two_claims(version: ArticleVersion) -> None:
    checker, whole = make_user(), Claim.objects.get(sentence=TWO)

    part = Claim.objects.get(pk=mending.split_claim(checker, whole.pk, number=1).claim_id)

    place = part.appearances.get()
    assert (place.start, place.end, place.part) == (0, len(TWO), 1)
    assert (part.sentence, part.state, part.queue) == (TWO, ClaimState.QUEUED, whole.queue)
    assert part.low == 3
    assert (reading_in_force(part).by, reading_in_force(part).structure["confirmed"]) == (checker, False)
    assert whole.readings.count() == 1
    actions = AuditEvent.objects.filter(actor_id=checker.pk).values_list("action", "object_id")
    assert {("claim.split", whole.pk), ("claim.split_off", part.pk)} <= set(actions)


def test_a_part_is_mended_apart_and_split_once_more(version: ArticleVersion) -> None:
    checker, whole = make_user(), Claim.objects.get(sentence=TWO)
    part = mending.split_claim(checker, whole.pk, number=1)

    mending.mend_reading(checker, part.claim_id, changes={"place": "CHL"})
    third = mending.split_claim(checker, part.claim_id, number=0)

    whole.refresh_from_db()
    assert whole.place == "PER"
    assert Claim.objects.get(pk=third.claim_id).appearances.get().part == 2


def test_a_claim_without_a_number_is_split_as_it_is() -> None:
    claim = make_claim()
    reading = reading_in_force(claim)
    claim.readings.update(structure={**reading.structure, "quantities": []})

    part = mending.split_claim(make_user(), claim.pk, number=0)

    assert Claim.objects.get(pk=part.claim_id).low is None


def test_a_number_that_the_reading_has_not_is_refused() -> None:
    claim = make_claim()

    with pytest.raises(Refused) as refused:
        mending.split_claim(make_user(), claim.pk, number=7)

    assert refused.value.code == "split_number"
    assert Claim.objects.count() == 1


def test_a_claim_that_another_holds_is_not_split() -> None:
    claim = make_claim()
    desk.take_claim(make_user(), claim.pk)

    with pytest.raises(Refused) as refused:
        mending.split_claim(make_user(), claim.pk, number=0)

    assert refused.value.code == "held"


def test_a_claim_on_its_way_to_an_editor_is_not_split() -> None:
    check = make_submitted()

    with pytest.raises(WrongState):
        mending.split_claim(make_user(), check.claim_id, number=0)


def test_a_stranger_splits_and_follows_nothing() -> None:
    claim = make_claim()

    with pytest.raises(NotAllowed):
        mending.split_claim(make_user(""), claim.pk, number=0)
    with pytest.raises(NotAllowed):
        mending.follow_text(make_user(""), claim.pk)
