"""Folds that keep apart what belongs together: questions with an article in common share a fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from knowledge.index.occurrences import Integers

FOLDS = 5


def folds(relevant: Sequence[Integers], seed: int, count: int = FOLDS) -> Integers:
    """The fold of each question, shape (questions,), from the rows of its relevant articles.

    Groups of questions are the connected components over shared articles; groups are dealt out in
    an order that the seed shuffles.
    """
    groups = _groups(relevant)
    order = np.unique(groups)
    np.random.default_rng(seed).shuffle(order)
    fold_of = np.empty(len(order), dtype=np.int64)
    fold_of[order] = np.arange(len(order)) % count
    return fold_of[groups]


def _groups(relevant: Sequence[Integers]) -> Integers:
    questions = np.repeat(np.arange(len(relevant)), [len(rows) for rows in relevant])
    articles, places = np.unique(np.concatenate(relevant), return_inverse=True)
    size = len(relevant) + len(articles)
    links = coo_array(
        (np.ones(len(places)), (questions, places + len(relevant))), shape=(size, size)
    )
    _, labels = connected_components(links, directed=False)
    _, groups = np.unique(labels[: len(relevant)], return_inverse=True)
    return np.asarray(groups, dtype=np.int64)


def splits(fold: Integers) -> Iterator[tuple[Integers, Integers]]:
    """For each fold the questions outside and those inside."""
    for one in np.unique(fold):
        yield np.flatnonzero(fold != one), np.flatnonzero(fold == one)
