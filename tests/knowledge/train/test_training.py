"""Training writes the same model twice, and says what it was made from."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from knowledge.__main__ import main
from knowledge.model import FILE_NAME, read_model
from knowledge.train import fitting, importance, listwise, trees
from knowledge.train.crossvalidate import cross_validate
from knowledge.train.dataset import Dataset
from knowledge.train.training import RECORD_NAME


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A town's rules need fewer trees and networks than the country's laws."""
    grow, learn = trees.fit, listwise.fit
    monkeypatch.setattr(fitting.trees, "fit", lambda lists, seed, _=0: grow(lists, seed, 5))
    monkeypatch.setattr(fitting.listwise, "fit", lambda lists, seed: learn(lists, seed, 1, 2))
    monkeypatch.setattr(importance, "EPOCHS", 2)


def train(town: Path, asked: Path, out: Path, *more: str) -> int:
    return main(
        ["train", "--library", str(town), "--questions", str(asked), "--out", str(out), *more]
    )


def test_trained_twice_gives_the_same_bytes(
    town: Path, asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outs = [tmp_path / "one", tmp_path / "two"]
    assert [train(town, asked, out) for out in outs] == [0, 0]
    first, second = (
        [(out / name).read_bytes() for name in (FILE_NAME, RECORD_NAME)] for out in outs
    )
    assert first == second
    record = json.loads(first[1])
    assert record["model_sha256"] == sha256(first[0]).hexdigest()
    assert record["questions_sha256"] == sha256(asked.read_bytes()).hexdigest()
    assert record["questions"] == len(asked.read_text("utf-8").splitlines())
    assert str(tmp_path) not in first[1].decode()
    assert record["features"] == list(read_model(outs[0]).ranker.columns)
    assert {row["spelling"] for row in record["scores"]} == {"accents", "without", "spoiled"}
    assert "topical" in capsys.readouterr().out


def test_cross_validation_alone_writes_nothing(town: Path, asked: Path, tmp_path: Path) -> None:
    assert train(town, asked, tmp_path / "out", "--cross-validate") == 0
    assert not (tmp_path / "out").exists()


def test_every_question_is_judged_once_in_each_spelling(dataset: Dataset) -> None:
    validated = cross_validate(dataset, 0, noisy=str.upper)
    assert set(validated.judged) == {"accents", "without", "spoiled", "noisy"}
    assert len(set(validated.fold.tolist())) == 5
    for spelling, part in validated.judged.items():
        assert part.found.all()
        chances = validated.chances(spelling)
        assert ((chances > 0) & (chances < 1)).all()
        assert part.after[:, 2].mean() > 0.8  # the right one of similar rules among the best ten
    np.testing.assert_array_equal(
        validated.judged["accents"].right, validated.judged["accents"].after[:, 1] == 1
    )


@pytest.mark.parametrize("missing", ["library", "questions"])
def test_what_is_missing_is_said(
    town: Path, asked: Path, tmp_path: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = {"library": town, "questions": asked} | {missing: tmp_path / "nowhere"}
    assert train(paths["library"], paths["questions"], tmp_path / "out") == 1
    assert str(tmp_path / "nowhere") in capsys.readouterr().err


def test_without_lightgbm_it_says_what_is_missing(
    town: Path,
    asked: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "knowledge.train.training", None)
    assert train(town, asked, tmp_path / "out") == 1
    assert "lightgbm" in capsys.readouterr().err
