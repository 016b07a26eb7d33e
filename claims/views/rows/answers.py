"""What one series answers to a claim: as known when it was said, and as known now, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from claims.values import AsOf, Relation
from claims.wording import relation_words
from claims.wording.findings import UNITS, grouped
from claims.wording.numbers import local

# Signs that mean the same in black and white: equal, nearly equal, not equal.
SIGNS = {
    Relation.AGREES: "=",
    Relation.CLOSE: "≈",
    Relation.DIFFERS: "≠",
    Relation.NOT_COMPARABLE: "?",
    Relation.NO_DATA: "∅",
}


@dataclass(frozen=True, slots=True)
class RelationShown:
    code: str
    sign: str
    words: str


def relation_shown(code: str) -> RelationShown:
    relation = Relation(code)
    return RelationShown(code, SIGNS[relation], str(relation_words(relation)))


@dataclass(frozen=True, slots=True)
class AlsoShown:
    """A source beside the one that leads. `differs` says that its figure is another one, beyond rounding."""

    source: str
    series: str
    words: str
    differs: bool
    address: str
    sha256: str
    identifier: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A finding as it is shown. `number` is that of its evidence, `identifier` what a replay is asked
    with; texts are empty where the source gave nothing. `source` and `series` are told where they are not the
    ones under whose name it stands, `also` are sources that serve the number too."""

    number: int
    as_of: str
    relation: RelationShown
    figure: str
    gap: str
    period: str
    vintage: str
    reasons: Sequence[str] = ()
    readings: Sequence[str] = ()
    address: str = ""
    sha256: str = ""
    retrieved_at: datetime | None = None
    identifier: str = ""
    note: str = ""
    source: str = ""
    series: str = ""
    also: Sequence[AlsoShown] = ()


def unknown_words(as_of: str) -> str:
    """Why one of the two answers is not there."""
    if as_of == AsOf.THEN:
        return _("not known: the desk has no release from before that day")
    return _("not known: the desk has no release since that day")


def figure_alone(answer: Answer) -> Answer:
    """The answer without what the program makes of it: its relation to the claim, the gap and the reasons."""
    return replace(answer, relation=RelationShown("hidden", "", ""), gap="", reasons=(), readings=())


def gap_words(gap: str, relative: str, unit: str) -> str:
    """How far the figure lies from the claim, in the series' unit and as a share of the claim."""
    number = _decimal(gap)
    if number is None or number == 0:
        return "" if number is None else _("no gap")
    size = f"{grouped(format(abs(number).normalize(), 'f'))} {_gap_unit(unit)}".strip()
    share = _decimal(relative)
    if share is not None and unit != "percent":
        size = f"{size} ({_percent(abs(share))})"
    return (_("%(size)s above the claim") if number > 0 else _("%(size)s below the claim")) % {"size": size}


def _gap_unit(unit: str) -> str:
    return _("points") if unit == "percent" else _(UNITS.get(unit, unit))


def _percent(share: Decimal) -> str:
    return _("%(number)s percent of it") % {"number": local(f"{share * 100:.1f}")}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
