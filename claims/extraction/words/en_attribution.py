"""English words by which somebody is given as the one who says something."""

from __future__ import annotations

SAYING = frozenset(
    """say says said tell tells told argue argues argued warn warns warned insist insists insisted explain explains
    explained tweet tweets tweeted claimed maintained stated noted added alleged asserted contended conceded
    acknowledged remarked replied boasted complained testified recalled""".split()
)
"""They take what was said as it stands: "X said", "said X"."""

FINDING = frozenset(
    """estimate estimates estimated estimating report reports reported reporting show shows showed showing find finds
    found finding suggest suggests suggested suggesting indicate indicates indicated indicating believe believes
    believed think thinks thought expect expects expected predict predicts predicted project projects projected
    forecast forecasts forecasted calculate calculates calculated conclude concludes concluded reckon reckons
    reckoned put puts putting saying claiming warning arguing announcing announce announces announced claim claims
    maintain maintains state states note notes noting add adds write writes wrote admit admits admitted
    acknowledge acknowledges allege alleges assert asserts contend contends concede concedes deny denies denied
    reveal reveals revealed confirm confirms confirmed declare declares declared""".split()
)
"""They need somebody in front of them and what was found behind: "X estimates that"."""

WITHOUT_THAT = frozenset(
    """estimate estimates estimated estimating put puts putting forecast forecasts forecasted expect expects project
    projects projected predict predicts predicted report reports reported calculate calculates calculated""".split()
)
"""Of those, the ones that go without "that" before a number."""

PLAIN_FINDING = frozenset("show shows showed finds think thinks believe believes indicate suggest suggests".split())
"""Of those, the ones that go without "that" altogether."""

ASIDES = frozenset(
    """also later once now has have had then recently publicly himself herself themselves itself previously repeatedly
    already often still just earlier again officially privately bluntly flatly""".split()
)
"""Words between a speaker and the verb."""

PASSIVE = frozenset("is are was were be been being am not to an a its their his her the widely often".split())
"""Before such a verb they say that it tells of nobody's saying: "is said to", "an estimated"."""

PRONOUNS = frozenset(["he", "she", "they", "it"])
MODALS = frozenset("can could may might will would shall should must to not".split())
OWNERS = frozenset("its their his her our my your".split())
UNNAMED = frozenset(
    """analysts officials experts economists critics researchers scientists diplomats lawyers spokesman spokeswoman
    spokesperson advisers auditors statisticians observers""".split()
)
"""People without a name who may still be claimants."""
NOBODY = frozenset("i we you who which that this these those there what one some many others people nobody".split())

CLAUSE_WORDS = frozenset(
    """and but while when as that because although though if since where whereas after before so or yet for until
    unless than with despite who whom whose which how why what whether not nor like""".split()
)
LINKS = frozenset("of for the at de la du van von der den bin al el and & di da dos in on s a an".split())
LAST_LINKS = frozenset("of for at de la du van von der den bin al el and & di da dos in on from by the a an".split())

REPORTS = frozenset(
    """data figures report reports study studies survey surveys poll polls estimate estimates statistics numbers
    research analysis findings census records projections""".split()
)
BY_WHOM = frozenset(["from", "by", "of"])

TAILS = frozenset("who which that whose based where when while as citing speaking adding noting".split())
"""What begins a description behind a name."""

ROLE_STARTS = frozenset("a an the who former one professor director head president chief".split())


NOT_NAMES = frozenset(
    """the a an but and in on at for of as if when while after before since he she they it his her their its this
    that these those there here now then yet still also even although though because with from to by about most many
    some all both no not what who why how where more less nearly almost only just last next every each monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october
    november december so or nor our we you i my your instead meanwhile however like unlike under over new one two
    surveys analysts officials experts economists critics starting chances malnutrition according""".split()
)
"""Capitals at the head of a sentence that begin no name, and days and months."""

TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir president premier prime minister chancellor king queen prince princess
    senator sen rep representative governor gov secretary gen general col colonel lt sgt captain capt judge justice
    chairman chairwoman director former foreign finance defense defence economist spokesman spokeswoman""".split()
)

ARTICLES = frozenset(["the", "a", "an", "its", "their", "his", "her"])
NOT_FOUND = frozenset(["to", "of", "for", "in", "on", "by", "from", "and", "or", "signs", "no", "up", "off", ","])
"""Behind such a verb they say that nothing was found by it: "reports of", "shows signs"."""

BODIES = frozenset(
    """organization organisation bank ministry department united nations fund bureau office agency council commission
    union university institute center centre program programme company group association committee government
    statistics authority board court party foundation international national news federation society""".split()
)
"""Words in the names of bodies: "he" is none of these."""

WRITING = frozenset("wrote writes reported reports".split())
"""They take the speaker behind them too, behind a comma."""
LEADING = frozenset(["according", "per", "by", "in"])
RECKONINGS = frozenset(
    "reckoning estimate estimates estimation account count calculation calculations tally words".split()
)
"""Between "by" or "in" and "of": "by the reckoning of the bank"."""
TAKEN = frozenset(["goodbye", "farewell", "hello", "sorry", "yes", "no"])
CLAIMED = frozenset(["claimed", "claims", "claim"])
LIVES = frozenset("lives victims responsibility seats gold medals benefits asylum victory".split())
"""What is claimed without a word: "the flood claimed 40 lives"."""
BEFORE_PASSIVE = frozenset("is are was were be been being ,".split())
PASSIVE_FINDING = frozenset(
    """put estimated reported valued calculated projected measured reckoned rated given confirmed assessed counted
    recorded cited quoted gauged judged verified said described""".split()
)
"""With a form of "be" before and "by" behind, somebody found it."""

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
MONTH_WORDS = frozenset(
    """january february march april may june july august september october november december""".split()
)
ISSUED = frozenset("published released issued carried printed appearing reported posted".split())
SHARES = frozenset("percent % half third quarter most majority respondents".split())
"""Who is asked is not who says it: "most voters said"."""
ADVERBS = frozenset(["widely", "often", "not"])
TELLING_WHOM = frozenset("tell tells told".split())
