"""How like titles are, against sets."""

from __future__ import annotations

from itertools import compress

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.rivals import Likeness, best_others, likeness
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


@given(st.integers(1, 5), st.data())
def test_best_others(texts: int, data: st.DataObject) -> None:
    scores = data.draw(st.lists(st.integers(0, 9), min_size=texts, max_size=texts))
    row = st.lists(st.booleans(), min_size=texts, max_size=texts)
    masks = data.draw(st.lists(st.lists(row, min_size=texts, max_size=texts), min_size=1))
    found = best_others(np.array(scores, np.float32), *map(np.array, masks))
    assert found.tolist() == [
        [max(compress(scores, named), default=0) for named in mask] for mask in masks
    ]
