"""When a feed is asked again: by how often it changes, and by how long it has failed.

A poll that brings something new halves the time to the next one, a poll that brings nothing makes it half as long
again, between five minutes and a day. A failure doubles it for the time being, once more with each further one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

LEAST, MOST = 300, 86_400  # seconds
MOST_DOUBLED = 9
QUIET = timedelta(days=7)  # nothing new for so long is told to curators, of a slow feed after
TIMES_QUIET = 10  # times its usual gap


def next_rhythm(every: int, *, new: bool) -> int:
    """Seconds between polls."""
    return min(max(every // 2 if new else every * 3 // 2, LEAST), MOST)


def back_off(every: int, failures: int) -> int:
    """Seconds to the next poll after so many failures in a row."""
    return min(max(every, LEAST) << min(failures, MOST_DOUBLED), MOST)


def usual_gap(gap: int, since_last: timedelta) -> int:
    """The usual seconds between two polls that brought something, the latest weighing a fifth."""
    return min(int(0.8 * gap + 0.2 * since_last.total_seconds()), 10 * 365 * 86_400)


def quiet_from(last: datetime, gap: int) -> datetime:
    """From when on a feed has been silent for suspiciously long."""
    return last + max(QUIET, timedelta(seconds=TIMES_QUIET * gap))
