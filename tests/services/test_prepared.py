"""Reads whose statement is built once tell what stands now, to who asks now; permissions come with the person."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest
from django.test import Client

from claims.backends import DeskBackend
from claims.models import Interest, User
from claims.queries import open_queues
from claims.queries.offered import interests_of
from claims.services import desk
from tests.builders import make_claim, make_queue, make_user

pytestmark = pytest.mark.django_db


def test_a_statement_that_is_kept_answers_each_asker_with_the_rows_of_the_moment() -> None:
    one, other = make_user(), make_user()
    everybody_s, own = make_queue(), make_queue()
    own.members.add(one)
    before = open_queues(one), open_queues(other)

    own.members.add(other)
    everybody_s.active = False
    everybody_s.save()

    assert before == ([everybody_s, own], [everybody_s])
    assert (open_queues(one), open_queues(other)) == ([own], [own])


def test_next_follows_an_interest_that_was_worded_anew() -> None:
    user = make_user()
    claim = make_claim(queue=make_queue())
    interest = Interest.objects.create(person=user, kind="family", words=claim.sentence.split()[0])
    refused = desk.next_claim(user)

    Interest.objects.filter(pk=interest.pk).update(words="Nobody Whoever")
    offered = desk.next_claim(user)

    assert [each.words for each in interests_of(user)] == ["Nobody Whoever"]
    assert (refused.claim_id, refused.not_for_you, offered.claim_id) == (None, True, claim.pk)


def _permissions(user: User) -> set[str]:
    return set(ModelBackend().get_all_permissions(User.objects.get(pk=user.pk)))


@pytest.mark.parametrize("groups", [(), ("checker",), ("editor", "curator"), ("checker", "editor")])
def test_a_person_comes_with_the_permissions_that_django_finds(groups: tuple[str, ...]) -> None:
    user = make_user("")
    user.groups.set(Group.objects.filter(name__in=groups))
    user.user_permissions.add(Permission.objects.filter(codename="view_queue")[0])

    found = DeskBackend().get_user(user.pk)

    assert found is not None and found.get_all_permissions() == _permissions(user)


def test_who_was_switched_off_is_nobody_and_who_may_do_all_may_do_all() -> None:
    gone, root = make_user("checker", is_active=False), make_user("", is_superuser=True)
    backend = DeskBackend()

    assert backend.get_user(gone.pk) is None
    assert backend.get_user(root.pk + 100) is None
    assert backend.get_user(root.pk).has_perm("claims.check_claim")  # type: ignore[union-attr]


def test_a_group_that_is_left_counts_from_the_next_request_on() -> None:
    client, user = Client(), make_user()
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    before = get_user(request).has_perm("claims.check_claim")

    user.groups.clear()

    assert (before, get_user(request).has_perm("claims.check_claim")) == (True, False)
