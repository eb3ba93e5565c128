"""Made-up candidate lists in which one column tells what is right."""

from __future__ import annotations

import numpy as np

from knowledge.index.ranker import COVERAGE
from knowledge.train.dataset import Lists

NAMES = ("noise", "telling", COVERAGE, "more noise")


def lists(count: int, size: int = 20, seed: int = 0, names: tuple[str, ...] = NAMES) -> Lists:
    """In each list the candidate with the highest "telling" is right."""
    random = np.random.default_rng(seed)
    features = random.standard_normal((count, size, len(names)), np.float32)
    right = np.zeros((count, size), dtype=bool)
    telling = features[:, :, names.index("telling")]
    right[np.arange(count), telling.argmax(1)] = True
    rows = count * size
    return Lists(
        names,
        features.reshape(rows, -1),
        right.reshape(rows),
        np.tile(np.arange(size), count),
        random.random(rows, np.float32),
        np.full(count, size),
    )
