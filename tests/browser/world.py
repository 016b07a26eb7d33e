"""A desk with enough on it to walk every page: an article with two claims, figures then and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from claims.models import Article, Claim, Evidence, Lookup, Publication, Rating, Series, User
from claims.services import desk
from tests.builders import (
    make_article,
    make_claim,
    make_fetch,
    make_finding,
    make_lookup,
    make_observation,
    make_outlet,
    make_proposal,
    make_published,
    make_queue,
    make_scale,
    make_series,
    make_source,
    make_submitted,
    make_user,
    structure,
)

FIRST = "A UN report says that 40 percent of the people of Chad are undernourished."
SECOND = "About a third of the children there are stunted."
UNREAD = "Ten years ago the share was said to be smaller."
ASIDE = "It could become worse next year."
TEXT = (
    "Hunger is hard to count, and what is counted is revised for years.\n\n"
    f"{FIRST} {UNREAD} {SECOND}\n\n"
    f"{ASIDE} Whoever wants to repeat this needs the numbers, their day and their source.\n\n"
) + "\n\n".join(f"Paragraph {number} tells of other things." for number in range(12))
UNREACHABLE = '["unreachable", [["host", "api.worldbank.org"]]]'
SUBSTANCE = (
    {"slug": "supported", "label": "Supported", "meaning": "The evidence bears the statement out.", "value": 5},
    {"slug": "partly-right", "label": "Partly right", "meaning": "One part holds, another does not.", "value": 3},
    {"slug": "contradicted", "label": "Contradicted", "meaning": "The evidence says otherwise.", "value": 1},
    {
        "slug": "right-when-said",
        "label": "Right when said",
        "meaning": "Fair by what was known that day, revised since.",
        "value": 4,
        "step": False,
        "needs": "both",
    },
    {
        "slug": "unproven",
        "label": "Unproven",
        "meaning": "The evidence does not suffice either way.",
        "step": False,
        "needs_evidence": False,
    },
)


@dataclass(frozen=True)
class World:
    checker: User
    editor: User
    article: Article
    first: Claim
    second: Claim
    aside: Claim
    then: Evidence
    now: Evidence
    waiting: Lookup
    pending_series: Series
    supported: Rating


def make_world() -> World:
    checker = make_user("checker", username="ada")
    editor = make_user("editor", username="eva", shown_name="Eva Editor")
    queue = make_queue(
        name="Numbers against data", slug="numbers", description="A number that figures can be set beside."
    )
    make_queue(name="Everything else", slug="else", description="Worth a look.")
    supported = make_scale(ratings=SUBSTANCE)["supported"]
    make_scale("attribution")
    version = make_article(TEXT, title="How many go hungry", outlet=make_outlet(name="The Paper"))
    order = timezone.now()
    first = make_claim(version=version, sentence=FIRST, queue=queue, place="TCD", attribution="reported", rank_at=order)
    second = make_claim(
        version=version, sentence=SECOND, queue=queue, place="TCD", rank_at=order + timedelta(minutes=1)
    )
    aside = make_claim(version=version, sentence=ASIDE, queue=None, state="dismissed", reason="not_checkable")
    make_proposal(version, sentence=UNREAD, wording="Chad's share of hungry people was smaller ten years before")
    _read_as(first, "40 percent", "40")
    _read_as(second, "About a third", "33.3", comparator="about")
    then, now = _figures(first)
    source = make_source(
        "world_bank", name="World Bank", home="https://data.worldbank.org/", note="Run by its members."
    )
    series = make_series("OTHER", source=source, name="Undernourishment, World Bank")
    later = timezone.now() + timedelta(minutes=2)
    waiting = make_lookup(first, series, attempts=1, last_error=UNREACHABLE, due_at=later)
    return World(checker, editor, version.article, first, second, aside, then, now, waiting, series, supported)


def _read_as(claim: Claim, words: str, number: str, **changes: str) -> None:
    """The reading of a claim on Chad with the words of its number where they stand in the text."""
    start = TEXT.index(words)
    read = structure()
    read["quantities"][0] |= {"text": words, "start": start, "end": start + len(words), "low": number, "high": number}
    read["quantities"][0] |= changes
    read["places"][0] |= {"code": "TCD", "text": "Chad"}
    read |= {
        "attribution": str(claim.attribution),
        "reasons": [["figure_of_indicator", []], ["sourced_figure", []], ["figure_at_place", []]],
    }
    claim.readings.update(structure=read)


def _figures(claim: Claim) -> tuple[Evidence, Evidence]:
    """Two releases of one series, and the findings that rest on them."""
    definition = "Share of the people whose usual food does not meet their needs, three-year mean."
    series = make_series(name="Prevalence of undernourishment", definition=definition)
    fetch = make_fetch(series)
    used = {}
    for released, shift in ((2017, 0), (2024, 1)):
        for year in range(2006, 2016):
            label = f"{year - 1}-{(year + 1) % 100:02d}"
            used[released] = make_observation(
                series,
                f"{37 + (year - 2006) * 0.5 + shift:.1f}",
                fetch=fetch,
                place="TCD",
                period_start=date(year - 1, 1, 1),
                period_end=date(year + 1, 12, 31),
                label=label,
                vintage_on=date(released, 9, 15),
                vintage_label=f"{released}-09",
                address="https://figures.example/undernourishment",
            )
    then = make_finding(claim, series=series, fetch=fetch, observation=used[2017], as_of="then", gap="1.5")
    now = make_finding(
        claim, series=series, fetch=fetch, observation=used[2024], as_of="now", relation="close", gap="2.5"
    )
    make_lookup(claim, series, state="done")
    return then, now


def every_page(world: World) -> dict[str, dict[str, str]]:
    """Every page by a short name, by who opens it ("" for a visitor). The second claim is submitted, a
    third is published, and Ada holds the first."""
    check = make_submitted(world.second, rating=world.supported)
    make_published(rating=world.supported)
    publication = Publication.objects.get()
    desk.take_claim(world.checker, world.first.pk)
    return {
        "": {
            "home": "/",
            "login": "/login/",
            "verdict": f"/verdicts/{publication.public_id}-{publication.slug}/",
        },
        "ada": {
            "desk": "/desk/",
            "queue": "/desk/queues/numbers/",
            "queue-empty": "/desk/queues/else/",
            "claim": f"/desk/claims/{world.first.pk}/",
            "claim-submitted": f"/desk/claims/{world.second.pk}/",
            "claim-aside": f"/desk/claims/{world.aside.pk}/",
            "aside": "/desk/aside/",
            "aside-nothing": "/desk/aside/?q=nothing",
            "intake": "/desk/intake/",
            "articles": "/desk/articles/",
            "article": f"/desk/articles/{world.article.pk}/",
        },
        "eva": {
            "editor": "/editor/",
            "review": f"/editor/checks/{check.pk}/",
            "outgoing": "/desk/outgoing/",
            "claim-held": f"/desk/claims/{world.first.pk}/",
        },
    }
