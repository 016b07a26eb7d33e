"""Which observation answers a statement, as known then and as known now.

A vintage counts from the first day on which it is sure to have been public; the newest is taken per
period, not per series. Where the statement names a period, that period is looked for, else the nearest
within two years. Where it names none, `then` is the last period that had ended and that a reader on that
day could have known, and `now` the same period in the newest vintage.

Two cases that these rules leave open are decided here. Where no vintage was public on that day, nothing is
said of then, and now stands on the last period that had ended by the day of the statement. Where the last
period known then had ended more than three years before, then has no data; now stands again on the last
period that had ended, because a later release may since have filled the gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.values import Observed, Period, Reason

NEAREST_DAYS = 2 * 366
STALE_DAYS = 3 * 366
LONGEST_PERIOD_DAYS = 5 * 366
Span = tuple[date, date]
Known = Mapping[Span, Observed]


@dataclass(frozen=True, slots=True)
class Choice:
    """An observation to compare with. `nearest` marks another period than the one named, `stale` one that
    is too old to compare; both are shown with their figure. No observation: nothing for this place."""

    observed: Observed | None
    nearest: bool = False
    stale: bool = False
    implied: bool = False
    reasons: tuple[Reason, ...] = ()


def known_by(observations: Iterable[Observed], day: date | None) -> dict[Span, Observed]:
    """The newest vintage of each period that was public on a day; of all where no day is given."""
    known: dict[Span, Observed] = {}
    for each in observations:
        if each.value is None or (day is not None and each.vintage_on > day):
            continue
        span = (each.period_start, each.period_end)
        if span not in known or _vintage(known[span]) < _vintage(each):
            known[span] = each
    return known


def _vintage(observed: Observed) -> tuple[date, int]:
    return observed.vintage_on, observed.issue


def choose_then(observations: Sequence[Observed], period: Period | None, said_on: date) -> Choice | None:
    """What was known on the day of the statement; None where no vintage was public by then."""
    known = known_by(observations, said_on)
    if not known:
        return None
    return _named(known, period) if period else _implied(known, said_on)


def choose_now(
    observations: Sequence[Observed], period: Period | None, said_on: date | None, then: Choice | None
) -> Choice | None:
    """What is known now; None where the figure known then was not published or read again since."""
    known = known_by(observations, None)
    if not known:
        return Choice(None)
    if period is not None:
        choice = _named(known, period)
    elif then is None or then.observed is None or then.stale:
        choice = _implied(known, said_on) if said_on else _last(known)
    else:
        choice = _same_period(known, then)
    return choice if _answers_now(choice.observed, said_on) else None


def choose_holding(observations: Sequence[Observed], said_on: date) -> Choice | None:
    """The figure of the period that holds the day of the statement, published since: what answers now
    where no period was named and the statement was ahead of the data."""
    known = known_by(observations, None)
    holding = [each for (start, end), each in known.items() if start <= said_on <= end]
    if not holding:
        return None
    nearest = min(holding, key=lambda each: (abs(_middle(_span(each)) - said_on), each.period_end))
    if not _answers_now(nearest, said_on):
        return None
    reason = Reason("ahead_of_data", (("period", nearest.label),))
    return Choice(nearest, implied=True, reasons=(*_mean(nearest), reason))


def _answers_now(observed: Observed | None, said_on: date | None) -> bool:
    """A figure answers now if it was published, or its publisher read again, after the statement."""
    if observed is None or said_on is None:
        return True
    read_again = observed.read_on is not None and observed.read_on > said_on
    return observed.vintage_on > said_on or read_again


def _same_period(known: Known, then: Choice) -> Choice:
    assert then.observed is not None
    return replace(then, observed=known[_span(then.observed)])


def _span(observed: Observed) -> Span:
    return observed.period_start, observed.period_end


def _middle(span: Span) -> date:
    return span[0] + (span[1] - span[0]) / 2


def _named(known: Known, period: Period) -> Choice:
    wanted = (period.start, period.end)
    exact = known.get(wanted) or _around(known, wanted)
    if exact is not None:
        return Choice(exact, reasons=_mean(exact))
    if period.end - period.start > timedelta(days=LONGEST_PERIOD_DAYS):
        return Choice(None, reasons=(Reason("no_period_in_common", (("period", period.label),)),))
    nearest = min(known.values(), key=lambda each: _distance(each, wanted))
    numbers = (("asked", period.label), ("period", nearest.label), ("figure", nearest.raw))
    if _distance(nearest, wanted)[0] > NEAREST_DAYS:
        return Choice(nearest, stale=True, reasons=(Reason("no_figure_near", numbers),))
    return Choice(nearest, nearest=True, reasons=(*_mean(nearest), Reason("nearest_period", numbers)))


def _around(known: Known, wanted: Span) -> Observed | None:
    """An average of several whole years whose middle is the period that was named."""
    middle = _middle(wanted)
    means = [
        each
        for (start, end), each in known.items()
        if start <= wanted[0] and wanted[1] <= end and _is_mean((start, end)) and _is_year(wanted)
    ]
    close = [each for each in means if abs(_middle(_span(each)) - middle) <= timedelta(days=2)]
    return close[0] if close else None


def _is_year(span: Span) -> bool:
    return 360 <= (span[1] - span[0]).days <= 366


def _is_mean(span: Span) -> bool:
    return (span[1] - span[0]).days > 2 * 365


def _distance(observed: Observed, wanted: Span) -> tuple[int, date]:
    """Days between the middles; of two as near the later one, which the negated year puts first."""
    days = abs((_middle(_span(observed)) - _middle(wanted)).days)
    return days, date.max - (observed.period_end - date.min)


def _implied(known: Known, said_on: date) -> Choice:
    ended = [each for each in known.values() if each.period_end <= said_on]
    if not ended:
        begun = [each for each in known.values() if each.period_start <= said_on]
        if not begun:
            return Choice(None)
        first = min(begun, key=lambda each: each.period_end)
        return Choice(first, implied=True, reasons=(*_mean(first), _implied_reason(first)))
    last = max(ended, key=lambda each: (each.period_end, each.period_start))
    if said_on - last.period_end > timedelta(days=STALE_DAYS):
        numbers = (("period", last.label), ("figure", last.raw))
        return Choice(last, stale=True, implied=True, reasons=(Reason("last_figure_old", numbers),))
    return Choice(last, implied=True, reasons=(*_mean(last), _implied_reason(last)))


def _last(known: Known) -> Choice:
    """No day and no period: the last figure that there is."""
    last = max(known.values(), key=lambda each: (each.period_end, each.period_start))
    return Choice(last, implied=True, reasons=(*_mean(last), _implied_reason(last)))


def _implied_reason(observed: Observed) -> Reason:
    return Reason("implied_period", (("period", observed.label),))


def _mean(observed: Observed) -> tuple[Reason, ...]:
    """An average of three years stands for its true span; its middle year is said."""
    if not _is_mean(_span(observed)):
        return ()
    middle = str(_middle(_span(observed)).year)
    return (Reason("mean_of_years", (("period", observed.label), ("middle", middle))),)
