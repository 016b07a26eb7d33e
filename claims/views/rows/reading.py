"""How a claim was understood, in plain words, and the form by which a person mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims.models import Claim, Claimant, Reading
from claims.services.steps.readings import (
    begins_at,
    candidates_of,
    comparative_of,
    main_quantity,
    period_of,
    person_of,
    place_in_role,
    quantities_of,
    said_on_of,
)
from claims.values import (
    Attribution,
    Comparator,
    Move,
    Person,
    PlaceMention,
    PlaceRole,
    PlaceSource,
    Quantity,
    Reason,
    SaidOnSource,
)
from claims.views.rows.article import marked
from claims.wording import kept_sentence
from claims.wording.findings import figure_words
from claims.wording.numbers import local
from claims.wording.places import place_name


@dataclass(frozen=True, slots=True)
class Line:
    """One line of how the claim was read; `note` says where it was taken from."""

    label: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure that the words may mean; `score` is between 0 and 1, `phrase` the words that name it."""

    slug: str
    name: str
    phrase: str
    score: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ReadingShown:
    number: str
    sentence: Sequence[tuple[str, str]]
    claimed: tuple[int, int] | None  # where the words of its number stand in the text
    lines: Sequence[Line]
    worthiness: str
    reasons: Sequence[str]
    by: str
    confirmed: bool


def read(reading: Reading, claim: Claim, offset: int, *, named: bool = True) -> ReadingShown:
    """A reading for the page; `offset` is where the claim's sentence begins in its text, `named` whether the page
    may say who mended it."""
    structure = reading.structure
    unit = claim.indicator.unit if claim.indicator else ""
    quantity = main_quantity(structure, unit)
    spans = [(each.start, each.end) for each in quantities_of(structure)]
    begins = begins_at(structure, offset)
    claimed = (quantity.start, quantity.end) if quantity else None
    return ReadingShown(
        number=number_words(quantity) if quantity else "",
        sentence=marked(claim.sentence, begins, spans, claimed),
        claimed=(claimed[0] - begins + offset, claimed[1] - begins + offset) if claimed else None,
        lines=list(_lines(structure, claim, quantity)),
        worthiness=local(f"{structure['worthiness']:.2f}"),
        reasons=[_reason(code, numbers) for code, numbers in structure["reasons"]],
        by=_by(reading, named),
        confirmed=bool(structure["confirmed"]),
    )


def _by(reading: Reading, named: bool) -> str:
    if reading.by is None:
        return _("read by the program")
    if not named:
        return _("mended or confirmed by a person")
    return _("mended or confirmed by %(name)s") % {"name": reading.by}


def candidates(reading: Reading, chosen: str | None, names: Mapping[str, Any]) -> list[Candidate]:
    """The measures that the words of a reading may mean, the best first, where there is one to choose; `names` of
    the desk's measures by their slugs, one that it has no more is left out."""
    found = sorted(candidates_of(reading.structure), key=lambda each: -each.score)
    offered = [
        Candidate(each.slug, str(names[each.slug]), each.phrase, local(f"{each.score:.2f}"), each.slug == chosen)
        for each in found
        if each.slug in names
    ]
    return [] if all(each.chosen for each in offered) else offered


def _reason(code: str, numbers: Sequence[Sequence[str]]) -> str:
    return kept_sentence(Reason(code, tuple((name, text) for name, text in numbers)))


def _lines(structure: Mapping[str, Any], claim: Claim, quantity: Quantity | None) -> Iterator[Line]:
    yield _claimant(structure)
    yield _number(quantity)
    yield from _comparison(structure)
    yield Line(_("Measure"), claim.indicator.name if claim.indicator else _("none that the desk knows"))
    person = person_of(structure)
    if person is not None:
        yield from _person(person)
    else:
        yield _place(_("Place"), place_in_role(structure, PlaceRole.SUBJECT))
    other = place_in_role(structure, PlaceRole.COUNTERPART)
    if other is not None:
        yield _place(_("Other side"), other)
    period = period_of(structure)
    if period is None:
        yield Line(_("Period"), _("none named: the last that was known that day"))
    else:
        yield Line(_("Period"), period.label, span_words(period.start, period.end))
    yield _said_on(structure)


def _person(person: Person) -> Iterator[Line]:
    if person.source == PlaceSource.CARRIED:
        note = _("not said in the sentence: carried from its context")
    else:
        note = _("said in the sentence") if person.start >= 0 else _("given by a person")
    yield Line(_("Person"), person.asked, note)
    if person.offices:
        yield Line(_("Office"), _(" or ").join(person.offices))


def _said_on(structure: Mapping[str, Any]) -> Line:
    """The day of the statement, and where it is from where the reading tells."""
    said_on = said_on_of(structure)
    if said_on is None:
        return Line(_("Said on"), _("no day is known, so nothing can be said of then"))
    return Line(_("Said on"), day_words(said_on), _DAY_SOURCES.get(str(structure.get("said_on_source")), lambda: "")())


_DAY_SOURCES: Mapping[str, Callable[[], str]] = {
    SaidOnSource.ARTICLE: lambda: _("the day on which the article was published"),
    SaidOnSource.SAID: lambda: _("said in the text, or given by a person"),
}


def _comparison(structure: Mapping[str, Any]) -> Iterator[Line]:
    """With what the statement compares its figure."""
    told = comparative_of(structure)
    if told is not None:
        yield Line(_("Compared"), told.text, _("beside its number: not compared") if told.beside else "")


def _number(quantity: Quantity | None) -> Line:
    """The number as it was read, with its own words beside it where they are others."""
    if quantity is None:
        return Line(_("Number"), _("none stated"))
    words = number_words(quantity)
    same = words.casefold() == quantity.text.casefold()
    return Line(_("Number"), words, "" if same else _("written: %(text)s") % {"text": quantity.text})


def _claimant(structure: Mapping[str, Any]) -> Line:
    how = {
        Attribution.QUOTED: _("quoted word for word"),
        Attribution.REPORTED: _("reported"),
        Attribution.NONE: "",
    }
    name = structure["claimant"] or _("the outlet itself")
    kind = dict(Claimant.Kind.choices).get(structure.get("claimant_kind") or "", "")
    notes = [str(note) for note in (kind, how[Attribution(structure["attribution"])]) if note]
    return Line(_("Who says it"), name, ", ".join(notes))


def _place(label: str, place: PlaceMention | None) -> Line:
    if place is None:
        return Line(label, _("none found"))
    return Line(label, place_name(place.code), _place_note(place))


def _place_note(place: PlaceMention) -> str:
    if place.source == PlaceSource.CARRIED:
        return _("not said in the sentence: carried from its context")
    return _("said in the sentence") if place.text else _("given by a person")


def number_words(quantity: Quantity) -> str:
    """A number with its comparator: "about 40 percent", "more than 3 million people"."""
    low, high, unit = quantity.low, quantity.high, quantity.unit
    if low is None and high is None:
        return quantity.text
    if quantity.comparator == Comparator.BETWEEN and low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": local(plain(low)), "high": figure_words(plain(high), unit)}
    value = quantity.value
    assert value is not None
    figure = comparator_words(quantity.comparator) % {"figure": figure_words(plain(value), unit)}
    return move_words(quantity.move) % {"figure": figure}


def move_words(move: Move) -> str:
    """The direction of a number that says by how much something changed."""
    return {
        Move.UP: pgettext("number", "up %(figure)s"),
        Move.DOWN: pgettext("number", "down %(figure)s"),
        Move.OF_LEVEL: pgettext("number", "a change of %(figure)s"),
        Move.LEVEL_UP: pgettext("number", "up by %(figure)s"),
        Move.LEVEL_DOWN: pgettext("number", "down by %(figure)s"),
    }.get(move, "%(figure)s")


def comparator_words(comparator: Comparator) -> str:
    return {
        Comparator.ABOUT: pgettext("number", "about %(figure)s"),
        Comparator.NEARLY: pgettext("number", "nearly %(figure)s"),
        Comparator.MORE_THAN: pgettext("number", "more than %(figure)s"),
        Comparator.LESS_THAN: pgettext("number", "less than %(figure)s"),
        Comparator.AT_LEAST: pgettext("number", "at least %(figure)s"),
        Comparator.UP_TO: pgettext("number", "up to %(figure)s"),
    }.get(comparator, "%(figure)s")


def plain(number: Decimal) -> str:
    """A number without needless zeros and never in powers of ten."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def day_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def span_words(start: date, end: date) -> str:
    return _("%(start)s to %(end)s") % {"start": day_words(start), "end": day_words(end)}
