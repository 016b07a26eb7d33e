"""English number words, scales, shares, multiples, and the words that hedge or bound a number."""

from __future__ import annotations

from decimal import Decimal

from claims.values import Comparator

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
DECADES = {f"{word[:-1]}ies": value for word, value in TENS.items()}
PARTS_OF_DECADE = {"early": (0, 3), "mid": (5, 5), "late": (7, 9)}
SOMETHING = frozenset("something somethings".split())
WHOSE_AGE = frozenset("his her their my our your aged".split())
"""Before "30s" or "thirties": it is a decade of a life."""
LIST_ENDS = frozenset({"and", "or", "&"})
HUNDRED = "hundred"
DOZENS = {"dozen": Decimal(12)}
ARTICLES = frozenset({"a", "an"})
EVERY = "every"
EACH = frozenset({EVERY, "each"})
NEGATIVE = frozenset({"minus", "negative"})

SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
    "lakh": Decimal(10**5),
    "crore": Decimal(10**7),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
}
LETTER_SCALES = {"k": Decimal(1000), "m": Decimal(10**6), "b": Decimal(10**9), "t": Decimal(10**12)}
"""Scales only where glued to digits; "b" and "t" only beside a currency."""
LETTERS_OF_MONEY = frozenset({"b", "t"})

ORDERS = {
    "dozens": Decimal(12),
    "scores": Decimal(20),
    "hundreds": Decimal(100),
    "thousands": Decimal(1000),
    "millions": Decimal(10**6),
    "billions": Decimal(10**9),
    "trillions": Decimal(10**12),
}
ORDER_MULTIPLIERS = {"tens": Decimal(10), "dozens": Decimal(12), "hundreds": Decimal(100), "thousands": Decimal(1000)}
SEVERAL = frozenset({"several", "many"})
A_FEW = (("a", "few"), ("a", "couple", "of"), ("a", "couple"))
MANY = "many"
"""Counts nothing alone, but scales ("many thousands")."""
PLACES = {"single": 1, "double": 2, "triple": 3} | {
    word: UNITS[word] for word in ("two", "five", "six", "seven", "eight")
}
DIGITS = frozenset("digit digits figure figures".split())
"""After one of these: how many digits a number has ("double-digit", "a six-figure sum")."""
HANDFUL_OF = ("handful", "of")

FRACTIONS = {
    "third": 3,
    "fourth": 4,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
}
EVERY_NTH = {"second": 2, "other": 2} | FRACTIONS
"""After "every", before somebody or something that can be counted: "every third child"."""
HALF = "half"
AND_A = ("and", "a")
QUARTER = "quarter"
PARTS_AFTER = frozenset(
    "of are were is was have has had live lives lived say said says do did does can could will would "
    "own earn work vote voted and or to from by in since last this compared while now still believe "
    "support think lack".split()
)
"""What may stand after "a third" or "half" where it is a share; another noun makes it a rank or a size."""
BY = "by"
TIMES_OF_CHANGE = frozenset("between over during within on after under until through".split())
"""What may stand after "fell by a third"."""
PARTS_OF = frozenset("of the its their all his her our these those that what".split())
NOT_HALF_BEFORE = frozenset(
    "first second this that last other latter former better top bottom upper lower final next one's each either".split()
)
AND_A_HALF = (("and", "a", "half"), ("-", "and", "-", "a", "-", "half"))
HALVES = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
AFTER_HALF = frozenset("point percentage percent hour mile".split())
"""What a hyphen joins to "half" or "quarter" as its unit: "a quarter-point rise"."""
IN_OF = (("in",), ("out", "of"), ("of",))

MULTIPLES = {
    "doubled": Decimal(2),
    "doubling": Decimal(2),
    "double": Decimal(2),
    "doubles": Decimal(2),
    "tripled": Decimal(3),
    "tripling": Decimal(3),
    "triple": Decimal(3),
    "trebled": Decimal(3),
    "trebling": Decimal(3),
    "quadrupled": Decimal(4),
    "quadrupling": Decimal(4),
    "quintupled": Decimal(5),
    "halved": Decimal("0.5"),
    "halving": Decimal("0.5"),
    "halve": Decimal("0.5"),
    "halves": Decimal("0.5"),
    "triples": Decimal(3),
    "trebles": Decimal(3),
    "quadruples": Decimal(4),
} | {
    f"{word}fold": Decimal(value)
    for word, value in (UNITS | TENS | {"hundred": 100, "thousand": 1000}).items()
    if value > 1
}
AMBIGUOUS_MULTIPLES = frozenset("double doubles triple triples trebles quadruples halves".split())
MULTIPLE_BEFORE = frozenset("the its their that what as his her your our".split())
"""Adjectives or nouns as well ("double standards"): a multiple only before these, or where something is said to
do so."""
MULTIPLE_AUXILIARIES = frozenset("to than will nearly almost more about".split())
TWICE = "twice"
TWICE_BEFORE = frozenset("as the that its their what".split())
TIMES = "times"
TIMES_BEFORE = frozenset("as more higher the larger bigger greater faster smaller lower its their that what".split())
IN_HALF = (("cut", "in", "half"), ("cuts", "in", "half"), ("cutting", "in", "half"), ("fell", "by", "half"))
BY_HALF = {
    "in": frozenset("cut cuts cutting slash slashed slashing chopped".split()),
    "by": frozenset(
        "cut cuts cutting slash slashed slashing reduce reduced reducing fall fell fallen falling drop dropped "
        "dropping decline declined shrank shrunk shrink plunged decreased decrease lowered down".split()
    ),
}
"""What went down to a half, by the word before "half": "reduced its debt by half", "slashed in half"."""
RISES = frozenset("rise rose risen rising grow grew grown increase increased up climbed jumped".split())
X_TIMES = "x"
FOLD = "fold"

MAJORITIES = frozenset({"majority"})
BULKS = (("the", "bulk", "of"), ("the", "lion's", "share", "of"))
FACTOR_OF = (("a", "factor", "of"),)
VAST = frozenset("vast overwhelming great huge".split())
PLAIN_MAJORITY = frozenset("large clear big solid slim narrow small strong absolute".split())
MOST = "most"
NOT_MOST_BEFORE = frozenset("the a an at his her its their our my your what second third and".split())
MOST_DO = frozenset(
    "are were have had do don't don\u2019t did didn't didn\u2019t will would can cannot live say said".split()
)
"""After "most" at the beginning of a clause: most of those spoken of."""
MOST_NOT_OF = frozenset("all us them time day night".split())
NEARLY_ALL = frozenset("nearly almost virtually practically".split())
NONE_WORDS = frozenset("none nobody no-one".split())
ALL = frozenset({"all", "every"})
EVERYBODY = frozenset({"everybody", "everyone"})
ALL_BEFORE = frozenset("are were have had go attend get live lack receive is was has goes attends gets now can".split())
CLAUSE_OPENERS = frozenset("that and where but when while because".split())
EVERYBODY_BEFORE = frozenset({"has", "had"})

_BEFORE = {
    Comparator.ABOUT: "about; around; some; roughly; approximately; approx; circa; ca; an estimated; the estimated; "
    "estimated; estimated at; in the neighbourhood of; in the neighborhood of; more like; ~; \u2248; close to; in the region of; something like; in the order of; on the "
    "order of; somewhere around; an average of about; give or take; broadly",
    Comparator.NEARLY: "nearly; almost; just under; just below; not quite; just short of; virtually; practically; "
    "approaching; just shy of; shy of; nigh on; close on; getting on for; the best part of; the better part of; "
    "a touch under; a shade under; a fraction under; a little under; slightly under; slightly less than; a little less than; just less than",
    Comparator.MORE_THAN: "more than; over; above; greater than; higher than; exceeding; exceeds; exceeded; exceed; "
    "in excess of; well over; far more than; much more than; well above; just over; just above; "
    "surpassed; surpassing; passed; crossed; topped; topping; upward of; slightly more than; slightly over; a little "
    "over; a touch over; a shade over; a fraction over; a bit over; a bit more than; beyond; tops; >; a little more than; just more than; larger than; older than; longer than; north of",
    Comparator.LESS_THAN: "less than; fewer than; under; below; lower than; far fewer than; far less than; "
    "much less than; <; well under; well below; smaller than; younger than; short of; shorter than",
    Comparator.AT_LEAST: "at least; no fewer than; no less than; not less than; not fewer than; a minimum of; "
    "minimum of; no lower than; as low as; as young as; \u2265; upwards of; as few as; as little as; at the very least",
    Comparator.UP_TO: "up to; as many as; as much as; no more than; not more than; at most; a maximum of; maximum of; "
    "no higher than; no greater than; no longer than; as old as; \u2264; as high as; as long as; at the most; anything up to",
    Comparator.EQUAL: "exactly; barely; scarcely; a whopping; another; a further; precisely; only; just; fully; a total of; a full; a mere; a record; an average of",
}
PASSED = frozenset([("passed",), ("crossed",)])
"""Before a percentage it is more than that; of other things it may be a law or a border."""
UP_TO = ("up", "to")
MOVED_UP = frozenset(
    """pick picks picked picking go goes went gone going move moves moved moving creep creeps crept creeping shoot
    shoots shot shooting tick ticks ticked ticking edge edges edged edging inch inches inched speed sped push pushes
    pushed pushing drive drives drove driven bring brings brought ramp ramps ramped climb climbs climbed add adds added
    adding come comes came back""".split()
)
"""After one of these "up to" bounds nothing: it tells where something went or what it makes ("adds up to 44")."""
COMPARATORS_BEFORE: dict[tuple[str, ...], Comparator] = {
    tuple(phrase.split()): comparator for comparator, phrases in _BEFORE.items() for phrase in phrases.split("; ")
}
COMPARATORS_AFTER: dict[tuple[str, ...], Comparator] = {
    ("or", "so"): Comparator.ABOUT,
    ("or", "thereabouts"): Comparator.ABOUT,
    ("give", "or", "take"): Comparator.ABOUT,
    (",", "give", "or", "take"): Comparator.ABOUT,
    ("-", "odd"): Comparator.ABOUT,
    ("odd",): Comparator.ABOUT,
    ("-", "some"): Comparator.ABOUT,
    ("or", "more"): Comparator.AT_LEAST,
    ("and", "counting"): Comparator.AT_LEAST,
    ("or", "higher"): Comparator.AT_LEAST,
    ("or", "above"): Comparator.AT_LEAST,
    ("or", "older"): Comparator.AT_LEAST,
    ("or", "over"): Comparator.AT_LEAST,
    ("at", "least"): Comparator.AT_LEAST,
    ("-", "plus"): Comparator.AT_LEAST,
    ("+",): Comparator.AT_LEAST,
    ("or", "less"): Comparator.UP_TO,
    ("or", "fewer"): Comparator.UP_TO,
    ("or", "lower"): Comparator.UP_TO,
    ("or", "under"): Comparator.UP_TO,
    ("at", "most"): Comparator.UP_TO,
    ("at", "the", "most"): Comparator.UP_TO,
}
OVER_A_TIME = "over"
HEDGES_OF_COMPOUNDS = frozenset("odd plus some".split())
"""Joined by a hyphen, these hedge the number and make no attribute of it ("twenty-odd")."""
BEFORE_ITS_UNIT = {("plus",): Comparator.AT_LEAST}
"""Hedges only between the number and what it counts ("50 plus people"); elsewhere they add."""
OVER_IS_MORE_AFTER = frozenset(
    "for after of with is was are were be been lasted took takes just well waited waiting lasting spent spending "
    "stayed served taking".split()
)
""""over three days" is a bound only after one of these; else it says during what time."""

THAN_OF_AMOUNTS = frozenset("more less fewer longer shorter".split())

BETWEEN = "between"
FROM = "from"
RANGE_WORDS = frozenset({"to", "and", "or"})
DASHES = frozenset("-\u2013\u2014")
CHANGES = frozenset(
    "rose rise rises risen rising fell fall falls fallen falling grew grow grows grown growing "
    "increased increase increases increasing decreased decrease decreases decreasing dropped drop "
    "drops dropping climbed climb climbs climbing jumped jump jumps jumping went gone up down "
    "declined decline declines declining shrank shrunk soared soaring plunged surged tumbled slid "
    "slipped cut raised raise lowered reduced expanded widened narrowed improved revised slowed "
    "accelerated moved changed edged doubled tripled halved advanced rebounded swelled ballooned "
    "compared".split()
)
"""After one of these "from 2 to 3" names two numbers, before and after, and no range."""
