"""Figures of the house's own tables: what a new file replaces, and what comes back."""

from __future__ import annotations

import pytest

from claims.models import Observation, ReferenceTable, Snapshot
from claims.services.lookups import work_series
from claims.services.replay import replay_finding
from claims.services.tables import TableRefused, put_table
from tests.builders import make_indicator, make_series, make_source
from tests.services.looked_up import asked_claim
from tests.sources.workbooks import good, workbook

pytestmark = pytest.mark.django_db
TABLE = "series,place,counterpart,period,value,unit,vintage,source_url,note\n"
ROWS = (
    "share,PER,,2014-2016,40.1,percent,2017-09,https://example.org/a,\n",
    "share,PER,,2014-2016,55.0,percent,2018-01,https://example.org/b,mistyped\n",
)


def test_a_row_that_a_new_file_leaves_out_counts_no_more() -> None:
    wanted = make_series("house/share", source=make_source("tables", connector="tables"), indicator=make_indicator())
    put_table(slug="house", name="House", body=(TABLE + "".join(ROWS)).encode(), actor=None)
    claim = asked_claim("PER")
    work_series(wanted.pk)
    first = claim.findings.get(as_of="then", superseded_at=None)

    put_table(slug="house", name="House", body=(TABLE + ROWS[0]).encode(), actor=None)
    work_series(wanted.pk)

    second = claim.findings.get(as_of="then", superseded_at=None)
    assert [each.observation and each.observation.raw for each in (first, second)] == ["55.0", "40.1"]
    assert Observation.objects.count() == 2
    assert replay_finding(first.pk).same
    assert replay_finding(second.pk).same


def test_a_row_that_comes_back_counts_again() -> None:
    wanted = make_series("house/share", source=make_source("tables", connector="tables"), indicator=make_indicator())
    claim = asked_claim("PER")
    for rows in (ROWS, ROWS[:1], ROWS):
        put_table(slug="house", name="House", body=(TABLE + "".join(rows)).encode(), actor=None)
        work_series(wanted.pk)

    finding = claim.findings.get(as_of="then", superseded_at=None)
    assert finding.observation is not None
    assert (finding.observation.raw, finding.observation.issue) == ("55.0", 1)


def test_a_workbook_in_place_of_a_file_leaves_the_older_vintage() -> None:
    wanted = make_series("house/share", source=make_source("tables", connector="tables"), indicator=make_indicator())
    put_table(slug="house", name="House", body=(TABLE + ROWS[0]).encode(), actor=None)
    claim = asked_claim("PER")
    work_series(wanted.pk)
    rows = [
        good(series="share", counterpart="", period="2014-2016", value=value, vintage=vintage)
        for value, vintage in ((0.401, "2017-09"), (0.4163, "2019-06"))
    ]
    body = workbook(*rows, formats={"E2": "0.0%", "E3": "0.0%"}).getvalue()

    put_table(slug="house", name="House", body=body, actor=None)
    work_series(wanted.pk)

    then, now = (claim.findings.get(as_of=side, superseded_at=None) for side in ("then", "now"))
    assert [each.observation and each.observation.raw for each in (then, now)] == ["40.1", "41.6"]
    assert Observation.objects.count() == 2
    assert ReferenceTable.objects.get().snapshot.size == len(body)
    assert all(replay_finding(each.pk).same for each in (then, now))


def test_a_refused_workbook_leaves_the_table_in_force() -> None:
    put_table(slug="house", name="House", body=(TABLE + ROWS[0]).encode(), actor=None)

    with pytest.raises(TableRefused) as refused:
        put_table(slug="house", name="House", body=workbook(good(), good(place="Peru")).getvalue(), actor=None)

    assert [each.line for each in refused.value.problems] == [3]
    assert ReferenceTable.objects.get().rows == 1
    assert Snapshot.objects.count() == 1
