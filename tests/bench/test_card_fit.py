"""The fit follows the true slope and finds weights that made the data."""

from __future__ import annotations

import numpy as np
from scipy.optimize import check_grad

from knowledge.index.card_model import CardEvidence, Evidence, QuestionEvidence
from tests.bench.card_fit import Likelihood, fit
from tests.bench.card_samples import FOLDS, Sample, fold_of

KINDS, AROUND = len(CardEvidence._fields), len(QuestionEvidence._fields)


def test_the_slope_is_that_of_the_loss() -> None:
    dice = np.random.default_rng(0)
    right = np.zeros((6, 5))
    right[np.arange(6), [0, 1, 2, 4, 4, 3]] = 1
    likelihood = Likelihood(
        dice.random((6, 4, 3)), dice.random((6, 2)), right, dice.random(6), np.ones(5)
    )
    gap = check_grad(
        lambda at: likelihood.loss(at)[0], lambda at: likelihood.loss(at)[1], dice.random(5)
    )
    assert gap < 1e-4


def test_evidence_that_tells_the_right_card_gets_weight() -> None:
    dice = np.random.default_rng(1)
    samples = []
    for number in range(300):
        kinds = dice.random((KINDS, 6))
        right = int(kinds[0].argmax())  # the first kind tells, the others are noise
        around = QuestionEvidence(1.0, *dice.random(AROUND - 1).tolist())
        told = Evidence(CardEvidence(*kinds), around)
        samples.append(Sample(told, (right,), (right,), fold_of(number)))
    found = fit(samples).card
    assert found[0] == max(found)
    assert found[0] > 4 * np.abs(found[1:]).max()


def test_folds_are_about_equally_large() -> None:
    sizes = np.bincount([fold_of(number) for number in range(1_000)], minlength=FOLDS)
    assert len(sizes) == FOLDS
    assert sizes.min() > 150
