"""English words that decide where a sentence ends."""

from __future__ import annotations

TITLES = frozenset(
    "mr mrs ms mx dr prof gen sen rep reps sens gov lt col sgt capt cmdr maj adm brig rev hon pres "
    "supt messrs mme mlle sr. fr amb atty cpl pvt det insp mt ft".split()
)
"""Before a name: a stop after them never ends a sentence."""

BEFORE_NUMBER = frozenset(
    "no nos p pp art arts sec sect fig figs vol vols ch chap para approx ca circa rs jan feb mar apr "
    "jun jul aug sep sept oct nov dec tel ext eq resp".split()
)
"""A stop after them ends no sentence where a number follows."""

ABBREVIATIONS = frozenset(
    "st ave blvd rd inc co corp ltd llc plc jr sr etc vs est dept univ assn bros ed eds govt intl "
    "natl al cf viz jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs "
    "fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo "
    "mont neb nev okla ore pa penn tenn tex va vt wash wis wyo approx ph.d e.g i.e a.m p.m".split()
)
"""A stop after them ends a sentence only where the next word is one that begins sentences."""

STARTERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my your there here "
    "in on at by for from with after before since during while when where as if but and or so yet nor "
    "because although though however meanwhile moreover instead still also then now today yesterday "
    "some many most few all both each every no not one two three what who why how which according "
    "despite under over about nearly almost more last next earlier later once only even such other "
    "another".split()
)

REPORTING = frozenset(
    "said says asked asks told wrote writes added adds replied shouted cried warned insisted argued "
    "wondered exclaimed demanded tweeted joked quipped continued concluded".split()
)
"""A name and one of these after a quoted question belong to its sentence."""
