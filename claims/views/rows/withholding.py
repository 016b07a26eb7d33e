"""A record for readers: figures that a source's licence keeps at the desk are not printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.models import Finding

WITHHELD: Mapping[str, Any] = {"value": "", "gap": "", "reasons": (), "withheld": True}
WITHHELD_BESIDE: Mapping[str, Any] = {"value": "", "withheld": True}


def for_readers(record: Mapping[str, Any], findings: Mapping[int, Finding]) -> Mapping[str, Any]:
    """The record without the figures, and the sentences that tell them, of sources that may not be republished
    today. `findings` are the rows that it cites, by id; its bytes and their hash stay as they were signed."""
    return {**record, "decisions": [_decision(each, findings) for each in record["decisions"]]}


def _decision(decision: Mapping[str, Any], findings: Mapping[int, Finding]) -> Mapping[str, Any]:
    if decision["kind"] != "finding":
        return decision
    cited = decision["cited"]
    also = [_kept_back(each, WITHHELD_BESIDE, findings) for each in cited.get("also", ())]
    return {**decision, "cited": {**_kept_back(cited, WITHHELD, findings), "also": also}}


def _kept_back(
    cited: Mapping[str, Any], withheld: Mapping[str, Any], findings: Mapping[int, Finding]
) -> Mapping[str, Any]:
    finding = findings.get(int(cited["identifier"]))
    return cited if finding is None or finding.series.source.may_republish else {**cited, **withheld}
