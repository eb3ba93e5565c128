"""The measures are the textbook's."""

from __future__ import annotations

import json
from math import log2
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.evaluate import (
    LabelledQuestion,
    evaluate,
    measure,
    ndcg,
    read_questions,
    recall,
    reciprocal_rank,
)
from knowledge.search import Library

AB = frozenset({"a", "b"})


def test_ndcg() -> None:
    assert ndcg(["a", "b"], AB) == 1
    assert ndcg(["x", "a"], frozenset({"a"})) == pytest.approx(1 / log2(3))
    assert ndcg(["a", "x"], AB) == pytest.approx(1 / (1 + 1 / log2(3)))
    assert ndcg([], AB) == ndcg(["x"] * 10 + ["a"], AB) == 0


def test_reciprocal_rank() -> None:
    assert reciprocal_rank(["x", "y", "b", "a"], AB) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"] * 10 + ["a"], AB) == 0


def test_recall_is_the_share_of_the_relevant() -> None:
    assert recall(["a", "x", "b"], AB, 1) == 0.5
    assert recall(["a", "x", "b"], AB, 3) == 1


def test_measures_are_averages_over_questions() -> None:
    found = {"one": ["a"], "two": ["x"]}
    questions = [LabelledQuestion(question=text, relevant=frozenset({"a"})) for text in found]
    measures = measure(lambda text, _: found[text], questions)
    assert measures[:6] == (2, 0.5, 0.5, 0.5, 0.5, 0.5)


def test_the_small_library(library: Library) -> None:
    question = LabelledQuestion(
        question="nghỉ thai sản mấy tháng", relevant=frozenset({"945/2019/qh99+139"})
    )
    named = evaluate(library, [question]).named()
    assert {name: named[name] for name in ("n", "ndcg@10", "recall@1")} == {
        "n": 1, "ndcg@10": 1, "recall@1": 1,
    }  # fmt: skip
    assert list(named) == [
        "n", "ndcg@10", "mrr@10", "recall@1", "recall@10", "recall@100", "p50_ms", "p99_ms",
    ]  # fmt: skip


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n")
    return path


def test_questions_from_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", {"id": "1", "question": "Ly hôn?", "relevant": ["a"]})
    assert read_questions(path)[0].question == "Ly hôn?"
    assert read_questions(path, unaccented=True)[0].question == "ly hon?"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"question": "?"}],
        [{"question": "", "relevant": ["a"]}],
        [[]],
        [{"question": "?", "relevant": []}],
    ],
)
def test_a_file_that_holds_no_questions(tmp_path: Path, rows: list[object]) -> None:
    with pytest.raises(SourceError):
        read_questions(write(tmp_path / "q.jsonl", *rows))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        read_questions(tmp_path / "none.jsonl")
