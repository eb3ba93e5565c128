"""Whether the places of the law that are cited exist in the official text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from knowledge.clauses import clauses
from knowledge.documents import Article, Citation
from knowledge.ingest import read
from knowledge.ingest.batch import Batch


class Texts(Protocol):
    """Where cited articles are looked up; ``knowledge.search.Library`` is one."""

    def article(self, article_id: str) -> Article | None:
        """The article with that id, None where it is not there."""

    def articles_of(self, number: str) -> list[str]:
        """The ids of a document's articles; empty where the document is not there."""


class BatchTexts:
    """The articles of sources that were just read, as ``Texts``."""

    def __init__(self, batch: Batch) -> None:
        self._articles = {article.id: article for article in batch.articles}
        self._by_document: dict[str, list[str]] = {}
        for article in batch.articles:
            self._by_document.setdefault(article.document, []).append(article.id)

    def article(self, article_id: str) -> Article | None:
        """The article with that id, None where it is not there."""
        return self._articles.get(article_id)

    def articles_of(self, number: str) -> list[str]:
        """The ids of a document's articles; empty where the document is not there."""
        return self._by_document.get(number, [])


def open_texts(path: Path) -> Texts:
    """A compiled library, or else a source of texts, for ``check_library``.

    Raises:
        KnowledgeError: it is neither, or damaged.
    """
    if (path / "manifest.json").is_file():
        from knowledge.search import Library

        return Library.open(path)
    return BatchTexts(read(path))


def faults_of_place(citation: Citation, texts: Texts) -> Iterator[str]:
    """What is missing of a cited article, clause or point, if the texts have its document."""
    if not texts.articles_of(citation.document):
        return
    article = texts.article(citation.article_id)
    if article is None:
        yield f"{citation.document} không có Điều {citation.article}; hãy xem lại căn cứ."
        return
    clause = next((part for part in clauses(article) if part.number == citation.clause), None)
    where = f"Điều {citation.article} {citation.document}"
    if citation.clause and clause is None:
        yield f"{where} không có khoản {citation.clause}; hãy xem lại căn cứ."
    elif citation.point and (
        clause is None or citation.point not in (point.letter for point in clause.points)
    ):
        yield f"{where} không có điểm {citation.point} ở khoản đã ghi; hãy xem lại căn cứ."
