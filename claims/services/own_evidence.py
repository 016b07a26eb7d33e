"""Evidence that a checker brings: a document by its link, a quotation, a file, a note of a phone call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from claims.models import Claim, Evidence, User
from claims.services.refusal import Refused
from claims.services.steps.addresses import is_web_address
from claims.services.steps.archive import ask_copy_of_evidence
from claims.services.steps.evidence import OPEN, next_number
from claims.services.steps.uploads import NotTaken, keep_file
from claims.values import Reason
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event

Kind = Evidence.Kind


@dataclass(frozen=True, slots=True)
class Brought:
    """What a person brings as evidence. `passage` is word for word; of a phone note it is what was said. `source`
    is who said it on the phone, `source_withheld` why nobody is named. `in_context` says that the person read the
    passage in its place and marked every cut with [...]."""

    kind: str
    title: str = ""
    passage: str = ""
    dated: date | None = None
    address: str = ""
    source: str = ""
    source_withheld: str = ""
    in_context: bool = False
    file: IO[bytes] | None = None
    file_name: str = ""


def add_evidence(user: User, claim_id: int, brought: Brought) -> Evidence:
    """Add it to a claim that is open; the same once more is the piece that is there. An archived copy is asked
    for where there is an address. Refused with every problem at once."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    columns = _columns(brought)
    problems = [problem for rule in RULES for problem in rule(brought, columns)]
    if problems:
        raise Refused("evidence_refused", problems=problems)
    if brought.file is not None and brought.kind == Kind.UPLOAD:
        columns |= _stored(brought.file, brought.file_name)
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        if claim.state not in OPEN:
            raise WrongState(f"Claim {claim_id} is {claim.state}")
        return claim.evidence.filter(**_same(columns)).first() or _new(claim, user, columns)


def _columns(brought: Brought) -> dict[str, Any]:
    texts = ("passage", "address", "source", "source_withheld")
    columns: dict[str, Any] = {name: getattr(brought, name).strip() for name in texts}
    return {
        **columns,
        "kind": brought.kind,
        "title": brought.title.strip()[:300],
        "dated": brought.dated,
        "in_context": brought.in_context,
    }


def _stored(file: IO[bytes], name: str) -> dict[str, Any]:
    try:
        stored = keep_file(file, name)
    except NotTaken as not_taken:
        raise Refused("evidence_refused", problems=[not_taken.reason]) from not_taken
    return {
        "file_name": stored.name,
        "file_type": stored.type,
        "file_size": stored.size,
        "file_sha256": stored.sha256,
    }


def _same(columns: Mapping[str, Any]) -> dict[str, Any]:
    names = ("kind", "passage", "address", "dated", "source", "source_withheld", "file_sha256")
    return {name: columns[name] for name in names if name in columns}


def _new(claim: Claim, user: User, columns: Mapping[str, Any]) -> Evidence:
    piece = Evidence.objects.create(claim=claim, number=next_number(claim), added_by=user, **columns)
    if piece.address:
        ask_copy_of_evidence(piece)
    record_event(user, "evidence.add", piece, {"claim": claim.pk, "kind": piece.kind, "sha256": piece.file_sha256})
    return piece


def _kind(brought: Brought, _columns: Mapping[str, Any]) -> Iterator[Reason]:
    if brought.kind not in OWN:
        yield Reason("evidence_kind")


def _address(brought: Brought, columns: Mapping[str, Any]) -> Iterator[Reason]:
    address = columns["address"]
    if (brought.kind == Kind.DOCUMENT or address) and not is_web_address(address):
        yield Reason("document_address", (("address", address[:200]),))


def _title(brought: Brought, columns: Mapping[str, Any]) -> Iterator[Reason]:
    if brought.kind in (Kind.QUOTATION, Kind.UPLOAD) and not columns["title"]:
        yield Reason("evidence_title")


def _passage(brought: Brought, columns: Mapping[str, Any]) -> Iterator[Reason]:
    if brought.kind == Kind.PHONE and not columns["passage"]:
        yield Reason("phone_words")
    elif brought.kind != Kind.UPLOAD and not columns["passage"]:
        yield Reason("passage_missing")


def _context(brought: Brought, columns: Mapping[str, Any]) -> Iterator[Reason]:
    if brought.kind != Kind.PHONE and columns["passage"] and not brought.in_context:
        yield Reason("passage_context")


def _dated(brought: Brought, _columns: Mapping[str, Any]) -> Iterator[Reason]:
    if brought.dated is None and brought.kind != Kind.UPLOAD:
        yield Reason("evidence_day")
    elif brought.dated is not None and brought.dated > timezone.localdate():
        yield Reason("document_future", (("date", brought.dated.isoformat()),))


def _source(brought: Brought, columns: Mapping[str, Any]) -> Iterator[Reason]:
    if brought.kind == Kind.PHONE and not (columns["source"] or columns["source_withheld"]):
        yield Reason("phone_source")


def _file(brought: Brought, _columns: Mapping[str, Any]) -> Iterator[Reason]:
    if brought.kind == Kind.UPLOAD and brought.file is None:
        yield Reason("file_missing")


OWN = frozenset({Kind.DOCUMENT, Kind.QUOTATION, Kind.UPLOAD, Kind.PHONE})
RULES: tuple[Callable[[Brought, Mapping[str, Any]], Iterator[Reason]], ...] = (
    _kind,
    _address,
    _title,
    _passage,
    _context,
    _dated,
    _source,
    _file,
)
