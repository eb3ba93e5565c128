"""What is read of cards before they are compiled: reading costs far more than compiling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.documents import Card
from knowledge.index.card_question import CardQuestion
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.terms import FoldedNumbers, Terms, term_number
from knowledge.text.fold import fold
from knowledge.text.segment import split_syllables
from knowledge.text.unicode import normalise


class CardTexts(NamedTuple):
    """The terms of some cards. A card is asked for in ``sizes`` ways, its title the first; of each
    there are its syllables, those as typed, and those of the law's wordings; ``wordings`` are the
    numbers of these ways as wholes (``wording``).
    """

    sizes: Integers
    wordings: Terms
    asked: Occurrences
    accented: Occurrences
    law: Occurrences
    answers: Occurrences

    @classmethod
    def of(cls, cards: Sequence[Card]) -> CardTexts:
        """Read these cards."""
        ways = [text for card in cards for text in (card.title, *card.questions)]
        asked = [CardQuestion.of(text) for text in ways]
        return cls(
            np.array([1 + len(card.questions) for card in cards], dtype=np.int64),
            np.fromiter(map(wording, ways), dtype=np.uint64),
            _texts(question.terms for question in asked),
            _texts(question.accented for question in asked),
            _texts(question.law for question in asked),
            Occurrences.of(map(_answer, cards), FoldedNumbers()),
        )

    @classmethod
    def joined(cls, parts: Sequence[CardTexts]) -> CardTexts:
        """The cards of all parts, one part after the other."""
        return cls(
            np.concatenate([part.sizes for part in parts]),
            np.concatenate([part.wordings for part in parts]),
            _joined([part.asked for part in parts]),
            _joined([part.accented for part in parts]),
            _joined([part.law for part in parts]),
            _joined([part.answers for part in parts]),
        )

    def take(self, rows: Integers) -> CardTexts:
        """The cards at these places, in this order."""
        sizes = self.sizes[rows]
        shift = np.repeat(self.starts()[rows] - (np.cumsum(sizes) - sizes), sizes)
        ways = np.arange(int(sizes.sum())) + shift
        return CardTexts(
            sizes,
            self.wordings[ways],
            self.asked.take(ways),
            self.accented.take(ways),
            self.law.take(ways),
            self.answers.take(rows),
        )

    def starts(self) -> Integers:
        """Where the ways to ask for each card begin, shape (cards,)."""
        return np.cumsum(self.sizes) - self.sizes

    def worded(self, number: int) -> Integers:
        """The places of the cards that are asked for in exactly these words (``wording``)."""
        ways = np.flatnonzero(self.wordings == np.uint64(number))
        places: Integers = np.unique(np.searchsorted(self.starts(), ways, side="right") - 1)
        return places

    def pooled(self, texts: Occurrences) -> Occurrences:
        """Of texts, one a way to ask, those of each card taken together."""
        starts = self.starts()
        lengths = np.add.reduceat(texts.lengths, starts) if len(starts) else texts.lengths
        return Occurrences(texts.terms, lengths)


def wording(text: str) -> int:
    """A number for the words of a text, whatever their accents, capitals and marks."""
    return term_number(" ".join(split_syllables(fold(normalise(text)))))


def _texts(parts: Iterable[Terms]) -> Occurrences:
    """One text a part."""
    parts = list(parts)
    lengths = np.array([len(part) for part in parts], dtype=np.int64)
    return Occurrences(np.concatenate([np.empty(0, dtype=np.uint64), *parts]), lengths)


def _joined(parts: Sequence[Occurrences]) -> Occurrences:
    terms = np.concatenate([part.terms for part in parts])
    return Occurrences(terms, np.concatenate([part.lengths for part in parts]))


def _answer(card: Card) -> list[str]:
    told = [card.answer, *card.steps, *card.papers, card.where, card.fee, card.duration, card.topic]
    return split_syllables(" ".join(told).lower())
