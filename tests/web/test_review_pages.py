"""What editors do on a check's page besides signing, and what readers and checkers see of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Publication, Release, User
from tests.builders import make_comment, make_published, make_submitted, make_third_look

pytestmark = pytest.mark.django_db


def test_a_check_is_signed_for_a_time_and_stopped(editor: Client) -> None:
    check = make_submitted()
    sent = {"record_sha256": check.record_sha256, "at": "2099-01-01T12:00"}

    page = editor.post(reverse("claims:schedule", args=[check.pk]), sent, follow=True).content.decode()
    release = Release.objects.get()
    stopped = editor.post(reverse("claims:stop_release", args=[release.pk]), follow=True).content.decode()

    assert "any change to the check voids it" in page
    assert "Sign and publish" not in page
    assert "waits for an editor again" in stopped
    assert "Sign and publish" in stopped


def test_a_comment_that_came_after_the_page_was_drawn_refuses_the_signature(editor: Client) -> None:
    check = make_submitted()
    make_comment(check)

    page = editor.post(
        reverse("claims:sign", args=[check.pk]), {"record_sha256": check.record_sha256}, follow=True
    ).content.decode()

    assert "read it before you sign" in page
    assert "1 comment is open" in page


def test_somebody_who_was_not_asked_does_not_see_a_third_look(checker: Client, log_in: Any) -> None:
    asked = log_in("checker")
    look = make_third_look(person=asked.user)
    address = reverse("claims:look", args=[look.pk])

    answered = asked.post(address, {"answer": "It holds."}, follow=True).content.decode()

    assert checker.get(address).status_code == 403
    assert "It holds." in answered


@pytest.mark.parametrize(
    ("shown_as", "words"),
    [("name", "by Eva Editor"), ("initials", "by E. E."), ("role", "by an editor"), ("nothing", "")],
)
def test_readers_see_who_signed_as_they_choose(shown_as: str, words: str, editor: Client) -> None:
    make_published(editor=editor.user)  # type: ignore[attr-defined]
    publication = Publication.objects.get()
    User.objects.update(shown_name="", shown_as="nothing")

    editor.post(reverse("claims:appearing"), {"shown_as": shown_as, "shown_name": "Eva Editor"})
    page = Client().get(reverse("claims:verdict", args=[publication.public_id, publication.slug])).content.decode()

    assert words in page
    assert ("Eva Editor" in page) == (shown_as == "name")


def test_a_verdict_on_the_desk_s_own_outlet_or_a_funder_says_so() -> None:
    from tests.builders import make_article, make_claim, make_outlet

    version = make_article()
    version.article.outlet = make_outlet(name="The Paper", ours=True, funder=True)
    version.article.save()
    make_published(make_claim(version=version))
    publication = Publication.objects.get()

    page = Client().get(reverse("claims:verdict", args=[publication.public_id, publication.slug])).content.decode()

    assert "own outlet" in page
    assert "The Paper funds this desk" in page
