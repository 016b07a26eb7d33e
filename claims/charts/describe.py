"""The same as the drawing in words and as a table, for who cannot or does not want to see it."""

from __future__ import annotations

from claims.charts.axes import ValueAxis, middle
from claims.charts.labels import ChartLabels
from claims.charts.story import ClaimMark, Story, UsedMark, period_words, value_words
from claims.values import Observed


def description(story: Story, axis: ValueAxis) -> str:
    """Sentences: how many figures, the claim, the day, the figures compared, and where the axis begins."""
    labels = story.labels
    parts = [_extent(story)]
    if story.claim.words:
        parts.append(_sentence(labels.claimed % {"claimed": story.claim.words}))
    if story.claim.banded:
        parts.append(_sentence(band_words(story.claim, labels)))
    if story.said_on:
        parts.append(_sentence(labels.said % {"day": labels.day(story.said_on)}))
    parts += [_sentence(used_words(mark, labels)) for mark in story.used]
    if axis.broken:
        parts.append(broken_words(axis, labels))
    return " ".join(parts)


def band_words(claim: ClaimMark, labels: ChartLabels) -> str:
    low = "" if claim.low is None else labels.number(claim.low)
    high = "" if claim.high is None else labels.number(claim.high)
    sentence = labels.band if low and high else labels.band_from if low else labels.band_to
    allowed = sentence % {"low": low, "high": high}
    if claim.stated is None:
        return allowed
    low, high = map(labels.number, claim.stated)
    return f"{labels.stated % {'low': low, 'high': high}}; {allowed}"


def used_words(mark: UsedMark, labels: ChartLabels) -> str:
    return labels.figure % {
        "role": mark.role(labels),
        "value": value_words(mark.observed, labels),
        "period": period_words(mark.observed),
        "vintage": mark.observed.vintage_label or labels.day(mark.observed.vintage_on),
    }


def broken_words(axis: ValueAxis, labels: ChartLabels) -> str:
    return labels.broken % {"base": labels.number(axis.base)}


def table(story: Story) -> tuple[tuple[str, str, str], ...]:
    """Every observation, drawn or not: the latest period first, in it the newest release first."""
    ordered = sorted(story.observations, key=lambda one: (middle(one), one.vintage_on, one.issue), reverse=True)
    labels = story.labels
    return tuple((period_words(one), one.vintage_label, _with_range(one, labels)) for one in ordered)


def _with_range(observed: Observed, labels: ChartLabels) -> str:
    """A figure, with the range in brackets that its source gives."""
    words = value_words(observed, labels)
    if observed.range_low is None or observed.range_high is None:
        return words
    return f"{words} ({labels.number(observed.range_low)}\u2013{labels.number(observed.range_high)})"


def _extent(story: Story) -> str:
    figures = sorted((one for one in story.observations if one.value is not None), key=middle)
    if not figures:
        return story.labels.no_figures
    first, last = period_words(figures[0]), period_words(figures[-1])
    words = story.labels.figures if first != last else story.labels.figures_of_one_period
    return words % {"count": len(figures), "releases": story.runs.releases, "first": first, "last": last}


def _sentence(words: str) -> str:
    """A label as a sentence of the description."""
    begun = words[:1].upper() + words[1:]
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."
