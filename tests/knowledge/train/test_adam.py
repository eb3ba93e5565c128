"""The optimiser walks downhill."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.train.adam import AdamW


def test_finds_the_bottom_of_a_bowl() -> None:
    parameters = {"x": np.array([3, -2], dtype=np.float32)}
    optimiser = AdamW(parameters, decay=0)
    for step in range(400):
        optimiser.step({"x": 2 * (parameters["x"] - 1)}, 0.1 * (1 - step / 400))
    assert parameters["x"] == pytest.approx([1, 1], abs=1e-2)


def test_the_first_step_has_the_length_of_the_rate() -> None:
    parameters = {"x": np.array([1, 1], dtype=np.float32)}
    AdamW(parameters, decay=0.5).step({"x": np.array([1000, -0.001], dtype=np.float32)}, 0.1)
    assert parameters["x"] == pytest.approx([1 - 0.1 * 1.5, 1 + 0.1 * 0.5], abs=1e-4)
