"""Measures the search on questions whose answers are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from math import log2
from pathlib import Path
from statistics import fmean, quantiles
from time import perf_counter
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tqdm import tqdm

from knowledge.errors import SourceError
from knowledge.search import Library
from knowledge.text.fold import fold

#: How deep recall looks.
DEPTH = 100

#: Finds the ids of the best articles for a question: (question, how many) → ids, best first.
Search = Callable[[str, int], Sequence[str]]


class LabelledQuestion(BaseModel):
    """A question and the ids of all articles that answer it; ``topical`` marks our subjects."""

    model_config = ConfigDict(frozen=True)

    question: str = Field(min_length=1)
    relevant: frozenset[str] = Field(min_length=1)
    topical: bool = False


class Measures(NamedTuple):
    """Averages over questions, 0..1, and milliseconds a question (ten hits, one process)."""

    n: int
    ndcg: float
    mrr: float
    recall_1: float
    recall_10: float
    recall_100: float
    p50_ms: float
    p99_ms: float

    def named(self) -> dict[str, float]:
        """Under the names of the command line's JSON, rounded to 4 digits."""
        names = (
            "n",
            "ndcg@10",
            "mrr@10",
            "recall@1",
            "recall@10",
            "recall@100",
            "p50_ms",
            "p99_ms",
        )
        return {name: round(value, 4) for name, value in zip(names, self, strict=True)}


def ndcg(found: Sequence[str], relevant: frozenset[str], depth: int = 10) -> float:
    """Normalised discounted cumulative gain, binary: one answer at rank 2 gives 1/log2(3)."""
    gain = sum(1 / log2(rank + 2) for rank, item in enumerate(found[:depth]) if item in relevant)
    ideal = sum(1 / log2(rank + 2) for rank in range(min(depth, len(relevant))))
    return gain / ideal


def reciprocal_rank(found: Sequence[str], relevant: frozenset[str], depth: int = 10) -> float:
    """One by the rank of the first relevant article; 0 when none is among the first ``depth``."""
    ranks = (rank for rank, item in enumerate(found[:depth], start=1) if item in relevant)
    return 1 / next(ranks, float("inf"))


def recall(found: Sequence[str], relevant: frozenset[str], depth: int) -> float:
    """The share of the relevant articles among the first ``depth``."""
    return len(relevant.intersection(found[:depth])) / len(relevant)


def read_questions(path: Path, *, unaccented: bool = False) -> list[LabelledQuestion]:
    """Questions from a file of JSON lines with ``question`` and ``relevant``.

    Raises:
        SourceError: the file cannot be read, holds no question, or a line is no question.
    """
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        questions = [LabelledQuestion.model_validate(json.loads(line)) for line in lines]
    except (OSError, ValueError, ValidationError) as error:
        raise SourceError(f"Không đọc được tệp câu hỏi {path}.") from error
    if not questions:
        raise SourceError(f"Tệp {path} không có câu hỏi nào.")
    if unaccented:
        return [item.model_copy(update={"question": fold(item.question)}) for item in questions]
    return questions


def evaluate(
    library: Library, questions: Iterable[LabelledQuestion], *, progress: bool = False
) -> Measures:
    """The library's measures on these questions, everything in it searched."""

    def search(text: str, limit: int) -> list[str]:
        return [hit.article.id for hit in library.search(text, limit=limit)]

    return measure(search, questions, progress=progress)


def measure(
    search: Search, questions: Iterable[LabelledQuestion], *, progress: bool = False
) -> Measures:
    """The measures of any search on these questions, asked one after the other."""
    rows, times = [], []
    for item in tqdm(list(questions), desc="Câu hỏi", disable=not progress):
        began = perf_counter()
        search(item.question, 10)
        times.append((perf_counter() - began) * 1000)
        found = search(item.question, DEPTH)
        rows.append(_one(found, item.relevant))
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    quality = (fmean(column) for column in zip(*rows, strict=True))
    return Measures._make([len(rows), *quality, cuts[49], cuts[98]])


def _one(found: Sequence[str], relevant: frozenset[str]) -> tuple[float, ...]:
    recalls = (recall(found, relevant, depth) for depth in (1, 10, DEPTH))
    return ndcg(found, relevant), reciprocal_rank(found, relevant), *recalls
