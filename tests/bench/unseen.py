"""Our search on questions that its model was not fitted on, everything nested in the folds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from knowledge.evaluate import LabelledQuestion
from knowledge.train.crossvalidate import CrossValidation, cross_validate
from knowledge.train.dataset import SPELLINGS, Dataset
from knowledge.train.folds import splits
from knowledge.train.noise import mixed
from tests.bench.reliability import Said

SEED = 0

Matrix = npt.NDArray[np.float32]


class Unseen(NamedTuple):
    """By spelling: nDCG@10, R@1, R@10 of each question by the first stage and by the whole search,
    shape (questions, 3), and what was said of the first answer. ``recall`` is the share of right
    articles among those that a search looks at closely; ``topical`` (questions,) marks the
    questions on our subjects.
    """

    first: dict[str, Matrix]
    whole: dict[str, Matrix]
    said: dict[str, Said]
    recall: dict[str, float]
    topical: npt.NDArray[np.bool_]


def judge(library: Path, questions: Sequence[LabelledQuestion]) -> Unseen:
    """Fit on four fifths, judge the rest, five times; questions with an article in common stay
    together. Deterministic, one thread.
    """
    with threadpool_limits(1):
        dataset = Dataset(library, questions)
        validated = cross_validate(dataset, SEED, noisy=mixed)
        recall = {name: _recall(dataset, validated, name) for name in SPELLINGS}
    judged = {name: validated.judged[name] for name in (*SPELLINGS, "noisy")}
    return Unseen(
        {name: part.before for name, part in judged.items()},
        {name: part.after for name, part in judged.items()},
        {name: Said(validated.chances(name), part.right) for name, part in judged.items()},
        recall,
        np.array([item.topical for item in questions], dtype=bool),
    )


def _recall(dataset: Dataset, validated: CrossValidation, spelling: str) -> float:
    """The share of right articles that a search looks at closely, its network not knowing the
    question.
    """
    asked = dataset.typed(SPELLINGS[spelling])
    shares = []
    for rest, held in splits(validated.fold):
        index = dataset.index(dataset.network(rest, SEED))
        for place in held:
            rows = index.candidates(asked[place]).rows
            found = np.isin(dataset.relevant[place], rows).sum()
            shares.append(float(found) / len(dataset.labelled[place].relevant))
    return fmean(shares)
