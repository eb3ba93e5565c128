"""Whether a message is of our field: law on women, family, work, insurance, papers, digital life.

A logistic regression over the syllables of a message and their pairs, accents left out. It learned
from the questions of our cards and from messages that ask for something else
(``python -m tests.bench.scope_fit``; scores in ``model/scope.json``). It knows words, not meaning:
who uses it asks the cards too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.index.card_question import CardQuestion
from knowledge.index.terms import TermNumbers, Terms, pairs

FILE = Path(__file__).with_name("model") / "scope.npz"


def terms_of(text: str) -> Terms:
    """The numbers of the message's syllables and pairs, each once, ascending."""
    syllables = CardQuestion.of(text).terms
    return np.unique(np.concatenate([syllables, pairs(syllables)]))


def numbers_of(card_ids: Iterable[str]) -> Terms:
    """The numbers of these ids, each once, ascending."""
    return np.unique(TermNumbers().of(card_ids))


@dataclass(frozen=True, slots=True)
class Scope:
    """Known terms, ascending, what each speaks for our field, what no term says, and the numbers of
    the ids of the cards it learned from, ascending.
    """

    terms: Terms
    weights: npt.NDArray[np.float32]
    constant: float
    cards: Terms

    @classmethod
    @cache
    def shipped(cls) -> Scope:
        """The model of this project."""
        with np.load(FILE, allow_pickle=False) as stored:
            weights = stored["weights"].astype(np.float32)
            constant = float(stored["constant"])
            return cls(stored["terms"], weights, constant, stored["cards"])

    def knows(self, card_ids: Iterable[str]) -> bool:
        """Whether at least half of the cards it learned from are among these: of the field of
        another library it knows nothing.
        """
        present = np.isin(self.cards, numbers_of(card_ids))
        return bool(len(self.cards)) and float(present.mean()) >= 0.5

    def log_odds(self, text: str) -> float | None:
        """How much speaks for our field: above 0 more than against it; None where no word is known.

        The terms count together as one: a long message is not surer than a short one for its
        length alone.
        """
        asked = terms_of(text)
        if not len(asked) or not len(self.terms):
            return None
        places = np.searchsorted(self.terms, asked).clip(max=len(self.terms) - 1)
        known = self.terms[places] == asked
        if not known.any():
            return None
        return self.constant + float(self.weights[places[known]].sum() / np.sqrt(len(asked)))
