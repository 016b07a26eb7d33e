"""English words for the wholes that shares are of, and the words by which the name of a whole ends."""

from __future__ import annotations

CLASSES: dict[str, frozenset[str]] = {
    "exports": frozenset("export exports exported".split()),
    "imports": frozenset("import imports imported".split()),
    "electricity": frozenset("electricity power".split()),
    "energy": frozenset("energy fuel".split()),
    "output": frozenset("gdp gnp gni output economy".split()),
    "income": frozenset("income".split()),
    "budget": frozenset("budget spending expenditure expenditures revenue revenues taxes".split()),
    "trade": frozenset("trade commerce".split()),
    "land": frozenset("land territory area surface".split()),
    "births": frozenset("births deliveries".split()),
    "seats": frozenset("seats".split()),
    "people": frozenset(
        """population people citizens inhabitants residents adults children women men voters workers households
        families labor labour workforce force babies girls boys youths students pupils""".split()
    ),
}
"""Wholes of different kinds: a share of one is no share of another. The first that a word belongs to counts."""
OF_TRADE = frozenset(["exports", "imports", "trade"])
SAME_CLASS = {"income": "output"}

HEADS = frozenset(
    """population populace electorate public electricity power energy gdp gnp gni output income economy budget trade
    land territory area surface workforce force product revenue spending commerce food water oil gas coal""".split()
)
"""Nouns that end the name of a whole in the singular."""
GO_ON = frozenset(
    """area surface use consumption force output needs demand mix supply spending revenue revenues earnings income
    product production generation market population budget exports imports trade bill""".split()
)
"""Nouns that may stand right behind such a noun."""
VERBS = frozenset(
    """live lives lack lacks work works use uses read reads speak speaks know knows own owns survive survives suffer
    suffers earn earns smoke smokes vote votes support supports believe think want drink drinks eat eats die dies died
    attend attends enrol enroll remain remains smoke depend depends rely relies belong belongs cover covers exist face
    faces fear hope feel feels identify practise practice reside dwell defecate cook cooks carry carries cannot subsist abroad
    online hungry poor illiterate""".split()
)
"""Behind the whole's noun, besides the verbs of the other lists: what is said of it begins."""
OF_AGE = frozenset("under over aged".split())
SHARE_NOUNS = frozenset("share proportion percentage equivalent fraction".split())
PER = frozenset("per every each".split())
PER_ONE = frozenset("a an per each every".split())
SHORT_FOR_A_WHOLE = frozenset("head capita person inhabitant citizen resident woman household".split())
