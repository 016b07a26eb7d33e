"""Fact-checks of others into rows: of publishers on the list alone, each once, with the terms it is found by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from claims.matching.terms import terms_of
from claims.models import PriorCheck, PriorTerm, Publisher
from claims.sources.fact_check_fields import host_of
from claims.values import FactCheck

NOT_KEPT = frozenset({"publisher"})  # the list names the publisher


@dataclass(frozen=True, slots=True)
class AllowList:
    """The publishers whose fact-checks are read, by domain."""

    by_domain: Mapping[str, Publisher]

    def publisher_of(self, address: str) -> Publisher | None:
        """By the host of the page, which is where a reader goes; what a page says of its publisher proves nothing."""
        labels = host_of(address).split(".")
        for start in range(len(labels) - 1):
            found = self.by_domain.get(".".join(labels[start:]))
            if found is not None:
                return found
        return None


def allow_list() -> AllowList:
    return AllowList({each.domain: each for each in Publisher.objects.filter(active=True)})


@dataclass(slots=True)
class Stored:
    """The ids of what is stored by its key, how many of them are new, and how many changed."""

    ids: dict[str, int] = field(default_factory=dict)
    new: int = 0
    changed: int = 0


def key_of(check: FactCheck) -> str:
    return hashlib.sha256(f"{check.address}\n{check.claim}".encode()).hexdigest()


Batch = Mapping[str, tuple[Publisher, FactCheck]]


def store(batch: Batch, *, in_force: bool) -> Stored:
    """Store a batch by its keys. What is known and was given otherwise takes over what is given now where that is
    `in_force` (the feed), and stays where it is a search's shorter form. Nothing new, nothing written."""
    stored = Stored()
    if _missing(batch, _known(batch), in_force=in_force):
        with transaction.atomic():
            # One writer at a time, in the order in which every writer locks them.
            list(Publisher.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
            _write(batch, stored, in_force=in_force)
    stored.ids = {key: row.pk for key, row in _known(batch).items()}
    return stored


def _known(batch: Batch) -> dict[str, PriorCheck]:
    return {row.key: row for row in PriorCheck.objects.filter(key__in=list(batch))}


def _missing(batch: Batch, known: Mapping[str, PriorCheck], *, in_force: bool) -> list[str]:
    return [
        key
        for key, (_publisher, check) in batch.items()
        if key not in known or (in_force and known[key].content_sha256 != _content(check))
    ]


def _write(batch: Batch, stored: Stored, *, in_force: bool) -> None:
    known = _known(batch)
    missing = _missing(batch, known, in_force=in_force)
    new = [_row(key, *batch[key]) for key in missing if key not in known]
    PriorCheck.objects.bulk_create(new)
    PriorTerm.objects.bulk_create(
        [PriorTerm(prior=row, term=term) for row in new for term in sorted(terms_of(row.claim, row.language))]
    )
    changed = [key for key in missing if key in known]
    for key in changed:
        check = batch[key][1]
        PriorCheck.objects.filter(key=key).update(**_columns(check), content_sha256=_content(check))
    stored.new, stored.changed = len(new), len(changed)


def _row(key: str, publisher: Publisher, check: FactCheck) -> PriorCheck:
    return PriorCheck(publisher=publisher, key=key, content_sha256=_content(check), **_columns(check))


def _columns(check: FactCheck) -> dict[str, Any]:
    return {name: value for name, value in asdict(check).items() if name not in NOT_KEPT}


def _content(check: FactCheck) -> str:
    return hashlib.sha256(json.dumps(_columns(check), sort_keys=True, default=str).encode()).hexdigest()


def allowed(checks: Iterable[FactCheck], listed: AllowList) -> tuple[Batch, int]:
    """Those of publishers on the list by their keys, the first of each, and how many were left out."""
    given: Sequence[FactCheck] = list(checks)
    kept: dict[str, tuple[Publisher, FactCheck]] = {}
    left_out = 0
    for check in given:
        publisher = listed.publisher_of(check.address)
        if publisher is None:
            left_out += 1
        else:
            kept.setdefault(key_of(check), (publisher, check))
    return kept, left_out
