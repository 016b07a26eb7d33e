"""A finding in one or two plain sentences: always the figure, its period, its vintage and its source."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.models import Finding, Observation
from claims.packs import rows
from claims.values import AsOf, Reason, Relation
from claims.wording import relation_words, sentence
from claims.wording.comparatives import SUMS
from claims.wording.numbers import local
from claims.wording.places import place_name

UNITS = {
    "percent": gettext_noop("percent"),
    "people": gettext_noop("people"),
    "USD": gettext_noop("US dollars"),
    "years": gettext_noop("years"),
    "per_1000": gettext_noop("per 1,000"),
    "per_100000": gettext_noop("per 100,000"),
}


A_DATE = "date"  # the unit of what is no number


def figure_words(raw: str, unit: str) -> str:
    """A figure as its source wrote it, long numbers set in groups, with its unit in words."""
    return raw if unit == A_DATE else f"{grouped(raw)} {_(UNITS.get(unit, unit))}".strip()


def grouped(raw: str) -> str:
    """Digits before the point in groups of three, where there are more than four; the rest as written. Signs
    between groups and before decimals are those of the language in force."""
    whole, point, rest = raw.partition(".")
    digits = whole.lstrip("<>- ")
    if not digits.isdigit() or len(digits) < 5:
        return local(raw)
    return local(whole.replace(digits, f"{int(digits):,}") + point + rest)


def finding_words(finding: Finding) -> str:
    """Relation, figure, period, vintage and source of a finding; why, where it has no figure."""
    observation = finding.observation
    relation = relation_of(finding)
    if observation is None:
        return _("%(relation)s (%(source)s, %(series)s)") % {
            "relation": relation,
            "source": finding.series.source.name,
            "series": finding.series.name,
        }
    if finding.relation == Relation.NO_DATA:
        return _(
            "No figure that can be compared; the nearest is %(figure)s for %(period)s (%(source)s, %(series)s)"
        ) % {
            "figure": figure_words(observation.raw, observation.unit or finding.series.unit),
            "period": observation.label,
            "source": finding.series.source.name,
            "series": finding.series.name,
        }
    if observation.subject:
        return _of_person(finding, observation)
    known = _("As known when it was said") if finding.as_of == AsOf.THEN else _("As known now")
    if any(code in SUMS for code, _numbers in finding.reasons):
        return _of_comparison(finding, observation)
    return _("%(known)s: %(figure)s for %(period)s, %(relation)s (%(source)s, %(series)s, %(vintage)s)") % {
        "known": known,
        "figure": figure_words(observation.raw, observation.unit or finding.series.unit),
        "period": observation.label,
        "relation": relation,
        "source": finding.series.source.name,
        "series": finding.series.name,
        "vintage": observation.vintage_label or observation.vintage_on.isoformat(),
    }


def _of_comparison(finding: Finding, observation: Observation) -> str:
    """The sum with what it was done of, instead of one figure."""
    known = _("As known when it was said") if finding.as_of == AsOf.THEN else _("As known now")
    return _("%(known)s, %(relation)s: %(sum)s (%(source)s, %(series)s, %(vintage)s)") % {
        "known": known,
        "relation": relation_words(Relation(finding.relation)),
        "sum": " ".join(reason_sentences([each for each in finding.reasons if each[0] in SUMS])),
        "source": finding.series.source.name,
        "series": finding.series.name,
        "vintage": observation.vintage_label or observation.vintage_on.isoformat(),
    }


DATED = frozenset({"age_on_day", "age_at_death", "age_taking_office", "years_in_office"})
DISPUTED = "dates_disputed"


def relation_of(finding: Finding) -> str:
    """The relation in words. Of somebody's dates nothing was rounded: they disagree, or make a year more or less."""
    relation, codes = Relation(finding.relation), {code for code, _numbers in finding.reasons}
    if DISPUTED in codes and relation in (Relation.AGREES, Relation.CLOSE):
        return _("the dates are disputed, by one of them the number fits")
    return _("close") if relation is Relation.CLOSE and codes & DATED else relation_words(relation)


def years_words(finding: Finding) -> str:
    """The years that somebody's dates make, each once: "27, 28 or 29 years"; '' where none are told."""
    told = (dict(numbers)["years"] for code, numbers in finding.reasons if code in DATED)
    *others, last = sorted(dict.fromkeys(told), key=_first_number) or [""]
    if not last:
        return ""
    years = _("%(some)s or %(last)s") % {"some": ", ".join(others), "last": last} if others else last
    return figure_words(years, "years")


def _first_number(years: str) -> int:
    return int(years.partition("\u2013")[0])


def _of_person(finding: Finding, observation: Observation) -> str:
    """The dates with what they make, instead of one figure."""
    known = _("As known when it was said") if finding.as_of == AsOf.THEN else _("As known now")
    return _("%(known)s, of %(name)s: %(relation)s. %(dates)s (%(source)s, %(vintage)s)") % {
        "known": known,
        "relation": relation_of(finding),
        "name": observation.subject,
        "dates": " ".join(reason_sentences([each for each in finding.reasons if each[0] in DATED])),
        "source": finding.series.source.name,
        "vintage": observation.vintage_label,
    }


def reading_sentences(kept: list[dict[str, Any]]) -> list[str]:
    """The sentences of the other readings as a row keeps them (claims.services.steps.explaining)."""
    return [sentence(Reason(f"reading_{each['kind']}", _reading_numbers(each))) for each in kept]


@cache
def _series_names() -> dict[tuple[str, str], str]:
    """Names of the starter's series; one that a curator added is named by its code."""
    return {(row["source"], row["code"]): row["name"] for row in rows("series")}


def _reading_numbers(kept: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    before = kept["before"] or {"figure": "", "period": ""}
    return (
        ("figure", figure_words(kept["figure"], kept["unit"])),
        ("period", kept["period"]),
        ("vintage", kept["vintage"]),
        ("series", _series_names().get((kept["source"], kept["series"]), kept["series"])),
        ("place", place_name(kept["place"])),
        ("factor", kept["factor"]),
        ("before", figure_words(before["figure"], kept["unit"])),
        ("before_period", before["period"]),
        ("range", kept["range"]),
    )


def reason_sentences(kept: list[list[object]]) -> list[str]:
    """The sentences of reasons as a row keeps them: [code, [[name, text], ...]] each."""
    return [
        sentence(Reason(str(code), tuple((str(name), str(text)) for name, text in numbers)))  # type: ignore[attr-defined]
        for code, numbers in kept
    ]
