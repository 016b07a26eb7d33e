"""Who is let into the admin site, and what curators do with people there: rights cannot be forged."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import models
from django.test import Client
from django.urls import reverse

from claims.models import AuditEvent, IntakeToken, User
from claims.services.tokens import make_token
from tests.builders import PASSWORD, make_user
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def curator(log_in: LogIn) -> Client:
    return log_in("curator")


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


# --- people ---------------------------------------------------------------------------------------------


def test_a_curator_adds_a_person_and_makes_a_checker_of_them(curator: Client) -> None:
    secret = {"usable_password": "true", "password1": "wells-and-roads-1", "password2": "wells-and-roads-1"}
    forged = {"is_superuser": "on", "is_staff": "on"}

    curator.post(address(User, "add"), {"username": "new", **secret, **forged})
    person = User.objects.get(username="new")
    fields = {"username": "new", "is_active": "on", "shown_as": "name", "groups": [group("checker")]}
    response = curator.post(address(User, "change", person.pk), fields)

    person.refresh_from_db()
    assert response.status_code == 302
    assert not person.is_staff
    assert not person.is_superuser
    assert person.has_perm("claims.check_claim")
    actions = AuditEvent.objects.filter(object_type="user", object_id=person.pk).values_list("action", flat=True)
    assert list(actions) == ["user.add", "user.change"]


def test_only_curators_are_let_into_the_admin_site(curator: Client) -> None:
    person = make_user("checker")
    fields = {"username": person.username, "is_active": "on", "is_staff": "on", "shown_as": "name"}

    refused = curator.post(address(User, "change", person.pk), {**fields, "groups": [group("checker")]})
    taken = curator.post(address(User, "change", person.pk), {**fields, "groups": [group("curator")]})

    person.refresh_from_db()
    assert "is_staff" in refused.context["adminform"].form.errors
    assert taken.status_code == 302
    assert person.is_staff


def test_nobody_deletes_themselves_or_a_superuser_from_the_list(curator: Client) -> None:
    own = User.objects.get(groups__name="curator")
    chief = make_user("", is_staff=True, is_superuser=True)

    answers = [
        curator.post(
            address(User, "changelist"),
            {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"},
        )
        for user in (own, chief)
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert User.objects.filter(pk__in=[own.pk, chief.pk]).count() == 2


def test_a_new_password_is_logged_and_ends_the_tokens_of_whose_it_is(curator: Client) -> None:
    person = make_user("editor")
    make_token(person, "scraper")
    fields = {"usable_password": "true", "password1": "wells-and-roads-2", "password2": "wells-and-roads-2"}

    wrong = {**fields, "password2": "other"}
    curator.post(reverse("admin:auth_user_password_change", args=[person.pk]), wrong)
    before = AuditEvent.objects.filter(action="user.password").count()
    assert IntakeToken.objects.get().ended_at is None
    curator.post(reverse("admin:auth_user_password_change", args=[person.pk]), fields)

    person.refresh_from_db()
    assert before == 0
    assert AuditEvent.objects.filter(action="user.password", object_id=person.pk).count() == 1
    assert person.check_password("wells-and-roads-2")
    assert IntakeToken.objects.get().ended_at is not None


# --- the door -------------------------------------------------------------------------------------------


def test_the_admin_site_has_the_desks_own_log_in() -> None:
    make_user("curator", username="cora", is_staff=True)
    client = Client()

    door = client.get(reverse("admin:index"), follow=True)
    inside = client.post(
        door.request["PATH_INFO"] + "?" + door.request["QUERY_STRING"],
        {
            "username": "cora",
            "password": PASSWORD,
            "next": reverse("admin:index"),
        },
    )

    assert door.request["PATH_INFO"] == reverse("claims:login")
    assert inside["Location"] == reverse("admin:index")


def test_who_has_no_business_in_the_admin_site_is_told_so_and_not_sent_in_circles(checker: Client) -> None:
    response = checker.get(reverse("admin:index"), follow=True)

    assert response.status_code == 403
    assert len(response.redirect_chain) == 1


def test_the_log_in_of_the_admin_site_leads_nowhere_else() -> None:
    response = Client().get(reverse("admin:login") + "?next=https://elsewhere.example/", follow=True)

    assert "elsewhere" not in response.content.decode()
