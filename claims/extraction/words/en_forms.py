"""Forms of English words that no ending tells, and words that carry no part of a measure."""

from __future__ import annotations

IRREGULAR: dict[str, str] = {
    form: base
    for base, forms in {
        "be": "is are was were been being am 're",
        "have": "has had having",
        "do": "does did done doing",
        "go": "goes went gone going",
        "come": "came comes coming",
        "grow": "grew grown",
        "rise": "rose risen",
        "fall": "fell fallen",
        "shrink": "shrank shrunk",
        "spend": "spent",
        "sell": "sold",
        "buy": "bought",
        "send": "sent",
        "take": "took taken",
        "eat": "ate eaten",
        "die": "died dying dies",
        "live": "lived living lives",
        "get": "got gotten",
        "woman": "women",
        "man": "men",
        "child": "children",
        "baby": "babies",
        "person": "persons",
        "defense": "defence",
        "labor": "labour",
        "program": "programme programs programmes",
        "ton": "tonne tonnes tons",
        "emit": "emitted emitting emits",
        "total": "totalled totaled",
        "economy": "economies",
        "consume": "consumer",
        "earn": "earning earnings",
        "lifespan": "lifespans",
        "speed": "sped",
        "make": "made",
        "hit": "hits hitting",
        "stand": "stood",
    }.items()
    for form in forms.split()
}

DETERMINERS = frozenset(
    "the a an its their his her our my your this that these those all each every some any both".split()
)

SKIPPED = DETERMINERS | frozenset(
    """be have will would could should may might can do also now still only just already currently officially
    reportedly about around roughly nearly almost by to expected projected forecast set likely estimated no
    longer even then so further again sharply slowly steadily rapidly fast faster more at an s percent percentage
    ever currently there actually usually regularly""".split()
)
"""Words that may stand between the words of a phrase: "the economy [is expected to] grow"."""

OF_A_WHOLE = DETERMINERS | frozenset("' s country nation total annual national gross global world".split())
"""Words between "half of" and the whole."""

NEUTRAL = SKIPPED | frozenset(
    """of as than from up down over out per on into with us it they he she we who which
    rate level figure share proportion percent percentage ratio index number total overall national nationwide
    official annual annually annualized yearly current latest headline average whole entire country nation economy
    state reach hit stand average top exceed come stay remain hover put estimate calculate measure record report
    reported amount equal account make compose constitute represent go send sell ship flow pass travel destine head bind conduct
    take buy get carry do done expect project forecast predict rise fall drop decline climb slip ease slow
    accelerate increase decrease jump surge grow shrink expand contract soar plunge edge dip widen double halve
    triple most half third quarter fifth tenth majority vast minority part much many few several one two three four
    five six seven eight nine ten dozen hundred thousand million billion trillion dollar point more less fewer
    least under below above between approximately roughly estimated fully say said according pull push drive keep
    bring show see suffer affect afflict plague strike recorded stands real high low higher lower highest lowest new own main chief biggest
    largest big large worst best strong weak modest not yet n't t 's people's""".split()
)
"""Words beside a phrase that do not narrow its measure."""

OTHER_PACE = frozenset(["average", "averaged", "annualized", "annualised", "monthly", "quarterly", "weekly"])
"""Beside a yearly change: it is of several years or of less than one."""

BARE_CHANGES = frozenset("growth output".split())
SOME_ONLY = frozenset(
    """who whose that without with under below facing on over aged need needing affected hungry poor out displaced short
    dependent dead""".split()
)
PLACED = frozenset(["in", "across", "at", "from"])
WHOLE_AMOUNTS = frozenset(["USD", "tonnes", "people"])
EACH_ONE = frozenset(["per", "each", "every", "a"])
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
BEHIND_A_NUMBER = frozenset(["-", "a", "an", "per", "each"])
"""May stand between a number and what a phrase has behind it: "$2 a day", "50,000-strong"."""
TO_A_PARTNER = {"export": "to", "import": "from", "remittanc": "from", "trad": "with", "refuge": "from"}
"""By the stem of a phrase, the small word that brings a partner: "exports to X"."""
OF_A_PEOPLE = frozenset(["refuge"])
"""Stems before which the name of a people is the other side: "hosts X refugees"."""
PERSONS = frozenset("person capita head inhabitant citizen resident household family worker".split())

CHANGE_VERBS = frozenset(
    """rise fall drop decline climb slip ease increase decrease jump surge grow shrink expand contract soar
    plunge edge dip accelerate slow double halve triple quadruple""".split()
)
TO_A_LEVEL = frozenset(["to", "at", "from", "above", "below", "past", "near", "of", "between"])

PREPOSITIONS = frozenset(
    """of in on at by for with from to into among between under over within outside excluding including without
    aged about above below against across and or but""".split()
)
BEFORE_A_PLACE = frozenset(["in", "of", "across", "for", "within"])
NARROWING = frozenset("or among for in aged excluding including under over outside within without between".split())
"""Small words that are kept with the word that they bring: "among women", "or through"."""

EARLIER_THAN = frozenset(["before", "until", "during"])
WHEN = "when"
PATHS = frozenset(["through", "via", "across"])

BOUNDARIES = frozenset(
    """while when where although though because if since after before meanwhile however who whom whose which that
    said says say amid despite as with but and or than what how whether until unless nor not we they he she it
    i you there here so then yet thus""".split()
)

TIME_WORDS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday year month week day
    quarter decade century last this past early late mid first second third fourth half end beginning start since
    ago during fiscal today now next previous following current recent later earlier yesterday spring summer
    autumn winter before after until time annual same by year-end yoy q1 q2 q3 q4 fy""".split()
)

_PEOPLE = frozenset(
    "population people citizen resident inhabitant person public national everybody everyone populace".split()
)
_ADULTS = _PEOPLE | frozenset("adult aged 15 and over older old years".split())
_BIRTHS = frozenset("live birth births mother woman child baby infant newborn every 1 1000 100".split())
SAME_WHOLE: dict[str, frozenset[str]] = {
    "population": _PEOPLE,
    "adults": _ADULTS,
    "working-age population": _ADULTS | {"working", "age"},
    "young people": frozenset("young people youth adult aged 15 24".split()),
    "young labour force": frozenset("young people youth adult aged 15 24 labour force workforce".split()),
    "women": frozenset("woman female girl aged married".split()),
    "woman": frozenset("woman female child baby birth".split()),
    "children": frozenset("child boy girl pupil school age aged young infant toddler five under".split()),
    "labour force": frozenset("labour labor force workforce worker laborforce".split()),
    "employment": frozenset("labour labor force workforce worker people population employment job".split()),
    "GDP": frozenset("gdp gross domestic product national output economic income".split()),
    "GNI": frozenset("gni gross national output economic income".split()),
    "income": frozenset("income national".split()),
    "live births": _BIRTHS,
    "births": _BIRTHS,
    "electricity": frozenset("electricity power grid mix generation output supply production".split()),
    "energy": frozenset("energy mix use consumption supply need demand final primary".split()),
    "land": frozenset("land area territory surface territorial".split()),
    "seats": frozenset("seat parliament parliamentary lower house chamber assembly lawmaker".split()),
    "trade": frozenset("trade foreign external international commerce".split()),
    "exports": frozenset("export foreign".split()),
    "imports": frozenset("import foreign".split()),
}
"""Words for the whole of which a measure is a share, by the indicator's denominator."""

BEGINNINGS = BOUNDARIES | PREPOSITIONS | DETERMINERS
"""Words that begin a noun phrase or stand before it, so that no qualifier of it stands farther left."""

MADE_NARROW = frozenset("unadjusted adjusted weighted combined skilled unskilled educated processed".split())

OTHER_VERBS = frozenset(
    """be have do go come make take get give keep push pull drive bring bring cut raise reduce lower lift send show
    see face suffer hold want need mean help let put become begin start stop try use find affect afflict plague strike threaten hit lead leave tell ask flow pass travel
    expect forecast predict project will would could should may might can must""".split()
)
JOINING_CLAUSES = frozenset("and but while whereas as".split())
"""Behind a comma they begin a clause with a subject of its own."""
