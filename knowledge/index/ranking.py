"""Ranks the articles for a question: weighted sums of the fields' BM25 scores."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.confidence import ARTICLES
from knowledge.index.fields import FIELDS
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Postings, Scores, add_up
from knowledge.index.question import Question
from knowledge.index.terms import Terms

#: Weight of each field, chosen by cross-validation (docs/decisions/0003-search-fields.md).
ACCENTED: Mapping[str, float] = {"words": 1.0, "syllables": 0.7, "pairs": 1.0}
UNACCENTED: Mapping[str, float] = {"syllables": 1.4, "pairs": 1.0}

#: From so many articles on, terms in more than half of them are passed over: half of the time and
#: memory of a question for no measurable gain.
LARGE = 10_000

_TERMS = {
    "title": "words",
    "body": "words",
    "name": "words",
    "words": "words",
    "title_folded": "folded",
    "name_folded": "folded",
    "aliases": "folded",
    "syllables": "syllables",
    "pairs": "pairs",
}


class Ranked(NamedTuple):
    """Rows of articles, best first, their scores, and the estimated chances that they answer."""

    rows: Integers
    scores: Scores
    chances: Scores


class ArticleIndex:
    """The compiled fields of all articles."""

    def __init__(self, folder: Path, articles: int) -> None:
        self._articles = articles
        self._common = articles // 2 if articles >= LARGE else articles
        self._fields = {field.name: Postings.open(folder, field.name) for field in FIELDS}
        self._k1 = {field.name: field.k1 for field in FIELDS}

    def best(
        self, question: Question, limit: int, allowed: npt.NDArray[np.bool_] | None = None
    ) -> Ranked:
        """At most ``limit`` articles with a score above 0, best first; ties by row."""
        weights = ACCENTED if question.accented else UNACCENTED
        columns = [
            column
            for name, weight in weights.items()
            for column in self._fields[name].columns(_terms(question, name), weight, self._common)
        ]
        scores = add_up(columns, self._articles)
        if allowed is not None:
            scores[~allowed] = 0
        rows = _top(scores, max(limit, 2))
        shares = scores[rows] / np.float32(max(self._ceiling(question, weights), 1e-6))
        chances = ARTICLES.chances(shares, float(shares[1]) if len(shares) > 1 else 0.0)
        return Ranked(rows[:limit], scores[rows[:limit]], chances[:limit])

    def features(self, question: Question, rows: Integers) -> Mapping[str, Scores]:
        """The score of each field for these articles, shape (len(rows),) each."""
        return {
            name: field.of(rows, _terms(question, name)) for name, field in self._fields.items()
        }

    def _ceiling(self, question: Question, weights: Mapping[str, float]) -> float:
        """The score that no article can exceed."""
        return sum(
            weight
            * (self._k1[name] + 1)
            * float(self._fields[name].rarity(_terms(question, name), self._articles).sum())
            for name, weight in weights.items()
        )


def _terms(question: Question, field: str) -> Terms:
    terms: Terms = getattr(question, _TERMS[field])
    return terms


def _top(scores: Scores, limit: int) -> Integers:
    """The places of the highest scores above 0, best first, equal ones in their order."""
    rows = np.flatnonzero(scores > 0)
    if 0 < limit < len(rows):
        beyond = len(rows) - limit
        least = np.partition(scores[rows], beyond)[beyond]
        rows = rows[scores[rows] >= least]
    return rows[np.argsort(-scores[rows], kind="stable")][:limit]
