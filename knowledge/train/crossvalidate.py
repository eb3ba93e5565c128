"""How well the ranker does on questions that it was not fitted on.

Questions with an article in common share a fold. For each fold everything is fitted on the others:
the weights of terms, the choice of features, trees and networks. The curve that names the chances
is fitted on the other folds' judgements, each made by a model that did not know its question, of
questions as they stand, without accents, and spoiled the way people type. What is learned from and
what is judged are the lists of a search.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from knowledge.index.calibration import Calibration, Voices
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Matrix, Scores
from knowledge.train import calibration
from knowledge.train.dataset import SPELLINGS, Dataset, Lists
from knowledge.train.fitting import Fitted, fit
from knowledge.train.folds import folds, splits
from knowledge.train.measures import Row, measures, row
from knowledge.train.noise import mixed

#: Each question is also judged spoiled, so that the chances hold for what people type.
SPOILED = "spoiled"
_NOISE_SEED = 7

#: The signs of a judgement, see ``Voices.signs``.
_SIGNS = 7

Bools = npt.NDArray[np.bool_]


class Judged(NamedTuple):
    """All questions in one spelling, each judged by a model that was fitted on others.

    ``before`` and ``after`` (questions, 3): nDCG@10, R@1, R@10 of the first stage and of the
    ranker; ``signs`` (questions, 7); ``right`` (questions,) whether the first answer is right;
    ``found`` (questions,) whether there was any candidate.
    """

    before: Matrix
    after: Matrix
    signs: Matrix
    right: Bools
    found: Bools

    @classmethod
    def empty(cls, size: int) -> Judged:
        """Room for so many questions."""
        return cls(
            np.zeros((size, 3), dtype=np.float32),
            np.zeros((size, 3), dtype=np.float32),
            np.zeros((size, _SIGNS), dtype=np.float32),
            np.zeros(size, dtype=bool),
            np.zeros(size, dtype=bool),
        )

    def enter(self, place: int, first: Scores, right: Bools, wanted: int, said: Voices) -> None:
        """Note the judgement of one question, of which ``wanted`` articles are to be found."""
        score = said.together
        self.before[place] = measures(first, right, wanted)
        self.after[place] = measures(score, right, wanted)
        self.signs[place] = said.signs()
        self.right[place] = right[score.argmax()]
        self.found[place] = True


class CrossValidation(NamedTuple):
    """The judgements by spelling, and the fold of each question."""

    judged: dict[str, Judged]
    fold: Integers

    def calibration(self, of: Bools) -> Calibration:
        """The curve fitted on these questions (a mask), in the usual spellings and spoiled."""
        parts = [self.judged[name] for name in (*SPELLINGS, SPOILED)]
        signs = [part.signs[of & part.found] for part in parts]
        rights = [part.right[of & part.found] for part in parts]
        return calibration.fit(np.concatenate(signs), np.concatenate(rights))

    def chances(self, spelling: str) -> Scores:
        """The chance named for the first answer to each question; 0 where nothing was found."""
        part = self.judged[spelling]
        chances = np.zeros(len(self.fold), dtype=np.float32)
        for one in np.unique(self.fold):
            held = (self.fold == one) & part.found
            chances[held] = self.calibration(self.fold != one).first(part.signs[held])
        return chances

    def table(self, topical: Bools) -> list[Row]:
        """A row for each spelling, of all questions and of the topical ones (a mask)."""
        rows = []
        for spelling, part in self.judged.items():
            chances = self.chances(spelling)
            for group, mask in (("all", np.ones_like(topical)), ("topical", topical)):
                if mask.any():
                    rows.append(
                        row(spelling, group, part.before[mask], part.after[mask],
                            chances[mask], part.right[mask])
                    )  # fmt: skip
        return rows


def cross_validate(
    dataset: Dataset,
    seed: int,
    *,
    noisy: Callable[[str], str] | None = None,
    progress: bool = False,
) -> CrossValidation:
    """Judge every question by a model that was fitted on the other folds' questions.

    ``noisy`` spoils a question in a way of its own; with it they are also judged so.
    """
    fold = folds(dataset.relevant, seed)
    spoiled = {SPOILED: dataset.typed(lambda text: mixed(text, _NOISE_SEED))}
    if noisy is not None:
        spoiled["noisy"] = dataset.typed(noisy)
    judged = {name: Judged.empty(len(fold)) for name in (*SPELLINGS, *spoiled)}
    for rest, held in tqdm(list(splits(fold)), desc="Kiểm tra chéo", disable=not progress):
        fitted = fit(dataset, rest, seed)
        for name in SPELLINGS:
            lists = dataset.usual(fitted.importance, held, name)
            _enter(judged[name], dataset, held, lists, fitted)
        for name, questions in spoiled.items():
            lists = dataset.lists(fitted.importance, held, questions)
            _enter(judged[name], dataset, held, lists, fitted)
    return CrossValidation(judged, fold)


def _enter(into: Judged, dataset: Dataset, held: Integers, lists: Lists, fitted: Fitted) -> None:
    for place, rows, said in zip(held, lists.slices(), fitted.voices(lists), strict=True):
        if said is not None:
            wanted = len(dataset.labelled[place].relevant)
            into.enter(int(place), lists.first[rows], lists.right[rows], wanted, said)
