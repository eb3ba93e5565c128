"""Which known questions are the same as a new one, or nearly."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log
from threading import RLock

import numpy as np

from bot.faq.content import FaqContent, folded

CLOSE = 0.7
"""Two questions that share so much of what their words say are shown as possible doubles."""
MOST = 5
_LOOKED_AT = 400
"""Of so many, those that share most, it is worked out how much of them is shared."""

Words = frozenset[str]


class Known:
    """Questions without accents (``folded``) by the number of their FAQ, ready to be compared.
    They may change while threads ask.
    """

    def __init__(self, questions: Mapping[int, Sequence[str]]) -> None:
        self._lock = RLock()
        self._told: dict[int, tuple[int, Words]] = {}
        self._of: dict[int, range] = {}
        self._holders: Counter[str] = Counter()
        self._places: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self._weights: dict[str, float] = {}
        self._next = 0
        for number, told in questions.items():
            self.put(number, told)

    def put(self, number: int, told: Sequence[str]) -> None:
        """An FAQ asks this from now on; nothing where nothing is told."""
        with self._lock:
            self.drop(number)
            if not told:
                return
            self._weights.clear()
            self._of[number] = range(self._next, self._next + len(told))
            for place, each in zip(self._of[number], told, strict=True):
                words = frozenset(each.split())
                self._told[place] = number, words
                self._holders.update(words)
                for word in words:
                    self._places[word].append(place)
            self._next += len(told)

    def drop(self, number: int) -> None:
        """An FAQ asks nothing any more."""
        with self._lock:
            self._weights.clear()
            for place in self._of.pop(number, ()):
                _, words = self._told.pop(place)  # ``_places`` still name it; nobody is there
                self._holders.subtract(words)

    def __contains__(self, number: int) -> bool:
        return number in self._of

    def __len__(self) -> int:
        return len(self._of)

    @property
    def worn(self) -> bool:
        """Whether most of what was looked up is not there any more: it should be made anew."""
        return self._next > 2 * len(self._told) + _LOOKED_AT

    def closest(self, content: FaqContent) -> list[int]:
        """The numbers of the FAQs that ask the same or nearly so, closest first.

        A word counts the more, the fewer of the known hold it.
        """
        scores: dict[int, float] = {}
        with self._lock:
            for asked in _asked(content):
                for place in self._candidates(asked):
                    number, words = self._told[place]
                    near = self._likeness(asked, words)
                    if near >= CLOSE:
                        scores[number] = max(near, scores.get(number, 0.0))
        return _best(scores, MOST)

    def nearest(self, content: FaqContent, most: int, least: float) -> list[int]:
        """The numbers of those of whose words one way to ask has most, and at least that share of
        what they say, best first.
        """
        scores: dict[int, float] = {}
        with self._lock:
            for asked in _asked(content):
                for place in self._most_shared(asked):
                    number, words = self._told[place]
                    share = self._worth(asked & words) / self._worth(words)
                    if share >= least:
                        scores[number] = max(share, scores.get(number, 0.0))
        return _best(scores, most)

    def _most_shared(self, asked: Words) -> list[int]:
        worth = np.zeros(self._next)
        for word in asked:
            if word in self._places:
                worth[np.frombuffer(self._places[word], dtype=np.int64)] += self._weight(word)
        places = np.flatnonzero(worth)
        if len(places) > _LOOKED_AT:
            first = len(places) - _LOOKED_AT
            places = places[np.argpartition(worth[places], first)[first:]]
        return [place for place in places.tolist() if place in self._told]

    def _candidates(self, asked: Words) -> set[int]:
        """Those that can be close at all: words that say less than what may be missing need not be
        looked up, for who shares only these is far.
        """
        rarest = sorted(asked, key=self._weight, reverse=True)
        room = (1 - CLOSE) * sum(map(self._weight, asked))
        places: set[int] = set()
        for word in rarest:
            places.update(place for place in self._places.get(word, ()) if place in self._told)
            room -= self._weight(word)
            if room < 0:
                break
        return places

    def _likeness(self, one: Words, other: Words) -> float:
        """The share of what both say together that both say, 0..1."""
        shared, apart = self._worth(one & other), self._worth(one ^ other)
        return shared / (shared + apart) if shared else 0.0

    def _worth(self, words: Words) -> float:
        return sum(map(self._weight, words))

    def _weight(self, word: str) -> float:
        """A word that none of them holds is the rarest."""
        weight = self._weights.get(word)
        if weight is None:
            weight = log(1 + (len(self._told) + 1) / (self._holders[word] + 1))
            self._weights[word] = weight
        return weight


def _asked(content: FaqContent) -> set[Words]:
    return {frozenset(folded(each).split()) for each in content.asked}


def _best(scores: Mapping[int, float], most: int) -> list[int]:
    return sorted(scores, key=lambda number: (-scores[number], number))[:most]
