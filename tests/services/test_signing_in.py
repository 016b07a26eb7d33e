"""Passwords, second factors and the lock: what lets somebody in, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.credentials import passcodes, passkeys
from claims.credentials.devices import address_of, device_of
from claims.credentials.vault import seal
from claims.models import AuditEvent, DeskSession, Factor, FailedTry, Mail, RecoveryCode, User
from claims.services import factors, passwords, signing_in
from claims.services.refusal import Refused
from claims.services.steps import sign_ins, tries
from claims.services.steps.factors import Asked
from claims.services.tokens import make_token, tokens_of
from tests.builders import PASSWORD, make_user
from tests.proving import SoftKey, code_of, make_app, make_recovery_code

pytestmark = pytest.mark.django_db
HERE, THERE = "192.0.2.1", "198.51.100.7"
SITE = passkeys.Site("localhost", "http://localhost", "Desk")


def refused(use_case: Callable[[], object]) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refusal:
        use_case()
    return refusal.value.code


def enter(name: str, password: str = PASSWORD, address: str = HERE) -> User:
    return signing_in.known_by_password(name, password, address=address)


def lock(name: str, address: str = THERE) -> None:
    for _turn in range(tries.OF_ACCOUNT):
        assert refused(lambda: enter(name, "wrong", address)) == "sign_in_wrong"


def events(action: str, user: User) -> int:
    return AuditEvent.objects.filter(action=action, object_id=user.pk).count()


@pytest.mark.parametrize("somebody", [True, False])
def test_a_name_is_locked_whether_or_not_somebody_has_it_and_time_lifts_it(somebody: bool) -> None:
    user = make_user()
    name = user.username if somebody else "nobody"

    lock(name)

    assert refused(lambda: enter(name.upper(), "wrong")) == "locked_out"
    assert refused(lambda: enter(name)) == "locked_out"
    assert events("user.locked", user) == somebody
    assert enter(make_user().username)
    FailedTry.objects.update(at=timezone.now() - tries.WINDOW)
    assert not somebody or enter(name) == user


def test_an_address_is_locked_after_many_names_and_others_are_not() -> None:
    user = make_user()
    key = tries.address_key("2001:db8::1")
    FailedTry.objects.bulk_create(FailedTry(account_key=f"{n}", address_key=key) for n in range(tries.OF_ADDRESS))

    assert refused(lambda: enter(user.username, address="2001:db8::2")) == "locked_out"
    assert enter(user.username, address="2001:db8:0:1::1") == user


def test_who_goes_on_trying_while_locked_does_not_lengthen_the_lock() -> None:
    user = make_user()
    lock(user.username)

    for _turn in range(3):
        refused(lambda: enter(user.username))

    assert FailedTry.objects.count() == tries.OF_ACCOUNT


def test_a_right_password_does_not_wipe_out_wrong_codes() -> None:
    user = make_user()
    make_app(user)
    for _turn in range(tries.OF_ACCOUNT):
        enter(user.username)
        assert refused(lambda: signing_in.prove_by_code(user, "000000x", address=HERE)) == "code_wrong"

    assert refused(lambda: signing_in.prove_by_code(user, "1", address=HERE)) == "locked_out"


def test_somebody_inactive_does_not_come_in() -> None:
    user = make_user(is_active=False)

    assert refused(lambda: enter(user.username)) == "sign_in_wrong"


def test_a_code_of_the_app_counts_once() -> None:
    user = make_user()
    secret = make_app(user)
    code = code_of(secret)

    signing_in.prove_by_code(user, f"{code[:3]} {code[3:]}", address=HERE)

    assert refused(lambda: signing_in.prove_by_code(user, code, address=HERE)) == "code_wrong"
    assert refused(lambda: signing_in.prove_by_code(make_user(), code, address=HERE)) == "code_wrong"
    signing_in.prove_by_code(user, code_of(secret, later=1), address=HERE)
    assert refused(lambda: signing_in.prove_by_code(user, code_of(secret, later=5), address=HERE)) == "code_wrong"


def test_a_recovery_code_counts_once_however_it_is_typed() -> None:
    user = make_user()
    make_recovery_code(user, "abcde-fghjk")

    signing_in.prove_by_code(user, " ABCDE fghjk", address=HERE)

    assert refused(lambda: signing_in.prove_by_code(user, "abcde-fghjk", address=HERE)) == "code_wrong"
    assert events("user.recovery_code", user) == 1


def test_the_first_factor_brings_codes_and_the_last_takes_them_along(settings: Any) -> None:
    user = make_user()
    secret = passcodes.new_secret()

    assert refused(lambda: factors.add_app(user, secret, "123")) == "code_wrong"
    codes = factors.add_app(user, secret, code_of(secret))
    stored = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    app = Factor.objects.get(user=user)

    assert len(codes) == len(stored) == 10
    assert not stored & set(codes)
    assert secret not in app.secret
    assert refused(lambda: factors.add_app(user, secret, code_of(secret))) == "app_already"
    assert set(factors.make_codes(user)).isdisjoint(codes)
    settings.SECOND_FACTOR_GROUPS = ("checker",)
    assert refused(lambda: factors.remove_factor(user, app.pk)) == "factor_demanded"
    settings.SECOND_FACTOR_GROUPS = ()
    factors.remove_factor(user, app.pk)
    assert not RecoveryCode.objects.exists()
    assert refused(lambda: factors.make_codes(user)) == "codes_of_what"
    assert events("user.factor_added", user) == events("user.factor_removed", user) == 1


def add_key(user: User, key: SoftKey) -> list[str]:
    known = [each.secret for each in Factor.objects.filter(user=user)]
    question, state = passkeys.begin_adding(SITE, user_id=user.pk, name=user.username, known=known)
    return factors.add_passkey(user, SITE, state, key.create(question), name=" blue  key ")


def prove(user: User, key: SoftKey) -> None:
    keys = [each.secret for each in Factor.objects.filter(user=user)]
    question, state = passkeys.begin_proving(SITE, keys)
    signing_in.prove_by_passkey(user, Asked(SITE, state, key.get(question)), address=HERE)


def test_a_key_lets_its_owner_in_and_nobody_else() -> None:
    user, key = make_user(), SoftKey()
    add_key(user, key)

    prove(user, key)
    prove(user, key)

    assert Factor.objects.get().name == "blue key"
    assert Factor.objects.get().counter == 2
    assert refused(lambda: add_key(make_user(), key)) == "passkey_already"
    assert refused(lambda: prove(user, SoftKey())) == "passkey_wrong"


def test_answers_of_a_key_that_do_not_hold_are_refused() -> None:
    user, key = make_user(), SoftKey()
    add_key(user, key)
    prove(user, key)

    key.counter = 0  # a copy of the key
    assert refused(lambda: prove(user, key)) == "passkey_wrong"
    key.origin = "https://elsewhere.example"
    assert refused(lambda: prove(user, key)) == "passkey_wrong"
    assert refused(lambda: add_key(user, SoftKey(host="elsewhere.example"))) == "passkey_wrong"
    for answer in ("", "{}", "[]", '{"id": 1}', "null", "\x00"):
        asked = Asked(SITE, {"challenge": "AAAA", "user_verification": None}, answer)
        assert refused(lambda asked=asked: signing_in.prove_by_passkey(user, asked, address=HERE)) == "passkey_wrong"  # type: ignore[misc]
        FailedTry.objects.all().delete()
    assert refused(
        lambda: signing_in.prove_by_passkey(user, Asked(SITE, {}, key.get('{"challenge": ""}')), address=HERE)
    )


def test_a_mailed_link_sets_a_password_once_ends_sessions_and_lifts_the_lock(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    user, links = make_user(email="ada@example.org"), []
    DeskSession.objects.create(session_key="a", user_id=user.pk, expire_date=timezone.now() + timedelta(days=1))
    lock(user.username)

    def link(uid: str, token: str) -> str:
        links.append((uid, token))
        return f"https://desk.example/password/{uid}/{token}/"

    (mail_id,) = passwords.ask_reset("ADA@example.org", link=link)
    mail = Mail.objects.get(pk=mail_id)

    assert links[0][1] not in mail.body + mail.secret
    assert passwords.ask_reset("ada@example.org", link=link) in ([], [mail_id + 1])  # one in five minutes
    assert passwords.ask_reset("nobody@example.org", link=link) == []
    make_token(user, "scraper")
    assert passwords.reset_password(*links[0], "a much better one") == (user, 1)
    assert tokens_of(user) == []
    assert enter(user.username, "a much better one") == user
    assert not DeskSession.objects.exists()
    assert refused(lambda: passwords.reset_password(*links[0], "again another one")) == "link_spent"
    assert events("user.password_reset", user) == 1
    for uid in ("x", "OTk5OQ", "////", "MTIz" * 30):
        assert passwords.reset_for(uid, "token") is None


def test_a_mailed_link_gives_no_new_tries_at_the_codes_of_a_second_factor(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    user, links = make_user(email="ada@example.org"), []
    make_app(user)
    lock(user.username)

    def link(uid: str, token: str) -> str:
        links.append((uid, token))
        return "https://desk.example/"

    passwords.ask_reset("ada@example.org", link=link)
    passwords.reset_password(*links[0], "a much better one")

    assert refused(lambda: signing_in.prove_by_code(user, "1", address=HERE)) == "locked_out"


def test_expired_sessions_are_forgotten() -> None:
    now = timezone.now()
    for key, days in (("old", -1), ("new", 1)):
        DeskSession.objects.create(session_key=key, expire_date=now + timedelta(days=days))

    sign_ins.forget_expired()

    assert DeskSession.objects.get().session_key == "new"


def test_nobody_without_a_password_here_or_without_an_address_is_mailed(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    away, outside = make_user(email="a@example.org", is_active=False), make_user(email="b@example.org")
    outside.set_unusable_password()
    outside.save()
    make_user(email="")

    for email in (away.email, outside.email, "", " "):
        assert passwords.ask_reset(email, link=lambda uid, token: "x") == []


def test_sessions_are_ended_one_or_all_but_this() -> None:
    user, soon = make_user(), timezone.now() + timedelta(days=1)
    for key, owner in (("a", user), ("b", user), ("c", user), ("d", make_user())):
        DeskSession.objects.create(session_key=key, user_id=owner.pk, expire_date=soon)
    handles = {row.session_key: row.handle for row in DeskSession.objects.all()}

    assert signing_in.end_session(user, handles["a"])
    assert not signing_in.end_session(user, handles["d"])
    assert signing_in.end_other_sessions(user, but="b") == 1
    assert set(DeskSession.objects.values_list("session_key", flat=True)) == {"b", "d"}


def test_a_secret_of_another_key_lets_nobody_in(settings: Any) -> None:
    user = make_user()
    secret = make_app(user)
    sealed = seal("x")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key altogether"
    assert sealed != seal("x")

    signing_in.prove_by_code(user, code_of(secret), address=HERE)

    settings.SECRET_KEY_FALLBACKS = []
    assert refused(lambda: signing_in.prove_by_code(user, code_of(secret, later=1), address=HERE)) == "code_wrong"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox / Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604",
            "Safari / iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/129.0 Safari/537 Edg/129.0", "Edge / Windows"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_told_in_words(agent: str, words: str) -> None:
    assert device_of(agent) == words


def test_an_address_that_is_told_counts_behind_a_proxy_alone() -> None:
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 192.0.2.9"}

    assert address_of(meta, behind_proxy=True) == "192.0.2.9"
    assert address_of(meta, behind_proxy=False) == "10.0.0.1"
