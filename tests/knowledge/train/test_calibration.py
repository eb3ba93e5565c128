"""A fitted curve names chances that come true."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.train.calibration import calibration_error, fit

RANDOM = np.random.default_rng(11)


def test_chances_come_true() -> None:
    signs = RANDOM.standard_normal((4000, 7)) * 3 + 5
    right = RANDOM.random(4000) < 1 / (1 + np.exp(-(signs[:, 0] - 5)))
    curve = fit(signs[:2000], right[:2000])
    assert calibration_error(curve.first(signs[2000:]), right[2000:]) < 0.05
    assert curve.weight[0] > 5 * np.abs(curve.weight[1:]).max()


@pytest.mark.parametrize("value", [True, False])
def test_where_nothing_differs_every_chance_is_the_same(value: bool) -> None:
    signs = RANDOM.standard_normal((30, 7))
    chances = fit(signs, np.full(30, value)).first(signs)
    assert np.ptp(chances) == 0
    assert (chances > 0.9).all() if value else (chances < 0.1).all()


def test_calibration_error_of_a_worked_example() -> None:
    chances = np.array([0.9, 0.8, 0.3, 0.1])
    right = np.array([True, False, True, False])
    # Bins {0.1, 0.3} and {0.8, 0.9}: |0.2 - 0.5| and |0.85 - 0.5|.
    assert calibration_error(chances, right, bins=2) == pytest.approx((0.3 + 0.35) / 2)
