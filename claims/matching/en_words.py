"""English words that tell nothing of what a claim is about, and endings that are cut off."""

STOP_WORDS = frozenset(
    """
    a about above after again against all almost also although always am among an and another any anyone anything are
    around as ask at away back be became because become been before being below between both but by came can cannot
    come could did do does doing done down during each either else ever every everyone everything few for from further
    get give go going gone got had has have having he her here hers herself him himself his how however i if in into
    is it its itself just know like made make many may me might mine more most much must my myself near neither never
    no nobody nor not nothing now of off often on once one only onto or other others our ours out over own per perhaps
    put quite rather really same say saying says said see seem seen shall she should show showed shown shows since so
    some somebody someone something still such take taken than that the their theirs them themselves then there these
    they thing things this those though through thus to together told too took toward towards under until up upon us
    use used using very via was way we well went were what whatever when where whether which while who whoever whole
    whom whose why will with within without would yes yet you your yours yourself
    report reported reports according claim claimed claims video photo photograph picture image post
    """.split()
)
ENDINGS = ("ies", "ing", "ed", "es", "s", "ly", "e")
