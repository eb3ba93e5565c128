"""Questions with an article in common never part."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.train.folds import folds, splits

RELEVANT = st.lists(
    st.sets(st.integers(0, 30), max_size=4).map(
        lambda rows: np.array(sorted(rows), dtype=np.int64)
    ),
    min_size=1,
    max_size=40,
)


@given(RELEVANT, st.integers(0, 99))
def test_shared_articles_share_a_fold(relevant: list[np.ndarray], seed: int) -> None:
    fold = folds(relevant, seed)
    homes: dict[int, set[int]] = {}
    for one, rows in zip(fold, relevant, strict=True):
        for row in rows:
            homes.setdefault(int(row), set()).add(int(one))
    assert all(len(found) == 1 for found in homes.values())


@given(RELEVANT, st.integers(0, 99))
def test_every_question_is_held_out_once(relevant: list[np.ndarray], seed: int) -> None:
    fold = folds(relevant, seed)
    held = [inside for _, inside in splits(fold)]
    assert sorted(np.concatenate(held).tolist()) == list(range(len(relevant)))
    for outside, inside in splits(fold):
        assert not np.intersect1d(outside, inside).size
