"""Read articles again for claims; what people did on the desk stays."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.models import Article
from claims.services.extract import extract_version, read_again
from claims.tasks import ring_lookups, ring_model


class Command(BaseCommand):
    help = "Read the newest texts of articles again for claims, after curated words or the program changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("articles", nargs="*", type=int, metavar="ARTICLE", help="numbers of articles")
        parser.add_argument("--all", action="store_true", dest="every", help="every article of the desk")

    def handle(self, *args: Any, **options: Any) -> None:
        numbers: list[int] = options["articles"]
        if bool(numbers) == options["every"]:
            raise CommandError("Name the articles by their numbers, or give --all.")
        rows = Article.objects.all() if options["every"] else Article.objects.filter(pk__in=numbers)
        known = sorted(rows.values_list("pk", flat=True))
        missing = sorted(set(numbers).difference(known))
        if missing:
            raise CommandError(f"No article has the number {', '.join(map(str, missing))}.")
        series: set[int] = set()
        texts: list[int] = []
        for article_id in tqdm(known, desc="reading", unit="article", disable=not sys.stderr.isatty()):
            for version_id in read_again(None, [article_id]):
                series.update(extract_version(version_id))
                texts.append(version_id)
        ring_lookups(sorted(series))
        ring_model(texts)
        self.stdout.write(f"{len(known)} articles were read again.")
