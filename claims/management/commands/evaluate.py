"""Measure the program against annotated data: no database, no broker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.evaluation import matching, quantities, relations, sentences, worthiness
from claims.extraction.languages import READ
from claims.packs import load_lexicon
from claims.training.claimbuster import DataError


class Command(BaseCommand):
    help = "Measure the program against annotated data and print the figures."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="what")
        numbers = what.add_parser("quantities", help="numbers, units and comparators in annotated sentences")
        numbers.add_argument("path", type=Path, help="a file of JSON lines")
        numbers.add_argument("--cases", action="store_true", help="name every miss with its line")
        numbers.set_defaults(measure=_quantities)
        read = what.add_parser("sentences", help="every field of annotated sentences, in any language that is read")
        read.add_argument("path", type=Path, help="a file of JSON lines")
        read.add_argument("--language", choices=sorted(READ), default="en", help="of the sentences (default: en)")
        read.add_argument("--set", help="only the sentences of this set")
        read.add_argument("--cases", action="store_true", help="name every miss with its line")
        read.set_defaults(measure=_sentences)
        related = what.add_parser("relations", help="statements compared with the figures given beside them")
        related.add_argument("path", type=Path, help="a file of JSON lines")
        related.add_argument("--json", action="store_true", help="print JSON")
        related.set_defaults(measure=_relations)
        worth = what.add_parser("worthiness", help="which sentences are worth a check")
        worth.add_argument("path", type=Path, help="a ClaimBuster file, or a CheckThat! task 1 file or folder")
        worth.add_argument("--trained-on", type=Path, help="the file of the shipped weights, to tell what they saw")
        worth.set_defaults(measure=_worthiness)
        repeats = what.add_parser("matching", help="which claims repeat claims that were checked earlier")
        repeats.add_argument("path", type=Path, help="the folder of CheckThat! 2020, task 2")
        repeats.set_defaults(measure=_matching)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(options["measure"](options))


def _quantities(options: dict[str, Any]) -> str:
    try:
        with options["path"].open(encoding="utf-8") as lines:
            score = quantities.score(quantities.read_sentences(lines))
    except (OSError, ValueError) as error:
        raise CommandError(f"{options['path']} cannot be read: {error}.") from error
    return "\n".join(quantities.report(score, cases=options["cases"]))


def _sentences(options: dict[str, Any]) -> str:
    try:
        with options["path"].open(encoding="utf-8") as file:
            lines = [line for line in sentences.read_lines(file) if options["set"] in (None, line.set)]
    except (OSError, ValueError) as error:
        raise CommandError(f"{options['path']} cannot be read: {error}.") from error
    total = sentences.score(lines, load_lexicon(options["language"]))
    return "\n".join(sentences.report(total, cases=options["cases"]))


def _relations(options: dict[str, Any]) -> str:
    try:
        with options["path"].open(encoding="utf-8") as lines:
            answered = [(line, relations.answer(line)) for line in relations.read_lines(lines)]
    except (OSError, ValueError) as error:
        raise CommandError(f"{options['path']} cannot be read: {error}.") from error
    if options["json"]:
        return json.dumps(relations.as_json(answered), indent=2)
    return "\n".join(relations.report(answered))


def _worthiness(options: dict[str, Any]) -> str:
    try:
        return "\n".join(worthiness.report(options["path"], options["trained_on"], load_lexicon()))
    except (DataError, OSError) as error:
        raise CommandError(f"{options['path']} cannot be measured on: {error}") from error


def _matching(options: dict[str, Any]) -> str:
    try:
        return "\n".join(matching.report(options["path"]))
    except (OSError, ValueError, LookupError) as error:
        raise CommandError(f"{options['path']} cannot be measured on: {error}") from error
