"""English words by which a claimant is a person, a body or somebody without a name."""

from __future__ import annotations

ROLES = frozenset(
    """president premier chancellor minister secretary senator representative congressman congresswoman governor mayor
    deputy vice king queen prince princess pope bishop archbishop cardinal imam rabbi reverend father sister general
    colonel major captain commander lieutenant sergeant admiral marshal corporal officer inspector detective constable
    superintendent sheriff commissioner chief head director manager chairman chairwoman chair chairperson ceo executive
    founder owner boss leader speaker whip lawmaker lawmakers legislator mp mps mep councillor councilwoman councilman
    alderman candidate nominee politician diplomat ambassador envoy consul negotiator adviser advisor aide strategist
    treasurer comptroller controller auditor judge justice magistrate prosecutor lawyer attorney solicitor barrister
    professor lecturer teacher headteacher principal dean rector academic scientist researcher fellow historian
    economist statistician demographer sociologist psychologist psychiatrist epidemiologist virologist biologist
    ecologist climatologist meteorologist geologist seismologist physicist chemist engineer architect astronomer
    anthropologist archaeologist oceanographer analyst expert specialist consultant broker trader banker investor
    entrepreneur businessman businesswoman industrialist farmer fisherman miner driver ranger nurse midwife doctor
    surgeon physician paediatrician pediatrician dentist pharmacist vet shopkeeper baker butcher chef waiter
    carpenter plumber electrician mechanic builder worker labourer laborer trader vendor resident villager neighbour
    neighbor pensioner student pupil graduate activist campaigner organiser organizer volunteer unionist author writer
    novelist poet journalist reporter editor columnist correspondent blogger broadcaster presenter actor actress singer
    musician director producer artist footballer coach trainer athlete player pilot sailor soldier veteran warden
    spokesman spokeswoman spokesperson coordinator co-ordinator administrator registrar actuary regulator watchdog
    ombudsman laureate politician mother widow wife husband son daughter brother successor predecessor rival opponent colleague partner
    wholesaler grower breeder herder rancher winemaker brewer baroness lord lady dame sir mr mrs ms miss mx dr prof
    sen rep gov gen col lt sgt capt maj cmdr adm rev hon hunter guide clerk cleric priest pastor""".split()
)
"""Right before a name they say what somebody is, and are no part of the name."""

MALE = frozenset(
    """mr sir king prince lord father brother son husband chairman spokesman businessman congressman councilman fisherman
    actor john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick
    jack dennis jerry tyler aaron jose adam henry nathan peter kyle walter ethan jeremy harold keith roger noah gerald
    carl terry sean arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel alan juan logan wayne
    ralph roy eugene randy vincent russell louis philip phil bobby johnny bradley tom tim jim bob bill dan ken karl hans
    jan erik lars ole per sven olaf ivan igor vladimir sergei dmitri alexei boris mikhail pavel andrei viktor oleg ahmed
    mohammed muhammad mohamed ali hassan hussein omar ibrahim yusuf khalid abdul mustafa karim carlos luis jorge pedro
    miguel antonio francisco manuel rafael fernando diego javier marco luca giuseppe giovanni mario paolo enrique pablo
    pierre jean francois jacques michel emmanuel nicolas wolfgang klaus jurgen dieter heinz kofi kwame emeka chinedu
    raj rajiv narendra arun vijay sanjay ravi amit wei jun hiroshi kenji takeshi shinzo""".split()
)
FEMALE = frozenset(
    """mrs ms miss lady dame queen princess baroness mother sister daughter wife widow chairwoman spokeswoman businesswoman
    congresswoman councilwoman actress mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa
    nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie
    rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine
    christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly
    lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann anne sara madison
    frances kathryn janice jean alice abigail julia judy sophia grace denise amber doris marilyn danielle beverly
    isabella theresa diana natalie brittany charlotte marie kayla alexis lori beth claire lena eva ingrid ursula petra
    heike astrid oksana olga tatiana natalia irina svetlana elena ana lucia lucía carmen rosa isabel paula sofia fatima
    aisha amina leila layla nadia mariam hala zainab ngozi amara wanjiru anita priya lakshmi sunita indira mei yuki
    keiko sana joanna jane kate katie lucy zoe chloe fiona moira siobhan""".split()
)
"""Titles and given names by which "he" and "she" are told apart; other names may be either."""

PEOPLE = frozenset(
    """analysts officials experts economists critics researchers scientists diplomats lawyers advisers advisors auditors
    statisticians observers opponents supporters campaigners activists residents witnesses sources investigators doctors
    medics rescuers historians academics traders investors pollsters forecasters demographers epidemiologists farmers
    unions employers lawmakers politicians ministers senators republicans democrats conservatives prosecutors
    authorities organisers organizers protesters relatives neighbours neighbors locals villagers teachers nurses workers
    engineers meteorologists seismologists environmentalists conservationists ecologists biologists psychologists
    sociologists surgeons regulators inspectors charities agencies companies media reporters journalists insiders
    executives managers bankers brokers aides commentators correspondents leaders parents students pupils users voters
    respondents participants members others people""".split()
)
"""Several people without a name."""

BODY_NOUNS = frozenset(
    """ministry department government administration bureau office agency council commission union university institute
    institution centre center programme program company firm group association committee authority board court bank
    party foundation federation society organisation organization organisations charity watchdog think-tank tank
    thinktank newspaper magazine broadcaster network paper registry treasury parliament senate congress house cabinet
    police army navy military force forces service services fund alliance coalition league chamber club corporation
    consultancy pollster regulator operator manufacturer maker retailer supermarket airline insurer lender carrier
    brewer utility hospital clinic school college academy laboratory lab museum church diocese embassy consulate
    prosecution prosecutors inquiry panel taskforce tribunal body partnership trust start-up startup venture exchange
    secretariat directorate inspectorate observatory region city town municipality state county province mission
    union's syndicate cooperative co-operative campaign movement militia kremlin pentagon vatican secretariat nations
    international ltd inc plc gmbh research statistics news times post journal lancet media press radio television tv
    survey census observatory airways airlines motors energy oil gas steel holdings partners capital securities
    chamber watch rights relief works project initiative forum monitor observer""".split()
)
"""A body of whatever name; alone and with "the" they point back to one that was named."""
POINTING_BODIES = frozenset(
    """agency company firm group charity organisation organization body watchdog institute institution foundation union
    think-tank tank thinktank fund association newspaper retailer airline manufacturer maker lender regulator council
    campaign consultancy broadcaster network alliance federation bank ministry department bureau office university
    commission committee party authority operator pollster""".split()
)
GENERIC_BODIES = frozenset(
    """agency company firm group charity organisation organization body watchdog institution think-tank tank thinktank
    retailer airline manufacturer maker lender regulator consultancy broadcaster network alliance operator
    pollster""".split()
)
"""Of those, the ones that no name needs to hold: "the agency" may be any."""

KNOWN_BODIES = frozenset(
    """eurostat oxfam unicef unesco unaids reuters gallup ipsos yougov interpol europol greenpeace amnesty frontex nato
    opec asean hamas hezbollah facebook google amazon apple microsoft tesla boeing airbus toyota volkswagen samsung
    netflix uber twitter meta nokia ericsson siemens shell gazprom rosneft aramco glencore nestle unilever pfizer
    moderna astrazeneca deloitte kpmg mckinsey moody's moody fitch afrobarometer latinobarometro statista nielsen
    kantar opinium savanta comres insee istat destatis ibge indec statcan nasa noaa labour labor likud fidesz syriza
    podemos reform greens parliament congress kremlin pentagon vatican treasury whitehall downing brussels moscow
    beijing washington tehran pyongyang kyiv kiev ankara jerusalem damascus riyadh islamabad seoul tokyo berlin paris
    london madrid rome lancet guardian bloomberg statcan unhcr halifax nationwide rightmove zoopla barclays hsbc
    santander lloyds citigroup jpmorgan sotheby christie's carbon care caritas mercy""".split()
)
"""Bodies with a name of one word; so are all in capitals."""
CONJOINING = frozenset("of for the and & without against on to by under".split())
"""Small words in the names of bodies, not of people."""

POINTING_PEOPLE = frozenset(["he", "she"])
EPITHETS = frozenset(["politician", "man", "woman", "official"])
"""With "the" they mean whoever spoke last."""
COURTESY = frozenset("mr mrs ms miss dr prof sir".split())
SPOKESPEOPLE = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen representative".split())
OF_WHOM = frozenset(["for", "of", "at", "from"])

LABELS = frozenset(
    """analysis opinion comment watch video live update updates breaking explainer explained factbox timeline interview
    review exclusive correction editorial podcast gallery pictures photos note summary quote facts fact check q a source
    sources tags related recap profile obituary background context warning example result results question answer""".split()
)
"""Before a colon in a headline they name a form of text, nobody who says something."""

UNNAMED = frozenset("unidentified unknown unnamed".split())
"""Before a colon in a transcript they name somebody whom it does not name."""
