"""What the insight pages of the browser tests have to show: groups, answers of sources, and a draw of the unread."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from claims.models import Claimant, ClaimantTag, Drawn, LeftAside, Source, SourceAnswer
from claims.services.drawing import draw_week, judge
from claims.services.rolling import roll_up
from tests.builders import make_article, make_user

UNREAD = (
    "The minister thanked everybody who had come.",
    "It had rained the whole morning.",
    "Prices have risen by a quarter since the spring, a trader said.",
)


def insight_pages() -> dict[str, str]:
    """The addresses of the pages by their names, with all that was done on the desk before counted."""
    _make_counted()
    roll_up()
    today = timezone.localdate().isoformat()
    return {
        "insight": "/desk/insight/",
        "insight-claimants": "/desk/insight/by/claimant/?span=12w",
        "insight-people": "/desk/insight/by/person/",
        "insight-balance": "/desk/insight/balance/outlet/",
        "insight-proposals": "/desk/insight/proposals/?span=1y",
        "insight-sources": "/desk/insight/sources/",
        "insight-drawn": "/desk/insight/drawn/",
        "insight-rows": f"/desk/insight/rows/pulled/?from={today}&to={today}",
    }


def _make_counted() -> None:
    now = timezone.now()
    ClaimantTag.objects.create(name="The government").claimants.set(Claimant.objects.all()[:1])
    for number, source in enumerate(Source.objects.all()):
        for turn in range(5):
            came = turn != number
            SourceAnswer.objects.create(source=source, at=now, came=came, milliseconds=150 * (turn + 1 + number))
    version = make_article(" ".join(UNREAD))
    for sentence in UNREAD:
        start = version.text.index(sentence)
        span = {"start": start, "end": start + len(sentence), "sentence": sentence}
        LeftAside.objects.create(version=version, rule="no_number", at=now - timedelta(days=7), **span)
    draw_week(seed=1)
    judge(make_user("checker", username="gil"), Drawn.objects.get(sentence=UNREAD[1]).pk, "right")
