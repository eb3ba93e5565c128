"""Cards that join a compiled library while it is in use, and the matching of all together.

Layers lie over the base: each is compiled in memory, counting the rarity of a word among all cards
below it and its own, so that no word is rare only because few cards were added. What is asked is
asked of base and layers at once, and one softmax decides (docs/decisions/0013-faq-overlay.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.documents import Card
from knowledge.index.bm25 import CountedOkapi, Floats, idf
from knowledge.index.card_model import CardEvidence, CardModel, Evidence
from knowledge.index.card_texts import CardTexts, wording
from knowledge.index.cards import FEWEST, VARIANTS, Asked, CardIndex, compiled
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.terms import Terms, pairs

#: The average length of each field of the cards on which the weights were fitted, in terms: a card
#: that was added is short or long beside them, not beside its few neighbours.
AVERAGE_LENGTHS = (478.0, 184.0, 190.0, 723.0, 1.0)
_K1, _B = 1.5, 0.75

#: Of a layer's cards so many are looked at closely: those whose words are worth most.
CLOSEST = 200

#: A question that shares so much of what it says with a way to ask for an added card is that one,
#: and its card then answers at least so surely.
TYPED, TYPED_CHANCE = 0.85, 0.97
#: What a way to ask must have in the question to be compared with it, and how many are compared.
_NEAR, _MOST_NEAR = 0.8, 20

Mask = npt.NDArray[np.bool_]

#: Reads cards as ``CardTexts.of`` does.
Read = Callable[[Sequence[Card]], CardTexts]


class Force(NamedTuple):
    """The first day of each card and the first on which it is not shown any more, as ordinals."""

    begins: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]

    @classmethod
    def of(cls, cards: Sequence[Card]) -> Force:
        """When these cards may be shown."""
        begins = [card.effective.toordinal() if card.effective else 0 for card in cards]
        last = date.max.toordinal()
        ends = [card.expires.toordinal() if card.expires else last for card in cards]
        return cls(np.array(begins, dtype=np.int32), np.array(ends, dtype=np.int32))

    def on(self, day: date | None) -> Mask:
        """Which cards may be shown on that day; without a day all."""
        if day is None:
            return np.ones(len(self.ends), dtype=bool)
        ordinal = day.toordinal()
        return (self.begins <= ordinal) & (ordinal < self.ends)


class CardLayer:
    """Added cards, compiled; ``below`` are the indexes whose cards count for the rarity of words.

    A layer never changes; ``without`` gives the same with cards taken out.
    """

    def __init__(
        self,
        cards: tuple[Card, ...],
        texts: CardTexts,
        index: CardIndex,
        kept: Mask,
    ) -> None:
        self.cards = cards
        self.texts = texts
        self.index = index
        self.kept = kept
        self.force = Force.of(cards)

    @classmethod
    def of(
        cls, cards: Sequence[Card], below: Sequence[CardIndex], read: Read = CardTexts.of
    ) -> CardLayer:
        """Read and compile these cards."""
        return cls._compiled(tuple(cards), read(cards), below)

    @classmethod
    def merged(cls, layers: Sequence[CardLayer], below: Sequence[CardIndex]) -> CardLayer:
        """The cards that these layers keep, compiled as one; nothing is read again."""
        rows = [np.flatnonzero(layer.kept) for layer in layers]
        texts = CardTexts.joined(
            [layer.texts.take(kept) for layer, kept in zip(layers, rows, strict=True)]
        )
        cards = tuple(
            layer.cards[row] for layer, kept in zip(layers, rows, strict=True) for row in kept
        )
        return cls._compiled(cards, texts, below)

    @classmethod
    def _compiled(
        cls, cards: tuple[Card, ...], texts: CardTexts, below: Sequence[CardIndex]
    ) -> CardLayer:
        index = CardIndex(compiled(texts, _Fit(below)))
        return cls(cards, texts, index, np.ones(len(cards), dtype=bool))

    def without(self, card_ids: frozenset[str]) -> CardLayer:
        """The same layer in which these cards are not found any more."""
        gone = np.array([card.id in card_ids for card in self.cards], dtype=bool)
        return CardLayer(self.cards, self.texts, self.index, self.kept & ~gone)

    @cached_property
    def by_id(self) -> dict[str, Card]:
        """The cards that are kept."""
        return {card.id: card for card, kept in zip(self.cards, self.kept, strict=True) if kept}

    def way(self, number: int) -> Terms:
        """The syllables of one way to ask."""
        ends = np.cumsum(self.texts.asked.lengths)
        end = int(ends[number])
        return self.texts.asked.terms[end - int(self.texts.asked.lengths[number]) : end]


class _Fit:
    """Fits the fields of a layer over others."""

    def __init__(self, below: Sequence[CardIndex]) -> None:
        self._below = below

    def __call__(self, field: int, text: Occurrences) -> CountedOkapi:
        k1, b = (0.0, 0.0) if field == VARIANTS else (_K1, _B)
        return _Okapi(text, field, self._below, k1, b)


class _Okapi(CountedOkapi):
    """BM25 whose rarities and lengths are those among all cards."""

    def __init__(
        self, text: Occurrences, field: int, below: Sequence[CardIndex], k1: float, b: float
    ) -> None:
        self._field, self._below = field, below
        super().__init__(text, k1, b)

    def _initialize(self, corpus: Occurrences) -> Integers:
        holders = super()._initialize(corpus)
        self.avgdl = AVERAGE_LENGTHS[self._field]
        return holders

    def _calc_idf(self, nd: Integers) -> None:
        tables = [index.table for index in self._below]
        holders = nd + sum(table.holders_in(self._field, self.terms) for table in tables)
        widths = [table.bounds[self._field + 1] - table.bounds[self._field] for table in tables]
        self.idf = rarities(holders, sum(widths) + self.corpus_size, sum(widths[:1]))


def rarities(holders: Integers, cards: int, base: int) -> Floats:
    """How much terms say that so many of all cards hold, as among the cards of the base alone: the
    weights were fitted on those, and must not grow with what is added.
    """
    documents = max(base, FEWEST)
    return idf(holders * min(1.0, documents / max(cards, 1)), documents)


class LayeredCards:
    """Base and layers as one."""

    def __init__(self, base: CardIndex, layers: Sequence[CardLayer]) -> None:
        self._indexes = [base, *(layer.index for layer in layers)]
        self._base = base
        self._layers = layers

    def match(self, text: str, limit: int, allowed: Mask) -> tuple[Integers, Floats, Floats]:
        """As ``CardIndex.match``; places go on from the base into the layers."""
        asked = Asked.asking(text)
        allowed = allowed.copy()
        allowed[self._base.cards :] &= np.concatenate([layer.kept for layer in self._layers])
        evidence = self._evidence(asked, allowed)
        possible = allowed & (evidence.cards.words > 0)
        chances = CardModel.shipped().chances(evidence, possible)
        near = np.where(possible, evidence.cards.variant, 0.0)
        typed = self._word_for_word(text, possible, chances)
        typed = self._nearly(asked, near, chances) if typed is None else typed
        chances = chances if typed is None else _raised(chances, typed)
        places = np.flatnonzero(possible)
        best = places[np.argsort(-chances[places], kind="stable")][:limit]
        scores = chances / max(float(chances.sum()), 1e-12)
        together = self._together(best, chances)
        return best, scores[best], together

    def _together(self, best: Integers, chances: Floats) -> Floats:
        """Cards of the base add up with those that rest on the same law."""
        together: Floats = chances[best]
        ours = best < self._base.cards
        together[ours] = self._base.together(best[ours], chances[: self._base.cards])
        return together

    def _evidence(self, asked: Asked, allowed: Mask) -> Evidence:
        parts = [self._base.shared(asked)]
        first = self._base.cards
        for layer in self._layers:
            standing = allowed[first : first + layer.index.cards]
            parts.append(layer.index.shared(asked, _Closest(standing)))
            first += layer.index.cards
        cards = CardEvidence(*(np.concatenate(each) for each in zip(*parts, strict=True)))
        documents = max(self._base.cards, FEWEST)
        share = min(1.0, documents / max(first, 1))
        holders: Floats = self._holders(asked.terms) * np.float64(share)
        return Evidence(cards, asked.unexplained(holders, documents))

    def _holders(self, terms: Terms) -> Integers:
        holders: Integers = np.sum([each.table.holders(terms) for each in self._indexes], axis=0)
        return holders

    def _word_for_word(self, text: str, possible: Mask, chances: Floats) -> int | None:
        """The place of the added card that is asked for in its own words, the likeliest if several
        are.
        """
        typed, first, best = wording(text), self._base.cards, (0.0, -1)
        for layer in self._layers:
            for place in layer.texts.worded(typed).tolist():
                if possible[first + place]:
                    best = max(best, (float(chances[first + place]), first + place))
            first += layer.index.cards
        return best[1] if best[1] >= 0 else None

    def _nearly(self, asked: Asked, variant: Floats, chances: Floats) -> int | None:
        """The place of the added card that is asked for in nearly its own words."""
        first, best = self._base.cards, (TYPED, 0.0, -1)
        for layer in self._layers:
            inside = variant[first : first + layer.index.cards]
            near = np.flatnonzero(inside >= _NEAR)
            near = near[np.argsort(-inside[near], kind="stable")][:_MOST_NEAR]
            for place in near.tolist():
                alike = self._likeness(asked.terms, layer, place)
                best = max(best, (alike, float(chances[first + place]), first + place))
            first += layer.index.cards
        return best[2] if best[2] >= 0 else None

    def _likeness(self, terms: Terms, layer: CardLayer, place: int) -> float:
        """The largest share of what the question and a way to ask say together that both say."""
        begin = int(layer.texts.starts()[place])
        ways = range(begin, begin + int(layer.texts.sizes[place]))
        return max(self._shared(terms, layer.way(way)) for way in ways)

    def _shared(self, terms: Terms, way: Terms) -> float:
        told = np.concatenate([way, pairs(way)])
        union = np.union1d(terms, told)
        cards = sum(index.cards for index in self._indexes)
        worth = rarities(self._holders(union), cards, self._base.cards)
        both = np.isin(union, terms) & np.isin(union, told)
        return float(worth[both].sum() / worth.sum())


def _raised(chances: Floats, typed: int) -> Floats:
    """The chances where that card answers at least with ``TYPED_CHANCE``."""
    if chances[typed] >= TYPED_CHANCE:
        return chances
    raised: Floats = chances * ((1 - TYPED_CHANCE) / (1 - chances[typed]))
    raised[typed] = TYPED_CHANCE
    return raised


class _Closest:
    """Chooses the cards of a layer to look at closely, among those that may be shown."""

    def __init__(self, allowed: Mask) -> None:
        self._allowed = allowed

    def __call__(self, worth: Floats) -> Integers:
        allowed = np.flatnonzero(self._allowed & (worth > 0))
        if len(allowed) <= CLOSEST:
            return allowed
        furthest = len(allowed) - CLOSEST
        return np.sort(allowed[np.argpartition(worth[allowed], furthest)[furthest:]])
