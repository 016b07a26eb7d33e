"""English words by which a statement compares its figure with others, without a number of its own."""

from __future__ import annotations

MOST = "highest largest biggest greatest longest most fastest heaviest densest".split()
LEAST = "lowest smallest fewest shortest least slowest lightest".split()
MORE = "higher larger bigger greater more longer faster".split()
LESS = "lower smaller less fewer shorter slower".split()

MUCH = "many much high large big long".split()
LITTLE = "few little low small short".split()

ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twenty": 20,
}
LAST = "last"

ROSE = """rose risen increased climbed grew grown jumped surged soared expanded
    accelerated widened""".split()
FELL = """fell fallen dropped declined decreased slowed narrowed shrank shrunk contracted slipped plunged dipped eased slumped
    tumbled""".split()
WENT = "gone went come came is was are were been".split()
SAME = "unchanged stable steady flat constant".split()
STAYED = "remained stayed held was is were been remains stays".split()
HARDLY = "largely broadly virtually almost essentially nearly roughly relatively more or less".split()
NOT_CHANGED = ("did not change", "has not changed", "have not changed", "stagnated", "has stagnated")
DENIED = frozenset("not never no nor neither hardly barely rarely without t n".split())
SUPPOSED = frozenset("would could may might will shall should must can if to unless whether let".split())
STILL_TO = frozenset("continued began started begun continue".split())
"""Before "to rise" they say that it rose."""

GROUPS = {
    "africa": "002",
    "the african continent": "002",
    "north africa": "015",
    "northern africa": "015",
    "west africa": "011",
    "western africa": "011",
    "east africa": "014",
    "eastern africa": "014",
    "central africa": "017",
    "middle africa": "017",
    "southern africa": "018",
    "asia": "142",
    "east asia": "030",
    "eastern asia": "030",
    "southeast asia": "035",
    "south east asia": "035",
    "south - east asia": "035",
    "south - eastern asia": "035",
    "southeastern asia": "035",
    "south asia": "034",
    "southern asia": "034",
    "central asia": "143",
    "western asia": "145",
    "europe": "150",
    "eastern europe": "151",
    "western europe": "155",
    "northern europe": "154",
    "southern europe": "039",
    "the americas": "019",
    "north america": "003",
    "south america": "005",
    "central america": "013",
    "the caribbean": "029",
    "oceania": "009",
    "the middle east": "ME",
    "nato": "NATO",
    "the g7": "G7",
    "the g - 7": "G7",
    "the group of seven": "G7",
    "the g20": "G20",
    "the g - 20": "G20",
    "the group of twenty": "G20",
    "globally": "WLD",
    "worldwide": "WLD",
}
OF_A_GROUP = {
    "african": "002",
    "asian": "142",
    "european": "150",
    "eu": "EUU",
    "nato": "NATO",
    "g7": "G7",
    "g20": "G20",
}
"""Before "countries"."""
UNKNOWN_GROUPS = (
    "the region",
    "its region",
    "the bloc",
    "its peers",
    "its neighbours",
    "its neighbors",
    "the developed world",
    "the industrialised world",
    "the industrialized world",
    "the developing world",
    "rich countries",
    "developed countries",
    "developing countries",
    "advanced economies",
    "emerging markets",
    "emerging economies",
    "major economies",
)
COUNTRIES = "countries country nations nation states state economies economy members member member states".split()

PASSABLE = frozenset(
    """is was are were be been being has have had does do did s ' a an the its their in of at for among by on still now
    also then again currently already rate rates level levels figure figures number numbers share there this that it
    which who - per and people country nation year years last past rank ranks ranked than as from since ever even
    reported estimated total average annual overall national about around only just stands stood remains
    remained one some amongst top hit reached hits set touched to , rose risen climbed fell fallen dropped jumped""".split()
)
"""Words that may stand between a measure and what it is compared with."""
RATES = frozenset("inflation deflation growth rate rates pace".split())
"""In the words for a yearly change: what moves is the rate, else what grows at it."""
SHARE_OF = frozenset("of as a the its their in share proportion percentage ' s".split())
"""Words between a part and its whole."""
LED_TO = frozenset("by for in on of terms the its their when it comes to with and a an overall total".split())
"""Words that may stand between a rank and what it is of: "third in Africa by", "in terms of"."""
