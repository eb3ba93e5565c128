"""How sure the search is: from scores, which only order hits, to chances between 0 and 1.

Logistic curves over two numbers: how much of what could be attained was attained, and how far the
hit stands above its best rival (negative for all but the first). How they were fitted, and how well
they hold on questions they were not fitted on: docs/decisions/0003-search-fields.md.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from knowledge.index.postings import Scores


class Curve(NamedTuple):
    """Chance = 1 / (1 + exp(-(base + attained · share + margin · lead)))."""

    base: float
    attained: float
    margin: float

    def chances(self, shares: Scores, runner_up: float) -> Scores:
        """The chance of each hit, best first, from their shares of the attainable (0..1).

        ``runner_up`` is the share of the second best, whether among the hits or not.
        """
        rivals = np.full_like(shares, shares.max(initial=0))
        rivals[:1] = runner_up
        odds = self.base + self.attained * shares + self.margin * (shares - rivals)
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


ARTICLES = Curve(base=-2.42, attained=2.93, margin=35.5)
