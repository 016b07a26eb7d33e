"""Terms of claims, and which earlier claims are likely repeats."""

from __future__ import annotations

import pytest

from claims.matching.likely import FIRST_TERMS, most_shared, rank, rarest
from claims.matching.terms import MOST, terms_of

TOTAL = 1000


def ranked(claim: str, *others: str) -> list[tuple[int, bool]]:
    terms = terms_of(claim)
    candidates = {number: terms_of(other) for number, other in enumerate(others)}
    return [(each.key, each.likely) for each in rank(terms, candidates, dict.fromkeys(terms, 5), TOTAL)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000 people", "1000 people"),
        ("40%", "40 percent"),
        ("40.0 percent", "40 percent"),
        ("Côte d'Ivoire", "COTE D’IVOIRE"),
        ("imports of country", "importing countries"),
        ("the army", "armies"),
    ],
)
def test_spellings_of_one_thing_are_one_term(one: str, other: str) -> None:
    assert terms_of(one) == terms_of(other)


def test_words_that_tell_nothing_are_no_terms() -> None:
    assert terms_of("It was what they said about it, https://t.co/xyz @somebody") == frozenset()


@pytest.mark.parametrize("text", ["9" * 100_000, "word " * 100_000, "\ud800\x00\u202e", "²³½٣", "a" * 100_000])
def test_strange_texts_have_few_terms_of_bounded_length(text: str) -> None:
    found = terms_of(text)

    assert len(found) <= MOST
    assert all(len(term) <= 32 for term in found)


def test_the_same_claim_stands_before_one_that_shares_a_word() -> None:
    found = ranked(
        "A UN report says 40 percent of the people of Freedonia are undernourished",
        "Freedonia has the best beaches",
        "Forty percent of Freedonians, or 40 percent of the people in Freedonia, are undernourished",
    )

    assert found == [(1, True), (0, False)]


def test_another_number_stands_behind_the_same_one() -> None:
    found = ranked(
        "40 percent of Freedonia are undernourished",
        "70 percent of Freedonia are undernourished",
        "40 percent of Freedonia are undernourished",
    )

    assert [key for key, _likely in found] == [1, 0]


def test_one_shared_word_is_no_likely_repeat() -> None:
    assert ranked("Freedonia grows", "Freedonia") == [(0, False)]


def test_candidates_are_had_by_the_rarest_terms() -> None:
    assert rarest({"common": FIRST_TERMS, "rare": 2, "rarer": 1}) == ["rarer", "rare"]
    assert rarest({"common": 10 * FIRST_TERMS}) == ["common"]
    assert most_shared([(1, "rare"), (2, "rare"), (2, "rarer")], {"rare": 2, "rarer": 1}, TOTAL) == [2, 1]


def test_the_language_says_which_words_tell_nothing_and_how_numbers_are_written() -> None:
    assert terms_of("Según dijo ayer, no es lo que había", "es") == frozenset()
    assert terms_of("el 3,5 por ciento de 1.234.567", "es-MX") == terms_of("3.5 percent of 1,234,567")
    assert "lo" in terms_of("lo que dijo")
