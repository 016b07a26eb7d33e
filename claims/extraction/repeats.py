"""Which sentences stand in a text once more: word for word, or cut short in a teaser."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.sentences import Sentence

_WORD = re.compile(r"[^\W_]+")
CUT = ("...", "\u2026", "[...]", "[\u2026]")
SHORTEST_CUT = 5  # words of a teaser that are enough to know the sentence again


def repeated(sentences: Sequence[Sentence]) -> set[int]:
    """The numbers of later copies, and of sentences that break off where another goes on."""
    found: set[int] = set()
    whole: dict[tuple[str, ...], list[str]] = {}
    seen: set[str] = set()
    cut: list[tuple[int, list[str]]] = []
    for index, sentence in enumerate(sentences):
        listed = _WORD.findall(sentence.text.casefold())
        words = " ".join(listed)
        if words in seen:
            found.add(index)
        seen.add(words)
        if sentence.text.endswith(CUT) and len(listed) >= SHORTEST_CUT:
            cut.append((index, listed))
        else:
            whole.setdefault(tuple(listed[:SHORTEST_CUT]), []).append(words)
    for index, listed in cut:
        others = whole.get(tuple(listed[:SHORTEST_CUT]), ())
        if any(each.startswith(" ".join(listed)) for each in others):
            found.add(index)
    return found
