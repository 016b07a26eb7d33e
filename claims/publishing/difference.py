"""What changed from one record to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

KEPT, GONE, NEW = "kept", "gone", "new"
LONGEST = 6000  # words and spaces of two texts that are matched against one another: half a second at worst
_WORD = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that were kept, are gone or are new: `kind` is "kept", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A part of the record that is not what it was. `part` is a field of it, or `evidence-3`."""

    part: str
    stretches: Sequence[Stretch]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The parts in which two records differ, in the order in which a page shows them."""
    old, new = parts(before), parts(after)
    names = [*new, *(name for name in old if name not in new)]
    return [
        Change(name, words_changed(old.get(name, ""), new.get(name, "")))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def parts(record: Mapping[str, Any]) -> Mapping[str, str]:
    """What people read of a record, as texts by part: none for what it has not."""
    attributed = record["attribution_rating"]
    return {
        "wording": record["wording"],
        "rating": record["rating"]["label"] if record["rating"] else "",
        "attribution": attributed["label"] if attributed else "",
        "summary": record["summary"],
        "reasoning": record["reasoning"],
        "sentence": record["sentence"],
        "reading": _reading(record["reading"]),
        **{f"evidence-{each['number']}": _decision(each) for each in record["decisions"]},
    }


def _reading(reading: Mapping[str, Any]) -> str:
    numbers = ", ".join(each["text"] for each in reading["quantities"])
    columns = ("indicator", "place", "counterpart", "period_label", "claimant", "said_on")
    return "; ".join(each for each in (numbers, *(reading[name] for name in columns)) if each)


def _decision(decision: Mapping[str, Any]) -> str:
    cited = decision["cited"]
    if decision["kind"] == "finding":
        what = f"{cited['series']}, {cited['period']}, {cited['vintage']}: {cited['value']} {cited['unit']}"
    else:
        what = f"{cited['title']}: {cited['passage']}"
    return "\n".join(each for each in (what, decision["decided"], decision["stance"], decision["note"]) if each)


def words_changed(before: str, after: str) -> list[Stretch]:
    """Two texts as stretches of words. Lines are matched first: what is compared word by word are the lines
    in between, so that a long text with one changed line costs what that line does."""
    found: list[Stretch] = []
    for tag, old, new in _matched(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        found += [Stretch(KEPT, new)] if tag == "equal" else _by_words(old, new)
    return list(_joined(found))


def _by_words(before: str, after: str) -> Iterator[Stretch]:
    for tag, old, new in _matched(_WORD.findall(before), _WORD.findall(after)):
        if tag == "equal":
            yield Stretch(KEPT, new)
            continue
        yield from (Stretch(kind, text) for kind, text in ((GONE, old), (NEW, new)) if text)


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(tag of difflib, old text, new text) of the stretches of two lists. What both begin and end with is set
    apart first; of what is longer than `LONGEST` in between, all counts as replaced."""
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    if head:
        yield "equal", "".join(old[:head]), "".join(new[:head])
    old, new, end = old[head : len(old) - tail], new[head : len(new) - tail], new[len(new) - tail :]
    if len(old) + len(new) > LONGEST:
        yield "replace", "".join(old), "".join(new)
    else:
        for tag, low, high, start, stop in SequenceMatcher(None, old, new).get_opcodes():
            yield tag, "".join(old[low:high]), "".join(new[start:stop])
    if end:
        yield "equal", "".join(end), "".join(end)


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one kind as one. A single space between two changes belongs to both of them."""
    gone, new = "", ""
    for place, each in enumerate(stretches):
        if each.kind == KEPT and not (each.text.isspace() and (gone or new) and place + 1 < len(stretches)):
            yield from (Stretch(kind, text) for kind, text in ((GONE, gone), (NEW, new)) if text)
            gone, new = "", ""
            yield each
            continue
        gone += each.text if each.kind != NEW else ""
        new += each.text if each.kind != GONE else ""
    yield from (Stretch(kind, text) for kind, text in ((GONE, gone), (NEW, new)) if text)
