"""The demonstration: starter content, one article and three people to log in as.

What is there already is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import resources

from claims.models import Article, User
from claims.services.demo_people import make_people
from claims.services.extract import extract_version
from claims.services.intake import receive_text
from claims.services.starter import load_starter

DEMO_OUTLET = "Factcheck demonstration"
DEMO_PUBLISHED = date(2018, 6, 11)


def seed_demo(*, people: bool) -> Mapping[str, str]:
    """Load what a new desk needs to be tried; the log-ins that were made, by name, empty where none were."""
    load_starter()
    if not Article.objects.exists():
        take_in_demo_article()
    return make_people() if people else {}  # last: once somebody can log in, everything is there


def take_in_demo_article(actor: User | None = None) -> tuple[int, list[int]]:
    """The demonstration's article taken in and read: its id, and those of the series that are due for it."""
    text = resources.files("claims.packs").joinpath("demo_article.txt").read_text(encoding="utf-8")
    title, _blank, body = text.partition("\n\n")
    received = receive_text(
        text=body, title=title, outlet="Factcheck demonstration", published_on=DEMO_PUBLISHED, actor=actor
    )
    return received.article_id, extract_version(received.version_id)
