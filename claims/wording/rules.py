"""Rules of triage in words, for lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from claims.models import Rule, RuleCondition, Tag
from claims.wording.places import place_name


def condition_words(line: RuleCondition) -> str:
    """ "not topic: Danger"."""
    kind, value = line.get_kind_display(), _value(line)
    told = f"{kind}: {value}" if value else kind
    return _("not %(condition)s") % {"condition": told} if line.negated else told


def _value(line: RuleCondition) -> str:
    """Its one value; "" of a kind that takes none."""
    related = line.topic or line.indicator or line.outlet or line.claimant or line.group
    place = place_name(line.place)
    number = next((each for each in (line.worthiness, line.days) if each is not None), "")
    texts = (line.words, place, line.get_number_kind_display(), line.language)
    return str(related or next(filter(None, texts), number))


def conditions_words(lines: Iterable[RuleCondition]) -> str:
    return "; ".join(condition_words(line) for line in lines) or _("every claim")


def actions_words(rule: Rule, tags: Iterable[Tag]) -> list[str]:
    """What a rule does, one thing an entry."""
    done = []
    if rule.queue:
        done.append(rule.queue.name if rule.queue.active else _("%(queue)s, which is off") % {"queue": rule.queue})
    if rule.reason:
        done.append(_("put aside: %(reason)s") % {"reason": rule.get_reason_display()})
    if rule.points:
        done.append(_("%(points)+d points") % {"points": rule.points})
    if rule.worthiness_points:
        done.append(_("%(points)+d x check-worthiness") % {"points": rule.worthiness_points})
    if rule.person:
        done.append(_("to %(person)s") % {"person": rule.person})
    return done + [_("tag %(tag)s") % {"tag": tag} for tag in tags]
