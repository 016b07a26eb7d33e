"""English nouns for people and things that numbers count, and the words where a noun phrase stops."""

from __future__ import annotations

PEOPLE = frozenset(
    "people persons person residents inhabitants citizens children refugees women men adults girls "
    "boys migrants workers students pupils patients civilians voters soldiers troops "
    "teachers doctors nurses farmers prisoners migrants asylum-seekers seekers victims survivors "
    "protesters demonstrators passengers employees immigrants emigrants pensioners teenagers youths "
    "babies infants mothers fathers parents households' deaths' fighters militants officers police "
    "policemen rebels hostages detainees displaced dead injured wounded missing homeless unemployed "
    "jobless casualties fatalities fans supporters members customers users subscribers visitors "
    "tourists immigrants veterans drivers journalists lawmakers deputies candidates players officials "
    "experts scientists engineers miners villagers households-members nationals locals tenants "
    "homeowners commuters cyclists pedestrians respondents participants recipients beneficiaries "
    "claimants taxpayers consumers readers viewers listeners followers worshippers pilgrims staff "
    "personnel man woman child citizen resident refugee student worker patient inhabitant expatriates "
    "returnees souls orphans newborns minors".split()
)
"""Numbers of these are numbers of people."""

DIED = frozenset(
    "died dead hurt killed perished fled drowned injured wounded missing homeless displaced hospitalised "
    "hospitalized arrested detained infected starved evacuated jobless unemployed attended marched protested rallied "
    "gathered crossed queued crowded flocked emigrated migrated survived marching protesting fleeing".split()
)
"""Right after a number (perhaps with "were"): the number counts people."""
KILLING = frozenset(
    "killed killing kills injured injuring wounded wounding displaced displacing employs employed "
    "employing arrested arresting infected infecting".split()
)
"""Right before a number with no noun: the number counts people."""
STRONG = "strong"
"""A number before it counts people: "a 50,000-strong force"."""
WERE = frozenset("were was are have had been others more".split())
POPULATION = frozenset({"population", "populations", "inhabitants", "populous"})

IRREGULAR_PLURALS = frozenset(
    "people children men women police cattle sheep fish aircraft species series feet teeth mice media "
    "data troops headquarters means dead staff personnel seats".split()
)
PLURAL_OF_MAN = "men"
NOT_MEN = frozenset("specimen regimen abdomen women men yemen semen acumen stamen ramen omen amen".split())
FAMILY = frozenset("children sons daughters brothers sisters siblings wives kids grandchildren".split())
"""Whose number is told even behind "her" or "their"."""
SINGULARS = frozenset(
    "person man woman child soldier civilian policeman officer student worker patient boy girl suspect victim "
    "driver teacher doctor nurse farmer pupil prisoner passenger journalist protester gunman attacker minister "
    "migrant refugee tourist pilot miner sailor fisherman".split()
)
"""What "one" may count."""

COUNTABLE = frozenset(
    "households homes schools hospitals countries states cities towns villages companies firms "
    "businesses jobs houses families farms wells buildings species districts provinces constituencies "
    "seats votes cars vehicles deaths births cases adults pupils exports imports".split()
)
"""Beside people: what "all", "every" and "most" can count."""
EVERY_COUNTABLE = frozenset(
    "household home school hospital country state city town village company child woman man person "
    "citizen pupil student family adult district province".split()
)
NOT_PLURAL_ENDINGS = ("ss", "us", "is", "ous", "less", "ness", "'s", "\u2019s")

STOPS = frozenset(
    "the a an of in on at by for from with to into and or but nor as than that which who whom whose "
    "when where while if because since until before after during is are was were be been being has "
    "have had do does did will would could can may might must shall should not it he she they we i "
    "you his her its their our my your this these those there then said says over under between "
    "against about through per out up down off so yet each every both live lives makes gives puts remains takes comes shows represents compares ranks".split()
)
"""A noun phrase ends before one of these."""
VERBS = frozenset(
    "goes says takes makes comes gets gives lies remains becomes seems means keeps brings shows wants needs helps "
    "lets puts begins continues includes contains requires allows applies happens leaves loses opens starts ends sells weighs sits arrives launches stands holds seeks aims hits".split()
)
"""End in s as plurals do, and are none."""
COMPOUNDS = {
    noun: plural
    for plural, nouns in {
        "members": "member",
        "beds": "bed",
        "pages": "page",
        "storeys": "storey story",
        "seats": "seat",
        "votes": "vote",
        "goals": "goal",
        "runs": "run",
        "matches": "match",
        "games": "game",
        "nations": "nation",
        "countries": "country",
        "states": "state",
        "people": "person",
    }.items()
    for noun in nouns.split()
}
"""Nouns that a number counts across a hyphen: "a 12-member jury", "a three-match ban"."""
OF_POINTS = frozenset(
    "lead drop rise fall gain increase decrease decline jump swing advantage deficit margin win loss victory bump "
    "climb slide majority".split()
)
"""After "12-point": the points are counted; "a ten-point plan" is no quantity."""
SHARES_OF_POINTS = frozenset(
    "poll polls polling swing turnout inflation unemployment approval jobless survey surveys electorate vote percent % "
    "pc pct percentage".split()
)
"""Anywhere in the sentence: its points are of percentages and not of an index or a game."""
FIGURE_BEFORE = frozenset("magnitude toll total average".split())
"""A number behind one of these is a figure, with or without a capital ("Magnitude 6.8")."""
LIVES = "lives"
"""A noun only right behind a number."""
NOT_COUNTED = frozenset("ways things reasons words terms sides fronts hands others ones us".split())
INDEX_POINTS = frozenset({"points", "point"})
POSSESSIVES = frozenset("his her its their our my your".split())
POINTING = POSSESSIVES | frozenset("the these those both other last next first all".split())
"""Before a small number word: it points back and states nothing ("the two leaders")."""
