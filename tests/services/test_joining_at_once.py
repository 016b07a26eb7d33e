"""Two people who come at the same moment: each is told clearly how it ended, and nothing is half stored."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from claims.credentials.oidc import Begun, Provider, Vouched
from claims.models import Invitation, OutsideIdentity, User
from claims.services import house_accounts, inviting
from claims.services.refusal import Refused
from claims.services.tokens import MOST, make_token, tokens_of
from tests.builders import make_user
from tests.proving import make_invitation

pytestmark = pytest.mark.django_db(transaction=True)
HOUSE = Provider("https://house.example", "desk", "secret", "openid", "groups", {"editors": "editor"})


def at_once(*use_cases: Callable[[], Any]) -> list[str]:
    """What each came to: the name of what it gave, or the code that it was refused with."""
    start = Barrier(len(use_cases))

    def run(use_case: Callable[[], Any]) -> str:
        try:
            start.wait()
            return type(use_case()).__name__
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(use_cases)) as pool:
        return sorted(pool.map(run, use_cases))


@pytest.mark.parametrize("names", [("eve", "eve"), ("eve", "EVE")])
def test_of_two_who_want_one_username_one_is_refused_and_can_choose_another(names: tuple[str, str]) -> None:
    by = make_user("curator")
    for number in range(2):
        make_invitation(by, token=f"token {number}", email=f"{number}@example.org")

    answers = at_once(
        *(
            lambda number=number, name=name: inviting.join(f"token {number}", username=name, password="long enough")
            for number, name in enumerate(names)
        )
    )

    assert answers == ["User", "username_taken"]
    assert User.objects.filter(username__iexact="eve").count() == 1
    (left,) = Invitation.objects.filter(ended_at=None, joined=None)
    token = next(each for each in ("token 0", "token 1") if inviting.open_invitation(each) == left)
    assert inviting.join(token, username="adam", password="long enough").groups.get().name == "checker"


def test_of_two_who_come_with_one_link_one_gets_in() -> None:
    make_invitation(make_user("curator"))

    answers = at_once(
        *(lambda name=name: inviting.join("token", username=name, password="x" * 12) for name in ("a", "b"))
    )

    assert answers == ["User", "link_spent"]
    assert Invitation.objects.get().joined == User.objects.exclude(email="").get()


@pytest.mark.parametrize("known", [True, False])
def test_two_first_log_ins_of_one_account_of_the_house_are_one_person(
    known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if known:
        make_user("editor", email="eve@example.org")
    before = User.objects.count()
    who = Vouched("7", "eve@example.org", "Eve", "eve", frozenset({"editor"}), False, 0)
    monkeypatch.setattr("claims.credentials.oidc.vouched", lambda *_given: who)

    answers = at_once(*[lambda: house_accounts.finish(HOUSE, Begun.now(), "back", "code")] * 3)

    assert answers == ["Arrived"] * 3
    assert User.objects.count() == before + (not known)
    assert OutsideIdentity.objects.get().user.groups.get().name == "editor"


def test_two_accounts_of_the_house_with_one_wish_are_two_people(monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = iter(("7", "8"))
    monkeypatch.setattr(
        "claims.credentials.oidc.vouched",
        lambda *_given: Vouched(next(subjects), "", "Eve", "eve", frozenset({"editor"}), False, 0),
    )

    answers = at_once(*[lambda: house_accounts.finish(HOUSE, Begun.now(), "back", "code")] * 2)

    assert answers == ["Arrived"] * 2
    assert set(User.objects.values_list("username", flat=True)) == {"eve", "eve-2"}


def test_two_last_tokens_at_once_are_one() -> None:
    user = make_user()
    for number in range(MOST - 1):
        make_token(user, f"scraper {number}")

    assert at_once(*[lambda: make_token(user, "the last")] * 2) == ["str", "tokens_many"]
    assert len(tokens_of(user)) == MOST
