"""Words for what a language model proposed and what of it was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "proposal_not_in_text": _("Refused, because the sentence does not stand in the text: %(count)s."),
    "proposal_known": _("Left out, because the sentence is a claim already: %(count)s."),
    "proposal_repeated": _("Left out, because the sentence was proposed twice: %(count)s."),
    "proposal_wording": _(
        "Refused, because the wording is empty, too long or holds characters that are not allowed: %(count)s."
    ),
    "proposal_number": _("Refused, because the wording has a number that the sentence does not have: %(count)s."),
    "proposal_other": _("Refused, because the wording has no word of the sentence: %(count)s."),
    "proposal_too_many": _("Not looked at, because there were too many at once: %(count)s."),
    "model_off": _("no language model is set any more"),
    "sentence_is_claim": _("This sentence is a claim already: look for it among the article's claims."),
}
