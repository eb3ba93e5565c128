"""What an importer hands over: documents, articles, cards, and what it could not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from knowledge.documents import Article, Card, Document


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or does not hold: which file, where, and why (in Vietnamese)."""

    file: str
    place: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.reason}"


@dataclass(slots=True)
class Batch:
    """Everything read from one or more sources. ``documents`` is keyed by the canonical number.

    ``repeated`` counts articles that came again word for word; it is known once a library is built.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repeated: int = 0

    def add_document(self, document: Document) -> None:
        """Take in what a source says about a document; earlier statements win, gaps are filled."""
        known = self.documents.get(document.number)
        self.documents[document.number] = completed(known, document) if known else document

    def extend(self, other: Batch) -> None:
        """Take in a whole further batch; its articles are appended, duplicates and all."""
        for document in other.documents.values():
            self.add_document(document)
        self.articles.extend(other.articles)
        self.cards.extend(other.cards)
        self.problems.extend(other.problems)


_FILLABLE = ("issuer", "issued", "effective", "expires", "replaces", "replaced_by", "source")


def completed(known: Document, other: Document) -> Document:
    """``known`` with its gaps filled from ``other``; a longer name replaces a bare kind."""
    filled = {
        name: getattr(other, name)
        for name in _FILLABLE
        if not getattr(known, name) and getattr(other, name)
    }
    if known.name in ("", known.kind) and other.name:
        filled |= {"kind": other.kind or known.kind, "name": other.name}
    return replace(known, **filled, answerable=known.answerable or other.answerable)


def merged(batches: Iterable[Batch]) -> Batch:
    """One batch out of several, in their order."""
    whole = Batch()
    for batch in batches:
        whole.extend(batch)
    return whole
