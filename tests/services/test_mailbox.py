"""A mailbox is read mail by mail: what each brought, why some brought nothing, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from django.conf import LazySettings
from django.utils.timezone import localdate

from claims.models import Article, ArticleVersion, Letter, Outlet
from claims.services.mailbox import MailboxAway, mailbox_name, read_mailbox
from tests.imap_server import ImapServer
from tests.pdfs import make_pdf

pytestmark = pytest.mark.django_db
TEXT = "In Kenya 25 percent of the population is undernourished, the agency said on Monday. " * 4


@pytest.fixture
def server(settings: LazySettings) -> Iterator[ImapServer]:
    with ImapServer() as running:
        settings.MAILBOX = f"imap://desk%40example.org@127.0.0.1:{running.port}/INBOX"
        settings.MAILBOX_PASSWORD = running.box.password
        yield running


def mail(subject: str, text: str = "", sender: str = "news@paper.example", number: int = 1) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, sender, "desk@example.org"
    message["Date"] = "Mon, 11 Jun 2018 09:00:00 +0200"
    message["Message-ID"] = f"<{number}@paper.example>"
    message.set_content(text)
    return message


def test_the_text_of_a_mail_is_an_article_of_the_day_and_outlet_that_it_tells(server: ImapServer) -> None:
    paper = Outlet.objects.create(name="The Paper", folded="the paper", domain="paper.example")
    server.box.put(mail("Fwd: Re: Hunger in Kenya", TEXT).as_bytes())

    [version] = read_mailbox()
    again = read_mailbox()
    server.box.seen.clear()  # as after a reader that was killed before it marked the mail
    killed = read_mailbox()

    article = Article.objects.get()
    assert (article.title, article.outlet, str(article.published_on)) == ("Hunger in Kenya", paper, "2018-06-11")
    assert ArticleVersion.objects.get(pk=version).text == TEXT.strip()
    assert (again, killed, Letter.objects.count()) == ([], [], 1)
    assert list(Letter.objects.get().articles.all()) == [article]
    assert server.box.seen == {1}


def test_files_that_come_with_a_mail_are_articles_of_their_own(server: ImapServer) -> None:
    message = mail("Two files", "See what is attached.")
    report = make_pdf(
        [["In Chad 35 percent of the population is undernourished, the", "agency wrote in its report."] * 2]
    )
    message.add_attachment(report, maintype="application", subtype="pdf", filename="Report.PDF")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf", filename="broken.pdf")
    server.box.put(message.as_bytes())

    read_mailbox()

    letter = Letter.objects.get()
    assert "In Chad 35 percent" in ArticleVersion.objects.get().text
    assert (letter.articles.count(), letter.reason) == (1, "pdf_broken")


def test_a_mail_with_a_page_alone_is_cut_and_an_empty_one_says_so(server: ImapServer) -> None:
    page = EmailMessage()
    page["Subject"], page["From"], page["Message-ID"] = "A page", "a@b.example", "<page@b.example>"
    page.set_content(f"<html><body><article><h1>Kenya</h1><p>{TEXT}</p></article></body></html>", subtype="html")
    server.box.put(page.as_bytes())
    server.box.put(mail("Nothing", "", number=2).as_bytes())

    read_mailbox()

    assert Article.objects.count() == 1
    assert Letter.objects.get(subject="Nothing").reason == "empty_text"


def test_hostile_mails_leave_a_line_each_and_nothing_else(server: ImapServer) -> None:
    server.box.put(b"\xff\xfe\x00 not a mail at all")
    server.box.put(b"Subject: =?utf-8?b?broken\nFrom: <<>>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n")
    server.box.put(mail("Private address", "http://127.0.0.1:9/inside", number=3).as_bytes())

    assert read_mailbox() == []
    assert Letter.objects.count() == 3
    assert not Article.objects.exists()


def test_a_box_that_is_away_or_refuses_the_password_is_told_without_it(
    server: ImapServer, settings: LazySettings
) -> None:
    settings.MAILBOX_PASSWORD = "wrong-s3cret"
    with pytest.raises(MailboxAway) as refused:
        read_mailbox()
    settings.MAILBOX = "imap://desk@127.0.0.1:9/INBOX"
    with pytest.raises(MailboxAway):
        read_mailbox()

    assert "wrong-s3cret" not in str(refused.value)
    settings.MAILBOX = "imaps://desk%40example.org@mail.example.org/Claims"
    assert mailbox_name() == "desk@example.org at mail.example.org"


@pytest.mark.parametrize(
    "named",
    [
        b"Subject: =?utf-7?q?+2AA-?=\r\n\r\n" + TEXT.encode(),
        b"Subject: x\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+2AA- " + TEXT.encode(),
        b"Subject: x\r\nContent-Type: text/html; charset=utf-7\r\n\r\n<p>+2AA- " + TEXT.encode(),
    ],
)
def test_a_mail_whose_signs_no_database_keeps_does_not_keep_the_others_out(server: ImapServer, named: bytes) -> None:
    server.box.put(b"From: a@b.example\r\nMessage-ID: <1@b>\r\n" + named)
    server.box.put(mail("Hunger", TEXT + "More.", number=2).as_bytes())

    read_mailbox()

    assert server.box.seen == {1, 2}
    assert Letter.objects.count() == 2
    assert Article.objects.filter(title="Hunger").exists()


def test_of_a_mail_that_is_too_large_only_the_head_is_asked_for_and_that_once(
    server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.services.mailbox.LARGEST", 2_000)
    server.box.put(mail("Large", TEXT * 20).as_bytes())
    server.box.put(b"Subject: " + b"x" * 100_000 + b"\n\n" + TEXT.encode() * 20)
    server.box.put(mail("Hunger", TEXT, number=3).as_bytes())
    server.box.put(mail("A liar", TEXT * 20, number=4).as_bytes())
    server.box.sizes[4] = 100

    for _turn in range(2):
        read_mailbox()

    asked = [parts for number, parts in server.box.fetched if number in (1, 2)]
    assert asked == ["(RFC822.SIZE)", "(UID RFC822.SIZE BODY.PEEK[HEADER]<0.65536>)"] * 2
    assert {each.subject for each in Letter.objects.filter(reason="mail_too_large")} >= {"Large", "A liar"}
    assert (Letter.objects.filter(reason="mail_too_large").count(), server.box.seen) == (3, {1, 2, 3, 4})
    assert Article.objects.get().title == "Hunger"


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(2000))


@pytest.mark.parametrize(
    "broken",
    [
        b"Subject: x\r\nContent-Type: text/plain; charset=idna\r\n\r\n\xff" + TEXT.encode(),
        b"Subject: =?base64?b?QQ=?= =?utf-8?b?a?=\r\n\r\n" + TEXT.encode(),
        b"Subject: x\r\nFrom: " + b"(" * 5000 + b"\r\n\r\n" + TEXT.encode(),
        b"Subject: x\r\n" + NESTED,
    ],
)
def test_a_mail_that_nobody_can_make_out_is_told_and_does_not_keep_the_others_out(
    server: ImapServer, broken: bytes
) -> None:
    server.box.put(broken)
    server.box.put(mail("Hunger", TEXT, number=2).as_bytes())

    assert len(read_mailbox()) == 1
    assert read_mailbox() == []

    assert server.box.seen == {1, 2}
    assert [each.reason for each in Letter.objects.order_by("pk")] == ["mail_broken", ""]


@pytest.mark.parametrize(
    ("sent", "dated"),
    [
        ("yesterday", False),
        ("Mon, 01 Jan 2020 00:00:00 +9999999999999999", False),
        ("Fri, 01 Jan 2100 00:00:00 +0000", False),
        (format_datetime(datetime.now(UTC).astimezone(timezone(timedelta(hours=14)))), True),
    ],
    ids=["words", "zone", "ahead", "other side of the world"],
)
def test_a_mail_whose_date_makes_no_sense_comes_in_without_it(server: ImapServer, sent: str, dated: bool) -> None:
    server.box.put(mail("Hunger", TEXT).as_bytes().replace(b"Mon, 11 Jun 2018 09:00:00 +0200", sent.encode()))

    assert len(read_mailbox()) == 1
    published = Article.objects.get().published_on
    assert (published is not None) is dated
    assert published is None or published <= localdate()


@pytest.mark.parametrize("at", [b"LOGIN", b"SELECT", b"UID SEARCH", b"UID FETCH"])
def test_a_mailbox_that_hangs_up_or_refuses_is_told_once_a_day(server: ImapServer, at: bytes) -> None:
    server.box.put(mail("Hunger", TEXT).as_bytes())
    server.box.hangs_up_at = at.decode()

    for _turn in range(2):
        with pytest.raises(MailboxAway):
            read_mailbox()
    server.box.hangs_up_at = ""

    assert len(read_mailbox()) == 1
    assert [each.reason for each in Letter.objects.order_by("pk")] == ["mailbox_away", ""]
