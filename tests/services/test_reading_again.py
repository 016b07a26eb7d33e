"""A text that is read again, or changed: what stands on the desk is carried over, what people did stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from claims.models import (
    Appearance,
    Article,
    ArticleVersion,
    AuditEvent,
    Claim,
    ClaimState,
    DismissReason,
    Indicator,
    LeftAside,
    Phrase,
    WorkState,
)
from claims.services import checks, desk, mending, sentences
from claims.services.extract import extract_version, read_again
from claims.services.intake import receive_text, receive_version
from claims.services.presenting import present_article
from claims.services.refusal import Refused
from claims.services.starter import load_starter
from claims.services.steps.readings import reading_in_force
from claims.workflow import WrongState
from tests.builders import make_published, make_scale, make_user

pytestmark = pytest.mark.django_db
HUNGER = "About 40 percent of the people of Chad were undernourished in 2016."
JOBS = "Unemployment in Peru was 7 percent in 2019."
QUESTION = "Will it be better next year?"
TEXT = f"{HUNGER} {JOBS}\n\n{QUESTION} Nobody can say."


@pytest.fixture
def article() -> Article:
    load_starter()
    received = receive_text(text=TEXT, published_on=date(2020, 6, 11), address="https://paper.example/a")
    extract_version(received.version_id)
    return Article.objects.get(pk=received.article_id)


def claim_of(article: Article, words: str) -> Claim:
    return article.claims.get(sentence__contains=words)


def again(article: Article) -> None:
    for version_id in read_again(None, [article.pk]):
        extract_version(version_id)


def changed(article: Article, text: str) -> ArticleVersion:
    received = receive_version(article.pk, text=text)
    extract_version(received.version_id)
    return ArticleVersion.objects.get(pk=received.version_id)


def status_in(version: ArticleVersion, claim: Claim) -> str:
    return version.appearances.get(claim=claim).status


def everything() -> list[tuple[int, str, str, int]]:
    rows = Claim.objects.order_by("pk")
    return [(each.pk, each.state, each.sentence, each.readings.count()) for each in rows]


# --- what was left aside --------------------------------------------------------------------------------


def test_a_sentence_left_aside_is_kept_with_its_rule_and_its_place(article: Article) -> None:
    row = LeftAside.objects.get(sentence=QUESTION)

    assert row.rule == "aside_question"
    assert TEXT[row.start : row.end] == QUESTION


def test_sentences_left_aside_are_those_of_the_newest_text(article: Article) -> None:
    changed(article, f"{TEXT} Will it end?")
    again(article)

    asked = list(LeftAside.objects.filter(rule="aside_question").values_list("sentence", flat=True))
    assert sorted(asked) == ["Will it be better next year?", "Will it end?"]


# --- the same text again --------------------------------------------------------------------------------


def test_the_same_text_read_again_changes_nothing(article: Article) -> None:
    before, places = everything(), Appearance.objects.count()

    again(article)
    again(article)

    assert everything() == before
    assert Appearance.objects.count() == places
    assert article.versions.get().state == WorkState.DONE


def test_new_words_of_the_curators_reach_a_reading_that_nobody_worked_on(article: Article) -> None:
    measure = Indicator.objects.create(slug="hope", name="Hope", unit="percent")
    Phrase.objects.create(indicator=measure, text="unemployment")
    Phrase.objects.filter(text="unemployment").exclude(indicator=measure).delete()
    claim = claim_of(article, "Peru")
    old = claim.indicator

    again(article)

    claim.refresh_from_db()
    assert old is not None and claim.indicator == measure
    assert (claim.readings.count(), reading_in_force(claim).by) == (2, None)
    assert not claim.findings.filter(superseded_at=None).exists()


def test_a_reading_that_a_person_mended_or_confirmed_is_never_replaced(article: Article) -> None:
    checker = make_user()
    hunger, jobs = claim_of(article, "Chad"), claim_of(article, "Peru")
    mending.mend_reading(checker, hunger.pk, changes={"place": "NER", "low": "41"})
    mending.confirm_reading(checker, jobs.pk)
    Phrase.objects.all().delete()

    again(article)
    changed(article, f"First of all. {TEXT}")

    hunger.refresh_from_db()
    jobs.refresh_from_db()
    assert (hunger.place, hunger.readings.count()) == ("NER", 2)
    assert hunger.low == 41
    assert jobs.indicator is not None and reading_in_force(jobs).by == checker


@pytest.mark.parametrize("work", ["held", "draft", "published"])
def test_a_claim_that_somebody_works_on_keeps_its_reading(article: Article, work: str) -> None:
    claim, checker = claim_of(article, "Peru"), make_user()
    if work == "held":
        desk.take_claim(checker, claim.pk)
    elif work == "draft":
        checks.open_check(checker, claim.pk)
    else:
        make_scale()
        make_published(claim)
    Phrase.objects.all().delete()

    again(article)

    claim.refresh_from_db()
    assert claim.readings.count() == 1
    assert claim.indicator is not None


def test_what_a_person_put_aside_stays_and_what_the_program_did_is_looked_at_again(article: Article) -> None:
    by_person, by_program = claim_of(article, "Chad"), claim_of(article, "Peru")
    desk.dismiss_claim(make_user(), by_person.pk, reason=DismissReason.OUT_OF_SCOPE)
    Claim.objects.filter(pk=by_program.pk).update(state=ClaimState.DISMISSED, reason=DismissReason.LOW)
    Claim.objects.update(worthiness=0.1)
    for claim in (by_person, by_program):
        reading = reading_in_force(claim)
        type(reading).objects.filter(pk=reading.pk).update(structure={**reading.structure, "worthiness": 0.1})

    again(article)

    by_person.refresh_from_db()
    by_program.refresh_from_db()
    assert (by_person.state, by_person.reason) == (ClaimState.DISMISSED, DismissReason.OUT_OF_SCOPE)
    assert (by_program.state, by_program.reason) == (ClaimState.QUEUED, "")


def test_pulled_in_and_split_claims_outlive_another_reading(article: Article) -> None:
    checker, version = make_user(), article.versions.get()
    start = TEXT.index(QUESTION)
    pulled = sentences.pull_in(checker, version.pk, start=start, end=start + 3)
    split = mending.split_claim(checker, claim_of(article, "Chad").pk, number=0)
    before = everything()

    again(article)
    newer = changed(article, f"First of all. {TEXT}")

    assert everything() == before
    assert newer.appearances.filter(claim_id__in=[pulled.claim_id, split.claim_id]).count() == 2
    assert newer.appearances.get(claim=split.claim_id).part == 1


# --- a new version --------------------------------------------------------------------------------------


def test_claims_whose_sentence_stands_are_carried_over_with_their_new_place(article: Article) -> None:
    before = everything()

    version = changed(article, f"First of all, some words.\n\n{TEXT}")

    assert everything() == before
    for place in version.appearances.select_related("claim"):
        assert version.text[place.start : place.end] == place.claim.sentence
        assert place.status == "stands"
    shown = present_article(article.pk)["claims"]
    for claim in shown:
        for number in claim["quantities"]:
            assert version.text[number["start"] : number["end"]] == number["text"]


def test_moved_changed_and_gone_sentences_are_marked(article: Article) -> None:
    hunger, jobs = claim_of(article, "Chad"), claim_of(article, "Peru")

    version = changed(article, f"{QUESTION} Nobody can say.\n\n{JOBS.replace('7', '8')}")

    first = article.versions.get(number=1)
    assert status_in(first, hunger) == "gone"
    assert not version.appearances.filter(claim=hunger).exists()
    assert status_in(version, jobs) == "changed"
    jobs.refresh_from_db()
    assert jobs.sentence == JOBS
    assert jobs.low == 7
    assert article.claims.count() == 2
    assert set(AuditEvent.objects.filter(object_type="claim").values_list("action", flat=True)) >= {
        "claim.gone",
        "claim.changed",
    }


def test_a_sentence_that_comes_back_is_the_same_claim(article: Article) -> None:
    hunger = claim_of(article, "Chad")
    changed(article, f"{JOBS}\n\n{QUESTION}")

    version = changed(article, f"{JOBS} {HUNGER}\n\n{QUESTION}")

    assert article.claims.count() == 2
    assert status_in(version, hunger) in ("stands", "moved")
    assert not hunger.appearances.filter(status="gone").exists()


def test_a_new_sentence_becomes_a_claim_of_its_own(article: Article) -> None:
    version = changed(article, f"{TEXT}\n\nInflation in Chad was 3 percent in 2019.")

    claim = claim_of(article, "Inflation")
    assert claim.appearances.get().version == version
    assert claim.state == ClaimState.QUEUED
    assert article.claims.count() == 3


def test_a_checker_takes_over_the_new_words_of_a_changed_sentence(article: Article) -> None:
    jobs, checker = claim_of(article, "Peru"), make_user()
    version = changed(article, TEXT.replace("7 percent", "8 percent"))

    due = mending.follow_text(checker, jobs.pk)

    jobs.refresh_from_db()
    assert jobs.sentence == JOBS.replace("7", "8")
    assert jobs.low == 8
    assert due
    assert status_in(version, jobs) == "stands"
    assert AuditEvent.objects.filter(action="claim.follow_text", object_id=jobs.pk, actor_id=checker.pk).count() == 1
    with pytest.raises(WrongState):
        mending.follow_text(checker, jobs.pk)


def test_a_changed_claim_is_split_in_both_texts(article: Article) -> None:
    jobs = claim_of(article, "Peru")
    version = changed(article, TEXT.replace("7 percent", "8 percent"))

    part = mending.split_claim(make_user(), jobs.pk, number=0)

    places = Appearance.objects.filter(claim=part.claim_id).order_by("version__number")
    assert list(places.values_list("version__number", "part", "status")) == [(1, 1, "stands"), (2, 1, "changed")]
    assert version.appearances.filter(claim=part.claim_id).exists()


def test_a_published_claim_comes_back_with_its_words_when_the_article_changes(article: Article) -> None:
    make_scale()
    claim = make_published(claim_of(article, "Peru"))

    changed(article, TEXT.replace("7 percent", "8 percent"))

    claim.refresh_from_db()
    assert (claim.state, claim.sentence, claim.readings.count()) == (ClaimState.REOPENED, JOBS, 1)


def test_another_text_under_a_known_address_is_a_new_version(article: Article) -> None:
    received = receive_text(text=f"{TEXT} More.", address="https://paper.example/a#top")

    assert (received.article_id, received.new) == (article.pk, True)
    assert article.versions.count() == 2


def test_a_text_that_the_desk_has_is_no_new_version(article: Article) -> None:
    with pytest.raises(Refused) as refused:
        receive_version(article.pk, text=f"  {TEXT}\n")

    assert refused.value.code == "text_known"
    assert article.versions.count() == 1


def test_a_text_that_a_newer_one_has_taken_the_place_of_is_not_read(article: Article) -> None:
    old = receive_version(article.pk, text=f"{TEXT} Inflation in Chad was 3 percent in 2019.")
    changed(article, f"{TEXT} The end.")

    extract_version(old.version_id)

    assert not article.claims.filter(sentence__contains="Inflation").exists()
    assert ArticleVersion.objects.get(pk=old.version_id).state == WorkState.DONE


# --- by command -----------------------------------------------------------------------------------------


def test_the_command_reads_the_named_articles_or_all(article: Article, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything()

    call_command("read_again", str(article.pk))
    call_command("read_again", "--all")

    assert everything() == before
    assert capsys.readouterr().out.count("1 articles were read again.") == 2
    assert AuditEvent.objects.filter(action="article.read_again").count() == 2


@pytest.mark.parametrize("arguments", [[], ["1", "--all"], ["4711"]])
def test_the_command_says_what_it_wants(arguments: list[str], db: None) -> None:
    with pytest.raises(CommandError):
        call_command("read_again", *arguments)


# --- a sentence that states two things --------------------------------------------------------------------

TWICE = "In Peru unemployment was 7 percent and inflation 3 percent in 2019."


def parts_of(version: ArticleVersion) -> list[tuple[int, str, str, int]]:
    rows = version.appearances.order_by("part").select_related("claim__indicator")
    return [(row.part, row.claim.indicator.slug, row.claim.place, int(row.claim.low)) for row in rows]  # type: ignore


def test_each_statement_of_a_sentence_is_a_claim_and_none_is_doubled() -> None:
    load_starter()
    received = receive_text(text=TWICE, published_on=date(2020, 6, 11))
    extract_version(received.version_id)
    article = Article.objects.get(pk=received.article_id)
    parts = [(0, "unemployment", "PER", 7), (1, "inflation", "PER", 3)]
    assert parts_of(article.versions.get()) == parts

    again(article)
    later = changed(article, f"{QUESTION} {TWICE}")

    assert article.claims.count() == 2
    assert parts_of(later) == parts


def test_a_part_that_was_put_aside_is_the_one_that_is_pulled_in() -> None:
    load_starter()
    received = receive_text(text=TWICE, published_on=date(2020, 6, 11))
    extract_version(received.version_id)
    second = Claim.objects.get(indicator__slug="inflation")
    checker = make_user()
    desk.dismiss_claim(checker, second.pk, reason=DismissReason.OUT_OF_SCOPE)

    pulled = sentences.pull_in(checker, received.version_id, start=3, end=7)

    assert (pulled.claim_id, pulled.new, Claim.objects.count()) == (second.pk, False, 2)
