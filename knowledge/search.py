"""The library as its readers see it: search, look up an article, match a card."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from knowledge.ages import AgeSpan, PersonsAge, ages_of_people, outside, spans
from knowledge.document_names import DocumentNames
from knowledge.documents import Article, Card, Document
from knowledge.index.bm25 import Floats
from knowledge.index.card_kin import kin
from knowledge.index.card_layers import CardLayer, Force, LayeredCards
from knowledge.index.cards import CardIndex
from knowledge.index.occurrences import Integers
from knowledge.index.postings import map_array
from knowledge.index.question import Question
from knowledge.index.ranking import ArticleIndex, Ranked
from knowledge.index.records import Records
from knowledge.index.terms import TermNumbers, Terms
from knowledge.manifest import damaged, read_manifest, verify
from knowledge.model import shipped
from knowledge.outlived import Outlived, outlived
from knowledge.scope import Scope
from knowledge.text.fold import fold
from knowledge.text.segment import tokenizer_identity
from knowledge.text.unicode import normalise
from knowledge.validity import Period, Standing, period

#: The highest confidence of a text that does not bind yet: it may be offered, never be the answer.
LATER = 0.5

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found: ``score`` orders the hits of one standing, ``confidence`` is the
    estimated chance (0..1) that it answers. ``standing`` is how it stands on the day that the
    search named; None where it named none.
    """

    article: Article
    document: Document
    score: float
    confidence: float
    standing: Standing | None = None

    @property
    def period(self) -> Period:
        """From when to when the article binds."""
        return period(self.article, self.document)


@dataclass(frozen=True, slots=True)
class CardHit:
    """A card that was found: ``score`` (0..1) is its chance if any card answers, ``confidence`` the
    estimated chance (0..1) that it does, or a card that rests on the same law. ``other_age``: its
    title speaks of another age than the text.
    """

    card: Card
    score: float
    confidence: float
    other_age: bool = False


class Library:
    """A compiled library, read-only. Threads and forked processes may share it.

    ``index`` ranks rows, for those who want to look into it (``knowledge.explain``).
    """

    def __init__(self, folder: Path) -> None:
        self._manifest = read_manifest(folder, tokenizer_identity())
        self.folder = folder
        self.version = self._manifest.version
        self._articles = Records(folder, "articles", Article, "text")
        self._ids = map_array(folder, "articles.ids")
        self._force = map_array(folder, "articles.force")
        self._quotable: Mask = map_array(folder, "articles.quotable")
        self._ranges = map_array(folder, "documents.ranges")
        self._cards = tuple(Records(folder, "cards", Card))
        self.index = ArticleIndex(folder, len(self._articles), *shipped())
        self.card_index = CardIndex.open(folder, kin(self._cards))
        self._layers: tuple[CardLayer, ...] = ()
        self._force_of_cards: tuple[Force, ...] = (Force.of(self._cards),)

    def with_layers(self, layers: Sequence[CardLayer]) -> Self:
        """This library with further cards over its own (``card_layers``), at once; it stays as it
        is itself. Layers are compiled over ``card_index``.
        """
        self._known_before_copying()
        other = copy.copy(self)
        other._layers = tuple(layers)
        other._force_of_cards = (self._force_of_cards[0], *(layer.force for layer in layers))
        return other

    def with_cards(self, cards: Sequence[Card]) -> Self:
        """``with_layers`` for one layer of these cards."""
        return self.with_layers([CardLayer.of(cards, [self.card_index])] if cards else [])

    def _known_before_copying(self) -> None:
        """What is worked out once must not be worked out again in every copy."""
        _ = self._names, self._places, self._row_of_id, self._scope, self._titled_ages
        _ = self._card_of_id, self._outlived_from

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

        ``as_of`` leaves out what has expired on that day; what is not in force yet stands only
        behind what is, with a confidence of at most ``LATER`` (docs/decisions/0007-as-of.md).
        ``answerable_only`` leaves out what must not be quoted to people, and on a day what later
        law had outlived by then (``outlived_by``).
        """
        question = Question.of(text)
        if as_of is None:
            allowed = self._quotable if answerable_only else None
            return self._hits(self.index.best(question, limit, allowed))
        allowed = as_of.toordinal() < self._force[:, 1]
        if answerable_only:
            allowed &= self._quotable & (as_of.toordinal() < self._outlived_from)
        return self._standing_first(question, limit, as_of, allowed)

    def _standing_first(
        self, question: Question, limit: int, day: date, allowed: Mask
    ) -> list[Hit]:
        """What is in force on the day, then what is not yet; ``allowed`` are articles of both.

        An article that is to come must not make the search doubt the one in force that it will
        replace: where one is found, those in force are ranked once more by themselves.
        """
        scored = self.index.scored(question)
        ranked = self.index.best_of(scored, limit, allowed)
        begun = self._force[:, 0] <= day.toordinal()
        to_come = ~begun[ranked.rows]
        if not to_come.any():
            return self._hits(ranked, Standing.IN_FORCE)
        wanted = max(limit - int(to_come.sum()), 1)
        now = self._hits(self.index.best_of(scored, wanted, allowed & begun), Standing.IN_FORCE)
        chances = ranked.chances[to_come].clip(max=LATER)
        ranked = Ranked(ranked.rows[to_come], ranked.scores[to_come], chances)
        later = self._hits(ranked, Standing.NOT_YET)
        return now + later[: limit - len(now)] if now else []

    def match_cards(self, text: str, *, limit: int = 3, as_of: date | None = None) -> list[CardHit]:
        """The cards that most likely answer, best first; in force on ``as_of``.

        None where no card shares a word with the text.
        """
        standing = np.concatenate([each.on(as_of) for each in self._force_of_cards])
        ages = ages_of_people(fold(normalise(text)))
        return [
            self._card_hit(self._card_at(int(place)), float(score), float(chance), ages)
            for place, score, chance in zip(*self._matched(text, limit, standing), strict=True)
        ]

    def _matched(self, text: str, limit: int, allowed: Mask) -> tuple[Integers, Floats, Floats]:
        if not self._layers:
            return self.card_index.match(text, limit, allowed)
        return LayeredCards(self.card_index, self._layers).match(text, limit, allowed)

    def _card_at(self, place: int) -> Card:
        """The card at a place that was matched: places go on from our cards into the layers."""
        if place < len(self._cards):
            return self._cards[place]
        place -= len(self._cards)
        for layer in self._layers:
            if place < len(layer.cards):
                return layer.cards[place]
            place -= len(layer.cards)
        raise LookupError(place)

    def _card_hit(
        self, card: Card, score: float, chance: float, ages: tuple[PersonsAge, ...]
    ) -> CardHit:
        if card.id in self._card_of_id:
            named = self._titled_ages.get(card.id, ())
        else:
            named = spans(fold(card.title))
        return CardHit(card, score, chance, outside(ages, named))

    @cached_property
    def _titled_ages(self) -> dict[str, tuple[AgeSpan, ...]]:
        """The ages that titles name, by the ids of their cards."""
        titled = ((card.id, spans(fold(card.title))) for card in self._cards)
        return {card_id: named for card_id, named in titled if named}

    def speaks_for_us(self, text: str) -> float | None:
        """How much the words of the text speak for the field of this library (log odds); None where
        nobody learned that: it holds other cards than ours, or no word is known.
        """
        return self._scope.log_odds(text) if self._scope else None

    @cached_property
    def _scope(self) -> Scope | None:
        scope = Scope.shipped()
        return scope if scope.knows(card.id for card in self._cards) else None

    def _hits(self, ranked: Ranked, standing: Standing | None = None) -> list[Hit]:
        return [
            self._hit(int(row), float(score), float(chance), standing)
            for row, score, chance in zip(*ranked, strict=True)
        ]

    def _hit(self, row: int, score: float, confidence: float, standing: Standing | None) -> Hit:
        article = self._articles[row]
        return Hit(article, self._document_of(article), score, confidence, standing)

    def _rows(self, article_ids: Sequence[str]) -> Integers:
        """The rows of those of the articles that the library has."""
        wanted = TermNumbers().of(article_id.lower() for article_id in article_ids)
        ids, rows = self._row_of_id
        places = np.searchsorted(ids, wanted).clip(max=max(len(ids) - 1, 0))
        known = ids[places] == wanted if len(ids) else np.zeros(len(wanted), dtype=bool)
        found: Integers = rows[places[known]]
        return found

    @cached_property
    def _row_of_id(self) -> tuple[Terms, Integers]:
        """The numbers of the ids in ascending order, and the row of each."""
        rows = np.argsort(self._ids, kind="stable")
        return self._ids[rows], rows

    def _document_of(self, article: Article) -> Document:
        return self._documents[self._places[article.document.lower()]]

    @cached_property
    def _outlived(self) -> dict[str, Outlived]:
        return outlived(self._documents)

    @cached_property
    def _outlived_from(self) -> Integers:
        """The first day (ordinal) on which each article was outlived, the last of all if never."""
        days = np.full(len(self._articles), date.max.toordinal(), dtype=np.int64)
        for document_id, found in self._outlived.items():
            first, end = self._ranges[self._places[document_id]]
            days[first:end] = found.since.toordinal()
        return days

    def outlived_by(self, document: Document, day: date) -> Outlived | None:
        """What makes one doubt on that day whether the document still binds: a later law of the
        same name, or the end of the law that it details; None where nothing does.
        """
        found = self._outlived.get(document.id)
        return found if found and found.since <= day else None

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

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        return self._manifest.articles

    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order of their numbers."""
        return self._documents

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

    def row(self, article_id: str) -> int:
        """Where the article stands in ``index``.

        Raises:
            LookupError: the library has no such article.
        """
        return int(self._rows([article_id])[0])

    def id_at(self, row: int) -> str:
        """The id of the article that stands there in ``index``."""
        return self._articles[row].id

    def in_force(self, as_of: date) -> Mask:
        """Which rows are in force on that day, shape (articles,)."""
        day = as_of.toordinal()
        bind: Mask = (self._force[:, 0] <= day) & (day < self._force[:, 1])
        return bind

    def unexpired(self, as_of: date | None) -> Mask | None:
        """Which rows have not expired on that day, shape (articles,); None without a day."""
        return None if as_of is None else as_of.toordinal() < self._force[:, 1]

    @cached_property
    def documents_of_cards(self) -> frozenset[str]:
        """The ids of the documents that cards cite: the law of our field."""
        cited = (citation for card in self.cards() for citation in card.citations)
        return frozenset(citation.document.lower() for citation in cited)

    def card(self, card_id: str) -> Card | None:
        """The card with this id, one of a layer too."""
        for layer in self._layers:
            if found := layer.by_id.get(card_id):
                return found
        return self._card_of_id.get(card_id)

    @cached_property
    def _card_of_id(self) -> dict[str, Card]:
        return {card.id: card for card in reversed(self._cards)}

    @property
    def has_added_cards(self) -> bool:
        """Whether any layer lies over our own cards."""
        return bool(self._layers)

    def cards(self) -> list[Card]:
        """Our own cards, in the order in which they were read; none of a layer."""
        return list(self._cards)
