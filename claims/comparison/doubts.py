"""What a person should look at before a finding counts."""

from __future__ import annotations

from claims.values import Reason, Statement


def doubts(statement: Statement) -> tuple[Reason, ...]:
    """Words of the measure that no phrase covers, a carried place, a near rival of the indicator."""
    found: list[Reason] = []
    if statement.uncovered:
        found.append(Reason("words_not_counted", (("words", ", ".join(statement.uncovered)),)))
    if statement.place_carried:
        found.append(Reason("place_was_carried", (("place", statement.place),)))
    if statement.near_rival:
        found.append(Reason("near_rival", (("indicator", statement.near_rival),)))
    return tuple(found)


def left_beside(statement: Statement) -> tuple[Reason, ...]:
    """What a statement says besides its number, which alone is compared."""
    told = statement.comparative
    return (Reason("not_compared_beside", (("words", told.text),)),) if told is not None and told.beside else ()
