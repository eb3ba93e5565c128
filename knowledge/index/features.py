"""What the ranker sees of each candidate, as one matrix; everything for all candidates at once."""

from __future__ import annotations

import numpy as np

from knowledge.index import company_features as company
from knowledge.index import own_features as own
from knowledge.index.candidates import Candidates
from knowledge.index.postings import Matrix

#: The families of features, in the order of their columns.
FAMILIES = (
    company.of_first_stage, own.of_parts, own.of_title, own.of_name, own.of_parts_together,
    own.of_pairs_together, own.of_windows, company.of_document, company.of_neighbours,
    own.of_traits, own.of_question, own.of_alignment, company.of_rivals,
    own.of_passages, own.of_definitions, company.of_links,
)  # fmt: skip


def matrix(candidates: Candidates) -> tuple[tuple[str, ...], Matrix]:
    """The names of the features and their values, shape (candidates, features)."""
    columns = [column for family in FAMILIES for column in family(candidates)]
    values = np.empty((len(candidates.rows), len(columns)), dtype=np.float32)
    for place, (_, column) in enumerate(columns):
        values[:, place] = column
    return tuple(name for name, _ in columns), values
