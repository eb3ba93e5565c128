"""Ranks the articles for a question in two stages: weighed BM25 finds, a learned model orders."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge.index.candidates import Candidates
from knowledge.index.features import matrix
from knowledge.index.first_stage import FirstStage, Mask, promising, top
from knowledge.index.importance import Network
from knowledge.index.matching import Asked, look_up
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores
from knowledge.index.question import Question
from knowledge.index.ranker import Ranker
from knowledge.index.texts import Texts


class Ranked(NamedTuple):
    """Rows of articles, best first, their scores, and the estimated chances that they answer."""

    rows: Integers
    scores: Scores
    chances: Scores


class Scored(NamedTuple):
    """What a question asks for, bits for its kind, and the first stage's scores of all articles."""

    asked: Asked
    kinds: int
    scores: Scores


class ArticleIndex:
    """The compiled fields and streams of all articles.

    Without a ranker the first stage's order stands, and no chance is known (0).
    """

    def __init__(
        self,
        folder: Path,
        articles: int,
        network: Network | None = None,
        ranker: Ranker | None = None,
    ) -> None:
        self.first_stage = FirstStage(folder, articles, network)
        self.ranker = ranker
        self._texts = Texts.open(folder)

    def best(self, question: Question, limit: int, allowed: Mask | None = None) -> Ranked:
        """The articles that answer the question best, among those allowed (a mask; None: all).

        Where more are wanted than the ranker looks at, which depends on the question, the first
        stage's order goes on below.
        """
        return self.best_of(self.scored(question), limit, allowed)

    def best_of(self, scored: Scored, limit: int, allowed: Mask | None = None) -> Ranked:
        """``best`` for a question that was scored before."""
        if self.ranker is None:
            rows = self._candidates(scored, limit, allowed).rows
            return Ranked(rows, scored.scores[rows], np.zeros(len(rows), dtype=np.float32))
        candidates = self._candidates(scored, None, allowed)
        ranked = _ranked(self.ranker, candidates)
        if limit <= len(ranked.rows):
            return Ranked._make(part[:limit] for part in ranked)
        rows = top(candidates.scores, limit)[len(ranked.rows) :]
        if not len(rows):
            return ranked
        share = candidates.scores[rows] / max(float(candidates.own[0]), 1e-6)
        return Ranked(
            np.concatenate([ranked.rows, rows]),
            np.concatenate([ranked.scores, ranked.scores[-1] - 2 + share]),
            np.concatenate([ranked.chances, ranked.chances[-1] * share / 2]),
        )

    def candidates(
        self, question: Question, limit: int | None = None, allowed: Mask | None = None
    ) -> Candidates:
        """The articles that the first stage puts in front, best first, ready for the ranker.

        Without a ``limit`` they are those that the ranker looks at in a search.
        """
        return self._candidates(self.scored(question), limit, allowed)

    def scored(self, question: Question) -> Scored:
        """What the first stage says of all articles: what searches for one question share."""
        importance = self.first_stage.importance(question)
        gathered = self.first_stage.gather(question)
        forward = self._texts.forward
        vocabulary = forward.accented if question.accented else forward.plain
        terms = question.accented_syllables if question.accented else question.syllables
        numbers = vocabulary.of(terms)
        asked = look_up(forward, numbers, importance, accented=question.accented)
        scores = gathered.columns.add_up(gathered.pick(importance))
        return Scored(asked, question.kinds, scores)

    def _candidates(self, scored: Scored, limit: int | None, allowed: Mask | None) -> Candidates:
        scores = scored.scores
        if allowed is not None:
            scores = np.where(allowed, scores, np.float32(0))
        if limit is None:
            rows = promising(scores, accented=scored.asked.accented)
        else:
            rows = top(scores, limit)
        return Candidates(rows, scores, scored.asked, scored.kinds, self._texts)


def _ranked(ranker: Ranker, candidates: Candidates) -> Ranked:
    rows = candidates.rows
    if not len(rows):
        return Ranked(rows, candidates.own, candidates.own)
    # Once in some ten thousand searches a product of finite numbers raises the processor's flag
    # for invalid ones, and the product is finite too: as a warning it says nothing.
    with np.errstate(invalid="ignore"):
        judged = ranker.judge(*matrix(candidates, ranker.columns))
    order = np.argsort(-judged.scores, kind="stable")
    return Ranked(rows[order], judged.scores[order], judged.chances[order])
