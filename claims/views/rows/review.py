"""What an editor reads beside a record: what changed, the comments, and what a comment can be on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Comment
from claims.publishing.difference import Change
from claims.services.comments import passages

PARTS = {
    "wording": gettext_lazy("Claim as readers see it"),
    "rating": gettext_lazy("Rating"),
    "attribution": gettext_lazy("Did they say it?"),
    "summary": gettext_lazy("Summary"),
    "reasoning": gettext_lazy("Reasoning"),
    "sentence": gettext_lazy("Sentence"),
    "reading": gettext_lazy("How it was understood"),
}


def part_title(part: str) -> str:
    """The heading of a part of a check; empty for the whole of it."""
    if part.startswith("evidence-"):
        return _("Evidence [%(number)s]") % {"number": part.removeprefix("evidence-")}
    return str(PARTS[part]) if part else _("The check as a whole")


@dataclass(frozen=True, slots=True)
class ChangeShown:
    title: str
    change: Change


def changes_shown(changes: Iterable[Change]) -> list[ChangeShown]:
    return [ChangeShown(part_title(change.part), change) for change in changes]


@dataclass(frozen=True, slots=True)
class CommentShown:
    comment: Comment
    title: str


def comments_shown(comments: Iterable[Comment]) -> list[CommentShown]:
    """Those that are open first, in the order of their parts."""
    order = list(PARTS)

    def place(comment: Comment) -> tuple[bool, int, int, int]:
        part = order.index(comment.field) if comment.field in PARTS else len(order) * bool(comment.field) - 1
        return comment.resolved_at is not None, part, comment.evidence or 0, comment.pk

    return [CommentShown(each, part_title(each.anchor)) for each in sorted(comments, key=place)]


def comments_by_part(comments: Iterable[Comment], numbers: Iterable[int]) -> Mapping[str, Sequence[Comment]]:
    """By the part that they are on, for the place where it is mended. Those on the whole, and on evidence that
    is not among `numbers` any more, stand under "whole"."""
    shown = {*PARTS, *(f"evidence-{number}" for number in numbers)}
    found: defaultdict[str, list[Comment]] = defaultdict(list)
    for comment in comments:
        found[comment.anchor if comment.anchor in shown else "whole"].append(comment)
    return dict(found)


def anchors_of(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The parts of a record that a comment can be on, with their headings."""
    return [(part, part_title(part)) for part in passages(record)]
