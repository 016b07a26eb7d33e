"""What a language model is asked and what it offers. It proposes; people decide."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """What an operator sets for the model: the base address of its service, its name, its key."""

    base: str
    name: str
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a model said: a sentence, and that sentence's claim in words of its own. Nothing of it is known to
    be so."""

    sentence: str
    wording: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """An offer that holds against the text: `sentence` stands there from `start` to `end`, in code points."""

    sentence: str
    start: int
    end: int
    wording: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The offers that hold, and how many were refused for which code."""

    kept: tuple[Proposed, ...]
    refused: tuple[tuple[str, int], ...]
