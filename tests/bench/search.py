"""Stock rank-bm25, bm25s, our first stage alone and our search side by side, in one run.

``python -m tests.bench.search [--questions FILE] [--corpus FILE] [--library DIR] [--sample N]``
prints tables in Markdown and draws docs/images/reliability.png. Quality of ours is that on unseen
questions: everything that is learned is fitted anew without them, five times (half an hour).
Times and memory are those of the model that ships. Stock rank-bm25 and bm25s search title and text
in pyvi's words; rank-bm25 needs half a second for each question, so that it is asked a random
sample only (the column n).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from knowledge.evaluate import LabelledQuestion, Measures, read_questions
from knowledge.ingest import Batch, read
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bench import as_of, newer, reliability, unseen, written
from tests.bench.systems import OURS, SEARCH_ALONE, Measured, Task, fresh, measured

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
SAMPLE = 60
SEED = 20261121
QUALITY = ("search", "questions", "n", "nDCG@10", "R@1", "R@10")
COST = ("search", "p50 ms", "p99 ms", "without: p50 ms", "p99 ms", "ready after s", "resident MB")
NAMES = {"accents": "with accents", "without": "without", "noisy": "noisy"}

Matrix = npt.NDArray[np.float32]


def main() -> int:
    """Build, measure, print."""
    options = _options()
    for path in (options.questions, options.corpus):
        if not path.exists():
            print(f"{path} is missing: the benchmark needs the official texts.", file=sys.stderr)  # noqa: T201
            return 1
    with tempfile.TemporaryDirectory() as folder:
        for line in _report(options, Path(folder)):
            print(line, flush=True)  # noqa: T201
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, default=SHARED / "bench" / "zalo-train.jsonl")
    parser.add_argument("--corpus", type=Path, default=SHARED / "legal" / "corpus.jsonl.xz")
    parser.add_argument("--library", type=Path, help="the corpus, built already")
    parser.add_argument("--cache", type=Path, help="segmented words from an earlier run")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="questions for stock rank-bm25")
    parser.add_argument("--limit", type=int, help="only so many questions, to try the benchmark")
    parser.add_argument(
        "--picture", type=Path, default=PROJECT / "docs" / "images" / "reliability.png"
    )
    return parser.parse_args()


def _report(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    questions = read_questions(options.questions)[: options.limit]
    batch = read(options.corpus, progress=sys.stderr.isatty())
    cache = options.cache or folder / "words.db"
    library = options.library or folder / "library"
    if not options.library:
        yield _built(library, batch, cache)
    places = list(range(len(questions)))
    random.Random(SEED).shuffle(places)
    sample = places[: options.sample]
    ours = fresh(unseen.judge, library, questions)
    texts = [(article.id, f"{article.title}\n{article.text}") for article in batch.articles]
    rivals = {
        "rank-bm25": Task("rank-bm25", library, cache, texts, [questions[n] for n in sample]),
        "bm25s": Task("bm25s", library, cache, texts, questions),
    }
    found = {name: fresh(measured, task) for name, task in rivals.items()}
    for name in (OURS, SEARCH_ALONE):
        found[name] = fresh(measured, Task(name, library, cache, (), questions))
    yield from _quality(found, ours)
    yield from _cost(found)
    yield from _against_stock(found, ours.whole["accents"][sample])
    yield from _sureness(ours, options.picture)
    yield from _days(library, questions)
    yield from _newer(library, batch)
    yield from _written(library)


def _built(library: Path, batch: Batch, cache: Path) -> str:
    began = perf_counter()
    manifest = build(library, batch, cache=cache, progress=sys.stderr.isatty())
    return f"{manifest.articles} articles; our build took {perf_counter() - began:.0f} s.\n"


def _quality(found: dict[str, Measured], ours: unseen.Unseen) -> Iterator[str]:
    yield from _table(QUALITY, _rival_rows(found))
    for name, by_spelling in (("our first stage", ours.first), ("**ours**", ours.whole)):
        for spelling, measures in by_spelling.items():
            yield from _markdown([_quality_row(name, NAMES[spelling], measures)])
        for spelling in ("accents", "without"):
            if ours.topical.any():
                label = f"our subjects, {NAMES[spelling]}"
                yield from _markdown(
                    [_quality_row(name, label, by_spelling[spelling][ours.topical])]
                )
    recall = ", ".join(f"{NAMES[name]} {share:.3f}" for name, share in ours.recall.items())
    yield f"\nRight articles that the ranker gets to see, on unseen questions too: {recall}.\n"


def _rival_rows(found: dict[str, Measured]) -> Iterator[list[str]]:
    for name in ("rank-bm25", "bm25s"):
        for spelling, each in (
            ("accents", found[name].accented),
            ("without", found[name].unaccented),
        ):
            yield [
                name,
                NAMES[spelling],
                str(each.n),
                *_digits(each.ndcg, each.recall_1, each.recall_10),
            ]


def _quality_row(name: str, questions: str, measures: Matrix) -> list[str]:
    return [name, questions, str(len(measures)), *_digits(*measures.mean(0, dtype=np.float64))]


def _digits(*values: float) -> list[str]:
    return [f"{value:.3f}" for value in values]


def _cost(found: dict[str, Measured]) -> Iterator[str]:
    rows = (
        [
            name,
            *_times(each.accented),
            *_times(each.unaccented),
            f"{each.ready:.2f}",
            str(each.resident),
        ]
        for name, each in found.items()
    )
    yield "One question at a time, one process on one core; «ours» quotes the first article too:\n"
    yield from _table(COST, rows)


def _times(measures: Measures) -> list[str]:
    return [f"{measures.p50_ms:.1f}", f"{measures.p99_ms:.1f}"]


def _against_stock(found: dict[str, Measured], ours: Matrix) -> Iterator[str]:
    stock = found["rank-bm25"].accented
    gain = float(ours[:, 0].mean()) - stock.ndcg
    alone, quoting = (stock.p50_ms / found[name].accented.p50_ms for name in (SEARCH_ALONE, OURS))
    yield (
        f"\nAgainst stock rank-bm25 on its {stock.n} questions: nDCG@10 {gain:+.3f}, "
        f"{alone:.0f} times as fast (medians), {quoting:.0f} times with our quotation counted.\n"
    )


def _sureness(ours: unseen.Unseen, picture: Path) -> Iterator[str]:
    reliability.draw(picture, {NAMES[name]: said for name, said in ours.said.items()})
    errors = ", ".join(f"{NAMES[name]} {said.error:.3f}" for name, said in ours.said.items())
    yield f"Calibration error of the confidence on unseen questions: {errors}.\n"


def _days(library: Path, questions: Sequence[LabelledQuestion]) -> Iterator[str]:
    day = datetime.now(UTC).astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    yield (
        f"nDCG@10 of the model that ships, without a day and on {day}; it was fitted on these "
        "questions, so only the difference tells:\n"
    )
    yield from _table(as_of.HEADING, fresh(as_of.rows, library, questions, day))


def _newer(library: Path, batch: Batch) -> Iterator[str]:
    yield "\nnDCG@10 on questions about older and newer laws (tests/bench/newer.py):\n"
    cards = read("library").cards
    yield from _table(
        newer.HEADING, newer.rows(Library.open(library), batch.articles, batch.documents, cards)
    )


def _written(library: Path) -> Iterator[str]:
    yield "\nThe model that ships, on questions written for the bench (tests/bench/written.py):\n"
    asked = written.questions()
    yield from _table(written.HEADING, written.rows(Library.open(library), asked))


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from _markdown([heading, ["---"] * len(heading)])
    yield from _markdown(rows)


def _markdown(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    sys.exit(main())
