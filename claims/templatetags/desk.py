"""What pages say of times, places and links, in one way everywhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import fetching
from claims.models import LeftAside, Letter, Notice, ShownAs, Source, User
from claims.publishing.markup import render_markdown
from claims.queries.articles import rule_of
from claims.services.notices import words_of
from claims.services.sources import last_error_words
from claims.services.steps.notices import address_of
from claims.sources.wayback import captured_at
from claims.values import Reason
from claims.wording import kept_sentence
from claims.wording.places import place_name

register = template.Library()
NAMED_AFTER = timedelta(days=1)


@register.filter
def moment(value: datetime | str | None) -> str:
    """A time in the reader's zone; the absolute time with its zone stands in the title."""
    if not value:
        return ""
    at = timezone.localtime(datetime.fromisoformat(value) if isinstance(value, str) else value)
    near = abs(timezone.now() - at) < NAMED_AFTER
    short = (
        date_format(at, "TIME_FORMAT")
        if near and at.date() == timezone.localdate()
        else date_format(at, "SHORT_DATETIME_FORMAT")
    )
    return _time(at.isoformat(timespec="seconds"), at.strftime("%Y-%m-%d %H:%M:%S %Z"), short)


@register.filter
def dated(value: datetime | str | None) -> str:
    """A time with its day, for what is read on other days than it was written."""
    if not value:
        return ""
    at = timezone.localtime(datetime.fromisoformat(value) if isinstance(value, str) else value)
    absolute = at.strftime("%Y-%m-%d %H:%M:%S %Z")
    return _time(at.isoformat(timespec="seconds"), absolute, date_format(at, "SHORT_DATETIME_FORMAT"))


@register.simple_tag
def notice_words(notice: Notice) -> str:
    return words_of(notice)


@register.simple_tag
def notice_address(notice: Notice) -> str:
    return address_of(notice.claim, notice.source)


@register.simple_tag
def letter_problem(letter: Letter) -> str:
    """Why a mail, or a part of it, was not taken in."""
    return kept_sentence(Reason(letter.reason, tuple((name, value) for name, value in letter.numbers)))


@register.filter
def clock(seconds: int) -> str:
    """A time from the start of a recording: "1:02:03", or "2:03" within the first hour."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


@register.filter
def captured(address: str) -> date | None:
    """The day of an archived copy, told by its address."""
    at = captured_at(address)
    return at.date() if at else None


@register.filter
def day(value: date | str | None) -> str:
    """A day as printed, from a date or ISO text; other text stays as it is."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return _time(value.isoformat(), value.isoformat(), date_format(value, "DATE_FORMAT")) if value else ""


def _time(machine: str, absolute: str, short: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, absolute, short)


@register.filter
def since(value: datetime | None) -> str:
    """How long ago, in one unit, with the absolute time in the title."""
    if value is None:
        return ""
    minutes = max(int((timezone.now() - value).total_seconds() // 60), 0)
    at = timezone.localtime(value)
    return _time(at.isoformat(timespec="seconds"), at.strftime("%Y-%m-%d %H:%M:%S %Z"), _length(minutes))


def _length(minutes: int) -> str:
    hours, days = minutes // 60, minutes // 1440
    if not minutes:
        return _("under a minute")
    if days > 1:
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    if hours:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}


@register.simple_tag
def claim_address(claim_id: int) -> str:
    """The address of a claim's page, for lists of many."""
    return _claim_address().format(claim_id)


@lru_cache(maxsize=1)
def _claim_address() -> str:
    return reverse("claims:claim", args=[0]).replace("/0/", "/{}/")


@register.filter
def short(text: str, length: int) -> str:
    """So many letters at most. Django's own filter looks at each letter for accents that stand apart, which takes
    longer than a claim's row."""
    return text if len(text) <= length else f"{text[: length - 1]}\u2026"


@register.filter
def place(code: str) -> str:
    """The name of a place by its code; a code that no name is known for stays as it is."""
    return place_name(code)


@register.filter
def rule(row: LeftAside) -> str:
    """The rule that left a sentence aside, in words."""
    return words_of_rule(rule_of(row))


@register.filter
def words_of_rule(reason: Reason) -> str:
    return kept_sentence(reason)


@register.filter
def last_error(source: Source) -> str:
    """Why a source last gave no usable answer, in words; empty where it always did."""
    return last_error_words(source)


@register.filter
def key_state(source: Source) -> str:
    """Whether the settings hold its key: never the key itself."""
    return fetching.key_state(source)


@register.filter
def markdown(text: str, numbers: Collection[int] = ()) -> str:
    """What a checker wrote, as HTML of a few safe tags; `numbers` are those of the evidence on the page."""
    return mark_safe(render_markdown(text, numbers))


@register.filter
def percent(share: float | None) -> str:
    """A share of one in percent; a dash of nothing."""
    return "\u2013" if share is None else f"{share:.0%}"


@register.filter
def reason_words(code: str) -> str:
    """The sentence of a reason out of a row that was kept without numbers."""
    return kept_sentence(Reason(code))


@register.simple_tag
def shown_to_readers(user: User, role: str) -> str:
    """How somebody is told to readers, by their own choice: `role` is the words for what they did. Empty for who
    is not to be told at all."""
    if user.shown_as == ShownAs.ROLE:
        return role
    if user.shown_as == ShownAs.INITIALS:
        return " ".join(f"{name[0]}." for name in user.shown_name.split())
    return user.shown_name if user.shown_as == ShownAs.NAME else ""


@register.filter
def bounded(number: int) -> str:
    """A count that was stopped at a hundred, as it is shown."""
    return _("99+") if number > 99 else str(number)


@register.simple_tag
def desk_name() -> str:
    """The name under which this desk publishes."""
    return str(settings.DESK_NAME)


@register.simple_tag(takes_context=True)
def nav_link(context: RequestContext, name: str, words: str) -> str:
    """A link of the navigation, marked where its page, or one below it, is open."""
    address = reverse(name)
    request: Any = context.get("request")
    match = getattr(request, "resolver_match", None)
    current = "page" if match and SECTIONS.get(match.view_name, match.view_name) == name else ""
    if not current:
        return format_html('<a href="{}">{}</a>', address, words)
    return format_html('<a href="{}" aria-current="{}">{}</a>', address, current, words)


# Pages that have no link of their own in the navigation, and the link that is marked on them.
SECTIONS = {
    "claims:queue": "claims:desk",
    "claims:claim": "claims:desk",
    "claims:drafts": "claims:desk",
    "claims:article": "claims:articles",
    "claims:new_text": "claims:articles",
    "claims:left_aside": "claims:aside",
    "claims:intake_log": "claims:intake",
    "claims:review": "claims:editor",
    "claims:agreement": "claims:insight",
    "claims:asked": "claims:desk",
    "claims:look": "claims:looks",
    "claims:insight_by": "claims:insight",
    "claims:insight_balance": "claims:insight",
    "claims:insight_proposals": "claims:insight",
    "claims:insight_sources": "claims:insight",
    "claims:insight_rows": "claims:insight",
    "claims:insight_overdue": "claims:insight",
    "claims:insight_drawn": "claims:insight",
}
