"""Reports as PDF: their text layer in one piece, and a clear word for those that have none or mean harm."""

from __future__ import annotations

import re
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from claims.extraction.page import PageError
from claims.services.steps.pdf import read_pdf
from tests.pdfs import make_pdf

PAGE = [
    "Yearly report on food, 2018",
    "In 2018 about 40 percent of the popu-",
    "lation of North Korea was undernourished, as the",
    "United Nations wrote in a report (see below).",
    "In Kenya it was 25 percent, by the same count as",
    "in the years before.",
]


def pages(number: int) -> list[list[str]]:
    return [
        [PAGE[0], f"This is the text of page {'abcdefgh'[at]}.", *PAGE[1:], f"Page {at + 1}"] for at in range(number)
    ]


def test_the_text_is_one_without_running_heads_and_broken_words() -> None:
    found = read_pdf(make_pdf(pages(4), title="Food in 2018"))

    assert found.title == "Food in 2018"
    assert "about 40 percent of the population of North Korea was undernourished" in found.text
    assert "the text of page c" in found.text
    assert not re.search(r"Page \d|Yearly report", found.text)


def test_letters_beyond_ascii_and_brackets_are_kept() -> None:
    found = read_pdf(
        make_pdf(
            [["Côte d’Ivoire (in “West Africa”) had 29 million people in 2021, says the World Bank in", "a table."] * 2]
        )
    )

    assert "Côte d’Ivoire (in “West Africa”)" in found.text


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf(pages(1)))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    """A page whose stream is small as it stands and huge when it is unpacked."""
    packed = zlib.compress(b" " * 300_000_000, 9)
    plain = make_pdf([["x"]])
    head, tail = plain.split(b"4 0 obj", 1)
    stream = b"5 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (len(packed), packed)
    return head + b"4 0 obj" + re.sub(rb"5 0 obj\n.*?endobj\n", lambda _match: stream, tail, count=1, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (make_pdf([[]]), "pdf_no_text"),
        (b"%PDF-1.4\nnothing of the kind", "pdf_broken"),
        (make_pdf(pages(2))[:700], "pdf_broken"),
        (make_pdf([["x"]] * 501), "pdf_too_much"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, code: str) -> None:
    with pytest.raises(PageError) as refused:
        read_pdf(body)
    assert refused.value.code == code


def test_a_pdf_with_a_password_and_one_that_unpacks_to_too_much_end_in_a_word() -> None:
    for body, codes in ((locked(), {"pdf_locked"}), (bomb(), {"pdf_too_much", "pdf_broken", "pdf_no_text"})):
        with pytest.raises(PageError) as refused:
            read_pdf(body)
        assert refused.value.code in codes
