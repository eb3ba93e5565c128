"""The first stage adds up what the fields say, and takes the highest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index import calibration, first_stage
from knowledge.index.first_stage import (
    ACCENTED,
    FEWEST_CANDIDATES,
    MOST_CANDIDATES,
    UNACCENTED,
    FirstStage,
    field_weights,
    promising,
    top,
)
from knowledge.index.importance import WEIGHED
from knowledge.index.postings import Columns, Postings, Scores
from knowledge.index.question import Question
from tests.knowledge.index import laws as made_up
from tests.knowledge.index.test_importance import network

ARTICLES = len(made_up.ARTICLES)
QUESTIONS = [Question.of(text) for text in made_up.QUESTIONS]
asked = pytest.mark.parametrize("question", QUESTIONS, ids=made_up.QUESTIONS)


@pytest.fixture(scope="module")
def stage(laws_folder: Path) -> FirstStage:
    return FirstStage(laws_folder, ARTICLES, None)


def of_field(folder: Path, field: str, question: Question) -> list[Scores]:
    """What each term of one field adds to all articles; nothing where it is unknown."""
    postings = Postings.open(folder, field)
    terms = getattr(question, field)
    return [
        Columns(postings.columns(terms[place : place + 1]), ARTICLES).add_up()
        for place in range(len(terms))
    ]


@asked
def test_the_score_is_the_weighed_sum_over_the_fields(
    laws_folder: Path, stage: FirstStage, question: Question
) -> None:
    importance = {name: made_up.weights(len(getattr(question, name))) for name in WEIGHED}
    gathered = stage.gather(question)
    found = gathered.columns.add_up(gathered.pick(importance))
    expected = np.zeros(ARTICLES)
    for name, weight in field_weights(question).items():
        for factor, scores in zip(
            importance[name], of_field(laws_folder, name, question), strict=True
        ):
            expected += weight * factor * scores
    assert expected.any()
    assert found == pytest.approx(expected, rel=1e-4)


def test_words_count_only_with_accents(stage: FirstStage) -> None:
    plain = Question.of("ly hon thi con ai nuoi")
    assert not plain.accented
    gathered = stage.gather(plain)
    assert set(gathered.fields.tolist()) == {WEIGHED.index("pairs"), WEIGHED.index("syllables")}
    assert field_weights(plain) is UNACCENTED
    assert field_weights(Question.of("ly hôn")) is ACCENTED


@asked
def test_without_a_network_every_term_weighs_one(stage: FirstStage, question: Question) -> None:
    found = stage.importance(question)
    assert {name: values.tolist() for name, values in found.items()} == {
        name: [1] * len(getattr(question, name)) for name in WEIGHED
    }


@asked
def test_a_network_s_weights_are_drawn_towards_their_mean(
    laws_folder: Path, question: Question
) -> None:
    made = network()
    stage = FirstStage(laws_folder, ARTICLES, made)
    found, seen = stage.importance(question), stage.traits(question)
    for place, name in enumerate(WEIGHED):
        raw = made.weights(place, seen[name])
        assert found[name].shape == raw.shape
        if len(raw):
            assert found[name].mean() == pytest.approx(raw.mean(), rel=1e-5)
            assert np.ptp(found[name]) == pytest.approx(0.6 * np.ptp(raw), abs=1e-5)
            assert (np.argsort(found[name]) == np.argsort(raw)).all()


def test_a_question_without_a_word(stage: FirstStage) -> None:
    nothing = Question.of("?!")
    assert all(not len(values) for values in stage.importance(nothing).values())
    gathered = stage.gather(nothing)
    assert (
        gathered.columns.add_up(gathered.pick(stage.importance(nothing))).tolist() == [0] * ARTICLES
    )


@pytest.mark.parametrize(("text", "share"), [("vợ chồng phường", 6), ("vo chong phuong con", 3)])
def test_in_a_large_library_common_syllables_are_passed_over(
    laws_folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, share: int
) -> None:
    question = Question.of(text)
    whole = [scores for scores in of_field(laws_folder, "syllables", question) if scores.any()]
    rare = [scores for scores in whole if np.count_nonzero(scores) <= ARTICLES // share]
    assert 0 < len(rare) < len(whole)
    monkeypatch.setattr(first_stage, "LARGE", ARTICLES)
    gathered = FirstStage(laws_folder, ARTICLES, None).gather(question)
    assert np.count_nonzero(gathered.fields == WEIGHED.index("syllables")) == len(rare)


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(0, 40))
def test_top(drawn: list[int], limit: int) -> None:
    scores = np.array(drawn, dtype=np.float32)
    order = sorted((-score, row) for row, score in enumerate(drawn) if score > 0)
    assert top(scores, limit).tolist() == [row for _, row in order][:limit]


def graded(high: int, middle: int, low: int) -> Scores:
    """Scores of 500: the best 10, some just above 6, some between 6 and 5, some just below 5."""
    scores = np.full(500, 1, dtype=np.float32)
    scores[100] = 10
    for begin, size, score in ((200, high, 6.1), (300, middle, 5.9), (400, low, 4.9)):
        scores[begin : begin + size] = score
    return scores


@pytest.mark.parametrize(
    ("high", "middle", "accented", "unaccented"),
    [(0, 0, 20, 20), (10, 5, 20, 20), (18, 0, 20, 20), (30, 9, 31, 40), (5, 45, 20, 51),
     (59, 9, 60, 60), (90, 0, 60, 60)],
)  # fmt: skip
def test_where_some_stand_out_the_others_are_passed_over(
    high: int, middle: int, accented: int, unaccented: int
) -> None:
    scores = graded(high, middle, low=50)
    best = top(scores, MOST_CANDIDATES)
    for expected, has_accents in ((accented, True), (unaccented, False)):
        rows = promising(scores, accented=has_accents)
        np.testing.assert_array_equal(rows, best[:expected])


@given(st.lists(st.integers(0, 20), max_size=FEWEST_CANDIDATES))
def test_of_few_none_is_passed_over(drawn: list[int]) -> None:
    scores = np.array(drawn, dtype=np.float32)
    np.testing.assert_array_equal(promising(scores, accented=True), top(scores, len(drawn)))


def test_no_list_of_a_large_library_is_short_to_the_calibration() -> None:
    assert FEWEST_CANDIDATES >= calibration._COMPANY
