"""Chances lie between 0 and 1, fall down the list, and grow with share and lead."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.confidence import ARTICLES, Curve

SHARES = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=10).map(
    lambda shares: np.array(sorted(shares, reverse=True), dtype=np.float32)
)


@given(SHARES)
def test_chances_fall_from_hit_to_hit(shares: np.ndarray) -> None:
    chances = ARTICLES.chances(shares, float(shares[1]) if len(shares) > 1 else 0.0)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert (np.diff(chances) <= 1e-6).all()


def test_worked_example() -> None:
    curve = Curve(base=-1, attained=2, margin=4)
    shares = np.array([0.5, 0.25], dtype=np.float32)
    expected = [1 / (1 + exp(-1)), 1 / (1 + exp(1.5))]
    assert curve.chances(shares, 0.25) == pytest.approx(expected)


def test_a_close_rival_makes_unsure() -> None:
    alone, contested = (ARTICLES.chances(np.array([0.5], dtype=np.float32), r) for r in (0.0, 0.49))
    assert alone[0] > 0.9 > 0.5 > contested[0]


def test_no_hit_has_no_chance() -> None:
    assert len(ARTICLES.chances(np.empty(0, dtype=np.float32), 0.0)) == 0
