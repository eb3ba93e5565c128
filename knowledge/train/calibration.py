"""Fits how sure the ranker is (``knowledge.index.calibration``): a logistic regression on lists
that its voices were not fitted on.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from knowledge.index.calibration import Calibration

Bools = npt.NDArray[np.bool_]


def fit(signs: npt.NDArray[np.floating], first_right: Bools) -> Calibration:
    """The curve from signs (lists, 7) to the chance that the first candidate is right (lists,).

    Where all or none are right there is nothing to learn: the chance is the same for every list.
    """
    signs = signs.astype(np.float64)
    mean, spread = signs.mean(0), np.maximum(signs.std(0), 1e-6)
    weight, base = np.zeros(len(mean)), _log_odds(first_right)
    if 0 < first_right.sum() < len(first_right):
        model = LogisticRegression(C=1.0, tol=1e-8, max_iter=1000)
        model.fit((signs - mean) / spread, first_right)
        weight, base = model.coef_[0], float(model.intercept_[0])
    numbers = (mean, spread, weight, np.array([base]))
    return Calibration(*(np.asarray(part, dtype=np.float32) for part in numbers))


def _log_odds(right: Bools) -> float:
    share = (float(right.sum()) + 0.5) / (len(right) + 1)
    return float(np.log(share / (1 - share)))


def calibration_error(chances: npt.NDArray[np.floating], right: Bools, bins: int = 10) -> float:
    """The mean distance between the chances named and the share that was right, in bins that hold
    the same number of questions (expected calibration error).
    """
    order = np.argsort(chances, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    gaps = (len(part) * abs(chances[part].mean() - right[part].mean()) for part in parts)
    return float(sum(gaps)) / max(len(chances), 1)
