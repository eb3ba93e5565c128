"""The second stage: orders the candidates by boosted trees and small networks together.

Both see the same features. The trees are good at rules ("a decree, and the question asks for a
fine"), the networks at weighing many weak signs; their sum beats either.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from knowledge.errors import ModelError
from knowledge.index.calibration import Calibration, Voices
from knowledge.index.forest import Forest
from knowledge.index.occurrences import Integers
from knowledge.index.pooled import PooledNetworks
from knowledge.index.postings import Matrix, Scores

#: The feature that calibration looks at too: the share of the question's pairs that are covered.
COVERAGE = "all cover pairs!"


class Judgement(NamedTuple):
    """Of each candidate the score, which orders, and the chance that it answers."""

    scores: Scores
    chances: Scores


class Ranker(NamedTuple):
    """A fitted ranker. ``columns`` are the names of the features that it looks at, in its order."""

    columns: tuple[str, ...]
    forest: Forest
    networks: PooledNetworks
    calibration: Calibration

    def judge(self, names: tuple[str, ...], features: Matrix) -> Judgement:
        """Score and chance of each candidate from the features (candidates, names).

        Raises:
            ModelError: a feature that the ranker looks at is not among the names.
        """
        voices = self.voices(names, features)
        return Judgement(voices.together, self.calibration.chances(voices))

    def scores(self, names: tuple[str, ...], features: Matrix) -> Scores:
        """The score of each candidate alone; arguments and errors as for ``judge``."""
        return self.voices(names, features).together

    def voices(self, names: tuple[str, ...], features: Matrix) -> Voices:
        """What each part of the ranker says; arguments and errors as for ``judge``."""
        seen = features if names == self.columns else features[:, _places(self.columns, names)]
        return voices(self.forest, self.networks, self.columns, seen)


def voices(
    forest: Forest, networks: PooledNetworks, columns: tuple[str, ...], seen: Matrix
) -> Voices:
    """What trees and networks say of candidates whose features are these columns."""
    coverage = seen[:, columns.index(COVERAGE)]
    return Voices(forest.scores(seen), networks.scores(seen), coverage)


@lru_cache(maxsize=8)
def _places(columns: tuple[str, ...], names: tuple[str, ...]) -> Integers:
    """Where the columns stand among the names."""
    place = {name: at for at, name in enumerate(names)}
    if missing := [column for column in columns if column not in place]:
        raise ModelError(
            f"Mô hình xếp hạng cần đặc trưng «{missing[0]}» mà chương trình không có. "
            "Hãy huấn luyện lại bằng «make train»."
        )
    return np.array([place[column] for column in columns], dtype=np.int64)
