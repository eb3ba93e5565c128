"""From what a question and each card have in common to chances: each card's, and "none of them".

The model is a softmax over all cards and one more choice, "no card answers". A card's odds are a
weighted sum of its evidence; those of "none" grow with what no card explains. The weights, how they
were fitted and how well they hold on questions they were not fitted on: ``card_model.json`` and
docs/decisions/0005-card-matching.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from knowledge.index.bm25 import Floats

FILE = Path(__file__).with_name("card_model.json")


class CardEvidence(NamedTuple):
    """What speaks for each card, in units of rarity (idf) but for the last, shape (cards,) each."""

    words: Floats
    """BM25 over all questions and the title of the card taken as one text, single syllables."""
    pairs: Floats
    """The same, neighbouring syllables."""
    accented: Floats
    """``words`` with accents; the same as ``words`` where question or card carries none."""
    window: Floats
    """Words and pairs of the question's best run of ``WINDOW`` syllables: a story is long."""
    answer: Floats
    """BM25 over the card's answer, single syllables."""
    answer_pairs: Floats
    """The same, neighbouring syllables."""
    law: Floats
    """BM25 of the law's wordings for everyday words of the question."""
    variant: Floats
    """How much of the best question of the card is in the question asked, 0..1."""


class QuestionEvidence(NamedTuple):
    """What speaks for "none of the cards"."""

    constant: float
    """1."""
    rarity: float
    """The rarities of all its words, known or not, summed up."""
    unknown_pairs: float
    """The share of its pairs that no card has, 0..1."""
    length: float
    """Syllables."""
    root_length: float
    """The square root of that."""
    other_law: float
    """How common the pairs that no card has are in law texts: binary logarithms, summed up."""


class Evidence(NamedTuple):
    """All that the model sees of one question."""

    cards: CardEvidence
    question: QuestionEvidence


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    card: dict[str, float]
    none: dict[str, float]


@dataclass(frozen=True, slots=True)
class CardModel:
    """The weight of each kind of evidence, in the order of its fields."""

    card: tuple[float, ...]
    none: tuple[float, ...]

    @classmethod
    @cache
    def shipped(cls) -> CardModel:
        """The model that was fitted for the cards of this project."""
        file = _File.model_validate_json(FILE.read_bytes())
        card = tuple(file.card[name] for name in CardEvidence._fields)
        return cls(card, tuple(file.none[name] for name in QuestionEvidence._fields))

    def chances(self, evidence: Evidence, possible: npt.NDArray[np.bool_]) -> Floats:
        """The chance that each card answers, shape (cards,); with that of "none" they sum up to 1.

        The chance of a card that is not ``possible`` is 0.
        """
        none = float(np.dot(self.none, evidence.question))
        odds = np.where(possible, self.odds(evidence.cards), -np.inf)
        highest = max(none, float(odds.max(initial=none)))
        shares = np.exp(odds - highest)
        chances: Floats = shares / (shares.sum() + np.exp(none - highest))
        return chances

    def odds(self, evidence: Sequence[Floats]) -> Floats:
        """The weighted evidence for each card, shape (cards,)."""
        weighted: Floats = np.asarray(self.card) @ np.asarray(evidence, dtype=np.float64)
        return weighted
