"""`manage.py train_worthiness` and `manage.py evaluate worthiness` on data made up here, and on the real."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.extraction.worthiness_model import model_of

SHARED = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).resolve().parents[3] / "shared"))
DATA = SHARED / "claim-data"
ROWS = [(f"We lost {n} million jobs in 19{n}.", 1) for n in range(10, 30)] + [
    (f"Thank you, {name}, and good night to you all." if n % 2 else f"I hope that {name} will sing.", 0)
    for n in range(2)
    for name in "Ann Bob Cat Dan Eve Fay Gus Hal Ida Jon".split()
]


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.json"
    path.write_text(json.dumps([{"text": text, "label": label} for text, label in ROWS]))
    return path


def test_weights_are_written_where_they_are_told_to_and_say_of_what_they_are(data: Path) -> None:
    out = data.parent / "weights.txt"

    run("train_worthiness", str(data), "--out", str(out))

    model = model_of(out.read_text(encoding="utf-8"))
    assert model.about["data"] == "made-up.json"
    assert model.about["sentences"] == "40"


def test_training_again_gives_the_same_file(data: Path) -> None:
    outs = [data.parent / "one.txt", data.parent / "two.txt"]

    for out in outs:
        run("train_worthiness", str(data), "--out", str(out))

    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_four_folds_print_every_figure(data: Path) -> None:
    said = run("evaluate", "worthiness", str(data))

    assert "seed 2" in said
    assert "40, of them check-worthy 20" in said
    for name in ("precision", "recall", "F1", "average precision", "nDCG", "P@10", "P@50"):
        assert f"\n{name}" in said


def test_debates_are_ranked_by_file_with_a_mean_and_what_was_seen(tmp_path: Path) -> None:
    trained = tmp_path / "learnt.csv"
    trained.write_text("Text,Verdict\nWe lost two million jobs in that year.,1\nHello there.,0\n", encoding="utf-8")
    rows = "1\tA\tWe lost two million jobs in that year.\t1\n2\tB\tThank you very much.\t0\n"
    for name in ("one.tsv", "two.tsv"):
        (tmp_path / name).write_text(rows, encoding="utf-8")

    said = run("evaluate", "worthiness", str(tmp_path), "--trained-on", str(trained)).splitlines()

    assert said[2].split()[:5] == ["one", "2", "1", "50%", "1.000"]
    assert said[4].startswith("mean (2)")
    assert said[5] == "mean, new to the weights: none"


def test_held_out_sentences_that_were_learnt_are_left_out(tmp_path: Path) -> None:
    both = "Text,Verdict\nWe lost two million jobs in that year.,1\nHello there.,0\n"
    trained, held = tmp_path / "learnt.csv", tmp_path / "groundtruth.csv"
    trained.write_text(both, encoding="utf-8")
    held.write_text(both + "Exports rose by 9 percent in 1999.,1\n", encoding="utf-8")

    said = run("evaluate", "worthiness", str(held), "--trained-on", str(trained))

    assert "3 sentences; 1 that they saw are left out" in said
    assert "2, of them check-worthy 1" in said


@pytest.mark.parametrize("text", ["no table", "1\tA\tOne\n", "1\tA\tOne\tx\n", ""])
def test_what_cannot_be_read_is_told_with_its_cause(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(text)

    with pytest.raises(CommandError, match="line 1"):
        run("evaluate", "worthiness", str(path))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be measured"):
        run("evaluate", "worthiness", str(tmp_path / "none.json"))
    with pytest.raises(CommandError, match="No weights"):
        run("train_worthiness", str(tmp_path / "none.json"))


@pytest.mark.skipif(not DATA.exists(), reason="the data set is not beside this checkout")
def test_the_shipped_weights_tell_sentences_that_they_never_saw() -> None:
    said = run("evaluate", "worthiness", str(DATA / "claimbuster" / "groundtruth.csv"))

    figures = dict(line.rsplit(None, 1) for line in said.splitlines() if line.startswith(("F1", "average")))
    assert float(figures["F1"]) >= 0.85
    assert float(figures["average precision"]) >= 0.93
