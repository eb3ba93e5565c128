"""What the candidates say of each other: same titles, similar titles, one document above another.

Many laws have an article of the same name; a law and its decree treat one subject. An article
that looks alike loses to the better of its kind, and is backed by others that say the same.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.forward import Numbers
from knowledge.index.matching import Match
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores

Square = npt.NDArray[np.float32]


class Likeness(NamedTuple):
    """Which titles are the same, and how like every two are (0..1, 0 on the diagonal), shape
    (texts, texts).
    """

    same: npt.NDArray[np.bool_]
    alike: Square


def likeness(titles: Match, rarity: Scores) -> Likeness:
    """Compare the titles; ``rarity`` is the idf of every syllable of them, side by side."""
    terms, distinct = _numbered(titles.numbers)
    bags = np.zeros((titles.texts, distinct), dtype=np.float32)
    bags[titles.owners, terms] = np.sqrt(rarity)
    shared = bags @ bags.T
    weight = np.diagonal(shared)
    union = weight[:, None] + weight[None] - shared
    alike = shared / np.maximum(union, np.float32(1e-6))
    same = (alike > 0.999) & (titles.sizes[:, None] == titles.sizes[None])
    np.fill_diagonal(alike, 0)
    np.fill_diagonal(same, True)
    return Likeness(same, alike)


def _numbered(numbers: Numbers) -> tuple[Integers, int]:
    """Each number's place among the distinct ones, and how many they are."""
    last = np.empty(1 << 16, dtype=np.int32)
    here = np.arange(len(numbers), dtype=np.int32)
    last[numbers] = here
    standing_for = last[numbers]
    places = (standing_for == here).cumsum() - 1
    return places[standing_for], int(places[-1]) + 1 if len(places) else 0


def best_others(scores: Scores, *among: npt.NDArray[np.bool_]) -> Scores:
    """For each mask (texts, texts): the best score among those that each row names, 0 where it
    names none; shape (masks, texts).
    """
    # Column by column: numpy finds the highest of rows that lie below each other sooner.
    columns = np.array([mask.T for mask in among])
    best: Scores = np.where(columns, scores[:, None], np.float32(0)).max(axis=1, initial=0)
    return best
