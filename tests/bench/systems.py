"""The searches that are measured side by side, each in a fresh process, one question at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeVar

import bm25s
import numpy as np
import psutil
from rank_bm25 import BM25Okapi
from threadpoolctl import threadpool_limits

from knowledge.evaluate import LabelledQuestion, Measures, Search, measure
from knowledge.search import Library
from knowledge.snippet import quote
from knowledge.text.fold import fold
from knowledge.text.segment import segment
from knowledge.text.segmenter import Segmenter

MEGABYTE = 1_000_000
OURS, SEARCH_ALONE = "ours", "ours, search alone"

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Task:
    """One search to be measured: ``texts`` are ids and texts for the searches that index them."""

    name: str
    library: Path
    cache: Path
    texts: Sequence[tuple[str, str]]
    questions: Sequence[LabelledQuestion]


class Measured(NamedTuple):
    """The measures with accents and without, seconds until ready, megabytes resident after."""

    accented: Measures
    unaccented: Measures
    ready: float
    resident: int


def fresh(function: Callable[..., Result], *arguments: object) -> Result:
    """The function's result, computed in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(function, *arguments).result()


def measured(task: Task) -> Measured:
    """Open the search and ask all questions, on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with threadpool_limits(1):
        segment("pyvi is loaded once")
        began = perf_counter()
        search = _OPENERS[task.name](task)
        ready = perf_counter() - began
        search("mở đầu", 1)
        plain = [
            item.model_copy(update={"question": fold(item.question)}) for item in task.questions
        ]
        accented, unaccented = measure(search, task.questions), measure(search, plain)
    return Measured(accented, unaccented, ready, psutil.Process().memory_info().rss // MEGABYTE)


def _words(task: Task) -> tuple[list[str], list[list[str]]]:
    """The ids of the articles, and their titles and texts in pyvi's words."""
    with Segmenter(task.cache) as segmenter:
        words = segmenter.words(text for _, text in task.texts)
    return [article_id for article_id, _ in task.texts], [text.split() for text in words]


def _ours(task: Task) -> Search:
    """Everything that a question costs, the quotation included."""
    library = Library.open(task.library)

    def search(text: str, limit: int) -> list[str]:
        hits = library.search(text, limit=limit)
        if hits:
            quote(hits[0].article, text)
        return [hit.article.id for hit in hits]

    return search


def _search_alone(task: Task) -> Search:
    """What the others do too: find, and say which articles were found."""
    library = Library.open(task.library)
    return lambda text, limit: [hit.article.id for hit in library.search(text, limit=limit)]


def _bm25s(task: Task) -> Search:
    ids, words = _words(task)
    retriever = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    retriever.index(words, show_progress=False)

    def search(text: str, limit: int) -> list[str]:
        places, _ = retriever.retrieve([segment(text)], k=limit, show_progress=False)
        return [ids[place] for place in places[0]]

    return search


def _rank_bm25(task: Task) -> Search:
    ids, words = _words(task)
    model = BM25Okapi(words)

    def search(text: str, limit: int) -> list[str]:
        best = np.argsort(model.get_scores(segment(text)))[::-1][:limit]
        return [ids[place] for place in best]

    return search


_OPENERS: dict[str, Callable[[Task], Search]] = {
    OURS: _ours,
    SEARCH_ALONE: _search_alone,
    "bm25s": _bm25s,
    "rank-bm25": _rank_bm25,
}
