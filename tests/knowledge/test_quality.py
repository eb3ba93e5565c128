"""The search finds what real questions ask for, and beats stock BM25 without accents."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from rank_bm25 import BM25Okapi

from knowledge.evaluate import LabelledQuestion, evaluate, measure, read_questions
from knowledge.ingest import read
from knowledge.search import Library
from knowledge.snapshot import build
from knowledge.text.fold import fold
from knowledge.text.segment import segment
from tests.knowledge.official import CORPUS, present

QUESTIONS = CORPUS.parents[1] / "bench" / "zalo-train.jsonl"
ASKED = 100
EVERY = 60  # of the other articles one in sixty makes the haystack: about 1,500


@pytest.fixture(scope="module")
def questions() -> list[LabelledQuestion]:
    return read_questions(present(QUESTIONS))[:ASKED]


@pytest.fixture(scope="module")
def haystack(questions: list[LabelledQuestion], tmp_path_factory: pytest.TempPathFactory) -> Path:
    needles = frozenset().union(*(item.relevant for item in questions))
    path = tmp_path_factory.mktemp("haystack") / "corpus.jsonl"
    with lzma.open(present(CORPUS), "rt", encoding="utf-8") as rows, path.open("w") as kept:
        for place, row in enumerate(rows):
            if place % EVERY == 0 or row.split('"')[3] in needles:
                kept.write(row)
    return path


@pytest.mark.law
def test_real_questions_with_and_without_accents(
    questions: list[LabelledQuestion], haystack: Path, tmp_path: Path
) -> None:
    batch = read(haystack)
    build(tmp_path / "compiled", batch)
    library = Library.open(tmp_path / "compiled")
    plain = [item.model_copy(update={"question": fold(item.question)}) for item in questions]
    stock = BM25Okapi([segment(f"{article.title} {article.text}") for article in batch.articles])
    ids = [article.id for article in batch.articles]
    accented, unaccented = evaluate(library, questions), evaluate(library, plain)
    rival = measure(lambda text, limit: stock.get_top_n(segment(text), ids, limit), questions)
    assert accented.ndcg > 0.9
    assert unaccented.ndcg > 0.85
    assert accented.ndcg > rival.ndcg
