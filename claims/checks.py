"""Bad configuration is found before it does harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from claims.models.triggers import missing_triggers
from claims.services.install import GROUPS

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@register("desk")
def time_limits(**_kwargs: Any) -> list[CheckMessage]:
    """A task must end before its row's lease, and the lease before the broker delivers again."""
    limits = (
        settings.TASK_TIME_LIMIT_SECONDS,
        settings.ROW_LEASE_SECONDS,
        settings.VISIBILITY_TIMEOUT_SECONDS,
    )
    if limits[0] < limits[1] < limits[2]:
        return []
    return [
        Error(
            f"TASK_TIME_LIMIT_SECONDS ({limits[0]}) < ROW_LEASE_SECONDS ({limits[1]}) < "
            f"VISIBILITY_TIMEOUT_SECONDS ({limits[2]}) does not hold",
            hint="Raise the later ones: else a row is taken twice while its first taker still works.",
            id="claims.E001",
        )
    ]


@register(deploy=True)
def outgoing(**_kwargs: Any) -> list[CheckMessage]:
    if not settings.OUTGOING_ALLOW:
        return []
    return [
        Warning(
            f"OUTGOING_ALLOW lets the desk reach {', '.join(settings.OUTGOING_ALLOW)} inside the house",
            hint="Leave it empty unless a proxy of yours stands there.",
            id="claims.W001",
        )
    ]


@register(deploy=True)
def model_in_the_clear(**_kwargs: Any) -> list[CheckMessage]:
    parts = urlsplit(settings.MODEL_URL)
    if parts.scheme != "http" or parts.hostname in LOOPBACK:
        return []
    return [
        Warning(
            f"MODEL_URL sends the text of articles to {parts.netloc} without encryption",
            hint="Give an address that begins with https://.",
            id="claims.W003",
        )
    ]


@register(deploy=True)
def contact(**_kwargs: Any) -> list[CheckMessage]:
    if settings.CONTACT:
        return []
    return [
        Warning(
            "CONTACT is not set: sources are asked without saying whom to write to",
            hint="Give an address of mail or of a page.",
            id="claims.W002",
        )
    ]


@register(deploy=True)
def mail(**_kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_HOST:
        return []
    return [
        Warning(
            "EMAIL_HOST is not set: nobody can set a new password by mail, and invitations are passed on by hand",
            hint="Name a mail server.",
            id="claims.W004",
        )
    ]


@register("desk")
def house_sign_in(**_kwargs: Any) -> list[CheckMessage]:
    """What the house says about people must not be read or changed on its way, and must name groups there are."""
    parts = urlsplit(settings.OIDC_ISSUER)
    found: list[CheckMessage] = []
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        hint = "Give an address that begins with https://."
        found.append(Error("OIDC_ISSUER is reached without encryption", hint=hint, id="claims.E003"))
    unknown = sorted({*settings.OIDC_GROUPS.values(), *settings.SECOND_FACTOR_GROUPS} - set(GROUPS))
    if unknown:
        hint = f"The desk has {', '.join(GROUPS)}."
        found.append(Error(f"OIDC_GROUPS or SECOND_FACTOR_GROUPS name {unknown}", hint=hint, id="claims.E004"))
    if settings.OIDC_ISSUER and not settings.OIDC_GROUPS:
        hint = "For instance OIDC_GROUPS=desk-editors=editor,desk-checkers=checker."
        found.append(Warning("OIDC_GROUPS is not set: the house's accounts get no group", hint=hint, id="claims.W005"))
    return found


@register(Tags.database)
def triggers(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Append only means: by the database."""
    return [
        Error(f"the trigger {name} is missing from {using}", hint="Run manage.py migrate.", id="claims.E002")
        for using in databases or ()
        for name in missing_triggers(using)
    ]
