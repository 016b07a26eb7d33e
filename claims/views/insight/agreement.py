"""How often two checkers of the same claim agree, for editors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from claims.charts.counts import Row
from claims.evaluation.metrics import Agreement, agreement, agreement_on
from claims.models import Rating
from claims.queries.facts import PAIRS, QUEUE, SAME
from claims.queries.insight import Span, names_of, per_value
from claims.queries.second_opinion import rating_labels, ratings_by_id
from claims.views.insight.drawing import bars
from claims.views.insight.tables import NONE, Cell, Section, Table, count_cell, name_cell, rows_address, share_cell

Met = Counter[tuple[str, str]]  # how often two ratings met, by their slugs


def sections(span: Span) -> list[Section]:
    """A section for each queue and scale, the queue with most pairs first."""
    values = per_value(span, [QUEUE], [PAIRS])
    ratings = ratings_by_id({int(pk) for counts in values.values() for value in counts for pk in value.split()})
    met = {
        (key, scale): pairs
        for (_of, _measure, key), counts in values.items()
        for scale, pairs in _by_scale(counts, ratings).items()
    }
    names, labels = names_of(QUEUE, {key for key, _scale in met}), rating_labels()
    ordered = sorted(met.items(), key=lambda each: (-each[1].total(), each[0]))
    found = [_section(span, names.get(key, ""), key, scale, pairs, labels) for (key, scale), pairs in ordered]
    none = _("No claim that had two checks was decided in this span.")
    return found or [Section("agreement", _("Agreement"), Table((), ()), empty=none)]


def _by_scale(counts: Counter[str], ratings: Mapping[int, Rating]) -> dict[tuple[int, str], Met]:
    """The pairs of each scale, by its id and name."""
    met: dict[tuple[int, str], Met] = {}
    for value, number in counts.items():
        first, second = (ratings[int(pk)] for pk in value.split())
        scale = first.version.scale
        met.setdefault((scale.pk, scale.name), Counter())[first.slug, second.slug] += number
    return met


def _section(
    span: Span, queue: str, key: int, scale: tuple[int, str], met: Met, labels: Mapping[tuple[str, str], str]
) -> Section:
    pk, of = scale
    given = {slug for pair in met for slug in pair}
    told = [(_("All ratings"), "", agreement(met))]
    told += [
        (label, slug, agreement_on(met, slug)) for (name, slug), label in labels.items() if name == of and slug in given
    ]
    rows = [_row(span, key, pk, label, slug, found) for label, slug, found in told]
    title = f"{queue or _('no longer there')}, {of}"
    shares = [Row(_("Agreement"), [found.share or 0 for _label, _slug, found in told])]
    slug = f"agreement-{key}-{pk}"
    charts = bars(title, [label for label, *_rest in told], shares, [[row[3].text for row in rows]], prefix=slug)
    heads = [_("Rating"), _("Pairs"), _("Both the same"), _("Agreement"), _("Cohen's kappa")]
    return Section(slug, title, Table(heads, rows), charts, _note())


def _row(span: Span, key: int, scale: int, label: str, slug: str, found: Agreement) -> list[Cell]:
    def way(same: str) -> str:
        value = f"{scale}:{same}:{slug}"
        return rows_address(PAIRS, span.first, span.last, by=QUEUE, key=key, value=value)

    kappa = Cell(NONE, plain=" ") if found.kappa is None else Cell(f"{found.kappa:.2f}", way(""))
    share = share_cell(found.same, found.pairs, way(SAME))
    return [name_cell(label), count_cell(found.pairs, way("")), count_cell(found.same, way(SAME)), share, kappa]


def _note() -> str:
    return _(
        "Of one rating, pairs are those in which at least one checker gave it. Kappa is the agreement beyond what "
        "chance would give: 1 is full, 0 is no more than chance. It is not defined where chance alone would make every "
        "pair agree, as where both always gave the same one rating."
    )
