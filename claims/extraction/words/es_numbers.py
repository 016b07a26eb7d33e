"""Spanish numbers, units and times. What each table means stands in `claims.extraction.general.words`."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.extraction.general.tokens import Table, fold, folded
from claims.extraction.general.words import NumberWords, TimeKind, TimeWords, Unit, UnitWords
from claims.values import Comparator, QuantityKind


def listed(*phrases: str) -> Table[bool]:
    """Phrases apart by commas."""
    return Table({each.strip(): True for phrase in phrases for each in phrase.split(",") if each.strip()})


# --- numbers --------------------------------------------------------------------------------------------

_UNITS = (
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS = "cien dosc tresc cuatroc quin seisc setec ochoc novec".split()
VALUES = {
    **{fold(word): value for value, word in enumerate(_UNITS)},
    **{fold(word): 30 + 10 * at for at, word in enumerate(_TENS)},
    **{f"{stem}{end}": 100 * (at + 1) for at, stem in enumerate(_HUNDREDS) for end in ("ientos", "ientas") if at},
    "cien": 100,
    "ciento": 100,
    "quinientos": 500,
    "quinientas": 500,
    "uno": 1,
    "una": 1,
    "veintiuno": 21,
    "veintiuna": 21,
}
_MILLION = Decimal(1_000_000)
SCALES = {
    "mil": Decimal(1_000),
    **dict.fromkeys(("millon", "millones", "mm", "mill"), _MILLION),
    **dict.fromkeys(("millardo", "millardos"), 1_000 * _MILLION),
    **dict.fromkeys(("billon", "billones"), _MILLION * _MILLION),
}
_PARTS = {
    2: "medio medios",
    3: "tercio tercios",
    4: "cuarto cuartos",
    5: "quinto quintos",
    10: "décimo décimos",
}
_ORDINAL_PARTS = dict(
    zip("tercera cuarta quinta sexta séptima octava novena décima".split(), range(3, 11), strict=True)
)
_COMPARATORS = {
    Comparator.ABOUT: """cerca de, cerca del, alrededor de, alrededor del, unos, unas, aproximadamente, más o menos, en
        torno a, en torno al, entorno al, sobre unos, poco más o menos, prácticamente, ronda, rondan, rondaba, rondó,
        ronda ya, bordea, bordean, bordeó, se acerca a, se acerca al, se aproxima a, se aproxima al, rondando, cosa de, del orden de, aproximadamente el,
        a unos, cerca de unos""",
    Comparator.NEARLY: "casi, casi un, casi una, casi el, casi la, casi los, casi las, roza, rozan, rozó, rozando, a punto de",
    Comparator.MORE_THAN: """más de, más del, superior a, superior al, superiores a, por encima de, por encima del, supera,
        superan, superó, superaron, supera ya, superaba, superará, superarán, rebasa, rebasan, rebasó, excede, excedió, sobrepasa, sobrepasó,
        superando, mayor de, mayor a, superado""",
    Comparator.LESS_THAN: """menos de, menos del, inferior a, inferior al, inferiores a, por debajo de, por debajo del,
        menor de, menor a, no alcanza, no alcanza a, no supera, no llega a, no llega al, no llegan a, no llegan al, ni,
        ni el, ni siquiera, ni siquiera el""",
    Comparator.AT_LEAST: "al menos, por lo menos, como mínimo, un mínimo de, no menos de",
    Comparator.UP_TO: "hasta, como máximo, un máximo de, a lo sumo, no más de",
}
_AFTER = {
    Comparator.AT_LEAST: "o más, como mínimo, por lo menos, al menos",
    Comparator.UP_TO: "o menos, como máximo, a lo sumo",
    Comparator.ABOUT: "aproximadamente, más o menos",
}
NUMBERS = NumberWords(
    mark=",",
    values=VALUES,
    scales=SCALES,
    ones=folded("un una uno"),
    joiners=folded("y"),
    half=folded("medio"),
    halves=Table({"y medio": Decimal("0.5"), "y media": Decimal("0.5")}),
    fractions=Table({"la mitad": Decimal(50), "mitad": Decimal(50)}),
    parts=Table(
        {word: number for number, listed in _PARTS.items() for word in listed.split() if number > 2}
        | {f"{word} {part}": number for word, number in _ORDINAL_PARTS.items() for part in ("parte",)}
        | {f"{word}s partes": number for word, number in _ORDINAL_PARTS.items()}
    ),
    of_every=listed("de cada, de entre cada, por cada"),
    majorities=Table(
        {"la mayoría": False, "una mayoría": False, "la mayor parte": False, "la gran mayoría": True}
        | {"la inmensa mayoría": True, "la amplia mayoría": True, "una amplia mayoría": True, "una gran mayoría": True}
    ),
    orders=Table(
        {"decenas de miles de": Decimal(10_000), "cientos de miles de": Decimal(100_000), "millones de": _MILLION}
        | {"centenares de miles de": Decimal(100_000), "miles de": Decimal(1_000), "centenares de": Decimal(100)}
        | {"cientos de": Decimal(100), "decenas de": Decimal(10), "docenas de": Decimal(12)}
        | {"decenas de millones de": 10 * _MILLION, "cientos de millones de": 100 * _MILLION}
    ),
    multiples=Table(
        {
            f"{before}{verb}{end}": Decimal(times)
            for verb, times in (("duplic", 2), ("triplic", 3), ("cuadruplic", 4), ("quintuplic", 5), ("dobl", 2))
            for before, ends in (("se ", "ó aron a an"), ("se ha ", "ado"), ("se han ", "ado"), ("", "ó aron"))
            for end in ends.split()
        }
        | {
            f"{verb} a la mitad": Decimal("0.5")
            for verb in """se redujo, se redujeron, se ha reducido, se han reducido, cayó, cayeron, bajó, ha caído, ha
            bajado, disminuyó""".split(", ")
        }
    ),
    ratios=Table({"el doble": Decimal(2), "el triple": Decimal(3), "el cuádruple": Decimal(4)}),
    times=folded("veces"),
    aged=listed("mayores de, menores de, mayor de, menor de"),
    before=Table({each.strip(): kind for kind, text in _COMPARATORS.items() for each in text.split(",")}),
    after=Table({each.strip(): kind for kind, text in _AFTER.items() for each in text.split(",")}),
    between=("entre", "y"),
    from_to=(folded("de del desde"), folded("a al")),
    labels=folded(
        "artículo artículos art número núm n no calle avenida vuelo ley decreto real página páginas pág capítulo km "
        "kilómetro ruta autopista canal grupo sala juzgado puerto distrito edición temporada jornada resolución sala "
        "apartado punto expediente tomo volumen siglo boeing airbus covid agenda carretera piso habitación tel teléfono"
    ),
    ranks=listed(
        "el puesto, al puesto, del puesto, el lugar, al lugar, del lugar, la posición, a la posición, de la posición, "
        "puesto número, lugar número, posición número, el número, al número, la plaza, a la plaza, el escalón, al escalón"
    ),
    ordinal_signs=folded("º ª ° er o a"),
)

# --- units ----------------------------------------------------------------------------------------------

_MEASURES = {
    "tonnes": "tonelada, toneladas, toneladas métricas, tm",
    "kilograms": "kilo, kilos, kg, kilogramo, kilogramos",
    "grams": "gramo, gramos",
    "micrograms": "microgramo, microgramos",
    "barrels": "barril, barriles",
    "litres": "litro, litros",
    "km": "kilómetro, kilómetros, km",
    "metres": "metro, metros",
    "cm": "centímetro, centímetros, cm",
    "mm": "milímetro, milímetros",
    "km2": "kilómetros cuadrados, kilómetro cuadrado, km2, km²",
    "m2": "metros cuadrados, metro cuadrado, m2, m²",
    "m3": "metros cúbicos, metro cúbico",
    "hectares": "hectárea, hectáreas",
    "kwh": "kilovatios hora, kwh",
    "mw": "megavatio, megavatios, mw",
    "gw": "gigavatio, gigavatios, gw",
    "celsius": "grados centígrados, grados celsius, grado centígrado",
    "degrees": "grado, grados",
    "kmh": "kilómetros por hora, km/h",
    "points": """puntos porcentuales, punto porcentual, puntos, punto, puntos de porcentaje, décimas de punto""",
}
_TENTH, _BASIS = Unit("points", QuantityKind.MEASURE, Decimal("0.1")), Decimal("0.01")
_MONEY = {
    "USD": """dólar, dólares, dólares estadounidenses, dólares americanos, usd, us$, u$s, dólares de estados unidos""",
    "EUR": "euro, euros, €, eur",
    "GBP": "libra esterlina, libras esterlinas, libras, £",
    "MXN": "pesos mexicanos",
    "ARS": "pesos argentinos",
    "COP": "pesos colombianos",
    "CLP": "pesos chilenos",
    "UYU": "pesos uruguayos",
    "DOP": "pesos dominicanos",
    "CUP": "pesos cubanos",
    "PEN": "soles, nuevos soles",
    "VES": "bolívares",
    "BRL": "reales, reales brasileños",
    "JPY": "yen, yenes",
    "CNY": "yuan, yuanes",
    "CHF": "francos suizos",
    "RUB": "rublos",
    "pesos": "peso, pesos, $",
}
_TIMES = {"years": "año, años", "months": "mes, meses", "weeks": "semana, semanas", "days": "día, días"} | {
    "hours": "hora, horas",
    "minutes": "minuto, minutos",
    "seconds": "segundo, segundos",
}
_NAMED: dict[str, Unit] = {
    word.strip(): Unit(unit, kind)
    for kind, table in (
        (QuantityKind.MEASURE, _MEASURES),
        (QuantityKind.MEASURE, _MONEY),
        (QuantityKind.DURATION, _TIMES),
        (
            QuantityKind.PERCENT,
            {"percent": "%, por ciento, porciento, por cien, pct, puntos del pib, puntos de pib, puntos del pbi"},
        ),
    )
    for unit, words in table.items()
    for word in words.split(",")
}
_NAMED |= {"década": Unit("years", QuantityKind.DURATION, Decimal(10))}
_NAMED |= {"décadas": Unit("years", QuantityKind.DURATION, Decimal(10))}
_NAMED |= {"siglos": Unit("years", QuantityKind.DURATION, Decimal(100)), "décimas": _TENTH, "décima": _TENTH}
_NAMED |= {"puntos básicos": Unit("points", QuantityKind.MEASURE, _BASIS)}
UNITS = UnitWords(
    units=Table(_NAMED),
    money_before=Table({"us$": "USD", "u$s": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "$": "pesos"}),
    per_many=Table({"por cada": True, "por": False}),
    rates=Table(
        {"hijos por mujer": "per_woman", "niños por mujer": "per_woman", "por mujer": "per_woman"}
        | {"por kilómetro cuadrado": "per_km2", "por km2": "per_km2", "por km²": "per_km2"}
    ),
    each=Table(
        {"al año": "", "anuales": "", "por año": "", "al mes": "a month", "mensuales": "a month", "al día": "a day"}
        | {"diarios": "a day", "por día": "a day", "diarias": "a day", "la hora": "an hour", "por hora": "an hour"}
        | {"por persona": "per person", "por habitante": "per person", "per cápita": "per person"}
    ),
    people=folded(
        "persona personas habitante habitantes ciudadano ciudadanos mujeres hombres niños niñas niño menores jóvenes "
        "adultos trabajadores trabajadoras empleados desempleados parados médicos médicas enfermeros enfermeras "
        "soldados militares efectivos policías agentes adolescentes bebés ancianos migrantes inmigrantes refugiados desplazados turistas visitantes "
        "viajeros pacientes heridos muertos fallecidos víctimas estudiantes alumnos maestros profesores docentes "
        "diputados diputadas senadores senadoras legisladoras parlamentarias presos detenidos manifestantes votantes electores afiliados familiares pensionistas "
        "jubilados pobres almas vecinos residentes asistentes pasajeros solicitantes desaparecidos"
    ),
    plural=("s",),
    of=folded("de"),
)

# --- times ----------------------------------------------------------------------------------------------

_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
MONTHS = {word: at + 1 for at, word in enumerate(_MONTHS)} | {"setiembre": 9}
WEEKDAYS = {word: at for at, word in enumerate("lunes martes miercoles jueves viernes sabado domingo".split())}
_ORDINALS = ((1, "primer primero"), (2, "segundo"), (3, "tercer tercero"), (4, "cuarto ultimo"))
_DECADES = {"veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80}
_COUNTS = {word: value for word, value in VALUES.items() if 0 < value <= 30}
_FIELDS = {
    "year": r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d.,]*\d)",
    "until": r"(?P<until>(?:1[5-9]|20)\d\d)(?![\d.,]*\d)",
    "month": rf"(?P<month>{'|'.join(MONTHS)})",
    "to_month": rf"(?P<to_month>{'|'.join(MONTHS)})",
    "day": r"(?P<day>3[01]|[12]\d|0?[1-9])",
    "weekday": rf"(?P<weekday>{'|'.join(WEEKDAYS)})",
    "quarter": rf"(?P<quarter>{'|'.join(word for _, words in _ORDINALS for word in words.split())})",
    "half": r"(?P<half>primer|segundo)",
    "count": rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})",
    "decade": rf"(?P<decade>{'|'.join(_DECADES)}|noventa)",
    "ago": r"(?P<ago>anteayer|antier|ayer|hoy)",
    "of": r"(?:de|del)(?: (?:el )?(?:ano|mes de))?",
    "in": r"(?:en|durante|para|a lo largo de|a (?:finales|principios|mediados|comienzos) de|en todo)(?: el)?",
}
_PATTERNS = (
    (TimeKind.SPAN, "(?:entre|de|desde)(?: el ano)? {year} (?:y|a|hasta)(?: el ano)? {until}"),
    (TimeKind.MONTHS, "(?:entre|de) {month} (?:y|a) {to_month}(?: {of} {year})?"),
    (TimeKind.SINCE, r"(?:desde|a partir de)(?: el)?(?: (?:ano|mes de))?(?: {month} (?:de|del))? {year}"),
    (TimeKind.SINCE, "desde {month}"),
    (TimeKind.DAY, "{day} de {month}(?: {of} {year})?"),
    (TimeKind.QUARTER, "{quarter} trimestre(?: {of} {year})?"),
    (TimeKind.HALF, "{half} semestre(?: {of} {year})?"),
    (TimeKind.MONTH, "{month} {of} {year}"),
    (TimeKind.MONTH, "(?:en|durante|de|desde|hasta|el pasado|pasado mes de|mes de) {month}(?! {of})"),
    (
        TimeKind.DECADE,
        r"(?:anos|los|decada de los|decada de) (?:(?P<century>19|20)(?P<tens>\d0)|{decade})(?: del siglo)?",
    ),
    (TimeKind.LAST_YEARS, "(?:en )?(?:los|las) (?:ultim[oa]s|pasad[oa]s) {count} anos"),
    (TimeKind.LAST_YEARS, "(?:en )?(?:el|la) (?:ultim[oa]|pasad[oa]) (?P<count>ano|decada|lustro|quinquenio)"),
    (TimeKind.YEARS_AGO, "hace (?:(?:apenas|casi|ya|unos|solo|mas de|menos de) )?{count} anos"),
    (TimeKind.LAST_YEAR, "(?:el )?(?:ano pasado|pasado ano|ejercicio pasado|ano anterior)"),
    (TimeKind.THIS_YEAR, "(?:este ano|en lo que va de ano|en el presente ano)"),
    (TimeKind.LAST_MONTH, "(?:el )?(?:mes pasado|pasado mes)"),
    (TimeKind.WEEKDAY, "(?:el|este|del|el pasado) {weekday}"),
    (TimeKind.DAYS_AGO, "{ago}"),
    (TimeKind.YEAR, "(?:{in}|cerro|hasta|de|del|al cierre de|ano|,)(?: ano)? {year}"),
    (TimeKind.YEAR, "{year}"),
)
TIME = TimeWords(
    months=MONTHS,
    weekdays=WEEKDAYS,
    parts={word: number for number, words in _ORDINALS for word in words.split()},
    decades=_DECADES | {"noventa": 90},
    days_ago={"hoy": 0, "ayer": 1, "anteayer": 2, "antier": 2},
    counts=_COUNTS | {"ano": 1, "decada": 10, "lustro": 5, "quinquenio": 5},
    patterns=tuple(
        (kind, re.compile(rf"(?<![\w.,]){pattern.format_map(_FIELDS)}(?!\w)")) for kind, pattern in _PATTERNS
    ),
)
