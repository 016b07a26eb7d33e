"""English units of measure, money and time, as they stand after (or before) a number."""

from __future__ import annotations

from decimal import Decimal

PERCENT = (("percent",), ("per", "cent"), ("per", "-", "cent"), ("%",), ("pc",), ("pct",), ("percents",), ("\uff05",))
POINTS = (
    ("percentage", "points"),
    ("percentage", "point"),
    ("-", "percentage", "-", "point"),
    ("percentage", "-", "point"),
    ("percent", "points"),
    ("pp",),
    ("%", "points"),
    ("-", "percentage", "point"),
)
BARE_POINTS = ("points", "point")
BASIS_POINTS = (("basis", "points"), ("basis", "point"), ("bps",))

DURATIONS = {
    word: (unit, Decimal(factor))
    for unit, factor, listed in (
        ("years", 1, "year years yr yrs year's years'"),
        ("months", 1, "month months month's"),
        ("weeks", 1, "week weeks week's"),
        ("weeks", 2, "fortnight fortnights"),
        ("days", 1, "day days day's"),
        ("hours", 1, "hour hours hr hrs"),
        ("minutes", 1, "minute minutes min mins"),
        ("seconds", 1, "second seconds sec secs"),
        ("years", 10, "decade decades"),
        ("years", 100, "century centuries"),
    )
    for word in listed.split()
}
OLD = frozenset({"old"})
OF_AGE = ("of", "age")

_MEASURES = {
    "tonnes": "tonne tonnes ton tons t",
    "kilotonnes": "kt kilotonne kilotonnes",
    "megatonnes": "megatonne megatonnes mt",
    "gigatonnes": "gigatonne gigatonnes gt",
    "kilograms": "kg kgs kilo kilos kilogram kilograms",
    "grams": "gram grams gramme grammes g",
    "milligrams": "mg milligram milligrams",
    "micrograms": "microgram micrograms \u00b5g \u03bcg",
    "pounds_weight": "lb lbs",
    "ounces": "ounce ounces oz",
    "barrels": "barrel barrels bpd",
    "litres": "litre litres liter liters",
    "gallons": "gallon gallons",
    "km": "km kms kilometre kilometres kilometer kilometers",
    "metres": "m metre metres meter meters",
    "cm": "cm centimetre centimetres centimeter centimeters",
    "mm": "mm millimetre millimetres millimeter millimeters",
    "miles": "mile miles",
    "feet": "foot feet ft",
    "inches": "inch inches",
    "nautical_miles": "nm",
    "km2": "km\u00b2",
    "m2": "m\u00b2",
    "m3": "m\u00b3",
    "knots": "knot knots",
    "horsepower": "horsepower hp",
    "decibels": "decibel decibels db",
    "carats": "carat carats",
    "hectares": "hectare hectares ha",
    "acres": "acre acres",
    "kwh": "kwh",
    "mwh": "mwh",
    "gwh": "gwh",
    "twh": "twh",
    "kw": "kw kilowatt kilowatts",
    "mw": "mw megawatt megawatts",
    "gw": "gw gigawatt gigawatts",
    "tw": "tw terawatt terawatts",
    "celsius": "celsius c",
    "fahrenheit": "fahrenheit f",
    "degrees": "degree degrees",
    "kmh": "kmh kph",
    "mph": "mph",
    "ppm": "ppm",
    "bytes_kilo": "kilobytes kb",
    "bytes_mega": "megabytes mb",
    "bytes_giga": "gigabytes gb",
    "bytes_tera": "terabytes tb",
    "pence": "pence penny p",
    "volts": "volts volt",
    "calories": "calories calorie kcal",
    "bushels": "bushel bushels",
    "teu": "teu teus",
}
MEASURES: dict[tuple[str, ...], str] = {
    (word,): unit for unit, listed in _MEASURES.items() for word in listed.split()
} | {
    ("square", "kilometres"): "km2",
    ("square", "kilometers"): "km2",
    ("sq", "km"): "km2",
    ("sq", ".", "km"): "km2",
    ("km", "2"): "km2",
    ("m", "2"): "m2",
    ("m", "3"): "m3",
    ("sq", "m"): "m2",
    ("sq", "miles"): "square_miles",
    ("sq", ".", "miles"): "square_miles",
    ("square", "mile"): "square_miles",
    ("square", "kilometre"): "km2",
    ("square", "metre"): "m2",
    ("cubic", "metre"): "m3",
    ("metres", "per", "second"): "metres_per_second",
    ("m", "/", "s"): "metres_per_second",
    ("square", "miles"): "square_miles",
    ("square", "metres"): "m2",
    ("square", "meters"): "m2",
    ("square", "feet"): "square_feet",
    ("sq", "ft"): "square_feet",
    ("cubic", "metres"): "m3",
    ("cubic", "meters"): "m3",
    ("cubic", "feet"): "cubic_feet",
    ("cubic", "kilometres"): "km3",
    ("kilowatt", "hours"): "kwh",
    ("kilowatt", "-", "hours"): "kwh",
    ("megawatt", "hours"): "mwh",
    ("megawatt", "-", "hours"): "mwh",
    ("gigawatt", "hours"): "gwh",
    ("gigawatt", "-", "hours"): "gwh",
    ("terawatt", "hours"): "twh",
    ("terawatt", "-", "hours"): "twh",
    ("metric", "tons"): "tonnes",
    ("metric", "tonnes"): "tonnes",
    ("nautical", "miles"): "nautical_miles",
    ("degrees", "celsius"): "celsius",
    ("degree", "celsius"): "celsius",
    ("degrees", "c"): "celsius",
    ("degrees", "fahrenheit"): "fahrenheit",
    ("degrees", "f"): "fahrenheit",
    ("\u00b0", "c"): "celsius",
    ("\u00b0", "f"): "fahrenheit",
    ("miles", "per", "hour"): "mph",
    ("miles", "an", "hour"): "mph",
    ("kilometres", "per", "hour"): "kmh",
    ("kilometers", "per", "hour"): "kmh",
    ("kilometres", "an", "hour"): "kmh",
    ("km", "/", "h"): "kmh",
    ("parts", "per", "million"): "ppm",
}
GLUED_MEASURES = frozenset("t c f g p".split())
"""Letters that are a unit only where glued to the digits."""
NEVER_GLUED = frozenset({"G", "D"})
"""Capitals that make a name of the digits before them ("5G")."""
CAPITAL_MEASURES = frozenset("c f".split())
"""Glued letters that are degrees only as capitals ("38C")."""
SHORT_MEASURES = frozenset("m ha nm mt gt kt mb kb gb tb min sec".split())
"""Spelled like other words: a unit only after digits."""
LENGTH_AFTER = frozenset(
    "tall high long wide deep away below above sprint race race, hurdles freestyle butterfly final "
    "relay across apart".split()
)
"""After "100m": metres, not million."""

LENGTH_NEAR = frozenset(
    "cleared jumped leapt jump vault vaulter throw threw thrown shot javelin discus hammer tall deep high wave waves "
    "tide tides river depth height snow".split()
)
"""Near "6.24m": metres."""

RATES = {
    ("per", "1,000"): "per_1000",
    ("per", "1000"): "per_1000",
    ("per", "thousand"): "per_1000",
    ("per", "10,000"): "per_10000",
    ("per", "100,000"): "per_100000",
    ("per", "100000"): "per_100000",
    ("per", "million"): "per_million",
    ("per", "1m"): "per_million",
    ("for", "every", "1,000"): "per_1000",
    ("for", "every", "100,000"): "per_100000",
    ("in", "every", "1,000"): "per_1000",
    ("in", "every", "100,000"): "per_100000",
    ("per", "100"): "per_100",
    ("for", "every", "100"): "per_100",
    ("per", "square", "kilometre"): "per_km2",
    ("per", "square", "kilometer"): "per_km2",
    ("per", "sq", "km"): "per_km2",
    ("for", "every", "square", "kilometre"): "per_km2",
    ("babies", "per", "woman"): "per_woman",
    ("per", "hundred"): "per_100",
    ("births", "per", "woman"): "per_woman",
    ("children", "per", "woman"): "per_woman",
    ("children", "for", "each", "woman"): "per_woman",
    ("child", "per", "woman"): "per_woman",
    ("children", "a", "woman"): "per_woman",
}
PER_SO_MANY = ("per", "for", "to")
"""Before any other number of the whole; all but the first need an "every"."""
LIVE = "live"
RATE_FILLERS = frozenset("of among under in lives".split())
"""May stand between the number and its "per 1,000"."""
PER_TIMES = frozenset(
    "day week month year hour minute second head capita person household night kilo kilogram kg litre liter "
    "gallon tonne ton barrel hectare acre mile km kilometre ounce bushel pupil patient child worker family".split()
)
PER = frozenset({"a", "an", "per", "each", "every"})
YEARLY = frozenset(["a year", "per year", "each year", "every year"])
ONE_PERSON = frozenset("head capita person household".split())
CHILDREN = frozenset("children babies births kids child".split())
