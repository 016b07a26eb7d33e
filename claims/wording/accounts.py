"""Words for what somebody is refused who signs in, joins, or changes how they sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "sign_in_wrong": _("Please enter a correct username and password. Note that both fields may be case-sensitive."),
    "locked_out": _(
        "Too many tries failed. Wait %(minutes)s minutes, or set a new password by mail, which lets you in at once."
    ),
    "password_wrong": _("That is not your password."),
    "code_wrong": _("That code does not fit. Codes of an app change every half minute, and each counts once."),
    "passkey_wrong": _("The key's answer does not hold. Try again, or use another way."),
    "app_already": _("You have an app already: remove that one first."),
    "passkey_already": _("That key is known already."),
    "factors_many": _("You have %(most)s already: remove one first."),
    "factor_demanded": _("Your group needs a second factor: add another one before you remove the last."),
    "codes_of_what": _("Recovery codes stand in for a second factor: add one first."),
    "link_spent": _("This link does not work (any more): it was used, taken back, or is too old."),
    "username_taken": _("Somebody has that username already: choose another."),
    "invited_is_here": _("Somebody with that address is at the desk already."),
    "invited_twice": _("Somebody else has invited them this very moment."),
    "invitation_ended": _("That invitation has ended already: it was used or taken back."),
    "person_inactive": _("That account is deactivated already."),
    "person_active": _("That account is active already."),
    "house_away": _("The sign-in of your house does not answer. Try again in a while, or use your password."),
    "house_refused": _(
        "The sign-in of your house gave no answer that holds. Try again; tell your operator if it stays."
    ),
    "house_not_anew": _(
        "Your house did not say that you have just logged in there. Try again and log in when it asks; where it never "
        "asks, use a password or a second factor of this desk, and tell your operator (auth_time is missing)."
    ),
    "house_no_group": _("Your house knows you, but has put you into no group of this desk. Ask who runs it."),
    "mail_unreadable": _("Its link was sealed under another key (SECRET_KEY was changed): ask for a new one."),
}

# What the permissions of the desk are called where people read them.
ABILITIES: dict[str, StrPromise] = {
    "view_desk": _("See the desk: queues, claims, articles"),
    "take_in": _("Take in articles"),
    "check_claim": _("Check claims and submit checks"),
    "sign_verdict": _("Sign, return and publish checks; correct and withdraw verdicts"),
    "view_outgoing": _("See what leaves the house"),
    "watch_sources": _("Watch over the sources of reference data"),
    "manage_people": _("Invite people, deactivate accounts and let people back in"),
}


def ability_words(codename: str, otherwise: str) -> str:
    """An ability as people know it; the name of its permission, or of its table, where it has no words here."""
    return str(ABILITIES.get(codename, otherwise))
