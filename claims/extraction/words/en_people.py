"""English words by which a number is somebody's age, or the years that somebody was in office."""

from __future__ import annotations

PRONOUNS = frozenset({"he", "she"})
OWNERS = {"his": "he", "her": "she"}
WHO = "who"
IS_OR_WAS = frozenset({"is", "was", "am"})
TURNED = frozenset({"turned", "turns"})
BEFORE_AGE = frozenset({"now", "aged", "at"})
NOW = ("now", "aged")
AT_THE_AGE_OF = (("at", "the", "age", "of"), ("at", "an", "age", "of"), ("at", "age"), ("at",), ("aged",))
BETWEEN = frozenset(
    """has have had been also only just then now still already later finally first once reportedly himself herself was
    is to not even""".split()
)
"""Between somebody and the verb."""

DYING = frozenset({"died", "dies", "dead", "killed", "assassinated", "murdered", "executed", "death", "passed"})
MOMENT = frozenset({"when", "as", "on", "upon", "at", "after", "before", "while", "by"})
"""Behind an age: it was reached at another moment."""

DATING = frozenset({"in", "on", "last", "this"})
TO_LIVE = frozenset({"lived", "lives", "live"})

BY_THEMSELVES = frozenset(
    """elected re-elected sworn crowned inaugurated inauguration bequeathed acceded ascended enthroned succeeded
    election coronation""".split()
)
TAKING = frozenset(
    """took take takes taking assumed assuming seized seizing won winning gained inherited inheriting entered entering
    returned returning came coming rose grabbed""".split()
)
BECOMING = frozenset({"became", "become", "becoming", "becomes", "appointed", "named", "made", "chosen"})
WHAT_IS_TAKEN = frozenset(
    "office power control throne presidency premiership chancellorship helm reins crown oath country".split()
)
REACH = 6  # tokens from the verb to the office

MAY_BE = frozenset("could may might would will shall should can must hopes wants plans expects".split())
"""Before a time in office that has not been; "May" is a month."""

RULING = frozenset({"ruled", "governed", "reigned", "rules", "governs", "reigns"})
LEADING = frozenset({"led", "run"})
COUNTRIES = frozenset({"country", "nation", "republic", "kingdom", "state", "government", "island"})
LASTING = frozenset({"lasted", "survived"})
SERVING = frozenset({"served", "serving", "serves"})
STAYING = frozenset({"been", "was", "is", "held", "remained", "stayed", "clung", "spent", "kept"})
IN_OFFICE = (
    ("in", "power"),
    ("in", "office"),
    ("on", "the", "throne"),
    ("at", "the", "helm"),
    ("held", "power"),
    ("held", "office"),
    ("to", "power"),
)
RULE = frozenset("rule reign presidency premiership tenure chancellorship papacy dictatorship".split())

OFFICES = {
    "president": ("president",),
    "minister": ("minister",),
    "premier": ("prime minister", "premier"),
    "chancellor": ("chancellor",),
    "taoiseach": ("taoiseach",),
    "king": ("king", "monarch"),
    "queen": ("queen", "monarch"),
    "monarch": ("monarch", "king", "queen"),
    "emperor": ("emperor", "monarch"),
    "sultan": ("sultan", "monarch"),
    "emir": ("emir", "monarch"),
    "pope": ("pope",),
    "mayor": ("mayor",),
    "governor": ("governor",),
    "senator": ("senator", "senate"),
    "presidency": ("president",),
    "premiership": ("prime minister",),
    "chancellorship": ("chancellor",),
}
"""By a word for an office, the words of which a source's name for it has one."""

SHARING = frozenset({"vice", "deputy"})
PRIME_MINISTER = ("prime minister", "premier", "taoiseach")
LEADERS = frozenset({"leader", "ruler", "dictator", "head"})
COURTESY = frozenset("king queen pope emperor prince princess sultan emir mr mrs ms sir dr".split())
VERBS = frozenset({"is", "was", "has", "had", "will", "who"})
BEFORE_OBJECTS = frozenset({"of", "with", "by", "for", "from", "in", "at", "than", "like"})
CLAUSE_ENDS = frozenset('.;:()?!\u2014\u2013"\u201c\u201d')
