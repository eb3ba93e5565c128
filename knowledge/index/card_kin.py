"""Cards that rest on the same place in the law: whichever of them answers, it quotes that place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.documents import Card

#: A place that more cards cite says little of what they have in common.
MOST_HOLDERS = 6


def kin(cards: Sequence[Card]) -> npt.NDArray[np.bool_]:
    """Whether two cards cite the same clause (the same article where neither names a clause), one
    that only few cards cite; each card is its own kin. Shape (cards, cards), symmetric.
    """
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, card in enumerate(cards):
        for place in {(cited.article_id, cited.clause) for cited in card.citations}:
            holders[place].append(number)
    related = np.eye(len(cards), dtype=bool)
    for together in holders.values():
        if len(together) <= MOST_HOLDERS:
            related[np.ix_(together, together)] = True
    return related
