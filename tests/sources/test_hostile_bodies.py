"""Whatever a source sends, a connector answers with a reading or with a SourceError, never with another error."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.sources.registry import CONNECTORS
from claims.values import Query, SourceError
from tests.sources import (
    test_comtrade,
    test_dbnomics,
    test_eurostat,
    test_imf,
    test_owid,
    test_un_sdg,
    test_who,
    test_world_bank,
)
from tests.sources.feeding import read

MIRRORED = [test_comtrade.PARTNERS, test_comtrade.ALL, test_comtrade.envelope(test_comtrade.DECLARED)]
YEARS = test_world_bank.answer([test_world_bank.row(4), test_world_bank.row(None, "2018")])
CASES: dict[str, tuple[str, Query, list[bytes]]] = {
    "imf": ("imf", test_imf.TRADE, [test_imf.message(*test_imf.EXPORTS, *test_imf.IMPORTS)]),
    "comtrade": ("comtrade", test_comtrade.QUERY, [test_comtrade.AVAILABLE, test_comtrade.ROWS]),
    "comtrade mirror": ("comtrade", test_comtrade.MIRROR, MIRRORED),
    "owid": ("owid", test_owid.QUERY, [test_owid.ABOUT, test_owid.ROWS]),
    "who": ("who", test_who.QUERY, [test_who.WHOLE]),
    "un_sdg": ("un_sdg", test_un_sdg.QUERY, [test_un_sdg.LIST, test_un_sdg.WHOLE]),
    "eurostat": ("eurostat", test_eurostat.QUERY, [test_eurostat.body()]),
    "world_bank": (
        "world_bank",
        test_world_bank.QUERY,
        [YEARS],
    ),
    "dbnomics": ("dbnomics", test_dbnomics.QUERY, [test_dbnomics.WHOLE]),
}
STRANGE: list[Any] = [
    *(None, True, -1, 0, 10**30, 1.5, "", "x", "<", "-", "\x00", "2017", "9999", "0000-01-01", [], {}, [[]], [None]),
    *({"a": None}, [{}], ["", {}]),
]
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def try_reading(name: str, bodies: list[bytes]) -> None:
    """Read, and check what comes of it; a connector that wants more answers than there are has its reasons."""
    connector, query, _bodies = CASES[name]
    try:
        reading, _asked = read(CONNECTORS[connector], query, bodies)
    except SourceError as error:
        assert not any(ord(sign) < 32 for _name, told in error.numbers for sign in told)
        return
    except (AssertionError, IndexError) as error:
        if isinstance(error, IndexError) and "pop from empty list" not in str(error):
            raise
        return
    for each in reading.observations:
        assert (each.value is None) == (each.raw == "")
        assert each.value is None or each.value == Decimal(each.raw)
        assert each.period_start <= each.period_end
        assert len(each.raw) <= 60
        assert len(each.flag) <= 20
        assert not any(ord(sign) < 32 for sign in each.raw + each.flag + each.note + each.vintage_label)


def paths(content: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield before
    children = content.items() if isinstance(content, dict) else enumerate(content if isinstance(content, list) else ())
    for key, child in children:
        yield from paths(child, (*before, key))


def replaced(content: Any, path: tuple[Any, ...], by: Any) -> Any:
    if not path:
        return by
    whole = copy.deepcopy(content)
    inner = whole
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = by
    return whole


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("imf",)])
def test_any_value_may_be_any_other(name: str) -> None:
    bodies = CASES[name][2]
    for number, body in enumerate(bodies):
        if not body.startswith((b"{", b"[")):
            continue
        content = json.loads(body)
        for path in paths(content):
            for strange in STRANGE:
                changed = json.dumps(replaced(content, path, strange)).encode()
                try_reading(name, [*bodies[:number], changed, *bodies[number + 1 :]])


@pytest.mark.parametrize("name", CASES)
@QUIET
@given(data=st.data())
def test_bytes_may_be_lost_or_changed(name: str, data: st.DataObject) -> None:
    bodies = list(CASES[name][2])
    number = data.draw(st.integers(0, len(bodies) - 1))
    body = bodies[number]
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(len(body), start + 40)))
    bodies[number] = body[:start] + data.draw(st.binary(max_size=6)) + body[end:]

    try_reading(name, bodies)
