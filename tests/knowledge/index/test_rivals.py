"""How like titles are, against sets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.rivals import Likeness, best_other, likeness
from tests.knowledge.index.laws import TEXTS, VOCABULARY, match


def compared(titles: list[list[int]]) -> Likeness:
    found = match([1], titles)
    return likeness(found, VOCABULARY.rarity[found.numbers])


def weight(syllables: set[int]) -> float:
    return float(sum(VOCABULARY.rarity[number] for number in syllables))


def jaccard(one: list[int], other: list[int]) -> float:
    """The weight of the syllables that both have among that of those which either has."""
    both = weight(set(one) | set(other))
    return weight(set(one) & set(other)) / both if both else 0.0


@given(TEXTS)
def test_likeness_is_weighed_jaccard(titles: list[list[int]]) -> None:
    expected = [
        [jaccard(one, other) if a != b else 0 for b, other in enumerate(titles)]
        for a, one in enumerate(titles)
    ]
    found = compared(titles).alike
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(found, found.T)


@given(TEXTS)
def test_the_same_titles_have_the_same_syllables(titles: list[list[int]]) -> None:
    same = compared(titles).same
    for a, one in enumerate(titles):
        for b, other in enumerate(titles):
            expected = a == b or (bool(one) and set(one) == set(other) and len(one) == len(other))
            assert same[a, b] == expected


def test_titles_without_words_are_like_none() -> None:
    same, alike = compared([[], [], [1]])
    assert same.tolist() == np.eye(3, dtype=bool).tolist()
    assert not alike.any()


@given(st.integers(1, 5).flatmap(lambda n: st.lists(
    st.tuples(st.lists(st.booleans(), min_size=n, max_size=n), st.integers(0, 9)),
    min_size=n, max_size=n,
)))  # fmt: skip
def test_best_other(rows: list[tuple[list[bool], int]]) -> None:
    among = np.array([named for named, _ in rows])
    scores = np.array([score for _, score in rows], dtype=np.float32)
    expected = [
        max([score for name, (_, score) in zip(named, rows, strict=True) if name], default=0)
        for named, _ in rows
    ]
    assert best_other(among, scores).tolist() == pytest.approx(expected)
