"""Who is logged in, and what they may do, in one statement."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db import connections

from claims.models import User

_WITH_PERMISSIONS = """
SELECT person.*, (
  SELECT {joined}(kind.app_label || '.' || permission.codename, ' ')
  FROM auth_permission permission JOIN django_content_type kind ON kind.id = permission.content_type_id
  WHERE permission.id IN (
    SELECT own.permission_id FROM claims_user_user_permissions own WHERE own.user_id = person.id
    UNION ALL SELECT theirs.permission_id FROM claims_user_groups membership
    JOIN auth_group_permissions theirs ON theirs.group_id = membership.group_id WHERE membership.user_id = person.id
  )
) AS permitted
FROM claims_user person WHERE person.id = %s
"""
_JOINED = {"postgresql": "string_agg", "sqlite": "group_concat"}


class DeskBackend(ModelBackend):
    """Django's own, which asks for the person, for their permissions and for those of their groups one by one,
    on every request."""

    def get_user(self, user_id: int) -> User | None:
        sql = _WITH_PERMISSIONS.format(joined=_JOINED[connections[User.objects.db].vendor])
        user = next(iter(User.objects.raw(sql, [user_id])), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        if not user.is_superuser:
            # Where Django's backend keeps what it found, for as long as the request lasts.
            user._perm_cache = set((user.permitted or "").split())  # type: ignore[attr-defined]
        return user
