"""The first account of a desk: made by whoever opens the desk first, on the machine itself or with the key.

There is no default password, and no way in for a stranger who comes first: from another machine the page asks
for a key that only those know who can read the desk's settings or its log.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from claims.models import AuditHead, User
from claims.workflow import NotAllowed, record_event

CURATOR = "curator"
KEY_LENGTH = 32


def is_new() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


def first_key() -> str:
    """What opens the first-use page from another machine; derived from SECRET_KEY, so nothing is stored."""
    return salted_hmac("claims.first_use", "key").hexdigest()[:KEY_LENGTH]


def is_first_key(given: str) -> bool:
    return constant_time_compare(given, first_key())


def make_first_curator(username: str, email: str, password: str) -> User:
    """The first account: a curator, who may make all others. Raises NotAllowed once anybody has one."""
    with transaction.atomic():
        # One row that every desk has: of two who press at once, the second finds the first's account.
        AuditHead.objects.select_for_update().get()
        if not is_new():
            raise NotAllowed
        user = User.objects.create_user(username, email, password, is_staff=True)
        user.groups.add(Group.objects.get(name=CURATOR))
        record_event(user, "user.first", user)
    return user
