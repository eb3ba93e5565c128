"""Finds the card that a question means: the one with the question variant most like it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.documents import Card
from knowledge.index.bm25 import CountedOkapi
from knowledge.index.occurrences import Occurrences
from knowledge.index.postings import Columns, Postings, Scores, map_array, write_array
from knowledge.index.question import Question
from knowledge.index.terms import FoldedNumbers, TermNumbers, Terms, pairs
from knowledge.text.fold import has_accents
from knowledge.text.segment import syllables

# Address and politeness: they tell no cards apart, and no card has to cover them.
_FILLERS = FoldedNumbers().of(
    "a ad admin anh ban chao chi chau co da em hoi minh nha nhe oi thua toi vay xin".split()
)


def _variants(cards: Sequence[Card]) -> tuple[list[int], list[list[str]]]:
    """All questions and titles: the card each belongs to, and its syllables."""
    owners = [place for place, card in enumerate(cards) for _ in (card.title, *card.questions)]
    texts = [text for card in cards for text in (card.title, *card.questions)]
    return owners, [syllables(text) for text in texts]


def _compile(
    folder: Path, field: str, variants: Sequence[Sequence[str]], numbers: TermNumbers
) -> None:
    """Write one field whose weights are pure rarity, and the sum of each variant."""
    terms = Occurrences.of(variants, numbers)
    weights = CountedOkapi(terms.then(terms.pairs()), k1=0.0, b=0.0).compiled()
    Postings.write(folder, field, weights)
    sums = np.bincount(weights.documents, weights.values(), minlength=len(variants))
    write_array(folder, f"{field}.sums", sums.astype(np.float32))


def compile_cards(folder: Path, cards: Sequence[Card]) -> None:
    """Write the index of the cards into the folder."""
    owners, variants = _variants(cards)
    accented = [variant if has_accents(" ".join(variant)) else [] for variant in variants]
    _compile(folder, "cards.folded", variants, FoldedNumbers())
    _compile(folder, "cards.accented", accented, TermNumbers())
    write_array(folder, "cards.owners", np.array(owners, dtype=np.uint32))


# What a syllable or a pair that no card has counts against every card, in units of idf.
_STRANGE_SYLLABLE = 6.0
_STRANGE_PAIR = 3.0


class _Field:
    """How much a question and each variant have in common, with or without accents."""

    def __init__(self, folder: Path, name: str) -> None:
        self._postings = Postings.open(folder, name)
        self.sums: Scores = map_array(folder, f"{name}.sums").astype(np.float32)

    def likeness(self, syllables: Terms) -> Scores:
        """Dice coefficient weighed by rarity, 0..1, shape (variants,)."""
        told = np.setdiff1d(syllables, _FILLERS)
        couples = np.unique(pairs(syllables))
        terms = np.concatenate([told, couples])
        shared = Columns(self._postings.columns(terms), len(self.sums)).add_up()
        asked = self._rarity(told, _STRANGE_SYLLABLE) + self._rarity(couples, _STRANGE_PAIR)
        likeness: Scores = 2 * shared / np.maximum(self.sums + np.float32(asked), 1e-6)
        return likeness

    def _rarity(self, terms: Terms, strange: float) -> float:
        """The idf of the known terms and ``strange`` for each other one, summed up."""
        rarity = self._postings.rarity(terms, len(self.sums))
        return float(np.where(self._postings.knows(terms), rarity, strange).sum())


class CardIndex:
    """The compiled index of the cards."""

    def __init__(self, folder: Path, cards: int) -> None:
        self._cards = cards
        self._owners = map_array(folder, "cards.owners")
        self._folded = _Field(folder, "cards.folded")
        self._accented = _Field(folder, "cards.accented")

    def likeness(self, question: Question) -> Scores:
        """How closely the best variant of each card matches the question, 0..1, shape (cards,).

        Accents count half where both the question and the variant carry them.
        """
        likeness = self._folded.likeness(question.syllables)
        if question.accented:
            exact = self._accented.likeness(question.accented_syllables)
            likeness = np.where(self._accented.sums > 0, (likeness + exact) / 2, likeness)
        best = np.zeros(self._cards, dtype=np.float32)
        np.maximum.at(best, self._owners, likeness)
        return best
