"""A question made ready for the index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores
from knowledge.index.terms import Terms, folded_number, numbers, pairs, term_number
from knowledge.index.traits import question_kinds
from knowledge.text.fold import accent_share, fold
from knowledge.text.reading import understand
from knowledge.text.segment import segment, split_syllables
from knowledge.text.unicode import normalise

_LONGEST = 2_000
# Four of five words of correct Vietnamese carry an accent; below half too many are missing.
_ACCENTED = 0.5


def reading(text: str) -> str:
    """The text as it is searched: its beginning, written out, without greetings, and after it the
    law's own words for everyday ones; in small letters.
    """
    understood = understand(text[:_LONGEST])
    return normalise(" , ".join((understood.query, *understood.added))).lower()


class _Syllable(NamedTuple):
    """A syllable: the number of what was typed, its folded form and that one's number, and 1 where
    it has a digit.
    """

    number: int
    folded: str
    folded_number: int
    digit: int


@lru_cache(maxsize=20_000)
def _syllable(part: str) -> _Syllable:
    return _Syllable(
        term_number(part), fold(part), folded_number(part), int(any(map(str.isdigit, part)))
    )


@lru_cache(maxsize=20_000)
def _size(word: str) -> int:
    """How many syllables a word has."""
    return len(split_syllables(word))


@dataclass(frozen=True, slots=True)
class Question:
    """The terms of a question: pyvi's words, syllables (folded, and as typed), folded pairs.

    ``accented`` is false where the question was typed with few accents or none: pyvi's words then
    say little. ``word_sizes`` counts the syllables of each word, ``digits`` is 1 for each syllable
    with a digit, 0 for others. ``kinds`` are the bits of ``question_kinds``.
    """

    words: Terms
    word_sizes: Integers
    digits: Scores
    syllables: Terms
    accented_syllables: Terms
    pairs: Terms
    accented: bool
    kinds: int

    @classmethod
    def of(cls, text: str) -> Question:
        """Ready for search; of a very long text only the beginning is looked at."""
        plain = reading(text)
        parts = list(map(_syllable, split_syllables(plain)))
        syllables = np.array([part.folded_number for part in parts], dtype=np.uint64)
        accented = accent_share(text[:_LONGEST]) >= _ACCENTED  # what reading adds does not count
        words = segment(plain) if accented else []
        return cls(
            words=numbers(words),
            word_sizes=np.array(list(map(_size, words)), dtype=np.int64),
            digits=np.array([part.digit for part in parts], dtype=np.float32),
            syllables=syllables,
            accented_syllables=np.array([part.number for part in parts], dtype=np.uint64),
            pairs=pairs(syllables),
            accented=accented,
            kinds=question_kinds(" ".join([part.folded for part in parts])),
        )

    @property
    def folded(self) -> Terms:
        """Folded syllables and their pairs together."""
        return np.concatenate([self.syllables, self.pairs])
