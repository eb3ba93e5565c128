"""What the ranker sees of each candidate, as one matrix; everything for all candidates at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from knowledge.index import asked_features as asked
from knowledge.index import company_features as company
from knowledge.index import own_features as own
from knowledge.index.candidates import Candidates, InList, Values
from knowledge.index.postings import Matrix, Scores

#: The families of features, in the order of their columns.
FAMILIES = (
    company.of_first_stage, own.of_parts, own.of_title, own.of_name, own.of_parts_together,
    own.of_pairs_together, own.of_beginning, company.of_document, company.of_neighbours,
    own.of_traits, own.of_question, company.of_rivals,
    own.of_passages, company.of_links,
    asked.of_asked, asked.of_best_asked,
)  # fmt: skip


def matrix(
    candidates: Candidates, wanted: tuple[str, ...] | None = None
) -> tuple[tuple[str, ...], Matrix]:
    """The names of the features and their values, shape (candidates, features).

    Where names are ``wanted``, no other feature is computed; the order stays that of ``FAMILIES``.
    """
    among = None if wanted is None else _names(wanted)
    columns = {
        name: column() if callable(column) else column
        for family in FAMILIES
        for name, column in family(candidates)
        if among is None or name in among
    }
    values = np.empty((len(columns), len(candidates.rows)), dtype=np.float32)
    in_list: defaultdict[Callable[[Scores], Scores], list[tuple[int, Values]]] = defaultdict(list)
    for place, column in enumerate(columns.values()):
        if isinstance(column, InList):
            each = column.values() if callable(column.values) else column.values
            in_list[column.how].append((place, each))
        else:
            values[place] = column
    for how, found in in_list.items():
        lists = np.concatenate([each for _, each in found]).reshape(len(found), -1)
        values[[place for place, _ in found]] = how(lists)
    return tuple(columns), values.T


@lru_cache(maxsize=8)
def _names(wanted: tuple[str, ...]) -> frozenset[str]:
    return frozenset(wanted)
