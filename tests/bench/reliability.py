"""Draws how often the first answer was right, by how sure the search said it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from knowledge.index.postings import Scores
from knowledge.train.calibration import Bools, calibration_error

BINS = 10


class Said(NamedTuple):
    """For each question the chance that was named, and whether the first answer was right."""

    chances: Scores
    right: Bools

    @property
    def error(self) -> float:
        """The expected calibration error over bins that hold the same number of questions."""
        return calibration_error(self.chances, self.right, BINS)


class Bin(NamedTuple):
    """Questions with similar chances: the mean of these, the share that was right, its error."""

    named: float
    right: float
    error: float


def bins(said: Said) -> list[Bin]:
    """Bins of the same number of questions, from the least to the most sure."""
    order = np.argsort(said.chances, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return [_bin(said.chances[part], said.right[part]) for part in parts]


def _bin(chances: Scores, right: Bools) -> Bin:
    share = float(right.mean())
    # Laplace's rule keeps the bar of a bin that is all right or all wrong from vanishing.
    likely = (right.sum() + 1) / (len(right) + 2)
    return Bin(float(chances.mean()), share, float(np.sqrt(likely * (1 - likely) / len(right))))


def draw(path: Path, said: Mapping[str, Said]) -> None:
    """Write the diagram as a PNG: a line of bins for each entry, and how many questions were sure
    to which degree below.
    """
    figure = Figure(figsize=(6, 7), layout="constrained")
    above, below = figure.subplots(2, 1, height_ratios=(4, 1), sharex=True)
    above.plot([0, 1], [0, 1], color="0.6", linestyle="--", linewidth=1, label="exact")
    for name, one in said.items():
        _line(above, f"{name}, error {one.error:.3f}", bins(one))
        below.hist(one.chances, bins=20, range=(0, 1), histtype="step", linewidth=1.5)
    above.set(ylabel="share of right first answers", xlim=(0, 1), ylim=(0, 1.02))
    above.set_title("Unseen questions in bins of equal size, ±1 standard error", fontsize=11)
    above.legend(loc="upper left")
    above.grid(alpha=0.3)
    below.set(xlabel="confidence of the first answer", ylabel="questions")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=100, metadata={"Software": None})


def _line(axes: Axes, label: str, found: list[Bin]) -> None:
    named, right, error = zip(*found, strict=True)
    axes.errorbar(named, right, yerr=error, marker="o", markersize=4, capsize=2, label=label)
