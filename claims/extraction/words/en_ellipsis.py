"""English words by which a sentence points back to the measure that the one before it named."""

from __future__ import annotations

PRONOUNS = frozenset(["it", "that", "this"])
POINTERS = frozenset(["the", "that", "this"])
FIGURES = frozenset("figure share rate number ratio proportion percentage level total".split())
LEVELS = frozenset(
    """is was had has stood stands fell rose climbed dropped reached hit slipped peaked remains remained averaged
    grew shrank expanded contracted increased decreased declined slowed eased quickened accelerated jumped doubled halved
    now then still already""".split()
)
"""Right behind the pronoun: it tells of a figure and not of a thing."""
OF_ITS_OWN = frozenset("of who that which for in among".split())
"""Right behind "the number" they say what it is of."""
LEADS = frozenset(
    """in by at since during for before after two three four five ten a last this today now then back back until but and
    yet still among across elsewhere here there nationwide meanwhile only""".split()
)
HAVING = frozenset(
    "has had have is was at owes owed with takes spends spent reports reported reached stood stands".split()
)
BEFORE_A_SUBJECT = frozenset("but and while in neighbouring neighboring the only , yet for".split())
TIMES = frozenset("in by at last this today now then as since on".split())
JOINING = frozenset(["and", "but", "while", "whereas", ";"])
"""Between two statements of one sentence."""
