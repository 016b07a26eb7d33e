"""Signing in with the house's own accounts: who the provider vouches for, as a person of this desk."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from claims.credentials import oidc
from claims.credentials.oidc import Begun, NotAnew, NotVouched, Provider, Vouched
from claims.fetching import door, posting_door
from claims.models import OutsideIdentity, User
from claims.services.refusal import Refused
from claims.services.steps.joining import free_username, named, one_after_the_other, put_into_groups
from claims.values import Request, SourceError
from claims.workflow import record_event

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who came back from there, whether they proved more than a password, and when they logged in there (seconds, 0
    where nobody says)."""

    user: User
    strong: bool
    logged_in_at: int


def provider() -> Provider | None:
    """The house's provider, None where the desk knows none."""
    if not settings.OIDC_ISSUER:
        return None
    return Provider(
        settings.OIDC_ISSUER,
        settings.OIDC_CLIENT_ID,
        settings.OIDC_CLIENT_SECRET,
        settings.OIDC_SCOPES,
        settings.OIDC_GROUPS_CLAIM,
        settings.OIDC_GROUPS,
    )


def begin(house: Provider, begun: Begun, back: str) -> str:
    """Where the browser is sent; raises Refused where the provider does not answer."""
    try:
        return oidc.where_to(house, begun, back, _fetch)
    except (NotVouched, SourceError) as error:
        raise _away(error) from error


def finish(house: Provider, begun: Begun, back: str, code: str) -> Arrived:
    """Who it is. Their groups are as the house has them now. Raises Refused where nobody vouches for them, or they
    have no group here."""
    try:
        who = oidc.vouched(house, begun, back, code, _fetch)
    except (NotVouched, SourceError) as error:
        raise _away(error) from error
    with transaction.atomic():
        user = _person(house, who)
        if user is not None:
            put_into_groups(user, who.groups, of=house.groups.values())
    if user is None or not user.is_active or not (user.is_superuser or user.groups.exists()):
        raise Refused("house_no_group")
    return Arrived(user, who.strong, who.logged_in_at)


def _person(house: Provider, who: Vouched) -> User | None:
    """Who that is here: by the provider's own id of them; the first time, by the address of mail that it has
    verified; else somebody new, None where no group of theirs is one of the desk."""
    known = _known(house, who)
    if known is not None:
        return known
    one_after_the_other()
    user = _known(house, who)
    if user is not None:  # of two first log-ins at once this is the second
        return user
    user = _by_mail(who) or (_new(who) if who.groups else None)
    if user is not None:
        OutsideIdentity.objects.create(user=user, issuer=house.issuer, subject=who.subject)
        record_event(user, "user.house_account", user)
    return user


def _known(house: Provider, who: Vouched) -> User | None:
    rows = OutsideIdentity.objects.select_related("user").filter(issuer=house.issuer, subject=who.subject)
    found = rows.first()
    return found.user if found else None


def _by_mail(who: Vouched) -> User | None:
    """Somebody of that address without an account of the house yet; nobody where several share it."""
    if not who.email:
        return None
    rows = User.objects.filter(email__iexact=who.email, identities__isnull=True, is_superuser=False)
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def _new(who: Vouched) -> User:
    username = free_username(who.username or who.email or who.name)
    user = User(username=username, email=who.email, **named(who.name))
    user.set_unusable_password()
    user.save()
    record_event(user, "user.join", user)
    return user


def _fetch(request: Request) -> bytes:
    """What a provider answers; a POST goes to the address that it named for that and nowhere else."""
    way = posting_door(request.address) if request.method == "POST" else door()
    with way.fetch(request) as response:
        return response.body.read()


def _away(error: NotVouched | SourceError) -> Refused:
    logger.warning("the house's sign-in failed: %s", error)
    if isinstance(error, NotAnew):
        return Refused("house_not_anew")
    return Refused("house_refused" if isinstance(error, NotVouched) else "house_away")
