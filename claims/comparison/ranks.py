"""Ranks: "the highest in the world", "third in X". Where a place stands among those of a group that have a figure of
the same period, as far as the figures tell.

Places with equal figures share their ranks. A rank is refuted by the figures alone: too many places stand ahead,
however many have none. It is borne out only where most of the group have a figure; what a place without one could
overturn is not decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.values import Comparative, Direction, Observed, Reason, Relation
from claims.values.groups import Group, group_of

ENOUGH = Decimal("0.75")  # of a group's places that must have a figure
MOST_SHOWN, MOST_NAMED = 5, 12  # places that a reason names
FEW, SOME, HALF = Decimal("0.15"), Decimal("0.25"), Decimal("0.5")  # of a group, for "among the highest"
FEWEST = 2  # places of any group that are among its highest
BELOW = {"<": -1, "": 0, ">": 1}
Told = tuple[Relation, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Field:
    """A place among others: `figures` by their places are of one period, those of `other_years` of the nearest that
    their place has."""

    told: Comparative
    own: str
    figures: Mapping[str, Observed]
    other_years: frozenset[str]
    number: Callable[[Observed], Decimal]
    day: date

    def order(self, place: str) -> tuple[Decimal, int]:
        """The further ahead the greater. "<2.5" stands behind 2.5, and beside another "<2.5"."""
        observed = self.figures[place]
        sign = -1 if self.told.direction is Direction.DOWN else 1
        return sign * self.number(observed), sign * BELOW.get(observed.qualifier, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """`ahead` are the places of the group that stand before, `by_another_year` those of them with a figure of another
    year, `beside` those with the same figure, `missing` those without one, `edge` those ahead that not everybody
    counts."""

    ranked: Sequence[str]
    ahead: Sequence[str]
    by_another_year: Sequence[str]
    beside: Sequence[str]
    missing: Sequence[str]
    edge: Sequence[str]

    @property
    def of(self) -> int:
        return len(self.ranked) + len(self.missing)

    @property
    def covered(self) -> Decimal:
        return Decimal(len(self.ranked)) / self.of


def rank(field: Field) -> Told:
    group = group_of(field.told.group, field.day) if field.told.group else None
    if group is None:
        return Relation.NOT_COMPARABLE, (Reason("group_not_known", (("words", field.told.text),)),)
    if not group.holds(field.own):
        numbers = (("place", field.own), ("group", field.told.group))
        return Relation.NOT_COMPARABLE, (Reason("not_of_the_group", numbers),)
    standing = _standing(field, group)
    relation, why = _relate(field.told, standing)
    thin = any(each.code == "group_too_thin" for each in why)
    complete = () if thin else (_complete(field.told, standing),)
    return relation, (*_shown(field, standing), *complete, *why)


def _standing(field: Field, group: Group) -> Standing:
    counted = {*group.members, field.own}
    ranked = sorted((place for place in field.figures if place in counted), key=field.order, reverse=True)
    own = field.order(field.own)
    outside = sorted(place for place in field.figures if place not in counted and group.counted_by_some(place))
    ahead = [place for place in ranked if field.order(place) > own]
    return Standing(
        ranked,
        ahead,
        [place for place in ahead if place in field.other_years],
        sorted(place for place in ranked if field.order(place) == own and place != field.own),
        sorted(counted.difference(ranked)),
        [place for place in outside if field.order(place) > own],
    )


def _relate(told: Comparative, standing: Standing) -> Told:
    if told.within:
        return _within(told, standing)
    best = len(standing.ahead) + 1
    worst = best + len(standing.beside)
    unsure = len(standing.missing) + len(standing.edge)
    if best - len(standing.by_another_year) > told.rank or worst + unsure < told.rank:
        return Relation.DIFFERS, ()
    if best > told.rank:
        return Relation.NOT_COMPARABLE, (_places("ahead_by_another_year", told, standing.by_another_year),)
    if standing.covered < ENOUGH:
        return Relation.NOT_COMPARABLE, (_counted("group_too_thin", told, standing),)
    if worst < told.rank and worst + len(standing.edge) < told.rank:
        return Relation.NOT_COMPARABLE, (Reason("missing_may_stand_ahead", (("count", str(len(standing.missing))),)),)
    if standing.edge:
        return Relation.CLOSE, (_places("ahead_on_the_edge", told, standing.edge),)
    return Relation.AGREES, ()


def _within(told: Comparative, standing: Standing) -> Told:
    """ "In the top ten", and "among the highest", which names no line."""
    best = len(standing.ahead) + 1
    if told.rank and best - len(standing.by_another_year) > told.rank:
        return Relation.DIFFERS, ()
    if standing.covered < ENOUGH:
        return Relation.NOT_COMPARABLE, (_counted("group_too_thin", told, standing),)
    if told.rank:
        return (Relation.AGREES if best <= told.rank else Relation.NOT_COMPARABLE), ()
    return _among(best, len(standing.ranked))


def _among(best: int, of: int) -> Told:
    share = Decimal(best) / of
    if share <= FEW or best <= FEWEST:
        return Relation.AGREES, ()
    if share <= SOME:
        return Relation.CLOSE, ()
    return (Relation.DIFFERS, ()) if share > HALF else (Relation.NOT_COMPARABLE, (Reason("among_is_judgement"),))


# --- how it is shown --------------------------------------------------------------------------------------


def _shown(field: Field, standing: Standing) -> tuple[Reason, ...]:
    told = field.told
    place = (("place", field.own), ("group", told.group), ("rank", str(len(standing.ahead) + 1)))
    first = "; ".join(f"{each} {_raw(field.figures[each])}" for each in standing.ranked[:MOST_SHOWN])
    end = "ranks_from_below" if told.direction is Direction.DOWN else "ranks_from_above"
    own = (("figure", _raw(field.figures[field.own])), ("period", field.figures[field.own].label))
    reasons = [Reason(end, (*place, *own, ("count", str(len(standing.ranked))), ("ranking", first)))]
    if standing.beside:
        reasons.append(_places("rank_shared", told, standing.beside))
    elsewhere = field.other_years.intersection(standing.ranked)
    if elsewhere:
        reasons.append(Reason("figures_of_other_years", (("count", str(len(elsewhere))),)))
    return tuple(reasons)


def _complete(told: Comparative, standing: Standing) -> Reason:
    if not standing.missing:
        return _counted("group_complete", told, standing)
    if len(standing.missing) > MOST_NAMED:
        return _counted("group_lacks_many", told, standing)
    return _places("group_lacks", told, standing.missing, *_counted("group_lacks", told, standing).numbers)


def _counted(code: str, told: Comparative, standing: Standing) -> Reason:
    return Reason(code, (("count", str(len(standing.ranked))), ("of", str(standing.of)), ("group", told.group)))


def _places(code: str, told: Comparative, places: Sequence[str], *numbers: tuple[str, str]) -> Reason:
    named = " ".join(places[:MOST_NAMED])
    return Reason(code, (*(numbers or (("group", told.group),)), ("places", named), ("others", str(len(places)))))


def _raw(observed: Observed) -> str:
    return observed.raw if observed.raw.startswith(("<", ">")) else observed.qualifier + observed.raw
