"""Builds compiled libraries: folders that are written once, sealed, and never changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np

from knowledge.asked import questions_of
from knowledge.documents import Article, Document
from knowledge.errors import SnapshotError, SourceError
from knowledge.index.cards import compile_cards
from knowledge.index.compile import compile_articles
from knowledge.index.postings import write_array
from knowledge.index.records import write_records
from knowledge.index.terms import TermNumbers
from knowledge.ingest.batch import Batch
from knowledge.manifest import FILE_NAME, Manifest, write_manifest
from knowledge.selection import Selection, select
from knowledge.text.segment import tokenizer_identity
from knowledge.text.segmenter import Segmenter
from knowledge.validity import period


def build(
    out: Path,
    batch: Batch,
    *,
    cache: Path | None = None,
    progress: bool = False,
    made_from: str = "",
    asked: Mapping[str, Sequence[str]] | None = None,
) -> Manifest:
    """Compile the batch to a library in ``out``; a library that stood there is replaced.

    ``cache`` is a file that remembers segmented texts from build to build. ``made_from`` is kept in
    the manifest: a later build may compare it. ``asked`` has the questions that articles answer,
    by their ids; None: our own. Articles of which there are two versions are added to
    ``batch.problems``.

    Raises:
        SourceError: the batch holds neither an article nor a card.
        SnapshotError: ``out`` holds something that is no library.
    """
    selection = select(batch)
    batch.problems.extend(selection.problems)
    batch.repeated = selection.repeated
    if not selection.articles and not selection.cards:
        raise SourceError("Các nguồn không có điều luật hay thẻ trả lời nào.")
    questions = questions_of(each.id for each in selection.documents) if asked is None else asked
    with _put_in_place(out) as folder:
        _write_texts(folder, selection)
        with Segmenter(cache, progress=progress) as segmenter:
            compile_articles(folder, selection, questions, segmenter, progress=progress)
        compile_cards(folder, selection.cards)
        return write_manifest(
            folder,
            tokenizer=tokenizer_identity(),
            articles=len(selection.articles),
            documents=len(selection.documents),
            cards=len(selection.cards),
            made_from=made_from,
        )


@contextmanager
def _put_in_place(out: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``out`` when all went well, and vanishes otherwise."""
    if out.exists() and not (out / FILE_NAME).exists() and (out.is_file() or any(out.iterdir())):
        raise SnapshotError(f"{out} đã có nội dung khác. Hãy chọn thư mục trống.")
    out.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        fresh = workshop / "new"
        fresh.mkdir()
        yield fresh
        if out.exists():
            os.replace(out, workshop / "old")
        os.replace(fresh, out)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _write_texts(folder: Path, selection: Selection) -> None:
    write_records(folder, "articles", selection.articles, "text")
    write_records(folder, "documents", selection.documents)
    write_records(folder, "cards", selection.cards)
    ranges = np.array(selection.ranges, dtype=np.uint32).reshape(-1, 2)
    write_array(folder, "documents.ranges", ranges)
    write_array(folder, "articles.quotable", _quotable(selection))
    write_array(folder, "articles.force", _force(selection))
    ids = TermNumbers().of(article.id for article in selection.articles)
    write_array(folder, "articles.ids", ids)


def _quotable(selection: Selection) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each article may be quoted to a person, shape (articles,)."""
    answerable = {document.number: document.answerable for document in selection.documents}
    return np.array(
        [article.answerable and answerable[article.document] for article in selection.articles],
        dtype=bool,
    )


def _force(selection: Selection) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """First day in force and first day no longer, as ordinals, shape (articles, 2)."""
    documents = {document.number: document for document in selection.documents}
    days = [_days_in_force(article, documents[article.document]) for article in selection.articles]
    return np.array(days, dtype=np.int32).reshape(-1, 2)


def _days_in_force(article: Article, document: Document) -> tuple[int, int]:
    begins, ends = period(article, document)
    return (begins or date.min).toordinal(), (ends or date.max).toordinal()
