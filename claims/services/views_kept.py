"""Views of lists in the admin site that curators keep: their own, or for all."""

from __future__ import annotations

from django.http import QueryDict

from claims.models import SavedView, User
from claims.services.refusal import Refused

LONGEST_NAME = 60
LONGEST_QUERY = 1000
MOST = 50  # of one person for one list
PASSING = ("p", "_popup", "_to_field", "e", "all")  # what an address says of the moment, and a view does not keep


def keep_view(user: User, page: str, *, name: str, query: str, shared: bool) -> SavedView:
    """Keep the filters of a list under a name; a view of one's own of that name is replaced."""
    name = " ".join(name.replace("\x00", "").split())[:LONGEST_NAME]
    if not name:
        raise Refused("view_name")
    given = QueryDict(query.replace("\x00", ""), mutable=True)
    for passing in PASSING:
        given.pop(passing, None)
    text = given.urlencode()
    own = SavedView.objects.filter(person=user, page=page)
    if len(text) > LONGEST_QUERY or own.exclude(name=name).count() >= MOST:
        raise Refused("view_too_many")
    return SavedView.objects.update_or_create(
        person=user, page=page, name=name, defaults={"query": text, "shared": shared}
    )[0]


def drop_view(user: User, page: str, view_id: int) -> None:
    """One's own alone."""
    SavedView.objects.filter(pk=view_id, page=page, person=user).delete()
