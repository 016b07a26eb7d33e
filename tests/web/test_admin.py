"""The admin site: who may, what is only read, and that no list asks more the longer it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.admin.base import ShownAdmin
from claims.models import (
    Article,
    ArticleVersion,
    AuditEvent,
    BroughtFile,
    Claimant,
    ClaimantTag,
    FeedReading,
    Indicator,
    Mail,
    Observation,
    Outlet,
    Phrase,
    Policy,
    Publisher,
    Queue,
    Rating,
    RatingMeaning,
    RatingScale,
    ReferenceTable,
    Reopening,
    ScaleVersion,
    SingleCheck,
    Snapshot,
    Tag,
    Topic,
    User,
    WebHost,
)
from claims.services.sealing import seal_events
from claims.services.starter import load_starter
from tests.builders import (
    make_asked,
    make_claim,
    make_draft,
    make_finding,
    make_lookup,
    make_prior,
    make_proposal,
    make_published,
    make_queue,
    make_rule,
    make_scale,
    make_series,
    make_source,
    make_two_checks,
    make_user,
)
from tests.feeding import make_feed_item, make_poll
from tests.sources.workbooks import good, workbook

pytestmark = pytest.mark.django_db
REGISTERED = [model for model in admin.site._registry if model._meta.app_label in ("claims", "auth")]
SHOWN = [model for model in REGISTERED if isinstance(admin.site._registry[model], ShownAdmin)]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
TABLE = (
    "series,place,counterpart,period,value,unit,vintage,source_url,note\n"
    "exports,PER,CHN,2018,28.4,percent,2019-03-01 Customs,https://example.org/a,fob\n"
)


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def curator() -> Client:
    return logged_in(make_user("curator", is_staff=True))


def fill() -> None:
    """At least one more row in every table."""
    make_published()
    make_lookup(make_claim(), make_series())
    make_finding(make_claim())
    number = User.objects.count()
    Outlet.objects.create(name=f"Outlet {number}", domain=f"{number}.example")
    person = Claimant.objects.create(name=f"Person {number}")
    person.names.create(name=f"Person {number}")
    indicator = Indicator.objects.create(slug=f"measure-{number}", name=f"Measure {number}", unit="percent")
    Phrase.objects.create(indicator=indicator, text=f"measure {number}")
    ReferenceTable.objects.create(slug=f"table-{number}", name="Table", snapshot=Snapshot.objects.latest("pk"))
    topic, tag = Topic.objects.create(name=f"Topic {number}", words="rent"), Tag.objects.create(slug=f"tag-{number}")
    make_rule({"kind": "topic", "topic": topic}, queue=make_queue(), tags=[tag], person=make_user())
    make_series(f"code-{number}", source=make_source(f"source-{number}"), indicator=indicator)
    make_proposal()
    make_prior()
    make_asked(make_claim())
    make_two_checks()
    item = make_feed_item(title=f"Item {number}")
    make_poll(feed=item.feed)
    WebHost.objects.get_or_create(host=f"{number}.example")
    SingleCheck.objects.create(claim=make_claim(), by=make_user("editor"), reason="Bea is away.")
    Policy.objects.create(slug=f"policy-{number}", title="Policy", text="Words.")
    publisher = Publisher.objects.create(name="More checkers", domain=f"more-{number}.example")
    RatingMeaning.objects.create(publisher=publisher, words="Mostly false", meaning="contradicts")
    ClaimantTag.objects.create(name=f"Party {number}")
    FeedReading.objects.create(day=date(2018, 1, 1) + timedelta(days=number))
    Reopening.objects.create(claim=make_published(), reason="revision")
    Mail.objects.create(key=f"verdict:{number}", to="ada@example.org", subject="Published", body="Signed.")
    BroughtFile.objects.create(sheet="phrase", name="p.csv", by=User.objects.latest("pk"), sha256=str(number))
    seal_events()


def queries_of_lists(curator: Client) -> dict[str, int]:
    """How many queries each list asks, by the name of its table."""
    asked = {}
    for model in REGISTERED:
        with CaptureQueriesContext(connection) as queries:
            assert curator.get(address(model, "changelist")).status_code == 200
        asked[model._meta.label] = len(queries)
    return asked


def rows_of_lists() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in REGISTERED}


def test_no_list_asks_more_the_longer_it_is(curator: Client) -> None:
    fill()
    few, before = queries_of_lists(curator), rows_of_lists()
    for _turn in range(3):
        fill()

    many, after = queries_of_lists(curator), rows_of_lists()

    assert {name for name in after if after[name] <= before[name]} == {"auth.Group"}
    assert many == few
    assert max(many.values()) <= 12


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("group", ["", "checker", "editor"])
def test_nobody_but_curators_sees_a_table(model: type[models.Model], group: str) -> None:
    staff = logged_in(make_user(group, is_staff=True))
    plain = logged_in(make_user(group))

    assert staff.get(address(model, "changelist")).status_code == 403
    assert plain.get(address(model, "changelist")).status_code == 302
    assert Client().get(address(model, "changelist")).status_code == 302


def test_what_the_desk_wrote_is_only_read_even_by_a_superuser() -> None:
    fill()
    client = logged_in(make_user("", is_staff=True, is_superuser=True))

    for model in SHOWN:
        row = model._default_manager.order_by("pk")[0]
        page = client.get(address(model, "change", row.pk))
        changed = client.post(address(model, "change", row.pk), {})
        deleted = client.post(address(model, "delete", row.pk), {"post": "yes"})

        assert page.status_code == 200, model
        assert b'name="_save"' not in page.content, model
        assert changed.status_code == deleted.status_code == 403, model
        assert model._default_manager.filter(pk=row.pk).exists(), model


def choices_of(page: Any, request: Any, row: models.Model | None) -> dict[str, forms.Widget]:
    """The widgets of everything that is chosen from rows on a page and on the inlines beneath it."""
    shown = [(page.get_form(request, row, change=row is not None), "")]
    shown += [(formset.form, formset.fk.name) for formset, _inline in page.get_formsets_with_inlines(request, row)]
    chosen = {
        f"{form.__name__}.{name}": field
        for form, parent in shown
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelChoiceField) and name != parent
    }
    widgets: dict[str, Any] = {name: field.widget for name, field in chosen.items()}
    return {name: getattr(widget, "widget", widget) for name, widget in widgets.items()}


def test_every_relation_that_a_curator_fills_in_is_chosen_by_search(rf: RequestFactory) -> None:
    fill()
    make_queue()
    request = rf.get("/")
    request.user = make_user("curator", is_staff=True)
    widgets: dict[str, forms.Widget] = {}

    for model in REGISTERED:
        page = admin.site._registry[model]
        rows = [model._default_manager.order_by("pk")[0], *([None] if page.has_add_permission(request) else [])]
        for row in rows:
            widgets |= {f"{model.__name__}.{key}": each for key, each in choices_of(page, request, row).items()}

    assert len(widgets) >= 6
    plain = [name for name, widget in widgets.items() if not isinstance(widget, AutocompleteMixin)]
    assert not plain


def test_what_a_search_finds_stands_in_the_order_of_names(curator: Client) -> None:
    for name in ("Wells, deep", "Wells, all", "Wells, clean"):
        Indicator.objects.create(slug=name.split()[1], name=name, unit="percent")
    asked = {"app_label": "claims", "model_name": "series", "field_name": "indicator", "term": "wells"}

    answer = curator.get(reverse("admin:autocomplete"), asked)

    assert [each["text"] for each in answer.json()["results"]] == ["Wells, all", "Wells, clean", "Wells, deep"]


def test_a_search_is_for_curators_alone() -> None:
    asked = {"app_label": "claims", "model_name": "series", "field_name": "indicator", "term": ""}

    assert logged_in(make_user("editor", is_staff=True)).get(reverse("admin:autocomplete"), asked).status_code == 403


def test_a_curator_changes_an_indicator_and_it_is_logged(curator: Client) -> None:
    indicator = Indicator.objects.create(slug="wells", name="Wells", unit="percent")
    empty = {
        f"{name}-{form}": 0 for name in ("phrases", "series", "versions") for form in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    fields = {"slug": "wells", "name": "Dry wells", "unit": "percent", "agrees_factor": "1", "close_factor": "1.5"}

    response = curator.post(address(Indicator, "change", indicator.pk), {**fields, **empty})

    indicator.refresh_from_db()
    assert response.status_code == 302
    assert indicator.name == "Dry wells"
    assert AuditEvent.objects.filter(action="indicator.change", object_id=indicator.pk).exists()


# --- people ---------------------------------------------------------------------------------------------


def person_fields(user: User, **more: Any) -> dict[str, Any]:
    return {"username": user.username, "is_active": "on", "groups": [], **more}


def test_a_curator_gives_nobody_all_rights() -> None:
    curator = make_user("curator", is_staff=True)
    user = make_user("checker")
    client = logged_in(curator)
    grant = {"is_superuser": "on", "user_permissions": ["1", "2"]}

    client.post(address(User, "change", user.pk), person_fields(user, **grant))
    client.post(address(User, "change", curator.pk), person_fields(curator, is_staff="on", **grant))

    for each in (user, curator):
        each.refresh_from_db()
        assert not each.is_superuser
        assert not each.user_permissions.exists()


def test_a_curator_cannot_touch_a_superuser(curator: Client) -> None:
    chief = make_user("", is_staff=True, is_superuser=True)

    changed = curator.post(address(User, "change", chief.pk), person_fields(chief, username="mine"))
    password = curator.post(
        reverse("admin:auth_user_password_change", args=[chief.pk]), {"password1": "new-secret-1", "password2": "x"}
    )
    deleted = curator.post(address(User, "delete", chief.pk), {"post": "yes"})

    assert {changed.status_code, password.status_code, deleted.status_code} == {403}
    chief.refresh_from_db()
    assert chief.username != "mine"


def test_a_curator_does_not_change_their_own_groups() -> None:
    curator = make_user("curator", is_staff=True)
    editor = make_user("editor").groups.get()

    logged_in(curator).post(address(User, "change", curator.pk), person_fields(curator, groups=[editor.pk]))

    assert [group.name for group in curator.groups.all()] == ["curator"]


# --- tables ---------------------------------------------------------------------------------------------


def upload(client: Client, body: bytes, where: str = "add", *args: Any) -> Any:
    fields = {"name": "Trade", "slug": "trade", "body": SimpleUploadedFile("t.csv", body)}
    return client.post(address(ReferenceTable, where, *args), fields)


def test_a_table_is_put_in_force_replaced_and_had_back(curator: Client) -> None:
    first = upload(curator, TABLE.encode())
    table = ReferenceTable.objects.get()
    second = upload(curator, TABLE.replace("28.4", "29.1").encode(), "change", table.pk)
    file = curator.get(reverse("admin:claims_referencetable_download", args=[table.pk]))

    assert first.status_code == second.status_code == 302
    assert "attachment" in file["Content-Disposition"]
    assert b"29.1" in file.content
    assert Snapshot.objects.count() == 2


def test_a_workbook_is_put_in_force_and_had_back_as_it_came(curator: Client) -> None:
    body = workbook(good()).getvalue()

    refused = upload(curator, workbook(good(), good(place="Peru")).getvalue())
    none_stored = not Snapshot.objects.exists()
    taken = upload(curator, body)
    file = curator.get(reverse("admin:claims_referencetable_download", args=[ReferenceTable.objects.get().pk]))

    assert "Line 3: place is &#x27;Peru&#x27;" in refused.content.decode()
    assert none_stored
    assert taken.status_code == 302
    assert file.content == body
    assert file["Content-Disposition"] == 'attachment; filename="trade.xlsx"'


def test_a_table_with_a_bad_row_is_refused_by_line_and_stores_nothing(curator: Client) -> None:
    response = upload(curator, (TABLE + TABLE.splitlines()[1].replace("PER", "Peru")).encode())

    assert response.status_code == 200
    assert "Line 3" in response.content.decode()
    assert not ReferenceTable.objects.exists()
    assert not Snapshot.objects.exists()
    assert not Observation.objects.exists()


def test_only_who_may_see_a_table_downloads_it() -> None:
    load_starter()
    table = ReferenceTable.objects.get()
    where = reverse("admin:claims_referencetable_download", args=[table.pk])

    assert logged_in(make_user("checker", is_staff=True)).get(where).status_code == 403


# --- scales ---------------------------------------------------------------------------------------------


def test_a_version_that_a_check_used_is_read_and_the_next_can_be_changed(curator: Client) -> None:
    ratings = make_scale()
    rating = next(iter(ratings.values()))
    make_draft(make_claim(), make_user("checker"), rating)

    used = curator.post(address(Rating, "change", rating.pk), {"label": "Other"})
    act = {"action": "make_next_version", "_selected_action": [rating.version.scale_id]}
    curator.post(address(RatingScale, "changelist"), act)

    newest = ScaleVersion.objects.order_by("-number")[0]
    copy = newest.ratings.get(slug=rating.slug)
    assert used.status_code == 403
    assert newest.number == rating.version.number + 1
    assert newest.ratings.count() == rating.version.ratings.count()
    assert curator.get(address(Rating, "change", copy.pk)).status_code == 200


def test_hostile_names_are_escaped(curator: Client) -> None:
    outlet = Outlet.objects.create(name=HOSTILE[:200])
    queue = make_queue(name=HOSTILE[:100])

    pages = [
        curator.get(address(Outlet, "changelist")),
        curator.get(address(Outlet, "change", outlet.pk)),
        curator.get(address(Queue, "change", queue.pk)),
    ]

    assert all(b"<script>alert" not in page.content and b"<img src=x" not in page.content for page in pages)


def test_articles_are_read_again_by_a_worker(curator: Client) -> None:
    versions = [make_claim().article.versions.get() for _number in range(2)]
    ArticleVersion.objects.update(state="done", attempts=1)
    chosen = {"action": "read_again", "_selected_action": [version.article_id for version in versions]}

    response = curator.post(address(Article, "changelist"), chosen, follow=True)

    assert "2 articles wait to be read again." in response.content.decode()
    assert set(ArticleVersion.objects.values_list("state", "attempts")) == {("pending", 0)}
    assert AuditEvent.objects.filter(action="article.read_again").exclude(actor_id=0).count() == 2
