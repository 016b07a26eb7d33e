"""The three groups that every desk has, as people know them. A group that an operator made keeps its name."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

GROUPS = {
    "checker": pgettext_lazy("group", "checker"),
    "editor": pgettext_lazy("group", "editor"),
    "curator": pgettext_lazy("group", "curator"),
}


def group_words(name: str) -> str:
    return str(GROUPS.get(name, name))
