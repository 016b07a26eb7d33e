"""English wordings of sentences that state nothing: denials, wishes, plans, suppositions, and what is no text.

Each is a pattern on text in small letters; an apostrophe stands for a curled one too. Their keys are the first four
letters of words of which one must stand in a sentence for any of them to fit.
"""

from __future__ import annotations

_CLAIM = (
    "claim|suggestion|allegation|accusation|report|idea|notion|charge|assertion|figure|number|estimate|rumour|rumor"
)
_TOLD = (
    rf"(?:{_CLAIM}|belief|statement|story|post|theory|impression|argument|image|statistic|meme|headline|line|view)s?"
)
_WHOSE = r"(?:the|a|an|any|all|such|this|that|these|those|his|her|its|their|media|local|press|widespread|\w+'s)"
_MERELY = (
    r"(?:(?:simply|just|plainly|demonstrably|completely|totally|entirely|utterly|largely|clearly|also|all|nothing but"
    r"|absolutely|patently) )?"
)
_WRONG = (
    r"(?:false|untrue|not true|wrong|incorrect|a lie|lies|a myth|myths|nonsense|rubbish|baseless|unfounded|fiction"
    r"|fake|bogus|a hoax|a fabrication|fabricated|made up|an invention|misleading|not supported by|fake news"
    r"|been debunked|debunked|been disproved|pure fantasy|fantasy|invented|absurd|a fairy tale)"
)

DENIALS = (
    rf"den(?:y|ies|ied|ying) (?:that|having|being|it|ever|(?:{_WHOSE} )?(?:\w+ )?(?:{_CLAIM})s?)",
    r"(?:reject|dismiss|disput|rebut|rubbish|contest|refut|pooh-pooh|brush|wav)(?:e|s|ed|es|ing)?(?: (?:aside|off|away))?"
    rf" (?:as \w+ )?(?:{_WHOSE} (?:\w+ ){{0,2}}?(?:{_CLAIM})s?|(?:{_CLAIM})s (?:that|of|by|from))",
    r"(?:disput|contest)(?:e|es|ed|s|ing)? that",
    r"(?:there is|there was|there's|with) no truth (?:to|in)",
    r"(?:said|says|insisted|insists|added|adds) (?:that )?it (?:was|is) (?:not true|untrue|false) that",
)
DENIALS_KEYS = "deny deni reje dism disp rebu rubb cont refu pooh brus wave wavi trut true untr fals"
"""Somebody says that something is not so."""

REFUTING = (
    r"it(?:'s| is| was) (?:simply |just )?(?:not true|untrue|false|a lie|a myth|wrong|nonsense)(?: to say| to claim)?"
    r" (?:that|to)",
    r"no truth (?:to|in)",
    r"isn't true that",
    r"(?:a|the|another|this|that|one) (?:\w+ )?(?:myth|lie|hoax|fairy tale|falsehood|conspiracy theory)(?: is)? that",
    rf"(?:the )?(?:false|fake|bogus|debunked|baseless|untrue|unfounded|wrong|mistaken|discredited) {_TOLD}",
    r"(?:falsely|wrongly|mistakenly|incorrectly) (?:claim|say|said|assert|state|alleg|suggest|believ|tell|told|insist)\w*",
    r"debunked",
    r"(?:nobody|no one)(?: in \w+ right mind)?(?: seriously| really| honestly)? (?:thinks|believes|buys)",
    r"(?:would|will|want\w*|like\w*) (?:have|to have) (?:you|us|people|voters|everyone) believe",
    r"contrary to (?:what|claim|popular|the claim|the popular|the belief|rumour|rumor|report|suggestion|assertion|\w+'s)\w*",
    r"(?:there is|there was|there's|there has been|with|found|saw|see|sees|offered|gave) no (?:\w+ )?(?:evidence|proof)"
    r" (?:that|for|of)",
    r"(?:no one|nobody|no study|no research|none) (?:has|have|had) (?:ever )?(?:prov|show|found|demonstrat|establish)\w*"
    r" that",
    r"(?:has|have|had) never (?:been )?(?:proved|proven|shown|established) that",
)
REFUTING_KEYS = "nobo no true untr fals lie myth wron nons trut hoax fair cons fake bogu debu base unfo mist disc inco beli cont evid proo prov show foun demo esta"
"""What stands behind such words is held out as wrong by the writer or the speaker."""

SUPPOSED = (r"so-called", r"supposed", r"supposedly", r"purported", r"purportedly", r"imaginary", r"mythical")
SUPPOSED_KEYS = "so-c supp purp imag myth"
"""Right before a figure they take it back."""

REFUTED_BEFORE = rf"(?:is|are|was|were|has|have|'s) {_MERELY}{_WRONG}\b"
REFUTED_KEYS = "fals untr true wron inco lie lies myth nons rubb base unfo fict fake bogu hoax fabr made inve misl supp debu disp fant absu fair"
REFUTED_SUBJECTS = rf"\b{_TOLD}\b(?: (?:that|of)\b|,)"
"""A claim of some kind that such words follow is refuted: "the idea that half are poor is false"."""

NEXT_REFUTES = rf"[\"'\u201c\u2018]?(?:that|this|it)(?:'s| is| was) {_MERELY}{_WRONG}\b"
"""The next sentence takes back what this one told."""
HEARSAY = r"(?:they|some|people|many|critics|opponents|you|others) (?:say|claim|tell|believe|think|hear|argue)\b"

MOCKERY = (
    r"mock(?:s|ed|ing)?",
    r"scoff(?:s|ed|ing)?",
    r"sneer(?:s|ed|ing)?",
    r"jeer(?:s|ed|ing)?",
    r"jok(?:e|es|ed|ing)",
    r"quip(?:s|ped|ping)?",
    r"deadpan(?:s|ned)?",
    r"as if",
    r"yeah,? right",
    r"oh,? sure",
)
MOCKERY_KEYS = "mock scof snee jeer joke joki quip dead if yeah oh"
MOCKING_STARTS = r"[\"'\u201c\u2018(]*(?:sure,|oh,? sure|yeah,? |oh,? yes,|right, because|of course, because|as if )"

DEFINITIONS = (
    r"(?:is|are|was|were) (?:usually |commonly |officially |generally |formally )?(?:defined|understood|classified|classed"
    r"|categorised|categorized|described|counted|regarded|considered|deemed)(?: to be)?(?: \w+){0,3} (?:as|if|when|whenever)",
    r"(?:,|\() ?defined as",
    r"defines? (?:\w+ ){1,5}?as",
    r"an? (?:[\w-]+ ){1,3}is (?:an?|any) (?:[\w-]+ ){1,3}?(?:with|that|who|which|whose|where|in which|at which)",
    r"is the (?:rate|share|number|amount|proportion|percentage|ratio|value|sum|average) (?:at which|by which|of people who)",
    r"counts? as (?:\w+ ){1,4}?(?:if|when|whenever)",
    r"(?:by definition|is taken to mean|are taken to mean|is the technical term)",
    r"(?:means|mean) (?:living|earning|having|spending|surviving|getting by) (?:on|less|more|under|below|over|up|at)",
)
DEFINITIONS_KEYS = (
    "a an rate shar numb amou prop perc rati valu sum aver defi unde clas cate desc coun rega cons deem mean term"
)
"""They say what a word means, and no more."""

WISHES = (
    r"(?:i|we) (?:wish|hope|pray|dream)",
    r"hop(?:e|es|ed|ing) (?:that|for)",
    r"hopes (?!to\b)\w+",
    r"wish(?:es|ed)? (?:that|for)",
    r"call(?:s|ed|ing)? for",
    r"call(?:s|ed|ing)? on",
    r"appeal(?:s|ed|ing)? (?:for|to)",
    r"urg(?:e|es|ed|ing)",
    r"demand(?:s|ed|ing)? (?:that|a|an|at|more|the|to|for|an end)",
    r"plead(?:s|ed|ing)? (?:for|with)",
    r"beg(?:s|ged|ging)? (?:for|the)",
    r"let's hope",
    r"want(?:s|ed)? (?:the|a|an|every|at|more|all|that|\w+ (?:government|country|state|council)) ",
)
WISHES_KEYS = "wish hope pray drea hopi call appe urge urgi dema plea beg begs begg want let'"

PLEAS = (
    r"(?:i|we) (?:wish|hope|pray)",
    r"hop(?:e|es|ed|ing) that",
    r"(?:wish|wishes|wished|demand|demands|demanded|demanding) that",
)
"""The ones that are wishes even without a figure."""
PLEAS_KEYS = "wish hope pray hopi dema"

ADVICE = (
    r"should(?! have been| (?:inflation|prices|growth|he|she|they|it|we|you)\b)",
    r"shouldn't",
    r"ought to",
    r"deserv(?:e|es|ed|ing)",
    r"(?:need|needs) to be",
    r"had better",
    r"in (?:the|his|her|their|its|my|our) (?:view|opinion)",
)
ADVICE_KEYS = "shou ough dese need view opin bett"
"""What somebody thinks right; a figure in it is a proposal."""

INTENTIONS = (
    r"plan(?:s|ned|ning)? (?:to|on|for)",
    r"(?:a|the|its|his|her|their|new|ambitious|\w+'s) (?:\w+ )?(?:plan|plans|pledge|promise|vow|bid|ambition|commitment) to",
    r"aim(?:s|ed|ing)? (?:to|for|at)",
    r"intend(?:s|ed|ing)? to",
    r"intention to",
    r"seek(?:s|ing)? to",
    r"hop(?:e|es|ed|ing) to",
    r"want(?:s|ed)? to",
    r"pledg(?:e|es|ed|ing) (?!of\b)(?:to|a|an|that|the|[$\u20ac\u00a3\d])",
    r"vow(?:s|ed|ing)? to",
    r"promis(?:e|es|ed|ing) (?!to\b)(?:a|an|that|the|at|more|[$\u20ac\u00a3\d])",
    r"commit(?:s|ted|ting)? (?:itself |himself |herself |themselves )?to",
    r"(?:target|goal|objective|aim|ambition) (?:is|was|remains) (?:to|for)",
    r"(?:we|i)(?: will|'ll) (?:create|build|cut|raise|hire|invest|spend|double|halve|give|bring|plant|deliver|lower|slash"
    r"|add|open|close|reduce|increase|make|provide|introduce|lift|recruit|train)",
    r"if (?:re-?)?elected\b[^.;]*\bwould",
    r"(?:considering|mulling|weighing|preparing|getting ready|gearing up|determined|committed) (?:to|a|an|the|cutting|raising"
    r"|spending|building)",
)
INTENTIONS_KEYS = "plan pled prom vow vows vowe vowi bid ambi comm aim aims aime aimi inte seek hope hopi want targ goal obje elec we'l i'll will cons mull weig prep gett gear dete"
"""What somebody means to do."""
HEADLINE_PLANS = (
    r"to (?:cut|build|spend|raise|hire|create|double|halve|invest|close|open|shed|axe|reach|hit|rise|fall|grow|shrink|pay|buy"
    r"|sell|send|slash|add|lose|get|receive|plant|train|recruit|launch|lay|expand|reduce|increase|boost|host|ban|give)"
)
HEADLINE_PLANS_KEYS = "to"
"""In a headline without another verb: "Ghana to build 40 schools"."""

SUPPOSING = (
    r"imagine",
    r"suppose(?! to)",
    r"supposing",
    r"let's (?:say|assume|suppose|imagine|pretend)",
    r"assum(?:e|ing) (?:that|a|an|the|\d)",
    r"what if",
    r"as though",
    r"in theory",
    r"hypothetically",
    r"say, for (?:example|instance),",
)
SUPPOSING_KEYS = "imag supp let' assu if thou theo hypo exam inst"
"""Nothing behind such words is stated."""
CONDITIONS = r"(?:if|had|were|unless|should)"
WOULD = (
    r"(?:would|'d)(?! (?:not )?(?:say|comment|confirm|rather|like|have (?:you|us)\b|often|sometimes|usually|always))"
)
"""Behind it stands what is not so, or not yet."""

WOULD_BY_A_YEAR = r"\bwould\b[^;]{1,80}\b(?:in|by|from|until) (?:the year )?20\d\d\b"
GOALS = r"(?:its |their |his )?(?:goal|target|forecast|outlook|projection|estimate|growth forecast|growth estimate)\b"
"""What looks ahead by such a noun begins with it: "holds 1 million, short of a target of 4 million"."""

LOOKING_AHEAD = (
    r"(?:may|might)(?! (?:not )?have\b| be (?:a|the|true|right|wrong|small|large)\b| \d| of\b)(?: not| also| soon| even| well"
    r"| yet| still)? [a-z]+",
    r"could (?:also |soon |even |well |yet |eventually )?(?:rise|fall|reach|hit|cost|lose|grow|shrink|climb|drop|double|triple"
    r"|be (?:lost|killed|displaced|wiped|forced|cut|up to|as (?:high|many|much|low)|worth)|top|exceed|slow|force|push|wipe"
    r"|add|cut|swell|jump|surge|die|run|plunge|slump|soar|contract|expand|become|go|see|face|need|take)",
    r"would(?! (?:not )?(?:say|comment|have\b|confirm|rather|like|often|sometimes|usually|always))",
    r"(?:is|are|was|were|been) (?:widely |now |still )?(?:projected|forecast|predicted|expected|likely|due|on track|on course"
    r"|slated|scheduled|tipped|seen) (?:to|for|as|at)?",
    r"(?:projects|project|foresees|foresee|anticipates|anticipate|forecast) (?:that )?(?:\w+ )?(?:growth|inflation|output"
    r"|a|an|the|unemployment|demand|gdp|\d)",
    r"(?:target|goal|objective) (?:for|by) (?:next|20\d\d)",
)
LOOKING_AHEAD_KEYS = "may migh coul woul proj fore pred expe like due trac cour slat sche tipp seen anti targ goal obje"

ASIDE_BREAKS = (
    r";| but (?!also\b)|, (?:saying|adding|insisting|noting|claiming|arguing|citing|and (?:said|says|it|he|she|they)|while"
    r"|although|though|which|who|whose|where|after|as|up from|down from|compared|from|now|currently|then|a figure"
    r"|yet|even though|because|since|more than double|twice) | \u2013 | - |\u2014| (?:after|because|although|whereas|even though) "
)
"""Where the reach of such words ends."""

BOILERPLATE_STARTS = (
    r"read more\b|read (?:also|next|the full)\b|also read\b|see also\b|related(?: (?:stories|articles|news|links))?:|more (?:news"
    r"|stories|on this|from)\b(?! than)|sign up\b|subscribe\b|click (?:here|on|to)\b|follow (?:us|@)|share (?:this|on)\b"
    r"|download (?:our|the) |photo(?:s|graph)?(?: by|:| credit|/)|\(?photo(?: by|:)|\[?image(?:s)?(?: credit| source|:)|credit:"
    r"|file (?:photo|picture)|picture:|pic:|video:|watch:|listen:|advertisement\b|sponsored\b|source: ?\w+(?: \w+)?$|tags?:"
    r"|topics?:|\u00a9|\(c\) ?\d{4}|copyright\b|\(?(?:additional |writing and )?reporting by\b|\(?(?:edited|editing|written|writing|compiled) by\b"
    r"|(?:last )?(?:updated|modified|published)(?: on| at|:)|updated \d|first published\b|join (?:our|us|the conversation)|get (?:our|the latest|all the)"
    r"|support (?:our|independent) journalism|become a (?:member|subscriber)|to (?:read|continue reading)(?: more| this|,)"
    r"|\d+ (?:min(?:ute)?s? read|comments?|shares?|views)\b|comments? \(|leave a (?:comment|reply)|(?:most|recommended|trending) (?:read|popular|stories|for you|now)"
    r"|this (?:story|article|report|piece|post|content|copy) (?:was|has|is|has been|first|originally|may)\b"
    r"|(?:a|an earlier|an) version of this (?:story|article)|correction:|editor's note|for (?:more (?:information|news|stories)|the latest)|enter your email"
    r"|thank you for|unlimited access|already a subscriber|log ?in\b|register (?:now|here|for)|home ?[|>\u203a\u00bb]|skip to"
    r"|we use cookies|by (?:signing|subscribing|clicking)|press release\b|contact (?:us|the (?:author|writer|reporter))|e-?mail:|tel:|follow .{1,40} on (?:twitter|facebook|instagram|x)\b"
)
"""At the head of a sentence: what stands around an article, be there a number in it or not."""
BOILERPLATE_WITHIN = (
    r"has not been edited|auto-generated|automatically generated|generated automatically|syndicated feed|all rights reserved|sign up (?:for|to)|our newsletter"
    r"|subscribe (?:to|now|today)|terms of (?:use|service)|privacy policy|cookie policy|contributed (?:reporting|to this)"
    r"|getty images|/(?:afp|reuters|ap|epa|getty|shutterstock)\b|(?:afp|reuters|ap|epa) photo\b|originally (?:published|appeared)|click here|free trial|download (?:our|the) app"
    r"|skip to content|share this article|follow us on|more news|advertisement|read more|newsletter|newsroom staff"
)
BOILERPLATE_KEYS = "edit auto gene synd righ sign news subs term priv cook cont gett afp reut ap epa shut orig clic free down skip shar foll more adve read"
