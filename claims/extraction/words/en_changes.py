"""Words by which a number is an amount of change, or the earlier of two figures."""

from __future__ import annotations

RISES = frozenset("rise increase climb grow jump surge soar expand gain up add".split())
FALLS = frozenset(
    """fall drop decline decrease shrink contract slip plunge dip ease slump tumble down lose shed cut
    contraction reduction loss""".split()
)
BETWEEN = frozenset(
    """by about around roughly approximately nearly almost some a an the estimated another further only just
    more less than over under at least most full whopping annual annually yearly real total on average
    s - year per""".split()
)
EARLIER = frozenset("from than versus vs against".split())
COMPARED = frozenset("compared comparison".split())
WITH = frozenset("with to".split())
