"""What an article's page says of a language model: who was asked, what came, what did not hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from claims.models import ModelRequest, WorkState
from claims.queries.proposals import ProposalsView
from claims.services.steps.work import error_reason
from claims.values import Reason
from claims.wording import sentence


@dataclass(frozen=True, slots=True)
class ProposalsShown:
    """`can_ask` says that the button to ask the model has something to do."""

    view: ProposalsView
    model_name: str
    lines: tuple[str, ...]
    refused: tuple[str, ...]
    can_ask: bool

    @property
    def shown(self) -> bool:
        return bool(self.view.requests or self.model_name)


def proposals_shown(view: ProposalsView, *, text_was_read: bool) -> ProposalsShown:
    name = str(settings.MODEL_NAME)
    return ProposalsShown(
        view=view,
        model_name=name,
        lines=tuple(dict.fromkeys(_line(each, name) for each in (*(view.pending if name else ()), *view.missing))),
        refused=tuple(sentence(Reason(code, (("count", str(count)),))) for code, count in view.refused),
        can_ask=bool(name) and text_was_read and (bool(view.missing) or not view.requests),
    )


def _line(request: ModelRequest, name: str) -> str:
    reason = error_reason(request.last_error)
    if reason is None:
        return _("%(model)s is being asked; load the page again in a moment.") % {"model": name}
    why = sentence(reason)
    if request.state == WorkState.PENDING:
        return _("No answer so far: %(why)s. It is asked again.") % {"why": why}
    return _("No answer: %(why)s.") % {"why": why}
