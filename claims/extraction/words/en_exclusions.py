"""English words that show that a number is no quantity: names, dates, ranks, votes, addresses."""

from __future__ import annotations

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec".split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
ORDINAL_ENDINGS = frozenset("st nd rd th".split())
PLURAL_ENDINGS = frozenset({"s", "'s", "\u2019s"})
YEAR_BEFORE = frozenset(
    "in since by until till from after before during early late mid of circa around for through "
    "between and to summer winter spring autumn fall fiscal year ad".split()
)
YEAR_AFTER = frozenset("bc ad bce ce".split())
CLOCK_AFTER = frozenset("am pm a.m p.m o'clock o\u2019clock gmt est edt utc bst hrs noon".split())
HOURS = frozenset({"hours", "hrs"})
CLOCK_BEFORE = frozenset("at the by until from".split())
PART_OF = frozenset("them whom which these those the its his her their our".split())
NUMBERED = frozenset(
    "no nos number article articles section sections page pages pp p chapter resolution room route "
    "highway interstate phase type line act part volume vol paragraph clause amendment title division "
    "gate flight boeing airbus version web channel windows grade tier round stage season episode "
    "schedule annex bill motion proposition measure verse lot figure table exhibit item appendix "
    "footnote note apollo formula area district zone ward unit squad class level platform track "
    "apartment flat suite floor building block sector size camp pier junction exit directive "
    "regulation protocol category model pot pool lane heat lap mile kilometre kilometer marker step day week game match set quarter group".split()
)
"""The number after one of these is a label ("page 12")."""
LABEL_IN_CAPITALS_OR_BARE = frozenset(
    "number line act part measure note area step day week game match set quarter round season bill motion "
    "block building exit unit group".split()
)
"""Small letters make a label of the number only where it counts nothing ("day 12", not "that day 12 people")."""
INDEX_NAMES = frozenset(
    "nasdaq ftse dow nikkei cac dax fortune forbes stoxx russell topix asx csi ibex nifty sensex bse hsi".split()
)
STREETS = frozenset(
    "street st road rd avenue ave lane square drive boulevard blvd terrace court place parkway highway".split()
)
PER = "per"
VOTES = frozenset(
    "vote votes voted voting win wins won victory defeat defeated beat beaten lost loss lead led draw "
    "drew score scored ruling ruled majority decision tie tied margin goals ratio odds".split()
)
NAMES_OF_MANY = frozenset("group gang council club fab".split())
PRONOUN_AFTER_ONE = frozenset(
    "of another day time thing or way can could who that which side hand more such might may would "
    "must should has is was".split()
)
AGE_LIMITS = frozenset("under over above below aged".split())
AGE_GROUPS = frozenset("children child people persons women men adults girls boys those anyone everyone youths".split())
AGES_BEFORE = frozenset({"turned", "turning", "turns", "age", "aged", "ages"})
WORKS = frozenset("album film book novel song single series show play movie".split())
"""Their titles may be numbers: no age behind them ("her album, 25, ")."""
ONE_PERSON = frozenset("the a an his her their".split())
NOW_WORDS = frozenset("now then just only still already aged".split())
LASTED = frozenset("lasted lasts served ruled reigned".split())
LIVED_TO = (
    ("lived", "to", "be"),
    ("lives", "to", "be"),
    ("live", "to", "be"),
    ("lived", "to"),
    ("died", "at"),
    ("retired", "at"),
    ("dies", "at"),
    ("lives", "to"),
    ("live", "to"),
    ("on", "average", "to"),
)
WHEN = "when"
SHOW_HOURS = frozenset({"24"})
SHOWS = frozenset(
    "news service services helpline hotline line care channel shop shops supermarket surveillance access clock "
    "emergency security guard watch operation coverage support gym garage pharmacy clinic store rolling".split()
)
"""Hours that make a word with "hour" before one of these ("24-hour news", not "a 24-hour strike")."""
AIRLINERS = frozenset("707 717 727 737 747 757 767 777 787".split())
AIRLINER_AFTER = frozenset("max dreamliner jumbo jet jets airliner airliners".split())
EMERGENCY_NUMBERS = frozenset("911 999 112 000 111".split())
CALLS = frozenset(
    "call calls called calling caller dial dialled dialed dialing operator operators dispatcher dispatchers".split()
)
LENGTHS_OF_RACES = frozenset("m metre metres meter meters km".split())
RACES = frozenset(
    "final finals hurdles freestyle butterfly backstroke breaststroke relay steeplechase medley heats dash title "
    "champion champions crown sprint".split()
)
AGREED_LIMITS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("2", "percent", frozenset("defence defense military".split())),
    ("3", "percent", frozenset({"deficit"})),
    ("60", "percent", frozenset({"debt"})),
)
"""Value, unit, and a word of the sentence by which the value is a limit that was agreed on."""
