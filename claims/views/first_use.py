"""A desk's first day: the first account, the starter packs, and an article to begin with."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from claims.checks import LOOPBACK
from claims.models import Indicator, User
from claims.queries.sources import ids_of_sources
from claims.services import first_use
from claims.services.curating import switch_sources
from claims.services.demo import seed_demo, take_in_demo_article
from claims.services.demo_people import logins_file
from claims.services.starter import load_starter, missing_indicators
from claims.starting_forms import FirstAccountForm, StarterForm
from claims.tasks import ring_lookups
from claims.views.access import CURATE, TAKE_IN, DeskRequest, act, form_page
from claims.views.coming_in import come_in, home_of
from claims.workflow import NotAllowed


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def first_account(request: HttpRequest) -> HttpResponse:
    """Make the account of the first curator; once anybody has one, on to where people log in."""
    if not first_use.is_new():
        return _opened_already(request)
    _must_be_known(request)
    form = FirstAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            user = first_use.make_first_curator(given["username"], given["email"], given["password"])
        except NotAllowed:  # somebody else pressed a moment before
            return _opened_already(request)
        return come_in(request, user, reverse("claims:starter"), proven=False)
    context = {"form": form, "near": _is_near(request), "key": _key(request)}
    return render(request, "first/account.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Make the demonstration and show its log-ins: on the machine itself only."""
    if not first_use.is_new():
        return _opened_already(request)
    if not _is_near(request):
        raise PermissionDenied
    logins = seed_demo(people=True)
    if not logins:  # somebody else made an account meanwhile
        return _opened_already(request)
    return render(request, "first/demo.html", {"logins": logins, "file": logins_file()})


@form_page(CURATE)
def starter(request: DeskRequest) -> HttpResponse:
    """Take starter packs: on the first day all that is wanted, later what a newer version brought."""
    form = StarterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        before = Indicator.objects.count()
        choice = form.choice()
        load_starter(choice)
        switch_sources(request.user, ids_of_sources(choice.sources or ()), on=True)
        number = Indicator.objects.count() - before
        words = ngettext("%(number)d measure was added.", "%(number)d measures were added.", number)
        messages.success(request, words % {"number": number})
        return redirect(f"{reverse('claims:sources')}?first=1")
    context = {"form": form, "missing": len(missing_indicators()), "first": not Indicator.objects.exists()}
    return render(request, "first/starter.html", context, status=422 if form.is_bound else 200)


@act(TAKE_IN)
def demo_article(request: DeskRequest) -> HttpResponse:
    """Take in the article that comes with the program: no network is needed to see claims pulled."""
    article_id, due = take_in_demo_article(request.user)
    ring_lookups(due)
    messages.success(request, _("This article comes with the program. Its claims wait in the queues."))
    return redirect(f"{reverse('claims:article', args=[article_id])}?first=1")


def _opened_already(request: HttpRequest) -> HttpResponse:
    """Whoever comes back, or came second, is told where they stand. Nothing was made for them."""
    user = request.user
    if isinstance(user, User):
        return redirect(home_of(user))
    messages.info(request, _("This desk is open already. Log in, or ask a curator for an invitation."))
    return redirect("claims:login")


def _must_be_known(request: HttpRequest) -> None:
    """403 for a stranger from another machine who has not the key."""
    if not _is_near(request) and not first_use.is_first_key(_key(request)):
        raise PermissionDenied("first_key")


def _key(request: HttpRequest) -> str:
    return request.POST.get("key") or request.GET.get("key", "")


def _is_near(request: HttpRequest) -> bool:
    """Whether whoever asks sits at this machine: nothing in production does, where a proxy stands before the
    desk and every request seems to come from beside it."""
    host = urlsplit(f"//{request.get_host()}").hostname
    passed_on = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    near = request.META.get("REMOTE_ADDR") in LOOPBACK and host in LOOPBACK
    return bool(settings.DEVELOPMENT and near and not passed_on)
