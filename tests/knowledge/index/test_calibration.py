"""Chances are chances, fall from candidate to candidate, and grow with the lead."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from knowledge.index.calibration import Voices
from tests.knowledge.index import models

SAYS, SHARE = st.floats(-5, 5, width=32), st.floats(0, 1, width=32)


def of(size: int) -> st.SearchStrategy[Voices]:
    parts = (arrays.arrays(np.float32, size, elements=each) for each in (SAYS, SAYS, SHARE))
    return st.tuples(*parts).map(lambda said: Voices(*said))


VOICES = st.integers(1, 40).flatmap(of)


@given(VOICES)
def test_chances_fall_with_the_score(voices: Voices) -> None:
    chances, score = models.calibration().chances(voices), voices.together
    assert ((chances >= 0) & (chances <= 1)).all()
    falling = chances[np.argsort(-score, kind="stable")]
    assert (np.diff(falling) <= 1e-6).all()


@given(st.integers(20, 40).flatmap(of))
def test_the_first_has_the_calibrated_chance(voices: Voices) -> None:
    calibration = models.calibration()
    first = calibration.first(voices.signs())
    assert calibration.chances(voices).max() == pytest.approx(float(first), abs=1e-6)


@given(st.integers(1, 19).flatmap(of))
def test_among_few_none_is_likelier_than_what_it_covers(voices: Voices) -> None:
    covered = float(voices.coverage[voices.together.argmax()])
    assert models.calibration().chances(voices).max() <= covered + 1e-6


def voices(*scores: float) -> Voices:
    values = np.array(scores, dtype=np.float32)
    return Voices(values, values, np.ones_like(values))


def test_a_close_rival_makes_unsure() -> None:
    calibration = models.calibration()
    clear, close = (calibration.chances(voices(9, second, 1, 0)) for second in (2.0, 8.9))
    assert clear[0] > close[0]


def test_signs_of_a_worked_example() -> None:
    said = Voices(
        np.array([1, 3], dtype=np.float32),
        np.array([0, 2], dtype=np.float32),
        np.array([0.2, 0.7], dtype=np.float32),
    )
    lead, share, entropy, share_of_networks, trees, coverage, agree = said.signs().tolist()
    assert (lead, trees, agree) == pytest.approx((4, 3, 1), abs=1e-4)
    assert share == pytest.approx(0, abs=1e-3)
    assert entropy == pytest.approx(0, abs=1e-2)
    assert share_of_networks == pytest.approx(1 / (1 + np.exp(-2)))
    assert coverage == pytest.approx(0.7)
