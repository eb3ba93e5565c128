"""How well the search answers questions that were written for articles nobody asked it about.

``written_questions.tsv`` holds 3,700 questions, each with the id of the one article that it was
written for after reading it (a part of it, where it is long): drawn from laws, decrees and
circulars of all years, none of them an article of the public questions that the ranker learns from,
and none of the questions near to one of those. Everything that ships is judged as it is: nothing
was fitted on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from knowledge.asked import read_asked
from knowledge.evaluate import LabelledQuestion
from knowledge.index.postings import Matrix
from knowledge.index.question import Question
from knowledge.search import Library
from knowledge.train.measures import measures
from tests.bench.newer import year

FILE = Path(__file__).with_name("written_questions.tsv")
HEADING = ("laws of", "n", "first stage: nDCG@10", "ours: nDCG@10", "R@1", "R@10", "error")

#: The years of the laws asked about.
YEARS = {"all": range(3000), "–2017": range(1, 2018), "2018–2021": range(2018, 2022),
         "2022–2026": range(2022, 2027)}  # fmt: skip

_DEPTH = 10


def questions() -> list[LabelledQuestion]:
    """All of them, in the order of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_labelled(*line.split("\t")) for line in lines]


def _labelled(article: str, question: str) -> LabelledQuestion:
    return LabelledQuestion(question=question, relevant=frozenset([article]))


def rows(library: Library, asked: Sequence[LabelledQuestion]) -> Iterator[list[str]]:
    """The rows under ``HEADING``; ``error`` is the standard error of our nDCG@10."""
    known = [each for each in asked if all(map(library.article, each.relevant))]
    years = np.array([year(next(iter(each.relevant))) for each in known])
    found = np.array([(*_first(library, each), *_ours(library, each)) for each in known])
    lines = {line.article_id for line in read_asked()[0]}
    lined = np.array([not each.relevant.isdisjoint(lines) for each in known])
    groups = {name: np.isin(years, span) for name, span in YEARS.items()}
    for name, which in {**groups, "with an asked line": lined, "without": ~lined}.items():
        if which.any():
            yield _row(name, found[which])


def _row(name: str, part: Matrix) -> list[str]:
    before, ndcg, best, ten = part.mean(0)[[0, 3, 4, 5]]
    error = part[:, 3].std() / np.sqrt(len(part))
    values = (before, ndcg, best, ten, error)
    return [name, str(len(part)), *(f"{value:.3f}" for value in values)]


def _first(library: Library, item: LabelledQuestion) -> tuple[float, float, float]:
    found = library.index.candidates(Question.of(item.question), _DEPTH)
    return _judged([library.id_at(int(row)) for row in found.rows], item)


def _ours(library: Library, item: LabelledQuestion) -> tuple[float, float, float]:
    hits = library.search(item.question, limit=_DEPTH)
    return _judged([hit.article.id for hit in hits], item)


def _judged(found: Sequence[str], item: LabelledQuestion) -> tuple[float, float, float]:
    """nDCG@10, R@1 and R@10 of articles, best first."""
    if not found:
        return 0.0, 0.0, 0.0
    right = np.array([each in item.relevant for each in found])
    return measures(-np.arange(len(found), dtype=np.float32), right, len(item.relevant))
