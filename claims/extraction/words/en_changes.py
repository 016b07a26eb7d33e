"""Words by which a number is an amount of change, or the earlier of two figures."""

from __future__ import annotations

RISES = frozenset("rise increase climb grow jump surge soar expand gain up add".split())
FALLS = frozenset(
    """fall drop decline decrease shrink contract slip plunge dip ease slump tumble down lose shed cut
    contraction reduction loss""".split()
)
PASSED = frozenset("below above beneath beyond past".split())
"""At the head of a number it is a level that was crossed: "fell below 4 percent"."""
LEVELS = frozenset("level levels value peak rate size figure".split())
IN_A_TIME = frozenset("past last previous recent next coming in over within during after every".split())
TIME_FROM_NOW = frozenset("ago earlier later before".split())
UNTIL = frozenset("to through until before after ending".split())
EACH = frozenset("a per each every".split())
YEARS = frozenset("year annum".split())
YEARLY = frozenset("annual annually yearly average averaged averages averaging".split())
MULTIPLIES = frozenset("double triple treble quadruple halve".split())
BETWEEN = frozenset(
    """by about around roughly approximately nearly almost some a an the estimated another further only just
    more less than over under at least most full whopping annual annually yearly real total on average
    s - year per""".split()
)
EARLIER = frozenset("from than versus vs against".split())
DIFFERENCES = frozenset("more less fewer higher lower longer shorter greater larger smaller above below".split())
"""Right behind a number and before "than": it is the distance of two figures."""
THAN = frozenset(["than", "compared"])
GOALS = frozenset(
    "target goal ceiling threshold forecast projection objective benchmark guideline minimum pledge requirement commitment".split()
)
"""Right behind a number, or with "of" before it: what somebody aims at or expects."""
EXPECTED = frozenset("expected forecast forecasted projected predicted planned set likely due".split())
CLAUSE_OPENERS = frozenset("as while when but because although though whereas since after ; where".split())
COMPARED = frozenset("compared comparison".split())
WITH = frozenset("with to".split())
