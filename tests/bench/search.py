"""Stock rank-bm25, bm25s and our search side by side, in one run: quality and time.

``python -m tests.bench.search [--questions FILE] [--corpus FILE] [--sample N]`` prints a table in
Markdown. The searches run one after the other, each in a fresh process, one question at a time.
Stock rank-bm25 and bm25s search title and text in pyvi's words; rank-bm25 needs half a second for
each question, so that it is asked a random sample only (the column n).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import bm25s
import numpy as np
import psutil
from rank_bm25 import BM25Okapi

from knowledge.evaluate import Measures, Search, measure, read_questions
from knowledge.ingest import read
from knowledge.search import Library
from knowledge.snapshot import build
from knowledge.text.fold import fold
from knowledge.text.segment import segment
from knowledge.text.segmenter import Segmenter

SHARED = Path(__file__).resolve().parents[3] / "shared"
SAMPLE = 100
SEED = 20261121
MEGABYTE = 1_000_000
HEADING = (
    "search", "accents", "n", "nDCG@10", "MRR@10", "R@1", "R@10", "R@100",
    "p50 ms", "p99 ms", "ready after s", "resident MB",
)  # fmt: skip


def main() -> int:
    """Build, measure, print."""
    options = _options()
    for path in (options.questions, options.corpus):
        if not path.exists():
            print(f"{path} is missing: the benchmark needs the official texts.", file=sys.stderr)  # noqa: T201
            return 1
    with tempfile.TemporaryDirectory() as folder:
        for line in _table(options, Path(folder)):
            print(line, flush=True)  # noqa: T201
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, default=SHARED / "bench" / "zalo-train.jsonl")
    parser.add_argument("--corpus", type=Path, default=SHARED / "legal" / "corpus.jsonl.xz")
    parser.add_argument("--cache", type=Path, help="segmented words from an earlier run")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="questions for stock rank-bm25")
    return parser.parse_args()


def _table(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    batch = read(options.corpus, progress=sys.stderr.isatty())
    cache = options.cache or folder / "words.db"
    began = perf_counter()
    manifest = build(folder / "library", batch, cache=cache, progress=sys.stderr.isatty())
    built = perf_counter() - began
    yield f"{manifest.articles} articles; our build took {built:.0f} s.\n"
    yield from _markdown([HEADING, ["---"] * len(HEADING)])
    texts = [(article.id, f"{article.title}\n{article.text}") for article in batch.articles]
    for name, limit in (("ours", None), ("bm25s", None), ("rank-bm25", options.sample)):
        needed = [] if name == "ours" else texts
        task = _Task(name, folder / "library", cache, needed, options.questions, limit)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            yield from _markdown(fresh.submit(_rows, task).result())


@dataclass(frozen=True, slots=True)
class _Task:
    """One search to be measured in a process of its own; ``limit`` None asks all questions."""

    name: str
    library: Path
    cache: Path
    texts: Sequence[tuple[str, str]]
    questions: Path
    limit: int | None


def _words(task: _Task) -> tuple[list[str], list[list[str]]]:
    """The ids of the articles, and their titles and texts in pyvi's words."""
    with Segmenter(task.cache) as segmenter:
        words = segmenter.words(text for _, text in task.texts)
    return [article_id for article_id, _ in task.texts], [text.split() for text in words]


def _ours(task: _Task) -> Search:
    library = Library.open(task.library)

    def search(text: str, limit: int) -> list[str]:
        return [hit.article.id for hit in library.search(text, limit=limit)]

    return search


def _bm25s(task: _Task) -> Search:
    ids, words = _words(task)
    retriever = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    retriever.index(words, show_progress=False)

    def search(text: str, limit: int) -> list[str]:
        places, _ = retriever.retrieve([segment(text)], k=limit, show_progress=False)
        return [ids[place] for place in places[0]]

    return search


def _rank_bm25(task: _Task) -> Search:
    ids, words = _words(task)
    model = BM25Okapi(words)

    def search(text: str, limit: int) -> list[str]:
        best = np.argsort(model.get_scores(segment(text)))[::-1][:limit]
        return [ids[place] for place in best]

    return search


_OPENERS: dict[str, Callable[[_Task], Search]] = {
    "ours": _ours,
    "bm25s": _bm25s,
    "rank-bm25": _rank_bm25,
}


def _rows(task: _Task) -> list[list[str]]:
    questions = read_questions(task.questions)
    random.Random(SEED).shuffle(questions)
    asked = questions[: task.limit]
    unaccented = [item.model_copy(update={"question": fold(item.question)}) for item in asked]
    segment("pyvi is loaded once")
    began = perf_counter()
    search = _OPENERS[task.name](task)
    opened = perf_counter() - began
    search("mở đầu", 1)
    return [
        [task.name, "with", *_cells(measure(search, asked)), f"{opened:.2f}", ""],
        ["", "without", *_cells(measure(search, unaccented)), "", str(_resident())],
    ]


def _cells(measures: Measures) -> list[str]:
    n, *quality, p50, p99 = measures
    return [str(n), *(f"{value:.3f}" for value in quality), f"{p50:.1f}", f"{p99:.1f}"]


def _resident() -> int:
    return int(psutil.Process().memory_info().rss // MEGABYTE)


def _markdown(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    sys.exit(main())
