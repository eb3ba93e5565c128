"""The published FAQs of one owner as layers over a library, renewed at small cost.

Nearly all lie in one large layer; what came since lies in a small one above it. So one FAQ more
among ten thousand compiles few cards, and only now and then the small layer joins the large one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.faq.cards import as_card, card_id
from bot.store.faq_records import LiveFaq
from knowledge.index.card_layers import CardLayer, Read
from knowledge.index.card_texts import CardTexts
from knowledge.index.cards import CardIndex

SMALL = 200
"""So many cards at most lie in the small layer, and as many taken-out ones in the large one."""


@dataclass(frozen=True, slots=True)
class FaqShelf:
    """``versions`` says which version of which FAQ is in the layers, the large one first."""

    versions: Mapping[int, int] = field(default_factory=dict)
    layers: tuple[CardLayer, ...] = ()

    def missing(self, live: Mapping[int, int]) -> dict[int, int]:
        """What is live and not here."""
        return {
            number: version
            for number, version in live.items()
            if self.versions.get(number) != version
        }

    def renewed(
        self,
        live: Mapping[int, int],
        faqs: Sequence[LiveFaq],
        below: Sequence[CardIndex],
        read: Read = CardTexts.of,
    ) -> FaqShelf:
        """The shelf with exactly what is live; ``faqs`` are those that were missing."""
        gone = {number for number, version in self.versions.items() if live.get(number) != version}
        if not gone and not faqs:
            return self
        kept = self._without(frozenset(map(card_id, gone)))
        left = {number: v for number, v in self.versions.items() if number not in gone}
        added = _layer(faqs, [*below, *(layer.index for layer in kept)], read)
        layers = _arranged([*kept, *added], below)
        return FaqShelf(left | {faq.id: faq.version for faq in faqs}, layers)

    def over(self, below: Sequence[CardIndex]) -> FaqShelf:
        """The same over another library; nothing is read again."""
        if not self.layers:
            return self
        return FaqShelf(self.versions, (CardLayer.merged(self.layers, below),))

    def _without(self, card_ids: frozenset[str]) -> list[CardLayer]:
        if not card_ids:
            return list(self.layers)
        hit = (not card_ids.isdisjoint(layer.by_id) for layer in self.layers)
        return [
            layer.without(card_ids) if touched else layer
            for layer, touched in zip(self.layers, hit, strict=True)
        ]


def _layer(faqs: Sequence[LiveFaq], below: Sequence[CardIndex], read: Read) -> list[CardLayer]:
    return [CardLayer.of([as_card(faq) for faq in faqs], below, read)] if faqs else []


def _arranged(layers: Sequence[CardLayer], below: Sequence[CardIndex]) -> tuple[CardLayer, ...]:
    """A large layer and a small one; all in one where the small one is not small any more."""
    filled = [layer for layer in layers if layer.kept.any()]
    if not filled:
        return ()
    large, *small = filled
    taken_out = len(large.cards) - int(large.kept.sum())
    if sum(len(layer.cards) for layer in small) > SMALL or taken_out > SMALL:
        return (CardLayer.merged(filled, below),)
    if len(small) <= 1:
        return tuple(filled)
    return (large, CardLayer.merged(small, [*below, large.index]))
