"""Which known questions are the same as a new one, or nearly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

from bot.faq.content import FaqContent, folded

CLOSE = 0.7
"""Two questions that share so much of what their words say are shown as possible doubles."""
MOST = 5

Words = frozenset[str]


class Known:
    """Questions without accents (``folded``) by the number of their FAQ, ready to be compared."""

    def __init__(self, questions: Mapping[int, Sequence[str]]) -> None:
        self._told = [
            (number, frozenset(each.split())) for number, told in questions.items() for each in told
        ]
        counts = Counter(word for _, words in self._told for word in words)
        self._weights = {word: _rarity(count, len(self._told)) for word, count in counts.items()}
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, (_, words) in enumerate(self._told):
            for word in words:
                self._places[word].append(place)

    def closest(self, content: FaqContent) -> list[int]:
        """The numbers of the FAQs that ask the same or nearly so, closest first.

        A word counts the more, the fewer of the known hold it.
        """
        scores: dict[int, float] = {}
        for asked in (frozenset(folded(each).split()) for each in content.asked):
            for place in self._candidates(asked):
                number, words = self._told[place]
                near = self._likeness(asked, words)
                if near >= CLOSE:
                    scores[number] = max(near, scores.get(number, 0.0))
        return sorted(scores, key=lambda number: (-scores[number], number))[:MOST]

    def nearest(self, content: FaqContent, most: int) -> list[int]:
        """The numbers of those that share most of what they say, however little, best first."""
        scores: dict[int, float] = {}
        for asked in (frozenset(folded(each).split()) for each in content.asked):
            worth: dict[int, float] = {}
            for word in asked:
                for place in self._places.get(word, ()):
                    worth[place] = worth.get(place, 0.0) + self._weight(word)
            for place, shared in worth.items():
                number = self._told[place][0]
                scores[number] = max(shared, scores.get(number, 0.0))
        return sorted(scores, key=lambda number: (-scores[number], number))[:most]

    def _candidates(self, asked: Words) -> set[int]:
        """Those that can be close at all: words that say less than what may be missing need not be
        looked up, for who shares only these is far.
        """
        rarest = sorted(asked, key=self._weight, reverse=True)
        room = (1 - CLOSE) * sum(map(self._weight, asked))
        places: set[int] = set()
        for word in rarest:
            places.update(self._places.get(word, ()))
            room -= self._weight(word)
            if room < 0:
                break
        return places

    def _likeness(self, one: Words, other: Words) -> float:
        """The share of what both say together that both say, 0..1."""
        shared = sum(map(self._weight, one & other))
        apart = sum(map(self._weight, one ^ other))
        return shared / (shared + apart) if shared else 0.0

    def _weight(self, word: str) -> float:
        return self._weights.get(word) or _rarity(0, len(self._told))


def _rarity(holders: int, known: int) -> float:
    return log(1 + (known + 1) / (holders + 1))
