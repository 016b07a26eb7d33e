"""People are told once of each thing, in the desk at once and by mail at the rhythm that each set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Mail, Notice, NoticeKind, Source, User
from claims.services import notices
from claims.services.desk import take_claim
from claims.services.editing import return_check
from claims.services.handing import pass_on_claim
from claims.services.steps.notices import tell
from claims.values import Reason
from tests.builders import make_claim, make_queue, make_source, make_submitted, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_server(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    settings.PUBLIC_BASE = "https://desk.example.org"


def person(group: str = "checker", **columns: Any) -> User:
    return make_user(group, email=f"{group}@example.org", **columns)


def told(user: User) -> list[str]:
    return [notices.words_of(each) for each in user.notices.order_by("pk")]


def test_who_is_handed_a_claim_is_told_in_the_desk_and_by_mail() -> None:
    ada, bea = person(first_name="Ada"), person()
    claim = make_claim(queue=make_queue(ada, bea))
    take_claim(ada, claim.pk)
    pass_on_claim(ada, claim.pk, to=bea, note="You know Kenya.")

    mail = Mail.objects.get()
    assert told(bea) == [f"Ada handed you a claim: {claim.sentence}"]
    assert (mail.to, mail.subject) == (bea.email, told(bea)[0][:200])
    assert "You know Kenya." in mail.body
    assert f"https://desk.example.org{reverse('claims:claim', args=[claim.pk])}" in mail.body
    assert User.objects.get(pk=bea.pk).unseen == 1
    assert not told(ada)


def test_a_check_that_comes_back_is_told_to_its_checker() -> None:
    check = make_submitted()
    return_check(person("editor"), check.pk, comment="Which year?")

    assert [each.kind for each in check.checker.notices.all()] == [NoticeKind.RETURNED]


def test_nobody_is_told_the_same_twice_and_seeing_all_ends_the_count() -> None:
    ada = person()
    for _turn in range(2):
        tell(NoticeKind.SOURCE, "source:1:never", [ada, ada], Reason("notice_source", (("source", "FAO"),)))

    assert told(ada) == ["FAO has given no usable answer for a day"]
    assert User.objects.get(pk=ada.pk).unseen == 1
    notices.see_all(ada)
    assert User.objects.get(pk=ada.pk).unseen == 0
    assert ada.notices.get().seen_at is not None


def test_a_person_sets_the_rhythm_of_each_kind() -> None:
    ada = person()
    notices.set_rhythms(ada, {"reopened": "never", "returned": "daily", "assigned": "hourly", "weather": "daily"})
    for kind in (NoticeKind.REOPENED, NoticeKind.RETURNED, NoticeKind.ASSIGNED):
        tell(kind, f"{kind}:1", [ada], Reason("notice_overdue", (("claim", kind.value),)))

    assert [mail.subject for mail in Mail.objects.all()] == ["Overdue: assigned"]
    assert [each.kind for each in Notice.objects.filter(mail_due=True)] == ["returned"]


def test_the_daily_mail_leaves_in_the_morning_of_the_person_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    ada, late = person(time_zone="Asia/Tokyo"), person(time_zone="Europe/London")
    for at in range(notices.LISTED + 2):
        tell(NoticeKind.OVERDUE, f"overdue:{at}", [ada, late], Reason("notice_overdue", (("claim", f"No {at}"),)))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 1, 0, tzinfo=UTC))

    notices.find_what_to_tell()
    tell(NoticeKind.OVERDUE, "overdue:again", [ada], Reason("notice_overdue", (("claim", "Later"),)))
    notices.find_what_to_tell()
    [mail] = Mail.objects.all()
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 3, 1, 0, tzinfo=UTC))
    notices.find_what_to_tell()

    assert (mail.to, mail.subject) == (ada.email, "32 things from the desk")
    assert "Overdue: No 0\n" in mail.body
    assert "And 2 more in the desk." in mail.body
    assert [each.subject for each in Mail.objects.order_by("pk")][1:] == ["1 thing from the desk"]


def test_the_clock_tells_of_what_is_overdue_and_of_sources_that_fail() -> None:
    ada, watcher, other = person(), person("editor"), person()
    claim = make_claim(queue=make_queue(ada))
    take_claim(ada, claim.pk)
    now = timezone.now()
    Claim.objects.filter(pk=claim.pk).update(due_at=now - timedelta(hours=1))
    make_claim(queue=make_queue(other), due_at=now - timedelta(hours=1))  # nobody has it
    failing, fair = make_source("fao", name="FAO"), make_source("imf", name="IMF")
    Source.objects.filter(pk=failing.pk).update(last_error_at=now, last_success_at=now - timedelta(days=2))
    Source.objects.filter(pk=fair.pk).update(last_error_at=now, last_success_at=now - timedelta(hours=2))

    for _turn in range(2):
        notices.find_what_to_tell()

    assert told(ada) == [f"Overdue: {claim.sentence}"]
    assert told(watcher) == ["FAO has given no usable answer for a day"]
    assert not told(other)


def test_the_page_shows_what_is_new_and_the_bar_counts_it(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    claim = make_claim()
    tell(NoticeKind.OVERDUE, "overdue:1", [user], Reason("notice_overdue", (("claim", "<b>x</b>"),)), claim=claim)
    page = client.get(reverse("claims:notices")).text
    client.post(reverse("claims:notices_seen"))
    after = client.get(reverse("claims:notices")).text

    assert "1 new notice" in page
    assert "Overdue: &lt;b&gt;x" in page
    assert reverse("claims:claim", args=[claim.pk]) in page
    assert "new notice" not in after
    assert client.post(reverse("claims:rhythms"), {"overdue": "never"}).status_code == 302
    assert user.rhythms.get().rhythm == "never"


def test_a_backlog_of_any_length_is_told_to_all_and_a_source_behind_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "AT_ONCE", 2)
    people = [person() for _number in range(5)]
    now = timezone.now()
    for each in people:
        take_claim(each, make_claim(queue=make_queue(each)).pk)
    Claim.objects.update(due_at=now - timedelta(hours=1))
    shared = make_queue()
    returned = [make_submitted(make_claim(queue=shared)) for _number in range(5)]
    for check in returned:
        return_check(person("editor"), check.pk, comment="Which year?")
    Claim.objects.update(due_at=now - timedelta(hours=1))
    for number in range(5):
        source = make_source(f"s{number}", name=f"S{number}")
        Source.objects.filter(pk=source.pk).update(last_error_at=now)
    watcher = person("editor")
    monkeypatch.setattr(notices, "MORNING", 0)

    for _turn in range(2):
        notices.find_what_to_tell()

    late = Notice.objects.filter(kind=NoticeKind.OVERDUE)
    assert set(late.values_list("person", flat=True)) == {each.pk for each in people} | {
        check.checker_id for check in returned
    }
    assert late.count() == 10
    assert {words.partition(" ")[0] for words in told(watcher)} == {"S0", "S1", "S2", "S3", "S4"}
    assert not Notice.objects.filter(mail_due=True, person__in=people).exists()
