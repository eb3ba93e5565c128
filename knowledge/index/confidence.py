"""How sure the search is: from scores, which only order hits, to chances between 0 and 1."""

from __future__ import annotations

import numpy as np

from knowledge.index.postings import Scores
from knowledge.index.ranking import Ranked


def article_confidence(ranked: Ranked) -> Scores:
    """The estimated chance that each hit answers the question, shape (hits,).

    Grows with the share of the attainable score and with the distance to the other best hit.
    """
    if not len(ranked.rows):
        return ranked.scores
    coverage = ranked.scores / np.float32(max(ranked.ceiling, 1e-6))
    rival = np.full_like(ranked.scores, ranked.scores[0])
    rival[0] = ranked.scores[1] if len(ranked.scores) > 1 else 0
    margin = (ranked.scores - rival) / ranked.scores[0]
    chance: Scores = 1 / (1 + np.exp(-(-2.0 + 4.0 * coverage + 6.0 * margin)))
    return chance


def card_confidence(likeness: float) -> float:
    """The estimated chance that a card answers whose best variant is so like the question."""
    return float(1 / (1 + np.exp(-(-6.0 + 12.0 * likeness))))
