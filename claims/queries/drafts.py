"""What a checker typed on a claim, version by version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.models import Check, CheckState, DraftVersion, Rating, User

SHOWN = 50  # the newest; a session of typing saves one every few seconds


@dataclass(frozen=True, slots=True)
class Draft:
    """One version as it was kept; `rating` is its label, "" for none. `overtaken` says that another window had
    saved in between, so that it was never in force."""

    number: int
    at: datetime
    content: dict[str, Any]
    rating: str
    overtaken: bool


@dataclass(frozen=True, slots=True)
class Drafts:
    """The versions of the user's last check of a claim, the newest first; `open` says that one can be taken back."""

    check: Check
    rows: list[Draft]
    older: int

    @property
    def open(self) -> bool:
        return self.check.state == CheckState.DRAFT


def drafts_of(user: User, claim_id: int) -> Drafts | None:
    """None where the user has no check of the claim. In three queries."""
    mine = Check.objects.select_related("claim").defer("record").filter(claim_id=claim_id, checker=user)
    check = mine.order_by("-number").first()
    if check is None:
        return None
    versions = list(check.drafts.order_by("-number")[:SHOWN])
    ratings = {each.content.get("rating_id") for each in versions} - {None}
    labels = dict(Rating.objects.filter(pk__in=ratings).values_list("pk", "label"))
    older = versions[-1].number - 1 if versions else 0
    return Drafts(check, [_shown(each, labels) for each in versions], older)


def _shown(version: DraftVersion, labels: dict[int, str]) -> Draft:
    content = version.content
    return Draft(
        number=version.number,
        at=version.at,
        content=content,
        rating=labels.get(content.get("rating_id") or 0, ""),
        overtaken=version.typed_on != version.number - 1,
    )
