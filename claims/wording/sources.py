"""Words for why a source gave no usable answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "bad_address": _(
        "%(address)s is no address that the desk opens: it has to begin with http:// or https:// and name a host in "
        "its usual spelling"
    ),
    "bad_method": _("the desk only reads from sources: %(method)s is not sent"),
    "refused_address": _(
        "%(host)s is not on the public internet, or not on the ports 80 and 443, so the desk does not go there"
    ),
    "insecure_redirect": _("%(host)s sends on to an address without encryption, so the desk does not follow"),
    "too_many_redirects": _("%(host)s sends from one address to the next without end"),
    "too_large": _("%(host)s sent more than %(limit)s bytes, which is more than the desk takes"),
    "not_decoded": _("%(host)s sent a compressed answer that cannot be unpacked"),
    "tls_failed": _("no safe connection to %(host)s: its certificate or its encryption does not hold"),
    "bad_status": _("%(host)s answered with the status %(status)s"),
    "rate_limited": _("%(host)s asked for a pause"),
    "unreachable": _("could not reach %(host)s"),
    "timeout": _("%(host)s did not answer in time"),
    "truncated": _("the answer of %(host)s broke off"),
    "not_json": _("the answer was no JSON"),
    "not_csv": _("the answer was no table of comma-separated values, or it broke off"),
    "not_xml": _("the answer was no XML, or it broke off"),
    "not_text": _("the answer is in another character encoding than the source documents"),
    "unsafe_xml": _("the answer declares a document type of its own, which the desk does not read"),
    "absurd_number": _("the answer holds a number that no measure can have: %(number)s"),
    "cut_off": _("the source cuts its answers off after %(limit)s rows, and the question has more"),
    "too_wide": _("the question needs more than %(limit)s requests at once"),
    "asked_too_much": _("the source finds the question too large: %(message)s"),
    "no_rows": _("the source lists figures for these years and sent none"),
    "key_refused": _("the source refuses the key, or asks for one: %(message)s"),
    "quota_used": _("the source's quota for this desk is used up: %(message)s"),
    "html_instead": _("a web page came instead of data"),
    "drift": _("the answer has another shape than the source documents: %(field)s"),
    "unknown_place": _("the source does not know the place %(place)s"),
    "unknown_series": _("the source knows no series %(series)s (any more)"),
    "host_paused": _("%(host)s failed several times in a row or asked for a pause"),
    "host_budget": _("%(host)s was asked as often as the desk may ask it in one minute"),
    "host_quota": _("%(host)s was asked as often as the desk may ask it in one day"),
    "address_unset": _("no address is set for this source in the settings"),
    "no_question": _("no question is known to try this source with"),
    "too_slow": _("%(host)s did not give all that was asked for within %(seconds)s seconds"),
    "tried": _("answered in %(seconds)s s: %(place)s, %(period)s: %(figure)s (release %(release)s). Nothing was kept."),
    "tried_empty": _("answered in %(seconds)s s, without a figure for %(place)s, %(year)s. Nothing was kept."),
    "no_key": _("%(source)s wants a key, and none is set in the settings"),
    "source_message": _("the source said: %(message)s"),
}
