from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.asides import ASIDE_RULES, REPEATED, leave_aside
from claims.extraction.quantities import find_quantities
from claims.extraction.sentence_wording import Wording, WorthinessInput
from claims.extraction.sentences import split_sentences
from claims.extraction.worthiness import WORTHINESS_RULES, judge_worthiness
from claims.extraction.worthiness_features import FEATURES
from claims.extraction.worthiness_model import GRAIN, KINDS, shipped_model
from claims.values import Attribution
from claims.wording import sentence
from claims.wording.extraction import CATALOGUE, FORMS

SHARED = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).resolve().parents[3] / "shared"))
SEED = SHARED / "claim-data" / "seed"
MODEL_CODES = {"words_raise", "form_raises", "words_lower", "form_lowers"}


def features(
    sentence: str, *, indicator: bool = False, place: bool = False, claimant: str | None = None
) -> WorthinessInput:
    return WorthinessInput(
        sentence=sentence,
        quantities=find_quantities(sentence),
        has_indicator=indicator,
        has_place=place,
        claimant=claimant,
        attribution=Attribution.REPORTED if claimant else Attribution.NONE,
    )


def score(given: WorthinessInput) -> float:
    return judge_worthiness(given)[0]


def codes(given: WorthinessInput) -> list[str]:
    return [reason.code for reason in judge_worthiness(given)[1]]


def test_a_sourced_figure_of_a_known_measure_outranks_all_else() -> None:
    ranked = [
        features("The bank says inflation is 9 percent in Peru.", indicator=True, place=True, claimant="bank"),
        features("Inflation is 9 percent in Peru.", indicator=True, place=True),
        features("The fair sold 900 llamas in Peru.", place=True),
        features("Ada Obi, 41, leads the union."),
        features("The minister went home."),
        features("Perhaps the minister could go home."),
    ]

    scores = [score(given) for given in ranked]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_the_reasons_name_the_rules_that_moved_it() -> None:
    given = features("The bank says inflation is 9 percent in Peru.", indicator=True, place=True, claimant="bank")

    assert codes(given)[:3] == ["figure_of_indicator", "sourced_figure", "figure_at_place"]
    assert set(codes(given)[3:]) <= MODEL_CODES


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("It is the highest tower in Africa.", "record"),
        ("She is the first woman to hold the post.", "record"),
        ("Is inflation at 9 percent?", "question"),
        ("Inflation will be 9 percent.", "prediction"),
        ("Inflation could be 9 percent.", "modal"),
        ("If inflation is 9 percent, we lose.", "hypothetical"),
        ("He wants to cut 9 percent.", "intention"),
        ("They should cut 9 percent.", "wish"),
        ("It is a terrible 9 percent.", "opinion"),
        ("I saw 9 percent.", "first_person"),
    ],
)
def test_each_kind_of_wording_moves_the_score(sentence: str, code: str) -> None:
    given = features(sentence)

    assert code in codes(given)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Read more about Peru here.", "aside_boilerplate"),
        ("(This story has not been edited by our staff.)", "aside_boilerplate"),
        ("Is the harvest of Peru lost?", "aside_question"),
        ('"Did you know that 40 percent are poor?"', "aside_question"),
        ("The rate will reach 9 percent.", "aside_prediction"),
        ("By then 70 percent of jobs will be gone.", "aside_prediction"),
        ('"Chances are not high that she will live to age 95, but she tries.', "aside_prediction"),
        ("The bank expects growth of 3 percent.", "aside_prediction"),
        ("If they met, the war might end.", "aside_hypothetical"),
        ("She wants to make the country rich.", "aside_intention"),
        ("They ought to help.", "aside_wish"),
        ("It was a wonderful and brilliant evening.", "aside_opinion"),
        ("And so they did.", "aside_nothing"),
    ],
)
def test_what_nobody_can_look_up_is_left_aside_with_the_rule(sentence: str, code: str) -> None:
    reason = leave_aside(features(sentence))

    assert reason is not None
    assert reason.code == code


@pytest.mark.parametrize(
    "sentence",
    [
        "40 percent of the people are poor, and the number will rise.",
        "Lebanon, with a debt of 150 percent of output, will default.",
        "It was the first time that a Chilean won.",
        "The law, which will take effect in May, covers 300 firms.",
        "The army killed its own officers.",
        "About half of the wells are dry.",
    ],
)
def test_what_can_be_looked_up_is_kept(sentence: str) -> None:
    assert leave_aside(features(sentence, place=True)) is None


def test_a_heading_without_a_number_is_left_aside_and_one_with_a_number_is_kept() -> None:
    bare = WorthinessInput("Floods in Beira", heading=True)
    counted = WorthinessInput("Floods kill 40 in Beira", find_quantities("Floods kill 40 people"), heading=True)

    assert leave_aside(bare) is not None
    assert leave_aside(counted) is None


def test_every_code_has_its_words() -> None:
    given = {rule.code for rule in WORTHINESS_RULES} | {code for code, _ in ASIDE_RULES} | {REPEATED.code} | MODEL_CODES

    assert given == set(CATALOGUE)


@pytest.mark.skipif(not SEED.exists(), reason="the annotated article is not beside this checkout")
def test_a_measured_article_ranks_its_weighty_claims_above_what_is_not_checkable() -> None:
    gold = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))
    text = (SEED / "article.txt").read_text(encoding="utf-8")
    scores = {
        sentence.start: 0.0 if leave_aside(features(sentence.text)) else score(features(sentence.text))
        for sentence in split_sentences(text)
    }

    weighty = [scores[claim["start"]] for claim in gold["claims"] if claim["check_worthiness"] == "high"]
    idle = [scores[sentence["start"]] for sentence in gold["non_checkable"]]

    assert min(weighty) > max(idle)


def test_the_model_tells_which_words_and_forms_moved_it() -> None:
    reasons = {reason.code: reason for reason in judge_worthiness(features("Unemployment fell by 4 percent."))[1]}

    words = sentence(reasons["words_raise"])
    assert "unemployment" in words
    assert "percent" in words
    assert "percent" in dict(reasons["form_raises"].numbers)["forms"].split()
    assert sentence(reasons["form_raises"])


def test_among_sentences_of_the_same_rules_the_model_decides() -> None:
    assert score(features("The administration cut taxes for corporations.")) > score(features("Thank you so much."))


def test_every_form_has_its_words() -> None:
    assert {feature.name for feature in FEATURES} | {"word_order"} == set(FORMS)


def test_every_form_has_a_weight_that_is_shipped() -> None:
    model = shipped_model()

    assert set(model.features) == {feature.name for feature in FEATURES}
    assert set(model.usual) == set(FORMS)
    assert all(model.weights[kind] for kind in KINDS)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_score_of_its_parts(text: str) -> None:
    model = shipped_model()

    answer = model.answer(Wording(WorthinessInput(text)))

    logit = model.bias / GRAIN + sum(answer.features.values()) + sum(answer.wording.values())
    assert answer.probability == pytest.approx(1 / (1 + math.exp(-logit)))
    assert answer == model.answer(Wording(WorthinessInput(text)))


def test_scores_are_the_same_whatever_the_hashes_of_the_process() -> None:
    said = "Nearly 40 percent of the jobs were lost; the deficit doubled, he said, and we paid for it."
    code = f"from tests.extraction.test_worthiness import *; print(judge_worthiness(features({said!r})))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "factcheck.settings"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]
