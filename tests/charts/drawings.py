"""Figures and drawings of them, as the tests of charts read them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from claims.charts import ChartLabels, draw_series
from claims.values import Chart, Observed

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "g", "line", "rect", "polyline", "path", "circle", "text"}


def observed(year: int, raw: str, vintage: int = 2020, *, span: int = 0) -> Observed:
    digits = raw.lstrip("<>")
    return Observed(
        series="s",
        place="XKX",
        period_start=date(year - span, 1, 1),
        period_end=date(year + span, 12, 31),
        label=str(year),
        vintage_on=date(vintage, 6, 30),
        vintage_label=f"Release {vintage}",
        raw=raw,
        value=Decimal(digits) if digits else None,
        qualifier=raw[:1] if raw[:1] in ("<", ">") else "",
    )


def draw(observations: list[Observed], **changed: Any) -> Chart:
    given: dict[str, Any] = {
        "title": "Hunger",
        "unit": "percent",
        "low": Decimal("37.5"),
        "high": Decimal("42.5"),
        "value": Decimal(40),
        "claimed": "40 percent",
        "said_on": date(2018, 6, 12),
        "used": [],
        "labels": ChartLabels(),
    }
    return draw_series(observations=observations, **(given | changed))


def parsed(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg)


def of_class(chart: Chart, name: str) -> list[ElementTree.Element]:
    """The elements of a class outside the key, whose rows are groups and texts of their own."""
    return [one for one in parsed(chart) if name in one.get("class", "").split()]


def texts(chart: Chart) -> str:
    return "\n".join(one.text or "" for one in parsed(chart).iter(f"{SVG}text"))


def corners(mark: ElementTree.Element) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for x, y in re.findall(r"([-\d.]+)[ ,]([-\d.]+)", mark.get("d", "") or mark.get("points", ""))
    ]


LEVEL = [observed(year, f"{30 + year - 2008}.{year % 10}") for year in range(2008, 2020)]
