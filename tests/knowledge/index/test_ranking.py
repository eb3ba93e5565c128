"""The ranker orders the best of the first stage; what it does not look at follows below."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.documents import Article, Document
from knowledge.index.first_stage import FEWEST_CANDIDATES, MOST_CANDIDATES
from knowledge.index.question import Question
from knowledge.index.ranking import ArticleIndex
from knowledge.ingest.batch import Batch
from knowledge.model import shipped
from knowledge.snapshot import build

ARTICLES, STANDING_OUT = 150, 5
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


@pytest.mark.parametrize("limit", [1, 10, MOST_CANDIDATES, MOST_CANDIDATES + 20, 1000])
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
    judged = len(index.candidates(QUESTION).rows)
    expected = plain.best(QUESTION, 140).rows
    assert judged == MOST_CANDIDATES
    np.testing.assert_array_equal(index.best(QUESTION, 140).rows[judged:], expected[judged:])


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few articles about births, many that only have a word of it."""
    law = Document("903/2020/NĐ-CP", "Nghị định", "Nghị định về hộ tịch")
    births = [
        Article(law.number, str(n), "Thủ tục đăng ký khai sinh", "Đăng ký khai sinh cho con.")
        for n in range(1, STANDING_OUT + 1)
    ]
    others = [
        Article(law.number, str(n), f"Việc thứ {n}", "Giấy tờ gồm đơn theo mẫu, hồ sơ, ký tên.")
        for n in range(STANDING_OUT + 1, ARTICLES + 1)
    ]
    path = tmp_path_factory.mktemp("uneven") / "compiled"
    build(path, Batch({law.number: law}, births + others))
    return path


@pytest.mark.parametrize("model", [shipped(), (shipped().importance,)], ids=["ranked", "plain"])
@pytest.mark.parametrize("question", [QUESTION, Question.of("thu tuc dang ky khai sinh")])
@pytest.mark.parametrize("beyond", [-1, 0, 1, 50])
def test_where_few_stand_out_few_are_ranked(
    uneven: Path, model: tuple[Any, ...], question: Question, beyond: int
) -> None:
    index = ArticleIndex(uneven, ARTICLES, *model)
    judged = index.candidates(question).rows
    assert len(judged) == FEWEST_CANDIDATES
    limit = len(judged) + beyond
    ranked, order = index.best(question, limit), index.candidates(question, limit).rows
    assert len(ranked.rows) == limit
    assert set(ranked.rows[: len(judged)].tolist()) <= set(judged.tolist())
    np.testing.assert_array_equal(ranked.rows[len(judged) :], order[len(judged) :])
    assert (np.diff(ranked.scores) <= 1e-6).all()
    assert (np.diff(ranked.chances) <= 1e-6).all()


def test_what_stands_out_is_that_which_is_allowed(uneven: Path) -> None:
    index = ArticleIndex(uneven, ARTICLES, *shipped())
    others = np.arange(ARTICLES) >= STANDING_OUT
    assert len(index.candidates(QUESTION, allowed=others).rows) == MOST_CANDIDATES
    ranked = index.best(QUESTION, 100, others)
    assert len(ranked.rows) == 100
    assert others[ranked.rows].all()


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
