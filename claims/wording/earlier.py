"""Words for earlier fact-checks and for archived copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "capture_waits": _("the archive is still making the copy"),
    "capture_not_made": _("the archive did not finish the copy in time"),
}
