"""The pages by which people come in, and on which they change how."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from claims.models import DeskSession, Factor, Invitation, User
from claims.services.steps import tries
from factcheck.logs import WithoutLinks
from tests.builders import PASSWORD, make_user
from tests.proving import SoftKey, code_of, make_app, make_invitation, make_recovery_code
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db
LINK = re.compile(rf"{settings.PUBLIC_BASE}(/\S+)")


def signed_in(user: User, client: Client | None = None, **more: str) -> Client:
    client = client or Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/130.0"})
    client.post(reverse("claims:login"), {"username": user.username, "password": PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def words(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def mails(settings: Any) -> list[Any]:
    """What a mail server would take: the outbox is emptied by the same use case as in a worker."""
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example", "django.core.mail.backends.locmem.EmailBackend"
    return mail.outbox


def send_all() -> None:
    from claims.models import Mail
    from claims.services.mailing import send_mail

    for pk in Mail.objects.filter(state="pending").values_list("pk", flat=True):
        send_mail(pk)


def test_a_password_alone_does_not_let_in_who_has_a_second_factor() -> None:
    user = make_user("curator", is_staff=True)
    secret = make_app(user)
    client = signed_in(user, next=reverse("admin:index"))

    assert not is_in(client)
    assert client.get("/admin/").status_code == 302
    assert words(client.post(reverse("claims:second"), {"code": "1"})).count("does not fit") == 1
    answer = client.post(reverse("claims:second"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("admin:index")
    assert client.get(answer["Location"]).status_code == 200


def test_a_key_is_added_and_lets_in() -> None:
    user, key = make_user(), SoftKey("http://desk.example", "desk.example")
    client = Client(headers={"host": "desk.example"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.ALLOWED_HOSTS", ["*"])
        signed_in(user, client)
        asked = client.get(reverse("claims:add_passkey")).context["question"]
        answer = client.post(reverse("claims:add_passkey"), {"name": "blue", "answer": key.create(asked)})
        codes = answer.context["codes"]
        client.post(reverse("claims:logout"))
        signed_in(user, client)
        asked = client.get(reverse("claims:second")).context["question"]
        client.post(reverse("claims:second"), {"answer": key.get(asked)})

        assert is_in(client)
        assert len(codes) == 10
        stale = Client(headers={"host": "desk.example"})
        signed_in(user, stale)
        assert stale.post(reverse("claims:second"), {"answer": key.get(asked)}).status_code == 422
        assert not is_in(stale)


def test_a_half_way_in_ends_with_a_change_of_the_password_and_with_time() -> None:
    user = make_user()
    secret = make_app(user)
    client, late = signed_in(user), signed_in(user)
    session = late.session
    session["half_in"] = {**session["half_in"], "at": 0}
    session.save()
    user.set_password("another password")
    user.save()

    for each in (client, late, Client()):
        answer = each.post(reverse("claims:second"), {"code": code_of(secret)})
        assert answer["Location"] == reverse("claims:login")
        assert not is_in(each)


def test_the_lock_holds_at_the_admin_site_too_and_a_mailed_link_lifts_it(mails: list[Any]) -> None:
    user = make_user("curator", is_staff=True, email="cora@example.org")
    client = Client()
    door = client.post("/admin/login/", {"username": user.username, "password": PASSWORD})
    assert (door.status_code, is_in(client)) == (302, False)
    for _turn in range(tries.OF_ACCOUNT):
        client.post(reverse("claims:login"), {"username": user.username, "password": "wrong"})
    assert "Too many tries" in words(
        client.post(reverse("claims:login"), {"username": user.username, "password": PASSWORD})
    )

    answers = [
        words(client.post(reverse("claims:reset"), {"email": email}, follow=True))
        for email in (user.email, "nobody@example.org")
    ]
    send_all()
    (address,) = LINK.findall(mails[0].body)
    weak = client.post(address, {"password": "password1234", "again": "password1234"})
    client.post(address, {"password": "wells are deep here", "again": "wells are deep here"})

    assert re.sub(r'value="\w+"', "", answers[0]) == re.sub(r'value="\w+"', "", answers[1])
    assert "too common" in words(weak)
    assert len(mails) == 1
    assert is_in(client)
    assert Client().get(address).status_code == 410


def test_a_new_password_by_mail_is_no_way_round_the_second_factor(mails: list[Any]) -> None:
    user = make_user(email="ada@example.org")
    make_app(user)
    client = Client()
    client.post(reverse("claims:reset"), {"email": user.email})
    send_all()
    (address,) = LINK.findall(mails[0].body)

    answer = client.post(address, {"password": "wells are deep here", "again": "wells are deep here"})

    assert answer["Location"] == reverse("claims:second")
    assert not is_in(client)


def test_a_group_that_needs_a_second_factor_gets_no_further_without(settings: Any, log_in: LogIn) -> None:
    settings.SECOND_FACTOR_GROUPS = ("curator",)
    user = make_user("curator", is_staff=True)
    client = signed_in(user)
    for address in (reverse("claims:desk"), "/admin/", reverse("claims:home"), reverse("claims:people")):
        assert client.get(address)["Location"] == reverse("claims:security"), address
    assert "needs a second factor" in words(client.get(reverse("claims:security")))
    assert log_in("checker").get(reverse("claims:desk")).status_code == 200

    shown = client.get(reverse("claims:add_app")).context["secret"].replace(" ", "")
    codes = client.post(reverse("claims:add_app"), {"code": code_of(shown)})

    assert client.get("/admin/").status_code == 200
    assert codes.context["home"] == reverse("claims:desk")
    other = Client()
    other.force_login(user)  # signed in before the group needed one
    assert other.get(reverse("claims:desk"))["Location"] == reverse("claims:confirm")
    other.post(reverse("claims:confirm"), {"code": codes.context["codes"][0]})
    assert other.get(reverse("claims:desk")).status_code == 200


def test_what_weakens_the_log_in_needs_a_fresh_proof() -> None:
    user = make_user()
    make_app(user)
    client = Client()
    client.force_login(user)
    factor = Factor.objects.get()
    steps = [
        reverse("claims:remove_factor", args=[factor.pk]),
        reverse("claims:new_codes"),
        reverse("claims:end_others"),
        reverse("claims:end_session", args=["x"]),
    ]
    for step in steps:
        assert client.post(step)["Location"].startswith(reverse("claims:confirm")), step
    assert Factor.objects.exists()
    assert client.post(reverse("claims:confirm"), {"password": PASSWORD}).status_code == 422  # a factor is asked for

    confirmed = client.post(
        reverse("claims:confirm"), {"code": make_recovery_code(user), "next": "https://elsewhere.example"}
    )
    client.post(steps[0])

    assert confirmed["Location"] == reverse("claims:security")
    assert not Factor.objects.exists()


def test_sessions_are_listed_in_words_and_ended(checker: Client) -> None:
    user = make_user()
    here, there = signed_in(user), signed_in(user, Client(headers={"User-Agent": "iPhone Safari/1"}))
    page = words(here.get(reverse("claims:security")))
    row = DeskSession.objects.get(device="Safari / iPhone")

    assert "Firefox / Linux" in page
    assert row.session_key not in page
    here.post(reverse("claims:end_session", args=[row.handle]))

    assert there.get(reverse("claims:desk")).status_code == 302
    assert here.get(reverse("claims:desk")).status_code == 200
    assert checker.get(reverse("claims:desk")).status_code == 200


def test_a_session_is_marked_as_used_now_and_then() -> None:
    user = make_user()
    client = signed_in(user)
    before = DeskSession.objects.get(user_id=user.pk).seen_at
    client.get(reverse("claims:desk"))
    assert DeskSession.objects.get(user_id=user.pk).seen_at == before
    DeskSession.objects.update(seen_at=before.replace(year=2020))

    client.get(reverse("claims:desk"))

    assert DeskSession.objects.get(user_id=user.pk).seen_at >= before


def test_a_new_password_needs_the_old_one_and_ends_other_sessions() -> None:
    user = make_user()
    here, there = signed_in(user), signed_in(user)
    new = {"password": "wells are deep here", "again": "wells are deep here"}

    wrong = here.post(reverse("claims:change_password"), {"old": "wrong", **new})
    differs = here.post(reverse("claims:change_password"), {"old": PASSWORD, **new, "again": "other"})
    here.post(reverse("claims:change_password"), {"old": PASSWORD, **new})

    assert "not your password" in words(wrong)
    assert "not the same" in words(differs)
    assert here.get(reverse("claims:desk")).status_code == 200
    assert there.get(reverse("claims:desk")).status_code == 302


def test_somebody_invited_joins_by_the_link_of_the_mail(log_in: LogIn, mails: list[Any]) -> None:
    curator = log_in("curator")
    group = make_user("checker").groups.get()
    fields = {"name": "Eve Field", "email": "eve@example.org", "group": group.pk}
    curator.post(reverse("claims:people"), fields)
    send_all()
    (address,) = LINK.findall(mails[0].body)
    guest = Client()
    alike = {"username": "evefield99", "password": "evefield9999", "again": "evefield9999"}

    assert "too similar" in words(guest.post(address, alike))
    answer = guest.post(address, {"username": "eve", "password": "wells are deep", "again": "wells are deep"})

    assert answer["Location"] == reverse("claims:desk")
    assert guest.get(reverse("claims:desk")).status_code == 200
    assert Client().get(address).status_code == 410
    assert Invitation.objects.get().joined == User.objects.get(username="eve")


def test_without_a_mail_server_pages_say_so(log_in: LogIn, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    group = make_user("checker").groups.get()
    fields = {"name": "Eve", "email": "eve@example.org", "group": group.pk}

    shown = log_in("curator").post(reverse("claims:people"), fields)

    assert Client().get(shown.context["link"]).status_code == 200
    assert "sends no mail" in words(Client().get(reverse("claims:reset")))


def test_a_curator_deactivates_and_reactivates_on_the_page_and_by_the_box_of_the_admin_site(log_in: LogIn) -> None:
    curator, person = log_in("curator"), make_user()
    client = signed_in(person)

    curator.post(reverse("claims:deactivate", args=[person.pk]))

    assert client.get(reverse("claims:desk")).status_code == 302
    assert "Please enter a correct" in words(
        Client().post(reverse("claims:login"), {"username": person.username, "password": PASSWORD})
    )
    curator.post(reverse("claims:reactivate", args=[person.pk]))
    client = signed_in(person)
    assert is_in(client)
    curator.post(
        reverse("admin:claims_user_change", args=[person.pk]),
        {"username": person.username, "shown_as": "name", "groups": []},
    )
    assert not DeskSession.objects.filter(user_id=person.pk).exists()


def test_what_groups_may_do_is_read_from_their_permissions(checker: Client) -> None:
    group = make_user("checker").groups.get()
    page = checker.get(reverse("claims:groups")).context
    before = {each["words"]: dict(each["cells"]) for each in [*page["abilities"], *page["tables"]]}

    group.permissions.clear()
    editor = Client()
    editor.force_login(make_user("editor"))
    after = {each["words"]: dict(each["cells"]) for each in editor.get(reverse("claims:groups")).context["abilities"]}

    assert before["Check claims and submit checks"] == {"checker": ["do"], "curator": [], "editor": ["do"]}
    assert after["Check claims and submit checks"]["checker"] == []
    assert before["outlets"] == {"checker": [], "curator": ["view", "add", "change", "delete"], "editor": []}


def test_a_link_that_is_still_good_is_in_no_line_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    make_invitation(make_user("curator"), token="still-good")
    handler = logging.StreamHandler()
    handler.addFilter(WithoutLinks())
    logging.getLogger("django.request").addHandler(handler)

    try:
        answer = Client().post("/join/still-good/", {"username": "eve", "password": "short", "again": "short"})
    finally:
        logging.getLogger("django.request").removeHandler(handler)

    told = capsys.readouterr().err
    assert answer.status_code == 422
    assert "Unprocessable Entity: /join/.../" in told
    assert "'filters': ['links']" in str(settings.LOGGING["handlers"])
    assert "still-good" not in told
