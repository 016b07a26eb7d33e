"""Where Django keeps sessions (the setting SESSION_ENGINE names this module): in the desk's own table, which tells
whose they are and when they were last used. No page pays for that: the row is read with the session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from claims.models import DeskSession

DEVICE = "device"
STARTED = "started"
SEEN_EVERY = timedelta(minutes=5)  # a session that is used is marked as used so often


class SessionStore(DatabaseStore):
    """Django's own store over `DeskSession`."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Any]:
        return DeskSession

    def _get_session_from_db(self) -> DeskSession | None:
        row: DeskSession | None = super()._get_session_from_db()  # type: ignore[misc]
        self.seen_at = row.seen_at if row else None
        return row

    def create_model_instance(self, data: Mapping[str, Any]) -> DeskSession:
        row: DeskSession = super().create_model_instance(dict(data))  # type: ignore[assignment]
        started = data.get(STARTED)
        row.user_id = int(data.get(SESSION_KEY, 0))
        row.device = str(data.get(DEVICE, ""))[:60]
        row.seen_at = timezone.now()
        row.started_at = datetime.fromisoformat(started) if started else row.seen_at
        return row

    def note_use(self) -> None:
        """Mark the session as used now, where the last mark is old."""
        now = timezone.now()
        if self.seen_at is None or now - self.seen_at < SEEN_EVERY:
            return
        DeskSession.objects.filter(session_key=self.session_key).update(seen_at=now)
        self.seen_at = now
