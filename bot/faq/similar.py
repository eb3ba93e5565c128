"""Which known questions are the same as a new one, or nearly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from bot.faq.content import FaqContent, folded

CLOSE = 0.7
"""Two questions that share so much of what their words say are shown as possible doubles."""
MOST = 5


def closest(content: FaqContent, known: Mapping[int, Sequence[str]]) -> list[int]:
    """The numbers of those among the known that ask the same or nearly so, closest first.

    ``known`` are questions without accents (``folded``), by number. A word counts the more, the
    fewer of the known hold it.
    """
    asked = [frozenset(folded(each).split()) for each in content.asked]
    spoken = {number: [frozenset(each.split()) for each in told] for number, told in known.items()}
    holders = Counter(word for told in spoken.values() for word in frozenset().union(*told))
    weights = {word: _rarity(holders[word], len(known)) for word in frozenset().union(*asked)}
    scores: dict[int, float] = {}
    for number, told in spoken.items():
        near = max(_likeness(new, old, weights) for new in asked for old in told)
        if near >= CLOSE:
            scores[number] = near
    return sorted(scores, key=lambda number: (-scores[number], number))[:MOST]


def _rarity(holders: int, known: int) -> float:
    return log(1 + (known + 1) / (holders + 1))


def _likeness(new: frozenset[str], old: frozenset[str], weights: Mapping[str, float]) -> float:
    """The share of what both say together that both say, 0..1; a strange word counts 1."""
    if new == old:
        return 1.0
    shared = sum(weights[word] for word in new & old)
    if not shared:
        return 0.0
    return shared / (shared + sum(weights.get(word, 1.0) for word in new ^ old))
