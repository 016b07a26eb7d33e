"""English words of time."""

from __future__ import annotations

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

ORDINALS: dict[str, int] = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
}

RECORDS = frozenset("most least first worst best time record".split())
"""Before "since" they name a record, as every word in -est does."""

COUNTS: dict[str, int] = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), start=1
    )
} | {"a": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

WEEKDAYS: dict[str, int] = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}

TELLING = frozenset(
    """on in at to a an the late early earlier later last this past his her its their during from before of with and near
    interview speech statement conference news press briefing report post tweet letter blog email e-mail message memo
    video address debate rally visit hearing testimony meeting summit webcast broadcast programme program show podcast
    television tv radio parliament congress lawmakers reporters journalists senators supporters investors analysts
    officials crowd audience delegates members released published issued posted aired broadcast recorded speaking
    writing appearing published monthly weekly quarterly annual annually bulletin note paper article column book
    study survey call calls phone by telephone online website platform newspaper daily magazine agency afternoon morning evening night
    after midday noon town hall campaign budget presenting launching unveiling announcing testifying addressing data figures results findings
    week month year new separate joint recent fresh latest preliminary official""".split()
)
"""Words that may stand between a verb of saying and the day on which it was said: "told reporters in a briefing on"."""

OCCASIONS = frozenset(
    """speech interview statement report study survey paper book article column letter post tweet poll briefing address
    debate testimony blog memo review census data figures analysis""".split()
)
"""A year or a month beside one of these is when it was given, not when the figure was true."""
