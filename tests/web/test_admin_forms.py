"""What curators type into the admin site; bad input is told in words."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.test import Client
from django.urls import reverse

from claims.models import (
    AuditEvent,
    Claimant,
    ClaimantName,
    Indicator,
    Lookup,
    Outlet,
    Queue,
    Rating,
    RatingScale,
    ScaleVersion,
    Snapshot,
    User,
    WorkState,
)
from claims.services.starter import load_starter
from tests.builders import (
    make_claim,
    make_draft,
    make_lookup,
    make_published,
    make_queue,
    make_scale,
    make_series,
    make_user,
)
from tests.web.conftest import LogIn
from tests.web.test_policy import assert_nothing_inline

pytestmark = pytest.mark.django_db


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def curator(log_in: LogIn) -> Client:
    return log_in("curator")


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


# --- names ----------------------------------------------------------------------------------------------


def claimant_fields(name: str, *names: str) -> dict[str, Any]:
    rows = {f"names-{number}-name": each for number, each in enumerate(names)}
    return {"name": name, "names-TOTAL_FORMS": len(names), "names-INITIAL_FORMS": 0, **rows}


def test_an_outlet_whose_name_is_taken_is_refused_in_words(curator: Client) -> None:
    Outlet.objects.create(name="The Daily  Herald", domain="herald.example")

    name = curator.post(address(Outlet, "add"), {"name": "the daily herald"})
    domain = curator.post(address(Outlet, "add"), {"name": "Another", "domain": "herald.example"})

    assert "has this name" in name.content.decode()
    assert "has this domain" in domain.content.decode()
    assert Outlet.objects.count() == 1


def test_an_outlet_keeps_its_own_name(curator: Client) -> None:
    outlet = Outlet.objects.create(name="Herald", domain="herald.example")

    response = curator.post(
        address(Outlet, "change", outlet.pk), {"name": "HERALD", "domain": "herald.example", "note": "weekly"}
    )

    assert response.status_code == 302
    assert Outlet.objects.get().note == "weekly"


def test_a_name_that_grows_when_folded_is_refused_and_not_cut(curator: Client) -> None:
    response = curator.post(address(Outlet, "add"), {"name": "ß" * 150})

    assert "too long" in response.content.decode()
    assert not Outlet.objects.exists()


def test_a_claimant_is_found_by_the_name_that_it_was_added_with(curator: Client) -> None:
    response = curator.post(address(Claimant, "add"), claimant_fields("Bureau of Wells", "BW"))

    assert response.status_code == 302
    assert set(ClaimantName.objects.values_list("name", flat=True)) == {"Bureau of Wells", "BW"}


@pytest.mark.parametrize(
    "fields",
    [
        claimant_fields("bureau of WELLS"),
        claimant_fields("Wells", "The Bureau"),
        claimant_fields("Wells", "A b", "a  B"),
    ],
    ids=["taken by another as its name", "taken by another as a further name", "given twice"],
)
def test_a_name_belongs_to_one_claimant(fields: dict[str, Any], curator: Client) -> None:
    bureau = Claimant.objects.create(name="Bureau of Wells")
    ClaimantName.objects.create(claimant=bureau, name="Bureau of Wells")
    ClaimantName.objects.create(claimant=bureau, name="The Bureau")

    response = curator.post(address(Claimant, "add"), fields)

    assert response.status_code == 200
    assert "name" in response.context["errors"].as_text()
    assert Claimant.objects.count() == 1


# --- queues and scales ----------------------------------------------------------------------------------


def queue_fields(queue: Queue, **more: Any) -> dict[str, Any]:
    columns = ("slug", "name", "position", "priority", "worthiness_points", "target_hours")
    more = {"lease_minutes": 30, "checks_required": 1, "active": "on", **more}
    return {**{column: getattr(queue, column) for column in columns}, **more}


@pytest.mark.parametrize(
    "wrong", [{"takes": "no_such"}, {"checks_required": 3}, {"lease_minutes": 0}], ids=["takes", "checks", "lease"]
)
def test_a_queue_that_could_not_work_is_refused_at_its_field(wrong: dict[str, Any], curator: Client) -> None:
    queue = make_queue()

    response = curator.post(address(Queue, "change", queue.pk), queue_fields(queue, **wrong))

    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == list(wrong)


def test_a_queue_is_saved_with_its_members(curator: Client) -> None:
    queue, checker = make_queue(), make_user("checker")

    fields = queue_fields(queue, checks_required=2, members=[checker.pk])
    response = curator.post(address(Queue, "change", queue.pk), fields)

    queue.refresh_from_db()
    assert response.status_code == 302
    assert queue.checks_required == 2
    assert list(queue.members.all()) == [checker]


def test_a_second_scale_in_force_is_refused_with_the_way_out(curator: Client) -> None:
    make_scale()
    in_force = RatingScale.objects.get(active=True)
    fields = {"slug": "other", "name": "Other", "kind": "substance", "active": "on"}
    empty = {"versions-TOTAL_FORMS": 0, "versions-INITIAL_FORMS": 0}

    response = curator.post(address(RatingScale, "add"), {**fields, **empty})

    said = str(response.context["adminform"].form.errors["active"])
    assert in_force.name in said
    assert "off first" in said


def test_a_version_that_a_check_used_takes_no_further_rating(curator: Client) -> None:
    rating = make_scale()["supported"]
    make_draft(make_claim(), make_user("checker"), rating)
    before = Rating.objects.count()
    new = {"slug": "new", "label": "New", "meaning": "m", "position": 9, "value": 3, "version": rating.version_id}
    rows: dict[str, Any] = {"ratings-TOTAL_FORMS": 1, "ratings-INITIAL_FORMS": 0}
    rows |= {f"ratings-0-{name}": str(value) for name, value in new.items()}

    alone = curator.post(address(Rating, "add"), new)
    curator.post(address(ScaleVersion, "change", rating.version_id), rows)

    assert alone.status_code == 403
    assert Rating.objects.count() == before


def test_a_rating_does_not_move_into_another_version(curator: Client) -> None:
    used, free = make_scale()["supported"], make_scale()["contradicted"]
    make_draft(make_claim(), make_user("checker"), used)
    fields = {"slug": "x", "label": "X", "meaning": "m", "position": 1, "value": 1, "needs": ""}

    response = curator.post(address(Rating, "change", free.pk), {**fields, "version": used.version_id})

    free.refresh_from_db()
    assert response.status_code == 302
    assert free.label == "X"
    assert free.version_id != used.version_id


def test_a_rating_outside_the_scale_is_refused_at_its_field(curator: Client) -> None:
    rating = make_scale()["supported"]
    fields = {"slug": "x", "label": "X", "meaning": "m", "position": 1, "value": 6, "needs": ""}

    response = curator.post(address(Rating, "change", rating.pk), fields)

    assert list(response.context["adminform"].form.errors) == ["value"]


# --- what was fetched -----------------------------------------------------------------------------------


def test_asking_again_is_for_who_may_check(curator: Client) -> None:
    lookup = make_lookup(make_claim(), state=WorkState.MISSING, attempts=5)
    act = {"action": "ask_again", "_selected_action": [lookup.pk]}

    curator.post(address(Lookup, "changelist"), act)
    lookup.refresh_from_db()
    before = lookup.state
    User.objects.get(groups__name="curator").groups.add(Group.objects.get(name="checker"))
    curator.post(address(Lookup, "changelist"), act)

    lookup.refresh_from_db()
    assert before == WorkState.MISSING
    assert (lookup.state, lookup.attempts) == (WorkState.PENDING, 0)


def test_the_bytes_of_a_snapshot_are_kept_and_never_shown(curator: Client, log_in: LogIn) -> None:
    load_starter()
    snapshot = Snapshot.objects.get()
    where = reverse("admin:claims_snapshot_download", args=[snapshot.pk])

    answer = curator.get(where)

    assert hashlib.sha256(answer.content).hexdigest() == snapshot.sha256
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert log_in("checker").get(where).status_code == 302


@pytest.mark.parametrize("page", ["delete", "changelist"])
def test_deleting_what_is_referred_to_names_what_stands_in_the_way(page: str, curator: Client) -> None:
    series = make_series(name="Dry wells by province")
    indicator = series.indicator
    picked = {"action": "delete_selected", "_selected_action": [indicator.pk]}
    where = (page,) if page == "changelist" else (page, indicator.pk)

    response = curator.post(address(Indicator, *where), {"post": "yes", **picked})

    shown = response.content.decode()
    assert "protected" in shown
    assert "Dry wells by province" in shown
    assert Indicator.objects.filter(pk=indicator.pk).exists()
    assert not AuditEvent.objects.filter(action="indicator.delete").exists()


def test_a_row_that_nothing_needs_is_deleted_and_logged(curator: Client) -> None:
    outlet = Outlet.objects.create(name="Herald")
    other = Outlet.objects.create(name="Gazette")

    curator.post(address(Outlet, "delete", outlet.pk), {"post": "yes"})
    act = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    curator.post(address(Outlet, "changelist"), act)

    assert not Outlet.objects.exists()
    logged = AuditEvent.objects.filter(action="outlet.delete").values_list("object_id", flat=True)
    assert set(logged) == {outlet.pk, other.pk}


def test_no_admin_page_has_inline_script_or_style(curator: Client) -> None:
    make_published()
    pages = ["changelist", "add", "change", "history", "delete"]

    for model in admin.site._registry:
        row = model._default_manager.order_by("pk").first()
        for page in pages:
            if row is None and page not in ("changelist", "add"):
                continue
            at = (row.pk,) if row is not None and page not in ("changelist", "add") else ()
            answer = curator.get(address(model, page, *at))

            assert answer.status_code in (200, 403), (model, page)
            assert_nothing_inline(answer.content.decode())
            assert "unsafe" not in answer["Content-Security-Policy"]
