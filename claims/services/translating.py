"""Translations of a claim's words, or of a passage, kept beside the original: added by one press, confirmed by
another, by a person."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction

from claims.models import Claim, Evidence, Translation, User
from claims.services.refusal import Refused
from claims.services.steps.evidence import OPEN
from claims.values import Reason
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LONGEST_LANGUAGE = 35


def translate(
    user: User, claim_id: int, *, evidence_id: int | None, language: str, text: str, made_by: str
) -> Translation:
    """Keep a translation of the claim's sentence, or of the passage of a piece of its evidence, in place of the one
    before; another text waits to be confirmed again."""
    columns = {"language": language.strip(), "text": text.strip(), "made_by": made_by.strip()[:200]}
    problems = _problems(columns)
    if problems:
        raise Refused("translation_refused", problems=problems)
    with transaction.atomic():
        claim = _open_claim(user, claim_id)
        of: dict[str, Any] = {"claim": claim}
        if evidence_id is not None:
            of = {"evidence": Evidence.objects.exclude(passage="").get(pk=evidence_id, claim=claim)}
        known = Translation.objects.filter(**of).first()
        if known is not None and all(getattr(known, name) == value for name, value in columns.items()):
            return known
        changed = {**columns, "added_by": user, "confirmed_by": None}
        row, _made = Translation.objects.update_or_create(**of, defaults=changed)
        record_event(user, "claim.translate", claim, {"translation": row.pk})
        return row


def _problems(columns: dict[str, str]) -> list[Reason]:
    problems = []
    language = columns["language"]
    if len(language) > LONGEST_LANGUAGE or not _LANGUAGE.fullmatch(language):
        problems.append(Reason("translation_language"))
    if not columns["text"]:
        problems.append(Reason("translation_empty"))
    if not columns["made_by"]:
        problems.append(Reason("translation_by"))
    return problems


def confirm_translation(user: User, claim_id: int, translation_id: int) -> None:
    """A person says that a translation gives what the original says."""
    with transaction.atomic():
        claim = _open_claim(user, claim_id)
        row = _of_claim(claim).select_for_update().get(pk=translation_id)
        Translation.objects.filter(pk=row.pk).update(confirmed_by=user)
        record_event(user, "claim.confirm_translation", claim, {"translation": row.pk})


def remove_translation(user: User, claim_id: int, translation_id: int) -> None:
    with transaction.atomic():
        claim = _open_claim(user, claim_id)
        row = _of_claim(claim).get(pk=translation_id)
        record_event(user, "claim.remove_translation", claim, {"translation": row.pk})
        row.delete()


def _of_claim(claim: Claim) -> Any:
    mine = Translation.objects.filter(claim=claim)
    pieces = Translation.objects.filter(evidence__in=claim.evidence.values("pk"))
    return mine | pieces


def _open_claim(user: User, claim_id: int) -> Claim:
    if not user.has_perm(CHECKING):
        raise NotAllowed
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    if claim.state not in OPEN:
        raise WrongState(f"Claim {claim_id} is {claim.state}")
    return claim
