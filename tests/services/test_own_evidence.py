"""What a checker brings, and what a verdict rests on: own evidence, references."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage

from claims.models import ArchiveLookup, Check, Claim, Decision, Evidence, User
from claims.services import checks, own_evidence
from claims.services.own_evidence import Brought
from claims.services.refusal import Refused
from claims.services.steps.evidence import current_evidence
from claims.services.steps.uploads import open_file, type_of
from claims.workflow import NotAllowed, WrongState
from tests.builders import (
    PDF,
    make_claim,
    make_document,
    make_draft,
    make_finding,
    make_published,
    make_scale,
    make_upload,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2018, 3, 6)


def refused(given: Brought) -> set[str]:
    with pytest.raises(Refused) as refusal:
        own_evidence.add_evidence(make_user(), make_claim().pk, given)
    return {problem.code for problem in refusal.value.problems}


def problems(user: User, check: Check) -> set[str]:
    with pytest.raises(Refused) as refusal:
        checks.submit_check(user, check.pk)
    return {problem.code for problem in refusal.value.problems}


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), body)
    return packed.getvalue()


# --- own evidence ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (Brought("document", "T", "p", DAY, "nonsense", in_context=True), {"document_address"}),
        (Brought("document", "T", "", DAY, "https://a.example"), {"passage_missing"}),
        (Brought("document", "T", "p", DAY, "https://a.example"), {"passage_context"}),
        (Brought("quotation", "", "p", None, in_context=True), {"evidence_title", "evidence_day"}),
        (Brought("quotation", "T", "p", date(2999, 1, 1), in_context=True), {"document_future"}),
        (Brought("phone", passage="He said no.", dated=DAY), {"phone_source"}),
        (Brought("phone", dated=DAY, source="B. Body"), {"phone_words"}),
        (Brought("upload", "T"), {"file_missing"}),
        (Brought("upload", "T", file=io.BytesIO(b"")), {"file_empty"}),
        (Brought("upload", "T", file=io.BytesIO(b"MZ\x90\x00\x03"), file_name="report.pdf"), {"file_type"}),
        (Brought("finding", "T", "p", DAY, in_context=True), {"evidence_kind"}),
    ],
)
def test_what_is_brought_whole_alone_is_taken(given: Brought, codes: set[str]) -> None:
    assert refused(given) == codes
    assert not Evidence.objects.exists()


def test_each_kind_is_numbered_and_asked_for_in_the_archive_where_it_has_an_address() -> None:
    claim, user = make_claim(), make_user()
    given = [
        Brought("document", "T", "p", DAY, "https://a.example.org/1", in_context=True),
        Brought("quotation", "A book, p. 7", "so it was", DAY, in_context=True),
        Brought("phone", passage="He said no.", dated=DAY, source_withheld="feared for the post"),
        Brought("upload", "The minutes", file=io.BytesIO(PDF), file_name="../minutes.exe"),
    ]

    pieces = [own_evidence.add_evidence(user, claim.pk, each) for each in given]
    again = [own_evidence.add_evidence(user, claim.pk, each) for each in given]

    assert [piece.number for piece in pieces] == [1, 2, 3, 4]
    assert again == pieces
    assert [lookup.evidence_id for lookup in ArchiveLookup.objects.all()] == [pieces[0].pk]
    assert (pieces[3].file_name, pieces[3].file_type, pieces[3].file_size) == (
        "minutes.pdf",
        "application/pdf",
        len(PDF),
    )


def test_a_stranger_brings_nothing_and_a_closed_claim_takes_nothing() -> None:
    given = Brought("phone", passage="He said no.", dated=DAY, source="B. Body")

    with pytest.raises(NotAllowed):
        own_evidence.add_evidence(make_user(""), make_claim().pk, given)
    with pytest.raises(WrongState):
        own_evidence.add_evidence(make_user(), make_published().pk, given)


def test_the_same_bytes_lie_in_the_storage_once_under_their_hash() -> None:
    first, second = make_upload(make_claim()), make_upload(make_claim(), file_name="another.pdf")

    assert first.file_sha256 == second.file_sha256
    assert default_storage.exists(f"uploads/{first.file_sha256[:2]}/{first.file_sha256}")
    with open_file(first.file_sha256) as stored:
        assert stored.read() == PDF


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("Zahlen für 2018".encode(), "text/plain"),
        (b"<html><script>alert(1)</script></html>", "text/plain"),
        (zipped(word__document_DOT_xml=b"<w/>", **{"[Content_Types]_DOT_xml": b"<t/>"}), "docx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_DOT_xml=b"<t/>"), "odt"),
        (zipped(word__vbaProject_DOT_bin=b"x", **{"[Content_Types]_DOT_xml": b"<t/>"}), ""),
        (zipped(a_DOT_txt=b"x"), ""),
        (b"PK\x03\x04 not a zip", ""),
        (b"GIF89a\x00\x00", ""),
        (b"\x7fELF\x02\x01\x01\x00", ""),
        ("böse".encode("latin-1"), ""),
    ],
)
def test_a_file_is_told_by_its_bytes(body: bytes, kind: str) -> None:
    told = type_of(io.BytesIO(body))

    endings = {"docx": "wordprocessingml.document", "odt": "opendocument.text"}
    assert told.endswith(endings.get(kind, kind)) if kind else told == ""


def test_a_file_that_is_too_large_is_refused_whatever_it_says_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.services.steps.uploads.LARGEST", 10)

    assert refused(Brought("upload", "T", file=io.BytesIO(PDF), file_name="x.pdf")) == {"file_large"}


# --- what a verdict rests on ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["phone", "upload", "quotation"])
def test_what_readers_cannot_open_does_not_stand_alone(kind: str) -> None:
    claim, user = make_claim(), make_user()
    file = io.BytesIO(PDF) if kind == "upload" else None
    texts: dict[str, Any] = (
        {"passage": "", "source": ""} if kind == "upload" else {"passage": "No.", "source": "B. Body"}
    )
    own_evidence.add_evidence(user, claim.pk, Brought(kind, "T", dated=DAY, in_context=True, file=file, **texts))
    check = make_draft(claim, user)

    assert problems(user, check) == {"nothing_opens"}

    make_document(claim, user)
    check = make_draft_again(claim, user, check)
    assert checks.submit_check(user, check.pk).record


def make_draft_again(claim: Claim, user: User, check: Check) -> Check:
    """The same draft with every piece that stands confirmed."""
    for piece in current_evidence(claim):
        checks.decide(user, check.pk, piece.pk, decided="confirmed", stance="supports", note="")
    return check


def test_unproven_needs_nothing_that_opens() -> None:
    claim, user = make_claim(), make_user()
    own_evidence.add_evidence(user, claim.pk, Brought("phone", passage="No.", dated=DAY, source="B. Body"))
    check = make_draft(claim, user, make_scale()["unproven"])

    assert checks.submit_check(user, check.pk).record


def test_a_reference_to_nothing_is_a_problem() -> None:
    claim, user = make_claim(), make_user()
    make_finding(claim)
    document = make_document(claim, user)
    check = make_draft(claim, user, reasoning="By [1], [2] and [7].")
    Decision.objects.filter(evidence=document).delete()

    assert problems(user, check) == {"reference_unknown", "reference_undecided"}
