"""A question made ready for the cards: its words without greetings, and the law's for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.index.terms import TermNumbers, Terms, pairs
from knowledge.text.fold import accent_share, fold
from knowledge.text.reading import understand
from knowledge.text.segment import split_syllables

_LONGEST = 2_000
# Below this share of accented words the accents say little.
_ACCENTED = 0.5


@dataclass(frozen=True, slots=True)
class CardQuestion:
    """What a text asks: its syllables without accents in their order, and their numbers.

    ``accented`` are the numbers of the syllables as typed, none where too few carry an accent.
    ``law`` are the syllables and pairs of the law's wordings for everyday words in the text.
    """

    syllables: tuple[str, ...]
    terms: Terms
    accented: Terms
    law: Terms

    @classmethod
    def of(cls, text: str) -> CardQuestion:
        """Read as a search reads it; of a very long text only the beginning is looked at."""
        reading = understand(text[:_LONGEST])
        typed = split_syllables(reading.query.lower())
        syllables = tuple(map(fold, typed))
        numbers = TermNumbers()
        return cls(
            syllables=syllables,
            terms=numbers.of(syllables),
            accented=numbers.of(typed if accent_share(text[:_LONGEST]) >= _ACCENTED else ()),
            law=_with_pairs(reading.added, numbers),
        )


def _with_pairs(wordings: Sequence[str], numbers: TermNumbers) -> Terms:
    """The syllables of each wording and its pairs of neighbours, wording by wording."""
    parts = [numbers.of(split_syllables(fold(wording))) for wording in wordings]
    empty = np.empty(0, dtype=np.uint64)
    return np.concatenate([empty, *parts, *map(pairs, parts)])
