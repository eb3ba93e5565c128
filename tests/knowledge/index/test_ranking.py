"""The ranker orders the best of the first stage; what it does not look at follows below."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.documents import Article, Document
from knowledge.index.question import Question
from knowledge.index.ranking import CANDIDATES, ArticleIndex
from knowledge.ingest.batch import Batch
from knowledge.model import shipped
from knowledge.snapshot import build

ARTICLES = 150
QUESTION = Question.of("Thủ tục đăng ký khai sinh")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many articles about nearly the same."""
    law = Document("903/2020/NĐ-CP", "Nghị định", "Nghị định về hộ tịch")
    articles = [
        Article(law.number, str(n + 1), f"Đăng ký khai sinh {n}", "Thủ tục hồ sơ. " * (n % 9 + 1))
        for n in range(ARTICLES)
    ]
    path = tmp_path_factory.mktemp("many") / "compiled"
    build(path, Batch({law.number: law}, articles))
    return path


@pytest.fixture(scope="module")
def index(folder: Path) -> ArticleIndex:
    return ArticleIndex(folder, ARTICLES, *shipped())


@pytest.mark.parametrize("limit", [1, 10, CANDIDATES, CANDIDATES + 20, 1000])
def test_scores_and_chances_fall(index: ArticleIndex, limit: int) -> None:
    ranked = index.best(QUESTION, limit)
    assert len(ranked.rows) == len(set(ranked.rows.tolist())) == min(limit, ARTICLES)
    assert (np.diff(ranked.scores) <= 1e-6).all()
    assert (np.diff(ranked.chances) <= 1e-6).all()


def test_more_hits_begin_with_the_same_ones(index: ArticleIndex) -> None:
    few, many = index.best(QUESTION, 10), index.best(QUESTION, 140)
    for name in few._fields:
        np.testing.assert_array_equal(getattr(few, name), getattr(many, name)[:10])


def test_below_the_ranker_the_first_stage_goes_on(folder: Path, index: ArticleIndex) -> None:
    plain = ArticleIndex(folder, ARTICLES, shipped().importance)
    expected = plain.candidates(QUESTION, 140).rows
    np.testing.assert_array_equal(
        index.best(QUESTION, 140).rows[CANDIDATES:], expected[CANDIDATES:]
    )


def test_only_what_is_allowed_is_found(index: ArticleIndex) -> None:
    allowed = np.zeros(ARTICLES, dtype=bool)
    allowed[[3, 77]] = True
    assert set(index.best(QUESTION, 10, allowed).rows.tolist()) == {3, 77}


def test_a_question_is_scored_once_for_several_searches(index: ArticleIndex) -> None:
    some, others = np.arange(ARTICLES) % 2 == 0, np.arange(ARTICLES) % 2 == 1
    scored = index.scored(QUESTION)
    for allowed in (some, others, None, some):
        found, expected = index.best_of(scored, 10, allowed), index.best(QUESTION, 10, allowed)
        for part, of_expected in zip(found, expected, strict=True):
            np.testing.assert_array_equal(part, of_expected)


def test_nothing_in_common_finds_nothing(index: ArticleIndex) -> None:
    assert [len(part) for part in index.best(Question.of("xyzzy"), 10)] == [0, 0, 0]


def test_without_a_ranker_the_first_stage_orders(folder: Path) -> None:
    plain = ArticleIndex(folder, ARTICLES)
    ranked = plain.best(QUESTION, 5)
    np.testing.assert_array_equal(ranked.rows, plain.candidates(QUESTION, 5).rows)
    assert not ranked.chances.any()
