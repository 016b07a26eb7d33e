"""Take in an article, read its claims and ask for reference data; with --now, answer it here."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from claims.extraction.given import given_offsets
from claims.extraction.page import PageError, decoded
from claims.models import Article, Indicator
from claims.services.extract import extract_version, unread
from claims.services.intake import PAGE_SUFFIXES, Received, receive_address, receive_file, receive_text
from claims.services.lookups import series_due, work_series
from claims.services.presenting import present_article
from claims.services.refusal import Refused
from claims.services.starter import load_starter
from claims.tasks import ring_lookups, ring_model
from claims.values import Summary
from claims.wording import sentence, summary_words


class Command(BaseCommand):
    help = "Take in an article (a file, an address or - for standard input) and pull its claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="a file, an http(s) address, or - for standard input")
        parser.add_argument("--published", type=_day, help="the day on which it was published, YYYY-MM-DD")
        parser.add_argument("--outlet", default="", help="who published it")
        parser.add_argument(
            "--now", action="store_true", help="fetch and compare here: no broker and no worker is needed"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            known = Indicator.objects.exists()
        except DatabaseError as error:
            raise CommandError("The desk has no tables yet: run manage.py migrate, or make run, first.") from error
        if not known:
            load_starter()
        try:
            given = _given(options["article"])
            received = _receive(given, options["published"], options["outlet"])
        except Refused as refusal:
            raise CommandError(sentence(refusal.reason)) from refusal
        for reason in received.differs:
            self.stderr.write(sentence(reason))
        due = extract_version(received.version_id)
        if options["now"]:
            self._work(received)
        else:
            ring_lookups(due)
            ring_model([received.version_id])
        self._tell_of_language(received.article_id)
        article = _as_given(present_article(received.article_id), given)
        self.stdout.write(json.dumps(article, ensure_ascii=False) if options["as_json"] else _table(article))

    def _tell_of_language(self, article_id: int) -> None:
        reason = unread(Article.objects.get(pk=article_id))
        if reason:
            self.stderr.write(sentence(reason))

    def _work(self, received: Received) -> None:
        """One attempt per series; what is not done stays due and is left to a worker."""
        waiting = series_due(received.article_id)
        for series_id in tqdm(waiting, desc="asking", unit="series", disable=not sys.stderr.isatty()):
            work_series(series_id)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no day: write it as 2018-06-11.") from error


@dataclass(frozen=True, slots=True)
class _Given:
    """What the command was pointed at; `text` as its writer has it, None for a page, whose text is cut."""

    name: str
    body: bytes = b""
    text: str | None = None


def _given(article: str) -> _Given:
    if article.startswith(("http://", "https://")):
        return _Given(article)
    if article == "-":
        body = sys.stdin.buffer.read()
        return _Given("-", body, _decoded(body))
    path = Path(article)
    try:
        body = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{article} cannot be read: {error.strerror}. Give a file, an address or -.") from error
    return _Given(path.name, body, None if path.suffix.lower() in PAGE_SUFFIXES else _decoded(body))


def _decoded(body: bytes) -> str:
    try:
        return decoded(body)
    except PageError as error:
        raise Refused(error.code) from error


def _receive(given: _Given, published: date | None, outlet: str) -> Received:
    if not given.body and given.text is None:
        return receive_address(address=given.name, published_on=published, outlet=outlet)
    if given.name == "-":
        return receive_text(text=given.text or "", published_on=published, outlet=outlet)
    return receive_file(name=given.name, body=given.body, published_on=published, outlet=outlet)


def _as_given(article: dict[str, Any], given: _Given) -> dict[str, Any]:
    """Offsets index the text as given, which may differ in its line breaks from the text as stored."""
    if given.text is None:
        return article
    offsets = given_offsets(given.text)
    for claim in article["claims"]:
        for span in (claim, *claim["quantities"]):
            span["start"], span["end"] = offsets[span["start"]], offsets[span["end"]]
        claim["sentence"] = given.text[claim["start"] : claim["end"]]
    return article


def _definitions(findings: Sequence[dict[str, Any]]) -> list[str]:
    """What each series counts, once, where a claim was held against several."""
    said = {f"{each['source']} {each['series']}": each["definition"] for each in findings if each["definition"]}
    return [f"      {series}: {words}" for series, words in said.items()] if len(said) > 1 else []


def _table(article: dict[str, Any]) -> str:
    """The claims, most worthy first, each with what was found."""
    lines: list[str] = []
    for claim in sorted(article["claims"], key=lambda each: -each["worthiness"]):
        lines.append(f"{claim['worthiness']:.2f}  {claim['sentence']}")
        for finding in claim["findings"]:
            lines.append(f"      {finding['summary']}")
            lines += [f"          {reading}" for reading in finding["readings"]]
        lines += _definitions(claim["findings"])
        lines += [f"      {gap['source']}: {gap['reason']}" for gap in claim["missing"]]
        if claim["summary"]:
            lines.append(f"      = {summary_words(Summary(claim['summary']))}")
    return "\n".join(lines) or "No checkable claim was found."
