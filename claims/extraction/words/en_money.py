"""English names and signs of currencies, to ISO 4217 codes. A bare name goes to the currency that English news
means by it; a name that several currencies share keeps no code."""

from __future__ import annotations

SIGNS = {
    "$": "USD",
    "\u20ac": "EUR",
    "\u00a3": "GBP",
    "\u00a5": "JPY",
    "\u20b9": "INR",
    "\u20a6": "NGN",
    "\u20a9": "KRW",
    "\u20bd": "RUB",
    "\u20ba": "TRY",
    "\u20b4": "UAH",
    "\u20aa": "ILS",
    "\u20b1": "PHP",
    "\u0e3f": "THB",
    "\u20ab": "VND",
    "\u20bf": "XBT",
    "\u20b5": "GHS",
}
DOLLAR_LETTERS = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "r": "BRL",
    "nt": "TWD",
    "j": "JMD",
    "z": "ZWL",
}
"""Letters glued before a dollar sign."""

CODES = frozenset(
    "usd eur gbp jpy cny inr ngn krw rub try uah ils php thb vnd aud cad nzd hkd sgd brl twd chf sek "
    "nok dkk pln huf czk ron zar kes ugx tzs ghs etb egp mad xof xaf pkr lkr bdt npr idr myr mxn ars "
    "clp cop pen sar aed qar kwd irr iqd jod kzt bgn isk".split()
)
"""Read as codes only where written in capitals."""
CODES_LIKE_NAMES = frozenset({"cop"})
"""Names where they are glued to the digits ("COP28")."""
PREFIX_WORDS = {
    "rs": "INR",
    "re": "INR",
    "ksh": "KES",
    "ush": "UGX",
    "tsh": "TZS",
    "rmb": "CNY",
    "rm": "MYR",
    "tk": "BDT",
    "rp": "IDR",
    "sh": "KES",
    "shs": "KES",
    "dh": "AED",
    "dhs": "AED",
    "php": "PHP",
}
"""Stand before the number; written with a capital."""
LETTERS = {"r": "ZAR", "n": "NGN", "p": "PHP"}
"""Capitals glued to a number that has a scale or thousands ("R4.5bn", "N600 million"): others are names ("N95")."""

NAMES = {
    word: code
    for code, listed in {
        "USD": "dollar dollars bucks",
        "EUR": "euro euros",
        "GBP": "pound pounds sterling quid",
        "JPY": "yen",
        "CNY": "yuan renminbi",
        "INR": "rupee rupees",
        "NGN": "naira",
        "KRW": "won",
        "ZAR": "rand",
        "RUB": "rouble roubles ruble rubles",
        "TRY": "lira liras",
        "UAH": "hryvnia hryvnias hryvnya",
        "ILS": "shekel shekels",
        "THB": "baht",
        "IDR": "rupiah",
        "VND": "dong",
        "BDT": "taka",
        "MYR": "ringgit",
        "PLN": "zloty zlotys",
        "HUF": "forint forints",
        "SEK": "kronor",
        "BRL": "reais",
        "ETB": "birr",
        "GHS": "cedi cedis",
        "AED": "dirham dirhams",
        "SAR": "riyal riyals",
        "KZT": "tenge",
        "PEN": "soles",
        "": "peso pesos franc francs shilling shillings krona krone kroner dinar dinars rial rials kwacha",
    }.items()
    for word in listed.split()
}
QUALIFIED = {
    tuple(name.split()): code
    for code, listed in {
        "USD": "us dollars;us dollar;american dollars;u.s. dollars",
        "AUD": "australian dollars",
        "CAD": "canadian dollars",
        "NZD": "new zealand dollars",
        "HKD": "hong kong dollars",
        "SGD": "singapore dollars",
        "GBP": "pounds sterling;british pounds",
        "EGP": "egyptian pounds",
        "LBP": "lebanese pounds",
        "PKR": "pakistani rupees",
        "LKR": "sri lankan rupees",
        "NPR": "nepalese rupees",
        "INR": "indian rupees",
        "KES": "kenyan shillings;kenya shillings",
        "UGX": "ugandan shillings;uganda shillings",
        "TZS": "tanzanian shillings",
        "MXN": "mexican pesos",
        "ARS": "argentine pesos",
        "CLP": "chilean pesos",
        "COP": "colombian pesos",
        "PHP": "philippine pesos",
        "CHF": "swiss francs",
        "XOF": "cfa francs",
        "SEK": "swedish kronor;swedish krona",
        "NOK": "norwegian kroner;norwegian krone",
        "DKK": "danish kroner;danish krone",
        "CZK": "czech koruna;czech crowns",
        "TRY": "turkish lira",
        "KWD": "kuwaiti dinars",
        "IQD": "iraqi dinars",
        "SAR": "saudi riyals",
        "QAR": "qatari riyals",
        "IRR": "iranian rials",
        "CNY": "chinese yuan",
        "ZMW": "zambian kwacha",
    }.items()
    for name in listed.split(";")
}
EURO = frozenset({"\u20ac", "euro", "euros"})
"""Written with a point between thousands by some: "1.000 euros"."""
POUNDS_OF_WEIGHT = "pounds"
