"""Fits everything that is learned, on some of the questions."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.index.calibration import Calibration, Voices
from knowledge.index.forest import Forest
from knowledge.index.importance import Network
from knowledge.index.occurrences import Integers
from knowledge.index.pooled import PooledNetworks
from knowledge.index.ranker import Ranker, voices
from knowledge.model import Model
from knowledge.train import columns, listwise, trees
from knowledge.train.dataset import Dataset, Lists


class Fitted(NamedTuple):
    """A model without its calibration."""

    importance: Network
    columns: tuple[str, ...]
    forest: Forest
    networks: PooledNetworks

    def voices(self, lists: Lists) -> list[Voices | None]:
        """What trees and networks say of each list; None where a list is empty."""
        seen = lists.seen(self.columns).features
        return [
            voices(self.forest, self.networks, self.columns, seen[rows])
            if rows.stop > rows.start
            else None
            for rows in lists.slices()
        ]

    def calibrated(self, calibration: Calibration) -> Model:
        """The whole model."""
        ranker = Ranker(self.columns, self.forest, self.networks, calibration)
        return Model(self.importance, ranker)


def fit(dataset: Dataset, of: Integers, seed: int) -> Fitted:
    """A model of these questions (places), which looks at no other question."""
    lists = dataset.crossfitted(of, seed)
    chosen = columns.choose(lists, seed)
    seen = lists.seen(chosen)
    return Fitted(
        dataset.network(of, seed),
        chosen,
        trees.fit(seen, seed).forest,
        listwise.fit(seen, seed),
    )
