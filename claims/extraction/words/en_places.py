"""English words around place names that say whether a place is meant, and in which role."""

from __future__ import annotations

STATES = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
    montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington
    wisconsin wyoming carolina dakota""".split()
)
STATE_ABBREVIATIONS = frozenset(
    """ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa
    penn tenn tex vt va wash wis wyo nh nj nm ny nc nd sc sd ri wv al ak az ar ca co ct de fl hi id il ia ks me mi mn
    ms mt ne nv oh ok tn tx ut wa wi wy""".split()
)
"""Behind a town and a comma: "X, Pa."."""
OF_ONE_PERSON = frozenset("his he him she hers himself herself".split())
STATE_WORDS = frozenset(
    """gov governor county counties statewide sen rep legislature statehouse sheriff atlanta fulton savannah
    primary runoff districts congressional gubernatorial""".split()
)

FIRST_NAMES = frozenset(
    """aaron adam alan albert alex alexander alice allen amanda amy andrea andrew angela ann anna anne anthony
    antonio arthur barbara ben benjamin bernard betty bill bob bobby brad brandon brenda brian bruce carl carlos
    carol caroline catherine charles charlie charlotte chris christine christopher clara claire craig cynthia dan
    daniel dave david dean deborah denise dennis diana diane dick donald donna doris dorothy doug douglas duncan
    ed eddie edward elena elizabeth ellen emily emma eric erica eugene eva evelyn frank fred gary gavin gene george
    gerald gloria gordon grace greg gregory hannah harold harry heather helen henry herbert howard ian jack jacob
    james jamie jane janet jason jay jean jeff jeffrey jennifer jeremy jerry jesse jessica jill jim jimmy joan joe
    joel john johnny jon jonathan jose joseph joshua joyce juan judith judy julia julie justin karen kate kathleen
    kathryn kathy keith kelly ken kenneth kevin kim kimberly kyle larry laura lauren lawrence lee leonard leslie
    lewis linda lisa louis louise lucy luis marco margaret maria marie marilyn mario mark martha martin mary matt
    matthew maureen max megan melissa michael michelle mike mohammed monica nancy natalie nathan neil nicholas
    nicole nick oliver olivia oscar pamela patricia patrick paul paula peggy peter phil philip phillip rachel ralph
    ray raymond rebecca richard rick rob robert roberta robin roger ron ronald rose roy russell ruth ryan sally sam
    samantha samuel sandra sara sarah scott sean sharon shirley simon sophia sophie stephanie stephen steve steven
    stuart sue susan suzanne tammy ted teresa terry theresa thomas tim timothy tina todd tom tommy tony tyler vernon
    victor victoria vincent virginia walter warren wayne wendy william zoe""".split()
)
HONORIFICS = frozenset(
    "mr mrs ms miss dr prof professor sir lady lord judge justice coach sgt capt lt col gen rep sen rev".split()
)

MODIFIERS = frozenset(
    """north south east west northern southern eastern western central northeastern northwestern southeastern
    southwestern upper lower greater mainland continental metropolitan rural urban neighboring neighbouring nearby
    nazi soviet communist imperial modern ancient colonial postwar post democratic federal socialist islamic former
    arab muslim christian catholic jewish black white""".split()
)
OFFICES = frozenset(
    """president premier prime vice king queen prince princess emperor chancellor minister foreign finance defense
    defence interior trade ambassador secretary senator congressman speaker pope chairman leader ministry
    government central supreme parliament congress senate army navy air national federal state statistics""".split()
)

SPEAKING = frozenset(
    """bank ministry minister president premier chancellor government agency bureau department institute council
    commission officials spokesman spokeswoman ambassador embassy""".split()
)
"""Behind a country's name they make it the one of whoever speaks: "X's central bank said"."""

WATERS_BEFORE = frozenset("gulf sea strait straits bay lake river port fort mount cape new little isle".split())
WATERS_AFTER = frozenset(
    """sea ocean river gulf strait straits delta avenue street square road boulevard airlines airways times post daily
    herald tribune gazette cup prix museum college""".split()
)

PARTS = frozenset(
    """capital city cities province provinces region county district town village prefecture suburb slum metropolis
    governorate municipality enclave exclave""".split()
)
"""Of a country these are parts: "the capital of X", "X's northern province"."""
PART_OF_IT = frozenset(
    "northern southern eastern western central rural urban upper lower northeastern northwestern".split()
)
PARTS_ALONE = PARTS | frozenset("state bloc continent territory union eurozone zone company camp camps".split())
"""What "the state's rate" and "in the province" are of."""
NO_PART_BEHIND = frozenset("and or but of in is was are were has have had who which that said says".split())
COMPASS_AND_NEW = frozenset(
    """north south east west northern southern eastern western central upper lower inner outer new baja""".split()
)
OTHER_CLAUSE = frozenset([";", "while", "whereas", "but"])
COMPARING = frozenset("than unlike like behind against versus ahead besides".split())
"""By these a place is brought as what the measured one is compared with."""
DEPENDING = frozenset("rely relies relied relying depend depends depended depending dependent reliant".split())
SUPERLATIVES = frozenset("most least worst best".split())
COMPARED = frozenset("any above below other average mean".split())
"""Right before a region or union they say that it is what the measured one is held against."""

IN_A_PLACE = frozenset("in of across within inside throughout for around".split())
WITH_A_PLACE = frozenset("with to from through via into toward towards".split())
TOWARD: dict[str, frozenset[str]] = {
    "exports": frozenset("to through via toward towards into with".split()),
    "imports": frozenset("from through via with".split()),
}
"""Which small words bring the other side of a pair, by the measure's denominator."""

OPENERS = frozenset(
    "and but while when as that because although though if since where whereas meanwhile or so then".split()
)
BESIDE = frozenset("the both neighboring neighbouring nearby northern southern eastern western rural central".split())

POINTING_BACK = frozenset(["its", "it"])
BEHIND_EXISTENTIAL = frozenset("is are was were has have had will may might could would seem seemed isn aren".split())
BEFORE_EXISTENTIAL = frozenset(
    """that and but or as if when while because where though although since so say says said think thinks thought know
    knows believe believes whether than which now today currently is are was were""".split()
)
"""Before "there" and behind it they make it the "there" of "there are", which names no place."""
BRINGS_A_SCENE = frozenset("in on at across by during from among within over under inside for after before".split())
UNSAID = frozenset(
    """population populace country nation citizens residents inhabitants households nationwide people economy
    government regime parliament kingdom republic sultanate emirate archipelago""".split()
)
"""Words that stand for a place which the sentence leaves unsaid."""

AFTER_A_PLACE = (
    OFFICES
    | MODIFIERS
    | frozenset(
        """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december covid gdp""".split()
    )
)
"""Capitals that may stand right behind a place without making a name with it."""

DEALING = frozenset(
    """supplies supply supplied supplying provides provided takes took taking buys bought buying absorbs absorbed accounts
    accounted accounting receives received purchases purchased makes made represents represented buyer customer
    supplier market destination source partner""".split()
)
"""By these a place is the other side of somebody's trade: "X buys 30 percent of Y's exports"."""
