"""English words that the features of the model of check-worthiness ask for."""

from __future__ import annotations

from claims.extraction.words import en_worthiness as words

PAST = frozenset(
    "was were had did went came became began brought built bought caught chose cost cut drew drove ate fell felt "
    "found fought flew forgot got gave grew held hit kept knew led left lent lost made meant met paid put ran rose "
    "said saw sent shot shrank sold spent spoke stood stole swept told took taught thought threw understood won "
    "wrote".split()
)
PARTICIPLES = frozenset(
    "been become begun brought built bought chosen come cost cut done drawn driven fallen found given gone got grown "
    "had held kept known led left lost made met paid put risen run seen sent shown sold spent taken told won "
    "written".split()
)
PERFECT = frozenset("has have had hasn't haven't hadn't i've we've you've they've he's she's it's".split())
PRESENT = frozenset("is are am has have does do goes isn't aren't doesn't don't".split())
FIRST_SINGULAR = frozenset("i i'm i've i'd i'll my mine me myself".split())
FIRST_PLURAL = frozenset("we we're we've we'd we'll our ours us ourselves".split())
SECOND_PERSON = frozenset("you you're you've you'd you'll your yours yourself".split())
THIRD_PERSON = frozenset("he she they he's she's they're they've his her hers their theirs him them".split())
NEGATION = frozenset(
    "not no never neither nor without isn't aren't wasn't weren't don't doesn't didn't haven't hasn't won't can't "
    "cannot couldn't wouldn't shouldn't".split()
)
COMPARISON = frozenset(
    "than more less fewer higher lower larger smaller compared faster slower double twice half triple times".split()
)
SUPERLATIVE = frozenset("most least highest lowest largest biggest greatest worst best first last only ever".split())
SUPERLATIVE_ENDING = "est"
NOT_SUPERLATIVE = frozenset(
    "test rest west best protest interest invest request suggest honest forest arrest guest quest harvest nest "
    "northwest southwest midwest contest modest priest chest latest manifest".split()
)
UNIVERSAL = frozenset("all every always never none nobody everybody everyone everything nothing nowhere".split())
AMOUNTS = frozenset(
    "million millions billion billions trillion trillions thousand thousands hundred hundreds dozens percent percentage "
    "number numbers rate rates average majority quarter third half".split()
)
MONEY = frozenset(
    "tax taxes budget deficit debt dollars dollar spending spend spent cost costs wages income revenue cents loan "
    "loans money fund funds funding subsidies trade tariffs price prices".split()
)
INSTITUTIONS = frozenset(
    "congress senate parliament court government administration department agency commission ministry federal "
    "council bank treasury army military police bill law act treaty agreement legislation amendment".split()
)
VOTING = frozenset(
    "vote votes voted voting supported opposed signed vetoed sponsored proposed passed introduced endorsed "
    "campaigned appointed elected".split()
)
CAUSE = frozenset("because caused causes due result resulted resulting led leads therefore thanks".split())
COURTESY = frozenset(
    "thank thanks welcome please sir gentleman gentlemen ladies congratulations applause laughter sorry excuse yes "
    "well okay ok".split()
)
OPENING_LINK = frozenset("and but so or now well because then also".split())
OPENING_POINTER = frozenset("this that it there these those it's that's there's he she they".split())
THINKING = frozenset(
    "think thinks thought believe believes feel feels guess suppose hope know knows understand want wants like "
    "love wish agree disagree".split()
)

SMALL = frozenset(
    "a about after again all also am an and any are as at back be because been before being but by can can't could "
    "did do does doing don't down even ever every first for from get go going gone got had has have he her here him "
    "his how i i'm i've if in into is isn't it it's its just know last least less let let's like made make many may me "
    "might more most much must my need never new no not now of off on one only or other our out over own said same "
    "say she should so some still than that that's the their them then there there's these they they're think this "
    "those through to too two under until up us very want was wasn't way we we'll we're we've well went were what when "
    "where which while who why will with without won't would yes yet you you're your".split()
)
"""Words that build a sentence: they stand for themselves in its shape."""
ENDINGS = ("tion", "ing", "ed", "ly", "est", "er", "ment", "ity", "al", "s")
TELLING_ENDINGS = frozenset({"-ed", "-ing"})
_BY_KIND = (
    ("i", FIRST_SINGULAR),
    ("we", FIRST_PLURAL),
    ("you", SECOND_PERSON),
    ("they", THIRD_PERSON),
    ("not", NEGATION),
    ("all", UNIVERSAL),
    ("amount", AMOUNTS),
    ("money", MONEY),
    ("institution", INSTITUTIONS),
    ("voting", VOTING),
    ("cause", CAUSE),
    ("thinking", THINKING),
    ("modal", words.MODALS),
    ("opinion", words.OPINION),
    ("trend", words.TRENDS),
    ("comparison", COMPARISON),
    ("superlative", SUPERLATIVE),
    ("future", frozenset(words.FUTURE)),
    ("past", PAST),
    ("event", words.EVENTS),
    ("present", PRESENT),
)
KINDS = {word: kind for kind, listed in reversed(_BY_KIND) for word in listed}
"""The kind of a word; the first of the table that lists it."""
