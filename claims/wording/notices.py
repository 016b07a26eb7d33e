"""Words for what people are told, in the desk and as the subject of a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "notice_assigned": _("%(by)s handed you a claim: %(claim)s"),
    "notice_handed_back": _("%(person)s has left, and the claim that you handed them is yours again: %(claim)s"),
    "notice_look_back": _("%(person)s has left without the third look that they were asked for: %(claim)s"),
    "notice_returned": _("Your check came back: %(claim)s"),
    "notice_overdue": _("Overdue: %(claim)s"),
    "notice_reopened": _("Taken up again: %(claim)s"),
    "notice_published": _("Published: %(claim)s"),
    "notice_corrected": _("Corrected: %(claim)s"),
    "notice_source": _("%(source)s has given no usable answer for a day"),
}
