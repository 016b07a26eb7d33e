"""What came by mail, newest first."""

from __future__ import annotations

from claims.models import Letter

SHOWN = 50


def newest_letters() -> list[Letter]:
    return list(Letter.objects.prefetch_related("articles").order_by("-read_at", "-pk")[:SHOWN])
