"""Which language a text is of, and what the desk has in every language that it reads."""

from __future__ import annotations

import pytest

from claims.extraction.languages import ENGLISH, READ, UNKNOWN, WORDS, is_read, language_of
from claims.extraction.pipeline import extract, read_sentences
from claims.extraction.sentences import split_sentences
from claims.packs import load_lexicon, place_titles
from claims.values import Lexicon

ENGLISH_TEXT = (
    "The unemployment rate of the country fell to 12 percent last year, the minister said on Monday, and it was the "
    "lowest in more than a decade."
)
SPANISH_TEXT = (
    "La tasa de paro del país bajó al 12 por ciento el año pasado, dijo el lunes la ministra, y fue la más baja en más "
    "de una década, según los datos que publicó el instituto."
)
FRENCH_TEXT = (
    "Le taux de chômage du pays est tombé à 12 pour cent l'an dernier, a dit la ministre lundi, et c'est le plus bas "
    "depuis plus de dix ans selon les chiffres que l'institut a publiés."
)
PORTUGUESE_TEXT = (
    "A taxa de desemprego do país caiu para 12 por cento no ano passado, disse a ministra na segunda-feira, e foi a "
    "mais baixa em mais de uma década, segundo os dados que o instituto não tinha publicado."
)
RUSSIAN_TEXT = "Безработица упала до 12 процентов."


@pytest.mark.parametrize(
    ("text", "given", "language"),
    [
        (ENGLISH_TEXT, "", "en"),
        (SPANISH_TEXT, "", "es"),
        (FRENCH_TEXT, "", "fr"),
        (PORTUGUESE_TEXT, "", "pt"),
        (RUSSIAN_TEXT, "", UNKNOWN),
        (SPANISH_TEXT, "en", "es"),  # a template that nobody changed
        (SPANISH_TEXT, "es-MX", "es"),
        (ENGLISH_TEXT, "en_GB", "en"),
        (ENGLISH_TEXT, "eu", "eu"),  # Basque: no words of it are known, so the page is believed
        ("Paro: 12 %", "es", "es"),
        ("12 percent", "", "en"),
        ("", "", "en"),
    ],
)
def test_a_text_is_of_the_language_that_its_words_tell_else_of_the_given_one(
    text: str, given: str, language: str
) -> None:
    assert language_of(text, given) == language


@pytest.mark.parametrize(("code", "read"), [("en", True), ("es-AR", True), ("", True), ("fr", False), ("und", False)])
def test_what_the_desk_reads_is_told_by_the_code(code: str, read: bool) -> None:
    assert is_read(code) is read


def test_nothing_is_read_of_a_language_without_words_but_what_a_person_points_at() -> None:
    lexicon = load_lexicon("fr")

    assert extract(FRENCH_TEXT, lexicon=lexicon).claims == ()
    assert extract(FRENCH_TEXT, lexicon=lexicon).sentences == 0
    (bare,) = read_sentences(FRENCH_TEXT, 0, len(FRENCH_TEXT), lexicon=lexicon)
    assert (bare.sentence, bare.quantities, bare.indicator) == (FRENCH_TEXT, (), None)


def test_two_languages_in_turn_do_not_disturb_each_other() -> None:
    def indicators(text: str, lexicon: Lexicon) -> list[str | None]:
        return [each.indicator for each in extract(text, lexicon=lexicon).claims]

    both = [(ENGLISH_TEXT, load_lexicon()), (SPANISH_TEXT, load_lexicon("es"))] * 2

    assert [indicators(*each) for each in both] == [["unemployment"]] * 4


def test_sentences_end_where_the_language_ends_them() -> None:
    text = "El Sr. Paz viajó a EE. UU. con la Dra. Gil. Volvió en mayo."

    assert [each.text for each in split_sentences(text, "es-MX")] == [
        "El Sr. Paz viajó a EE. UU. con la Dra. Gil.",
        "Volvió en mayo.",
    ]


@pytest.mark.parametrize("language", sorted(READ - {ENGLISH}))
def test_a_language_has_phrases_of_every_indicator_and_a_name_of_every_place(language: str) -> None:
    lexicon = load_lexicon(language)
    whole = {each.slug for each in lexicon.indicators if not each.takes_person and len(each.phrases) < 3}
    named = {each.code for each in lexicon.places}

    assert whole == set()
    assert {code for code in place_titles() if code not in named} <= {"CSS", "ECS", "PSS"}  # groups with no usual name
    assert WORDS[language].code == language
