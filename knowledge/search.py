"""The library as its readers see it: search, look up an article, match a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.document_names import DocumentNames
from knowledge.documents import Article, Card, Document
from knowledge.index.cards import CardIndex
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores, map_array
from knowledge.index.question import Question
from knowledge.index.ranking import ArticleIndex
from knowledge.index.records import Records
from knowledge.index.terms import TermNumbers
from knowledge.manifest import damaged, read_manifest, verify
from knowledge.text.segment import tokenizer_identity

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found: ``score`` orders the hits of one question, ``confidence`` is the
    estimated chance (0..1) that it answers.
    """

    article: Article
    document: Document
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class CardHit:
    """A card that was found: ``score`` (0..1) is its chance if any card answers, ``confidence`` the
    estimated chance (0..1) that it does.
    """

    card: Card
    score: float
    confidence: float


class Library:
    """A compiled library, read-only. Threads and forked processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._manifest = read_manifest(folder, tokenizer_identity())
        self.folder = folder
        self.version = self._manifest.version
        self._articles = Records(folder, "articles", Article)
        self._ids = map_array(folder, "articles.ids")
        self._force = map_array(folder, "articles.force")
        self._quotable: Mask = map_array(folder, "articles.quotable")
        self._ranges = map_array(folder, "documents.ranges")
        self._cards = tuple(Records(folder, "cards", Card))
        self._index = ArticleIndex(folder, len(self._articles))
        self._card_index = CardIndex(folder, len(self._cards))

    @classmethod
    def open(cls, folder: str | Path, *, thorough: bool = False) -> Library:
        """Open a compiled library; ``thorough`` reads every file and compares its checksum.

        Raises:
            SnapshotError: missing, damaged, or made by another version of the program.
        """
        try:
            library = cls(Path(folder))
        except (OSError, ValueError) as error:
            raise damaged(Path(folder), type(error).__name__) from error
        if thorough:
            verify(library.folder, library._manifest)
        return library

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        as_of: date | None = None,
        answerable_only: bool = False,
    ) -> list[Hit]:
        """The articles that best fit the question, best first; none where nothing fits at all.

        ``as_of`` leaves out what is not in force on that day, ``answerable_only`` what must not be
        quoted to people.
        """
        allowed = self._allowed(as_of, answerable_only)
        ranked = self._index.best(Question.of(text), limit, allowed)
        return [
            self._hit(int(row), float(score), float(chance))
            for row, score, chance in zip(*ranked, strict=True)
        ]

    def features(self, text: str, article_ids: Sequence[str]) -> Mapping[str, Scores]:
        """The BM25 score of each field for these articles of the library, in their order."""
        return self._index.features(Question.of(text), self._rows(article_ids))

    def match_cards(self, text: str, *, limit: int = 3, as_of: date | None = None) -> list[CardHit]:
        """The cards that most likely answer, best first; in force on ``as_of``.

        None where no card shares a word with the text. All chances sum up to 1 at most.
        """
        standing: Mask | None = None
        if as_of is not None:
            standing = np.array([card.in_force(as_of) for card in self._cards], dtype=bool)
        return [
            CardHit(self._cards[place], float(score), float(chance))
            for place, score, chance in zip(
                *self._card_index.match(text, limit, standing), strict=True
            )
        ]

    def _hit(self, row: int, score: float, confidence: float) -> Hit:
        article = self._articles[row]
        return Hit(article, self._document_of(article), score, confidence)

    def _rows(self, article_ids: Sequence[str]) -> Integers:
        """The rows of those of the articles that the library has."""
        wanted = TermNumbers().of(article_id.lower() for article_id in article_ids)
        found, rows = np.nonzero(wanted[:, None] == self._ids[None, :])
        return rows[np.argsort(found, kind="stable")]

    def _document_of(self, article: Article) -> Document:
        return self._documents[self._places[article.document.lower()]]

    def _allowed(self, as_of: date | None, answerable_only: bool) -> Mask | None:
        """Which articles may be found; None where all may."""
        if as_of is None:
            return self._quotable if answerable_only else None
        day = as_of.toordinal()
        standing: Mask = (self._force[:, 0] <= day) & (day < self._force[:, 1])
        return standing & self._quotable if answerable_only else standing

    @cached_property
    def _documents(self) -> tuple[Document, ...]:
        return tuple(Records(self.folder, "documents", Document))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {document.id: place for place, document in enumerate(self._documents)}

    @cached_property
    def _names(self) -> DocumentNames:
        return DocumentNames(self._documents)

    def article(self, article_id: str) -> Article | None:
        """The article with this id ("52/2014/qh13+51"), in any letter case."""
        rows = self._rows([article_id])
        return self._articles[int(rows[0])] if len(rows) else None

    def document(self, number: str) -> Document | None:
        """The document with this number ("52/2014/QH13"), in any letter case."""
        place = self._places.get(number.strip().lower())
        return None if place is None else self._documents[place]

    def documents_named(self, name: str, *, as_of: date | None = None) -> list[Document]:
        """Documents that people call so ("luật hngd"): closest name, in force, newest first."""
        return self._names.find(name, as_of)

    def articles_of(self, number: str) -> list[str]:
        """The ids of the document's articles in reading order; empty for an unknown document."""
        place = self._places.get(number.strip().lower())
        if place is None:
            return []
        first, end = (int(bound) for bound in self._ranges[place])
        return [self._articles[row].id for row in range(first, end)]

    def card(self, card_id: str) -> Card | None:
        """The card with this id."""
        return next((card for card in self._cards if card.id == card_id), None)

    def cards(self) -> list[Card]:
        """All cards, in the order in which they were read."""
        return list(self._cards)
