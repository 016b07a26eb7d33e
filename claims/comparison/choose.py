"""Which observation answers a statement, as known then and as known now.

A vintage counts from the first day on which it is sure to have been public; the newest is taken per
period, not per series. Where the statement names a period, that period is looked for, else the nearest
within two years. Where it names none, `then` is the last period that had ended and that a reader on that
day could have known, and `now` the same period in the newest vintage.

Cases that these rules leave open are decided here:

- Where no vintage was public on that day, nothing is said of then; now stands on the last period that had
  ended by the day of the statement.
- Where the last period known then had ended more than three years before, then has no data. Now stands
  again on the last period that had ended by that day: a later release may have filled the gap, and what
  happened then can be known now. Where nothing filled it, the period that holds the day answers now once
  it was published (see `compare`), else now has no data either.
- Where the newest release leaves a period empty that an older one filled, the figure was withdrawn: that
  period has none now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.values import Observed, Period, Reason

NEAREST_DAYS = 2 * 366
STALE_YEARS = 3
LONGEST_PERIOD_DAYS = 5 * 366
Span = tuple[date, date]
Known = Mapping[Span, Observed]


@dataclass(frozen=True, slots=True)
class Choice:
    """An observation to compare with; none where the source has nothing.

    `nearest` marks another period than the one named, `stale` one that is too old to compare (it is shown
    all the same), `implied` a period that the statement did not name, `comparable` is off where the
    series has no period of that length.
    """

    observed: Observed | None
    nearest: bool = False
    stale: bool = False
    implied: bool = False
    comparable: bool = True
    reasons: tuple[Reason, ...] = ()


def known_by(observations: Iterable[Observed], day: date | None) -> dict[Span, Observed]:
    """The newest vintage of each period that was public on a day; of all where no day is given.

    A period whose newest vintage has no number is left out.
    """
    newest: dict[Span, Observed] = {}
    for each in observations:
        if day is not None and each.vintage_on > day:
            continue
        span = _span(each)
        if span not in newest or _vintage(newest[span]) <= _vintage(each):
            newest[span] = each
    return {span: each for span, each in newest.items() if each.value is not None}


def _vintage(observed: Observed) -> tuple[date, int, str]:
    return observed.vintage_on, observed.issue, observed.vintage_label


def choose_then(observations: Sequence[Observed], period: Period | None, said_on: date) -> Choice | None:
    """What was known on the day of the statement; None where no vintage was public by then."""
    known = known_by(observations, said_on)
    if not known:
        return None
    return choose_named(known, period) if period else _implied(known, said_on)


def choose_now(
    observations: Sequence[Observed], period: Period | None, said_on: date | None, then: Choice | None
) -> Choice | None:
    """What is known now; None where the figure was not published or read again since the statement."""
    known = known_by(observations, None)
    if not known:
        return Choice(None, reasons=(Reason("nothing_for_place"),))
    if period is not None:
        choice = choose_named(known, period)
    elif then is not None and then.observed is not None and not then.stale:
        choice = _same_period(known, then, then.observed)
    else:
        choice = _implied(known, said_on) if said_on else _last(known)
    return choice if answers_now(choice.observed, said_on) else None


def choose_own_day(observations: Sequence[Observed], said_on: date) -> Choice | None:
    """The figure of the period that holds the day of the statement, published since; of several the one
    whose middle is nearest to the day."""
    known = known_by(observations, None)
    holding = [each for (start, end), each in known.items() if start <= said_on <= end]
    if not holding:
        return None
    nearest = min(holding, key=lambda each: (abs(middle(_span(each)) - said_on), each.period_end))
    if not answers_now(nearest, said_on):
        return None
    numbers = (("period", nearest.label), ("published", nearest.vintage_on.isoformat()))
    return Choice(nearest, implied=True, reasons=(*_mean(nearest), Reason("own_day", numbers)))


def answers_now(observed: Observed | None, said_on: date | None) -> bool:
    """A figure answers now if it was published, or its publisher read again, after the statement."""
    if observed is None or said_on is None:
        return True
    read_again = observed.read_on is not None and observed.read_on > said_on
    return observed.vintage_on > said_on or read_again


def _same_period(known: Known, then: Choice, before: Observed) -> Choice:
    newest = known.get(_span(before))
    if newest is None:
        return Choice(None, implied=True, reasons=(Reason("figure_withdrawn", (("period", before.label),)),))
    return replace(then, observed=newest)


def _span(observed: Observed) -> Span:
    return observed.period_start, observed.period_end


def middle(span: Span) -> date:
    return span[0] + (span[1] - span[0]) / 2


def choose_named(known: Known, period: Period) -> Choice:
    wanted = (period.start, period.end)
    exact = known.get(wanted) or _mean_around(known, wanted)
    if exact is not None:
        return Choice(exact, reasons=_mean(exact))
    if period.end - period.start > timedelta(days=LONGEST_PERIOD_DAYS):
        reason = Reason("no_period_in_common", (("period", period.label),))
        return Choice(None, comparable=False, reasons=(reason,))
    nearest = min(known.values(), key=lambda each: _distance(each, wanted))
    numbers = (("asked", period.label), ("period", nearest.label), ("figure", nearest.raw))
    if _distance(nearest, wanted)[0] > NEAREST_DAYS:
        return Choice(nearest, stale=True, reasons=(Reason("no_figure_near", numbers),))
    return Choice(nearest, nearest=True, reasons=(*_mean(nearest), Reason("nearest_period", numbers)))


def _mean_around(known: Known, wanted: Span) -> Observed | None:
    """An average of three years whose middle year is the one that was named."""
    if not 364 <= (wanted[1] - wanted[0]).days <= 366:
        return None
    centre = middle(wanted)
    around = [
        each for span, each in known.items() if _years(span) == 3 and abs(middle(span) - centre) <= timedelta(days=2)
    ]
    return around[0] if around else None


def _years(span: Span) -> int:
    return round((span[1] - span[0]).days / 365.25)


def _distance(observed: Observed, wanted: Span) -> tuple[int, int]:
    """Days between the middles; of two as near the later one comes first."""
    days = abs((middle(_span(observed)) - middle(wanted)).days)
    return days, -observed.period_end.toordinal()


def _implied(known: Known, said_on: date) -> Choice:
    ended = [each for each in known.values() if each.period_end <= said_on]
    begun = [each for each in known.values() if each.period_start <= said_on]
    if not begun:
        return Choice(None, implied=True, reasons=(Reason("nothing_by_then"),))
    last = latest(ended) if ended else min(begun, key=lambda each: each.period_end)
    if last.period_end < _years_before(said_on, STALE_YEARS):
        numbers = (("period", last.label), ("figure", last.raw))
        return Choice(last, stale=True, implied=True, reasons=(Reason("last_figure_old", numbers),))
    return _unnamed(last, "implied_period" if ended else "running_period")


def _last(known: Known) -> Choice:
    """No day and no period: the last figure that is no forecast."""
    past = [each for each in known.values() if each.period_end <= each.vintage_on]
    return _unnamed(latest(past or known.values()), "last_period")


def _unnamed(observed: Observed, code: str) -> Choice:
    reason = Reason(code, (("period", observed.label),))
    return Choice(observed, implied=True, reasons=(*_mean(observed), reason))


def latest(observations: Iterable[Observed]) -> Observed:
    return max(observations, key=lambda each: (each.period_end, each.period_start))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)


def _mean(observed: Observed) -> tuple[Reason, ...]:
    """An average of three years stands for its true span; its middle year is said."""
    if _years(_span(observed)) != 3:
        return ()
    year = str(middle(_span(observed)).year)
    return (Reason("mean_of_years", (("period", observed.label), ("middle", year))),)
