"""What a service answers when it may not or cannot do what was asked, in words for people."""

from __future__ import annotations

from collections.abc import Iterable

from claims.values import Reason


class Refused(Exception):
    """The cause as a code with its numbers; `claims.wording.sentence` makes the sentence, which names the
    cause and the way out. `problems` lists everything that is wrong at once, the refusal itself where it
    has but one cause."""

    def __init__(
        self,
        code: str,
        *,
        numbers: tuple[tuple[str, str], ...] = (),
        problems: Iterable[Reason] = (),
    ) -> None:
        super().__init__(code, *numbers)
        self.reason = Reason(code, numbers)
        self.problems: tuple[Reason, ...] = tuple(problems) or (self.reason,)

    @property
    def code(self) -> str:
        return self.reason.code

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        return self.reason.numbers
