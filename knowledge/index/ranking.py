"""Ranks the articles for a question in two stages: weighed BM25 finds, a learned model orders."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge.index.features import Candidates
from knowledge.index.first_stage import FirstStage, Mask, top
from knowledge.index.forward import Forward
from knowledge.index.importance import Network
from knowledge.index.matching import look_up
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores
from knowledge.index.question import Question
from knowledge.index.traits import Traits

#: How many articles the second stage looks at.
CANDIDATES = 100


class Ranked(NamedTuple):
    """Rows of articles, best first, their scores, and the estimated chances that they answer."""

    rows: Integers
    scores: Scores
    chances: Scores


class ArticleIndex:
    """The compiled fields and streams of all articles."""

    def __init__(self, folder: Path, articles: int, network: Network | None = None) -> None:
        self.first_stage = FirstStage(folder, articles, network)
        self._forward = Forward(folder)
        self._traits = Traits.open(folder)

    def candidates(
        self, question: Question, limit: int = CANDIDATES, allowed: Mask | None = None
    ) -> Candidates:
        """The articles that the first stage puts in front, best first, ready for the ranker."""
        importance = self.first_stage.importance(question)
        gathered = self.first_stage.gather(question)
        factors = gathered.pick(importance)
        scores = gathered.columns.add_up(factors)
        if allowed is not None:
            scores[~allowed] = 0
        rows = top(scores, limit)
        plain = gathered.columns.table(rows)
        fields = gathered.by_field(plain * factors)
        fields = np.concatenate([fields, plain.sum(1, keepdims=True)], axis=1)
        vocabulary = self._forward.accented if question.accented else self._forward.plain
        terms = question.accented_syllables if question.accented else question.syllables
        asked = look_up(
            self._forward,
            vocabulary.of(terms),
            importance,
            accented=question.accented,
        )
        return Candidates(rows, scores, fields, asked, question.kinds, self._forward, self._traits)
