"""Reading a PDF in a process of its own, which `claims.extraction.pdf_process` is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from claims.extraction import pdf
from claims.extraction.page import Page, PageError, normal, read_page

PATIENCE = 60.0  # seconds: more than the process may use of the processor
PROGRAM = Path(pdf.__file__).with_name("pdf_process.py")
SHORTEST = 80  # characters below which there is no text layer to speak of


def read_answer(body: bytes, address: str, content_type: str) -> Page:
    """What an address gave: a page, a plain text or a PDF. Raises PageError."""
    is_pdf = content_type.partition(";")[0].strip().lower() == "application/pdf" and body.startswith(b"%PDF")
    return read_pdf(body) if is_pdf else read_page(body, address, content_type)


def read_pdf(body: bytes) -> Page:
    """Title and text of a PDF. Raises PageError: pdf_locked (a password), pdf_no_text (scanned pages),
    pdf_broken, pdf_too_much (pages, time or memory)."""
    command = [sys.executable, "-I", str(PROGRAM)]
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise PageError("pdf_too_much") from error
    if done.returncode != 0:  # ended by the system, for what it used
        raise PageError("pdf_too_much")
    answer = json.loads(done.stdout)
    if "code" in answer:
        raise PageError(answer["code"])
    text = normal(pdf.tidy(answer["pages"]))
    if len(text) < SHORTEST:
        raise PageError("pdf_no_text")
    return Page(title=normal(answer["title"]), author="", published=None, text=text, language="")
