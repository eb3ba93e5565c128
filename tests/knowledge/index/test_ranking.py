"""The best articles come out in the right order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from knowledge.index.ranking import _top

SCORES = arrays.arrays(
    np.float32, st.integers(0, 40), elements=st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.5])
)


@given(SCORES, st.integers(1, 50))
def test_top_is_a_full_sort_cut_off(scores: np.ndarray, limit: int) -> None:
    ordered = sorted(np.flatnonzero(scores).tolist(), key=lambda row: (-scores[row], row))
    assert _top(scores, limit).tolist() == ordered[:limit]
