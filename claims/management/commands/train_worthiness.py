"""Train the weights of the model of check-worthiness."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.extraction import weights
from claims.extraction.worthiness_model import SHIPPED, as_text
from claims.packs import load_lexicon
from claims.training.claimbuster import DataError, Labelled, read_claimbuster
from claims.training.worthiness import examples_of, train


class Command(BaseCommand):
    help = "Train the model of check-worthiness on a file of the ClaimBuster data set and write its weights."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="crowdsourced.csv, or a JSON file of the data set")
        parser.add_argument("--out", type=Path, help="where the weights go; without it, where they are shipped")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        out: Path = options["out"] or Path(weights.__path__[0]) / SHIPPED
        try:
            read = read_claimbuster(path)
            examples = examples_of([each.text for each in read], load_lexicon())
            model = train(examples, [each.worthy for each in read], _about(path, read))
            out.write_text(as_text(model), encoding="utf-8")
        except (DataError, OSError) as error:
            raise CommandError(f"No weights were made of {path}: {error}") from error
        terms = sum(map(len, model.weights.values()))
        self.stdout.write(f"{len(read):,} sentences, {terms:,} terms kept: {out}")


def _about(path: Path, read: tuple[Labelled, ...]) -> dict[str, str]:
    return {
        "data": path.name,
        "sha256": sha256(path.read_bytes()).hexdigest(),
        "sentences": str(len(read)),
        "check-worthy": str(sum(each.worthy for each in read)),
        "trained": date.today().isoformat(),
    }
