"""A desk with enough on it to walk every page: an article with two claims, figures then and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from claims.models import (
    Article,
    ArticleVersion,
    Check,
    Claim,
    Evidence,
    Gate,
    Lookup,
    Policy,
    Publication,
    Rating,
    Series,
    Source,
    User,
)
from claims.services import (
    checks,
    concerned,
    corrections,
    desk,
    editing,
    handing,
    interests,
    mending,
    own_evidence,
    seeing,
    translating,
)
from claims.services.extract import extract_version
from claims.services.intake import receive_text, receive_version
from claims.services.steps.similar import keep_terms
from tests.browser.counted import insight_pages
from tests.builders import (
    answered,
    asked,
    make_article,
    make_asked,
    make_claim,
    make_claimant,
    make_comment,
    make_document,
    make_fetch,
    make_finding,
    make_indicator,
    make_lookup,
    make_observation,
    make_outlet,
    make_prior,
    make_proposal,
    make_published,
    make_queue,
    make_scale,
    make_series,
    make_source,
    make_submitted,
    make_third_look,
    make_translation,
    make_two_checks,
    make_upload,
    make_user,
    structure,
)
from tests.feeding import make_what_came_in
from tests.proving import make_invitation, make_key

FIRST = "A UN report says that 40 percent of the people of Chad are undernourished."
SECOND = "About a third of the children there are stunted."
UNREAD = "Ten years ago the share was said to be smaller."
ASIDE = "It could become worse next year."
TEXT = (
    "Hunger is hard to count, and what is counted is revised for years.\n\n"
    f"{FIRST} {UNREAD} {SECOND}\n\n"
    f"{ASIDE} Whoever wants to repeat this needs the numbers, their day and their source.\n\n"
) + "\n\n".join(
    (
        "The bureau sends its people from house to house and asks what was eaten the week before.",
        "Whoever is not at home is visited again, and whoever has moved is looked for.",
        "Far from the roads that takes weeks, and after the rains longer still.",
        "What comes back on paper is typed twice and compared, because a slip of the pen looks like a famine.",
        "Only then does anybody add up, and only then is there a share that can be printed.",
        "It stands for three years together, since a single harvest would make it jump.",
        "When the census is new, everything before it is reckoned again.",
        "A share that was right in spring can therefore be wrong in autumn, although nobody ate less.",
        "People in the capital quote the newest figure they remember.",
        "People in the villages quote none at all.",
        "Between the two lies the work of those who keep the tables.",
        "They ask for patience, and for the day on which a figure was read.",
    )
)
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
    _leave_aside(version)
    then, now = _figures(first)
    make_prior("Half of the people of Chad are undernourished")
    source = make_source(
        "world_bank", name="World Bank", home="https://data.worldbank.org/", note="Run by its members."
    )
    series = make_series("OTHER", source=source, name="Undernourishment, World Bank", origin="office")
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
    make_indicator("food-insecurity", name="Severe food insecurity")
    read["candidates"] = [
        _candidate("undernourishment", 0.92, "undernourished"),
        _candidate("food-insecurity", 0.71, "hunger"),
    ]
    read |= {
        "attribution": str(claim.attribution),
        "reasons": [["figure_of_indicator", []], ["sourced_figure", []], ["figure_at_place", []]],
    }
    claim.readings.update(structure=read)


def _candidate(slug: str, score: float, phrase: str) -> dict[str, object]:
    return {"slug": slug, "score": score, "phrase": phrase, "start": 0, "end": len(phrase), "uncovered": []}


def _leave_aside(version: ArticleVersion) -> None:
    """Some of the sentences that no claim stands on, each with its rule."""
    for words, rule in (("Hunger is hard to count", "aside_nothing"), ("Ten years ago", "aside_opinion")):
        start = version.text.index(words)
        end = version.text.index(".", start) + 1
        at = timezone.now()
        version.left_aside.create(start=start, end=end, sentence=version.text[start:end], rule=rule, at=at)


def make_changed() -> dict[str, Claim]:
    """An article that was read for real, whose text then changed one sentence and lost another."""
    make_indicator("unemployment", name="Unemployment rate").phrases.create(text="unemployment")
    kept, lost = "Unemployment in Peru was 7 percent in 2019.", "Unemployment in Chile was 9 percent in 2018."
    received = receive_text(
        text=f"{kept} Is that much? {lost}", title="Work in the Andes", published_on=date(2020, 1, 6)
    )
    extract_version(received.version_id)
    extract_version(receive_version(received.article_id, text=f"{kept.replace('7', '6')} Is that much?").version_id)
    claims = Claim.objects.filter(article_id=received.article_id)
    return {"changed": claims.get(sentence=kept), "gone": claims.get(sentence=lost)}


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


def make_troubled() -> None:
    """A source of which everything can be told that a page of the sources tells."""
    now = timezone.now()
    source = make_source("comtrade", connector="comtrade", name="UN Comtrade", home="https://comtradeplus.un.org/")
    Source.objects.filter(pk=source.pk).update(
        note="Trade in goods as offices report it to the UN's statistics division, paid by members and subscribers.",
        note_on=now.date(),
        may_republish=False,
        daily_quota=500,
        latency_ms=1834,
        drifting=True,
        newest_on=date(2024, 6, 1),
        last_success_at=now - timedelta(hours=5),
        last_error=UNREACHABLE,
        last_error_at=now - timedelta(minutes=3),
    )
    host = urlsplit(settings.SOURCE_BASES["comtrade"]).netloc
    Gate.objects.create(host=host, window=now, used=217, failures=4, closed_until=now + timedelta(minutes=1))


def make_concerned(world: World) -> Check:
    """The log of the first claim with all that can stand in it, and two checks that differ of a private person's."""
    Policy.objects.create(
        slug=Policy.ASKING, title="Asking", text="Who is rated is asked first. Silence counts for nothing."
    )
    claim = make_claim(checks_required=2, claimant=make_claimant("Somebody", private_person=True), place="TCD")
    for each in (world.first, claim):
        make_asked(each, world.checker, name="Press office of the ministry")
        concerned.log_contact(world.checker, each.pk, answered(words="We stand by the figure of 2015."))
        make_asked(each, world.checker, role="outlet", name="The Paper", way="phone")
        concerned.log_contact(
            world.checker, each.pk, concerned.ContactGiven("not_asked", role="expert", name="A witness", why="danger")
        )
    concerned.log_contact(world.checker, world.first.pk, asked(role="outlet", name="The Paper, desk"), corrects=3)
    low = Rating.objects.get(slug="contradicted", version=world.supported.version)
    return make_two_checks(claim, first=world.supported, second=low, harm="less")[1]


def make_brought(world: World) -> None:
    """What a checker brought to the first claim, and two versions of a draft."""
    claim, checker = world.first, world.checker
    make_document(claim, checker, passage="vierzig Prozent")
    make_upload(claim, checker)
    note: dict[str, Any] = {
        "title": "Call to the bureau",
        "passage": "They stand by it.",
        "source": "A. Nother, the bureau",
    }
    day = date(2018, 3, 6)
    own_evidence.add_evidence(checker, claim.pk, own_evidence.Brought("phone", dated=day, **note))
    translating.confirm_translation(checker, claim.pk, make_translation(claim, checker).pk)
    check = checks.open_check(checker, claim.pk)
    for number, words in enumerate(("The figure [1] bears it out.", "The figure **then** [1] bears it out.")):
        content = checks.DraftContent("40 percent are undernourished", world.supported.pk, None, "It was 41.5.", words)
        checks.save_draft(checker, check.pk, content, typed_on=number)
    for each in Claim.objects.all():
        keep_terms(each)


def _hand_over_and_put_off(world: World, colleague: User) -> None:
    """Ada is handed a claim, has put another off and declared an interest."""
    handed, put_off = (make_claim(queue=world.first.queue, sentence=f"Chad had {number} wells.") for number in (7, 9))
    handing.pass_on_claim(colleague, handed.pk, to=world.checker, note="You know wells.")
    until = timezone.now() + timedelta(days=1)
    desk.postpone_claim(world.checker, put_off.pk, reason="data", until=until, for_everybody=True)
    interests.declare_interest(world.checker, kind="employer", name="Wells for All", since=date(2020, 1, 1))


def make_leaving(editor: User) -> None:
    """Cleo manages people: one is invited, one ran out, one has left."""
    make_user("curator", username="cleo", is_staff=True)
    make_invitation(editor)
    make_invitation(editor, "old", name="Ole Lund", email="ole@example.org", expires_at=timezone.now())
    make_user("checker", username="dan", first_name="Dan", last_name="Brook", is_active=False)
    make_key(make_user("editor", username="fay", first_name="Fay", last_name="Holt"))


def every_page(world: World) -> dict[str, dict[str, str]]:
    """Every page by a short name, by who opens it ("" for a visitor). The second claim is submitted, a
    third is published, and Ada holds the first."""
    bea = make_user("checker", username="bea")
    check = make_submitted(world.second, bea, rating=world.supported)
    make_published(rating=world.supported)
    publication = Publication.objects.get()
    again = Publication.objects.get(claim=make_published(rating=world.supported))
    corrections.reopen_claim(world.editor, again.pk, reason="complaint", note="A reader asked about the year.")
    gone = Publication.objects.get(claim=make_published(rating=world.supported))
    corrections.withdraw_verdict(world.editor, gone.pk, note="It was about another country of that name.")
    desk.take_claim(world.checker, world.first.pk)
    make_brought(world)
    make_troubled()
    make_what_came_in(world.article)
    apart = make_concerned(world)
    _hand_over_and_put_off(world, bea)
    changed = make_changed()
    eva = world.editor
    make_comment(check, eva, anchor="reasoning", quote="bears it out", text="Say which release you mean.")
    make_comment(check, eva, text="Thank you, nearly there.")
    look = make_third_look(check, eva, kind="expert", question="Is this how the office counts?")
    second = make_submitted(checker=bea, rating=world.supported)
    make_comment(second, eva, anchor="summary", text="Which year?")
    seeing.note_sight(eva, second.pk)
    editing.return_check(eva, second.pk, comment="Name the year.")
    third = make_submitted(checker=bea, rating=world.supported)
    seeing.note_sight(eva, third.pk)
    editing.return_check(eva, third.pk, comment="Name the year.")
    draft = checks.open_check(bea, third.claim_id)
    Check.objects.filter(pk=draft.pk).update(reasoning="The figure [1] of 2015 bears it out.")
    third = checks.submit_check(bea, draft.pk)
    half = make_submitted(make_claim(checks_required=2), bea, rating=world.supported).claim
    make_leaving(eva)
    part = mending.split_claim(world.checker, changed["changed"].pk, number=0)
    return {
        "": {
            "home": "/",
            "login": "/login/",
            "reset": "/password/",
            "join": "/join/token/",
            "verdict": f"/verdicts/{publication.public_id}-{publication.slug}/",
            "verdict-again": f"/verdicts/{again.public_id}-{again.slug}/",
            "verdict-old": f"/verdicts/{gone.public_id}-{gone.slug}/versions/1/",
        },
        "ada": {
            "desk": "/desk/",
            "account": "/account/",
            "security": "/account/security/",
            "confirm": "/account/security/confirm/",
            "change-password": "/account/security/password/",
            "add-app": "/account/security/app/",
            "add-key": "/account/security/passkey/",
            "groups": "/people/groups/",
            "queue": "/desk/queues/numbers/",
            "queue-empty": "/desk/queues/else/",
            "claim": f"/desk/claims/{world.first.pk}/",
            "drafts": f"/desk/claims/{world.first.pk}/drafts/",
            "claim-submitted": f"/desk/claims/{world.second.pk}/",
            "claim-aside": f"/desk/claims/{world.aside.pk}/",
            "claim-changed": f"/desk/claims/{changed['changed'].pk}/",
            "claim-gone": f"/desk/claims/{changed['gone'].pk}/",
            "asked": f"/desk/claims/{world.first.pk}/asked/",
            "tags": f"/desk/claims/{world.first.pk}/tags/",
            "claim-part": f"/desk/claims/{part.claim_id}/",
            "aside": "/desk/aside/",
            "left-aside": "/desk/aside/sentences/",
            "aside-nothing": "/desk/aside/?q=nothing",
            "intake": "/desk/intake/",
            "intake-log": "/desk/intake/log/",
            "articles": "/desk/articles/",
            "article": f"/desk/articles/{world.article.pk}/",
            "article-changed": f"/desk/articles/{changed['changed'].article_id}/",
        },
        "cleo": {"people": "/people/"},
        "bea": {"claim-returned": f"/desk/claims/{second.claim_id}/"},
        "eva": {
            "editor": "/editor/",
            "sources": "/desk/sources/",
            "intake-polls": "/desk/intake/log/?view=polls",
            "agreement": "/desk/insight/agreement/",
            "review": f"/editor/checks/{check.pk}/",
            "review-two": f"/editor/checks/{apart.pk}/",
            "single-check": f"/editor/claims/{half.pk}/one-check/",
            "review-changed": f"/editor/checks/{third.pk}/",
            "editor-published": "/editor/?view=published&rating=supported",
            "looks": "/desk/looks/",
            "look": f"/desk/looks/{look.pk}/",
            "outgoing": "/desk/outgoing/",
            "published": f"/editor/published/{publication.pk}/",
            "published-again": f"/editor/published/{again.pk}/",
            "published-withdrawn": f"/editor/published/{gone.pk}/",
            "claim-held": f"/desk/claims/{world.first.pk}/",
            **insight_pages(),
        },
    }
