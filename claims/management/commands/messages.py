"""Bring the words of every second language up to what templates and code say, and compile them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import templatize

# Every name by which code and templates ask for a translation, with the places of its arguments.
KEYWORDS: dict[str, Any] = {
    name.removesuffix("_lazy") + lazy: places
    for lazy in ("", "_lazy")
    for name, places in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
} | {"_": None, "gettext_noop": None}
Said = tuple[str | None, str, str | None]  # context, words, words of many


def sources() -> Iterator[tuple[Path, str]]:
    """Code of the desk and its templates, the latter as code that names their words."""
    for path in sorted((settings.BASE_DIR / "claims").rglob("*.py")):
        yield path, path.read_text("utf-8")
    for path in sorted((settings.BASE_DIR / "factcheck").rglob("*.py")):
        yield path, path.read_text("utf-8")
    for path in sorted((settings.BASE_DIR / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            # In brackets, where the indentation of a page means nothing.
            yield path, f"({templatize(path.read_text('utf-8'), origin=str(path))})"


def said() -> Iterator[Said]:
    """What stands in code and templates to be translated."""
    for _path, code in sources():
        found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
        for _line, words, _comments, context in found:
            if words:
                one, many = (words[0], words[1]) if isinstance(words, tuple) else (words, None)
                yield context, one, many


def template() -> Catalog:
    """Everything that is to be translated, without translations, in the order of its places."""
    made = Catalog(charset="utf-8")
    for context, one, many in said():
        made.add((one, many) if many else one, context=context)
    return made


def languages() -> Iterator[Path]:
    """The files of words, one of each second language."""
    for folder in settings.LOCALE_PATHS:
        yield from sorted(Path(folder).glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def compiled(catalog: Catalog) -> bytes:
    made = io.BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


class Command(BaseCommand):
    help = (
        "Bring the files of words of every second language up to what templates and code say, and compile them. "
        "What is new stands there empty, what is gone is taken out."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        words = template()
        for path in languages():
            catalog = read(path)
            catalog.update(words, no_fuzzy_matching=True, update_creation_date=False)
            catalog.obsolete.clear()
            with path.open("wb") as file:
                write_po(file, catalog, width=110, no_location=True, omit_header=False)
            path.with_suffix(".mo").write_bytes(compiled(catalog))
            missing = sum(1 for message in catalog if message.id and not any(message.string or ""))
            self.stdout.write(f"{path.parts[-3]}: {len(catalog)} messages, {missing} without words")
