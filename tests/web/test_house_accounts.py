"""Signing in with the house's own accounts, against a provider on this machine that signs real tokens."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from claims.models import OutsideIdentity, User
from tests.builders import make_user
from tests.house_provider import CLIENT, SECRET, House
from tests.local_server import LocalServer
from tests.proving import code_of, make_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings: Any) -> Iterator[House]:
    with LocalServer() as server:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = server.address(""), CLIENT, SECRET
        settings.OIDC_GROUPS = {"desk-editors": "editor", "desk-checkers": "checker", "desk-tables": "curator"}
        settings.OUTGOING_ALLOW = [server.netloc]
        yield House(server)


def come(house: House, client: Client | None = None, wanted: str = "", **claims: Any) -> tuple[Client, Any]:
    """A browser goes there and comes back; what the desk answers."""
    client = client or Client(headers={"User-Agent": "Firefox/1 Linux"})
    there = client.get(reverse("claims:house"), {"next": wanted})
    house.claims = {"groups": ["desk-editors", "others"], **claims}
    state = house.sent(there["Location"])
    return client, client.get(reverse("claims:house_back"), {"code": "right", "state": state})


def who(client: Client) -> User | None:
    return User.objects.filter(pk=client.session.get("_auth_user_id", 0)).first()


def test_somebody_new_is_made_in_the_groups_that_the_house_names(house: House) -> None:
    told: Any = {"email": "Eve@Example.org", "email_verified": True, "name": "Eve Field", "preferred_username": "eve"}

    client, answer = come(house, wanted=reverse("claims:editor"), **told)

    user = who(client)
    assert user is not None
    assert answer["Location"] == reverse("claims:editor")
    assert (user.username, user.email, user.get_full_name()) == ("eve", "Eve@Example.org", "Eve Field")
    assert [group.name for group in user.groups.all()] == ["editor"]
    assert not user.has_usable_password()
    assert house.asked["scope"] == "openid profile email"
    assert house.asked["code_challenge_method"] == "S256"


def test_groups_follow_the_house_at_each_log_in_and_others_are_left_alone(house: House) -> None:
    client, _answer = come(house)
    user = who(client)
    assert user is not None

    _client, _answer = come(house, groups="desk-tables")

    assert {group.name for group in user.groups.all()} == {"curator"}
    user.refresh_from_db()
    assert user.is_staff
    _client, answer = come(house, groups=[])
    assert answer["Location"] == reverse("claims:login")
    assert not user.groups.exists()
    assert User.objects.count() == 1


def test_somebody_known_is_found_by_a_verified_address_alone(house: House) -> None:
    known = make_user("checker", email="ada@example.org")

    stranger, _answer = come(house, sub="8", email="ada@example.org", email_verified=False)
    client, _answer = come(house, sub="9", email="ADA@example.org", email_verified=True)
    again, _answer = come(house, sub="10", email="ada@example.org", email_verified=True)

    assert who(client) == known
    assert known not in (who(stranger), who(again))
    assert OutsideIdentity.objects.get(user=known).subject == "9"


def test_a_superuser_and_somebody_deactivated_do_not_come_in_by_their_address(house: House) -> None:
    chief = make_user("", email="chief@example.org", is_superuser=True)
    gone = make_user("checker", email="gone@example.org", is_active=False)

    first, _answer = come(house, sub="1", email=chief.email, email_verified=True)
    second, answer = come(house, sub="2", email=gone.email, email_verified=True)

    assert who(first) != chief
    assert who(second) is None
    assert answer["Location"] == reverse("claims:login")


def test_a_second_factor_of_the_desk_is_asked_for_unless_the_house_asked_for_one(house: House) -> None:
    known = make_user("editor", email="ada@example.org")
    secret = make_app(known)
    told: Any = {"email": known.email, "email_verified": True}

    weak, answer = come(house, **told, amr=["pwd"])
    strong, _answer = come(house, **told, amr=["pwd", "mfa"])

    assert answer["Location"] == reverse("claims:second")
    assert who(weak) is None
    assert who(strong) == known
    weak.post(reverse("claims:second"), {"code": code_of(secret)})
    assert who(weak) == known


OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.parametrize(
    "said",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://elsewhere.example"},
        {"exp": -3600},
        {"iat": 3600},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_log_in_lets_nobody_in(said: dict[str, Any], house: House) -> None:
    now = int(time.time())  # the times of a token are given as seconds from now
    dated: dict[str, Any] = {name: value + now if isinstance(value, int) else value for name, value in said.items()}
    client, answer = come(house, **dated)

    assert who(client) is None
    assert answer["Location"] == reverse("claims:login")
    assert not User.objects.exists()


@pytest.mark.parametrize(("signer", "algorithm"), [(OTHER_KEY, "RS256"), ("a" * 40, "HS256"), (None, "none")])
def test_a_token_that_the_house_did_not_sign_lets_nobody_in(signer: Any, algorithm: str, house: House) -> None:
    house.signer, house.algorithm = signer, algorithm

    client, _answer = come(house)

    assert who(client) is None


def test_coming_back_without_having_gone_or_with_another_state_is_refused(house: House) -> None:
    back, client = reverse("claims:house_back"), Client()

    assert client.get(back, {"code": "right", "state": "x"}).status_code == 400
    there = client.get(reverse("claims:house"))
    state = house.sent(there["Location"])
    assert client.get(back, {"code": "right", "state": f"{state}x"}).status_code == 400
    assert client.get(back, {"code": "right", "state": state}).status_code == 400  # one try each
    assert who(client) is None


def test_a_wrong_code_a_refusal_and_a_provider_that_is_away_are_told(house: House, settings: Any) -> None:
    client, back = Client(), reverse("claims:house_back")
    for given in ({"code": "wrong"}, {"error": "access_denied"}):
        state = house.sent(client.get(reverse("claims:house"))["Location"])
        answer = client.get(back, {**given, "state": state}, follow=True)
        assert "Try again" in answer.content.decode()
    settings.OUTGOING_ALLOW = []

    answer = client.get(reverse("claims:house"), follow=True)

    assert "does not answer" in answer.content.decode()
    settings.OIDC_ISSUER = ""
    assert {client.get(each).status_code for each in (back, reverse("claims:house"))} == {404}
    assert "account of your house" not in client.get(reverse("claims:login")).content.decode()


def test_who_has_no_password_here_shows_who_they_are_at_the_house(house: House) -> None:
    client, _answer = come(house)
    session = client.session
    session["confirmed"] = 0
    session.save()
    page = client.get(reverse("claims:confirm"))

    come(house, client, wanted=reverse("claims:add_app"), auth_time=int(time.time()))

    assert "account of your house" in page.content.decode()
    assert (house.asked["prompt"], house.asked["max_age"]) == ("login", "0")
    assert client.get(reverse("claims:add_app")).status_code == 200


@pytest.mark.parametrize("said", [{"auth_time": -3600}, {}, {"auth_time": 3600}, {"auth_time": True}], ids=str)
def test_an_older_log_in_at_the_house_is_no_fresh_proof_however_the_browser_comes_back(
    said: dict[str, Any], house: House
) -> None:
    """Whoever sits at a browser that is left open can strike "log in anew" from the address that they are sent to."""
    now = int(time.time())
    dated: dict[str, Any] = {name: value + now if type(value) is int else value for name, value in said.items()}
    client, _answer = come(house, **dated)
    guarded = reverse("claims:add_app")
    assert client.get(guarded).status_code == 302

    _client, answer = come(house, client, wanted=guarded, **dated)

    assert answer["Location"] == reverse("claims:login")
    assert client.get(guarded).status_code == 302
    assert "just logged in there" in client.get(reverse("claims:login"), follow=True).text
    client.post(reverse("claims:logout"))
    come(house, client, wanted=guarded, **dated)  # known there still, so that nobody is asked for anything
    assert who(client) is not None
    assert client.get(guarded).status_code == 302


def test_a_log_in_at_the_house_a_moment_ago_is_a_fresh_proof(house: House) -> None:
    client, _answer = come(house, auth_time=int(time.time()) - 30)

    assert client.get(reverse("claims:add_app")).status_code == 200
