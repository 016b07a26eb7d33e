"""English words by which a sentence is worth a check, or nothing that can be checked."""

from __future__ import annotations

_MOVING = (
    "reach rise fall grow shrink hit climb drop exceed top slow increase decline contract expand jump surge double"
).split()
FUTURE = (
    "will",
    "won't",
    "won\u2019t",
    *(f"{who}{mark}ll" for who in "i you he she it we they that there".split() for mark in "'\u2019"),
    "shall",
    "going to",
    "gonna",
    "set to",
    "expected to",
    "projected to",
    "forecast to",
    "predicted to",
    "estimated to reach",
    "likely to",
    "poised to",
    "bound to",
    "about to",
    "chances are",
    "expects",
    "expect",
    "forecasts",
    "predicts",
    "is forecast",
    "are forecast",
    "is expected",
    "are expected",
    "forecasting",
    "predicting",
    "had forecast",
    "had expected",
    "had predicted",
    "was forecast",
    "were forecast",
    "forecast of",
    "its forecast",
    "their forecast",
    "his forecast",
    "its outlook",
    "its projection",
    "growth forecast",
    "growth estimate",
    "its estimate of",
    "goal is",
    "goal of",
    "target is",
    "target of",
    "aims for",
    "aiming for",
    *(f"{modal} {verb}" for modal in ("could", "might", "may", "would") for verb in _MOVING),
)
PROMISING = tuple(
    f"{verb} to" for verb in "promised promises pledged pledges vowed vows plans aims hopes wants".split()
)
"""A figure in their clause is one that somebody means to reach."""
NOT_FUTURE = (" to live",)
"""Behind such a word they say that it looks ahead in no way that a figure of today could not answer."""
CLAUSE_BREAKS = (
    ";",
    ":",
    ",",
    " but ",
    " and ",
    " while ",
    " although ",
    " though ",
    " because ",
    " - ",
    "\u2014",
    "\u2013",
)

MODALS = frozenset("could may might would should can can't cannot must perhaps maybe possibly probably".split())
INTENTION = (
    "wants",
    "want to",
    "want a",
    "wants to",
    "plans to",
    "plan to",
    "planning to",
    "aims to",
    "aim to",
    "intends to",
    "intend to",
    "seeks to",
    "trying to",
    "hopes to",
    "hope to",
    "ready to",
    "the goal",
    "our goal",
    "his goal",
    "her goal",
    "their goal",
    "objective is",
    "objectives are",
    "priority is",
    "top priority",
    "determined to",
    "needs to",
    "need to",
)
WISH = (
    "i hope",
    "we hope",
    "i wish",
    "let us",
    "let's",
    "should",
    "ought to",
    "must",
    "please",
    "may god",
    "call on",
    "calls on",
    "called on",
    "calls for",
    "demands",
    "urges",
    "urged",
    "hopefully",
)
HYPOTHETICAL = frozenset("if suppose imagine unless were had even".split())
"""First words of a sentence that supposes something."""
HYPOTHETICAL_SECOND = {"even": "if", "were": "it", "had": "it"}

FIRST_PERSON = frozenset("i i'm i've i'd we're we've my mine me our ours us we i\u2019m i\u2019ve we\u2019re".split())
OPINION = frozenset(
    "great greatest terrible horrible awful wonderful beautiful amazing astonishing incredible "
    "remarkable impressive huge important significant crucial vital essential historic unprecedented "
    "extraordinary tremendous fantastic excellent good bad better best worse wrong fair unfair unjust "
    "moral immoral shameful disgraceful outrageous ridiculous absurd folly foolish stupid smart "
    "clever wise brave bold cowardly masterful proud confident strong weak successful unsuccessful "
    "happy sad sorry disappointing promising hopeful optimistic pessimistic arguably clearly "
    "obviously eminently frankly honestly surely certainly undoubtedly apparently seemingly hopefully "
    "unfortunately fortunately sadly luckily love loves hate hates admire penchant brilliant "
    "legendary iconic jackpot disaster disastrous catastrophe catastrophic tragic nightmare dream "
    "scandal betrayal existential dangerous reckless brutal relatable notable favourite favorite "
    "lovely nice ugly boring exciting thrilling stunning dramatic priority".split()
)
OPINION_PHRASES = (
    "think",
    "thinks",
    "believe",
    "believes",
    "feel that",
    "feels that",
    "seems",
    "seem to",
    "appears to",
    "appear to",
    "in my view",
    "in my opinion",
    "makes sense",
    "make sense",
    "no doubt",
    "it is time",
    "can't afford",
    "cannot afford",
    "off the charts",
    "long game",
    "about caring",
    "playing a",
    "the point is",
    "the truth is",
    "the fact is",
    "kind of",
    "sort of",
)
JUDGEMENT_OPENINGS = (
    "this is",
    "that is",
    "that's",
    "it is",
    "it's",
    "he is",
    "he's",
    "she is",
    "she's",
    "they are",
    "they're",
    "it was a",
    "this was a",
    "for me",
)
"""A quotation that opens so and gives no figure is a judgement."""

RECORDS = frozenset(
    "firsts second-largest highest lowest largest biggest smallest fastest slowest worst record "
    "oldest youngest richest poorest longest shortest deadliest tallest hottest coldest wettest "
    "driest busiest cheapest costliest".split()
)
RECORD_PHRASES = (
    *(
        f"{whose} first"
        for whose in "the its his her their a our country's country\u2019s world's world\u2019s".split()
    ),
    "for the first time",
    "never before",
    "since records began",
    "all-time",
    "more than any other",
    "ever recorded",
    "no other",
)
NOT_RECORDS = (
    "at first",
    "first of all",
    "first place",
    "first lady",
    "first name",
    "first focused",
    "first aid",
    "worst of all",
)

TRENDS = frozenset(
    "rose risen fell fallen grew grown shrank increased decreased dropped climbed jumped declined "
    "soared plunged surged tumbled slowed doubled tripled halved higher lower compared".split()
)
GRAVE_EVENTS = frozenset(
    "killed executed murdered assassinated arrested convicted bombed tortured raped bribed".split()
)
EVENTS = frozenset(
    "killed signed announced voted banned arrested passed approved launched invaded closed opened "
    "elected appointed resigned died founded built imposed lifted withdrew joined left voted "
    "convicted sentenced fined sued bought sold declared ratified vetoed dismissed fired deported "
    "executed bombed attacked tested won lost promised pledged vowed promised met visited abolished "
    "introduced raised cut spent paid received detained exported imported produced employed ordered "
    "succeeded escaped fled crossed published admitted denied".split()
)

BOILERPLATE_MOST_WORDS = 30
"""Boilerplate is short; a longer sentence that holds such words is not put aside for them."""
