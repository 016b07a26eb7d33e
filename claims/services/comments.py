"""Comments on a check: on one field of it, on a passage in that field, resolved or not. They stay at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.models import CheckState, Comment, User
from claims.publishing.record import parse_record
from claims.services.refusal import Refused
from claims.services.steps import signing
from claims.workflow import SIGNING, NotAllowed, WrongState, record_event

COMMENTED = frozenset({CheckState.SUBMITTED, CheckState.RETURNED})


def add_comment(editor: User, check_id: int, *, text: str, anchor: str = "", quote: str = "") -> Comment:
    """Comment on a submitted check. `anchor` is a field of `Comment.Field`, or `evidence-3`; `quote` a passage
    of its text, word for word."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    text, quote = text.strip(), quote.strip()
    if not text:
        raise Refused("remark_missing")
    with transaction.atomic():
        _claim, check = signing.lock(check_id)
        if check.state not in COMMENTED:
            raise WrongState(f"Check {check_id} is {check.state}")
        field, evidence = _anchored(anchor)
        start = _start_of(quote, passages(parse_record(check.record)).get(anchor)) if quote else None
        comment = Comment.objects.create(
            check_of=check, field=field, evidence=evidence, quote=quote, start=start, text=text, author=editor
        )
        record_event(editor, "comment.add", comment, {"check": check.pk})
    return comment


def _anchored(anchor: str) -> tuple[str, int | None]:
    field, _dash, number = anchor.partition("-")
    numbered = number.isascii() and number.isdigit() and len(number) < 5
    if field not in Comment.Field.values or (field == Comment.Field.EVIDENCE) != numbered:
        raise Refused("remark_nowhere")
    return field, int(number) if numbered else None


def _start_of(quote: str, text: str | None) -> int:
    start = (text or "").find(quote)
    if start < 0:
        raise Refused("quote_not_there")
    return start


def passages(record: Mapping[str, Any]) -> Mapping[str, str]:
    """The texts of a record that a comment can be on, by its anchor."""
    attributed = record["attribution_rating"]
    return {
        "wording": record["wording"],
        "rating": record["rating"]["label"],
        **({"attribution": attributed["label"]} if attributed else {}),
        "summary": record["summary"],
        "reasoning": record["reasoning"],
        "reading": record["quotation"],
        **{f"evidence-{each['number']}": _evidence_text(each) for each in record["decisions"]},
    }


def _evidence_text(decision: Mapping[str, Any]) -> str:
    cited = decision["cited"]
    words = (cited.get("title", ""), cited.get("passage", ""), *cited.get("reasons", ()), decision["note"])
    return "\n".join(each for each in words if each)


def settle_comment(user: User, comment_id: int, *, resolved: bool) -> Comment:
    """Mark a comment as resolved, or as open again: an editor may, and who works on the check that it is on."""
    with transaction.atomic():
        check_id = Comment.objects.values_list("check_of_id", flat=True).get(pk=comment_id)
        _claim, check = signing.lock(check_id)
        if check.checker_id != user.pk and not user.has_perm(SIGNING):
            raise NotAllowed
        columns = {"resolved_by": user, "resolved_at": timezone.now()} if resolved else _OPEN
        changed = Comment.objects.filter(pk=comment_id, resolved_at__isnull=resolved).update(**columns)
        comment = Comment.objects.get(pk=comment_id)
        if changed:
            record_event(user, "comment.resolve" if resolved else "comment.open", comment, {"check": check.pk})
    return comment


_OPEN: Mapping[str, Any] = {"resolved_by": None, "resolved_at": None}
